"""The demo: an invented county on loopback, imported, visited for a night, inspected for a week's report; then, where
it is asked for, the console over it, with someone of every role to sign in as."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock import settings as settings_file
from clock.first import at_the_machine
from clock.night import run_night
from clock.office import import_files
from clock.probing import import_rounds
from clock.records import import_records
from clock.serving import serve_console
from clock.settings import Settings
from clock.triaging import import_complaints
from clock.weekly import run_weekly
from results import access, passwords
from results.access import Given
from results.errors import PersonError
from results.ledger.engine import open_ledger
from results.ledger.users import Role

_PEOPLE = (
    ("admin", "演示管理员", Role.ADMINISTRATOR),
    ("inspector", "演示检查员", Role.INSPECTOR),
    ("reviewer", "演示复核员", Role.REVIEWER),
    ("contact", "演示联系人", Role.CONTACT),
    ("reader", "演示查阅者", Role.READER),
)


def run_demo(folder: Path, out: Console, *, serve: bool = False, port: int | None = None) -> None:
    """Runs the whole river in `folder` and says how to use it on one's own sites. Begins anew each time.

    `serve`: then answers browsers at `port` until it is stopped; the county goes on answering, so that it can be looked
    at again. Raises PersonError: no county, a folder that cannot be used.
    """
    try:
        from tests import county as fake
    except ModuleNotFoundError as missing:
        raise PersonError("演示要用源码里的虚构县（tests/county）；请在克隆下来的项目文件夹里运行") from missing
    data = folder / "data"
    if data.exists() and not (data / "ledger.sqlite").exists():
        raise PersonError(f"{data} 不是演示留下的文件夹；请用 --folder 指定另一个文件夹")
    shutil.rmtree(data, ignore_errors=True)
    county = fake.build(datetime.now(BEIJING).date())
    with fake.serve(county) as served:
        file = _written(folder, served.settings_toml(data))
        settings = settings_file.load(file)
        os.environ.update(county.tokens)  # the secrets of an office that does not exist
        subjects = f"{len(county.sites)} 个网站、{len(county.accounts)} 个政务新媒体账号"
        out.print(f"虚构的{county.name}：{subjects}，只在本机上提供服务", markup=False)
        import_files(settings, county.write_registry(folder / "registry"), out)
        import_records(settings, county.write_records(folder / "records.csv"), out)
        import_rounds(settings, county.write_rounds(folder / "rounds.csv"), out)
        run_night(settings, out)
        run_weekly(settings, out)
        _say_how(out, file, county.sites[0].code)
        if serve:
            import_complaints(settings, [county.write_messages(folder / "messages.csv")], out, out, recheck=True)
            _let_in(settings, county.sites[0].unit, out)
            serve_console(settings, out, port=port)


def _written(folder: Path, text: str) -> Path:
    file = folder / settings_file.FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PersonError(f"写不了 {folder}：{error.strerror}；请用 --folder 指定另一个文件夹") from error
    return file


def _let_in(settings: Settings, unit: str, out: Console) -> None:
    """Makes someone of every role, all with one password that is made now and told here alone."""
    password = passwords.generated()
    out.print(f"\n演示用户（口令都是 {password}）：", markup=False)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        for name, person, role in _PEOPLE:
            given = Given(person, role, units=(unit,)) if role is Role.CONTACT else Given(person, role, whole=True)
            told: dict[str, Any] = {"moment": datetime.now(UTC), "temporary": False}
            access.add(connection, at_the_machine(), name, given, password, **told)
            seen = f"，只看{unit}" if role is Role.CONTACT else ""
            out.print(f"  {name:<10} {word('role', role)}{seen}", markup=False)


def _say_how(out: Console, file: Path, code: str) -> None:
    out.print(
        "\n换成自己的网站：\n"
        "  python schedule.py init                         建立数据文件夹、设置样例和登记表样例\n"
        "  python schedule.py import 我的网站.xlsx          导入填好的登记表\n"
        "  python schedule.py nightly                      夜间巡查（也可以写进 cron）\n"
        "  python schedule.py check http://www.例子.gov.cn/  现在就查一个网站，不需要登记表\n"
        f"看演示的结果：python schedule.py issues --config {file}\n"
        f"看一个网站：python schedule.py site {code} --html 网站.html --config {file}\n"
        "在浏览器里看：python schedule.py demo --serve（重新造一遍，然后打开控制台）",
        markup=False,
    )
