"""The demo: an invented county on loopback, imported, visited for a night, inspected for a week's report."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from rich.console import Console

from checks.model.registry import BEIJING
from clock import settings as settings_file
from clock.night import run_night
from clock.office import import_files
from clock.probing import import_rounds
from clock.records import import_records
from clock.weekly import run_weekly
from results.errors import PersonError


def run_demo(folder: Path, out: Console) -> None:
    """Runs the whole river in `folder` and says how to use it on one's own sites. Begins anew each time."""
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
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / settings_file.FILE
            file.write_text(served.settings_toml(data), encoding="utf-8")
        except OSError as error:
            raise PersonError(f"写不了 {folder}：{error.strerror}；请用 --folder 指定另一个文件夹") from error
        settings = settings_file.load(file)
        os.environ.update(county.tokens)  # the secrets of an office that does not exist
        subjects = f"{len(county.sites)} 个网站、{len(county.accounts)} 个政务新媒体账号"
        out.print(f"虚构的{county.name}：{subjects}，只在本机上提供服务", markup=False)
        import_files(settings, county.write_registry(folder / "registry"), out)
        import_records(settings, county.write_records(folder / "records.csv"), out)
        import_rounds(settings, county.write_rounds(folder / "rounds.csv"), out)
        run_night(settings, out)
        run_weekly(settings, out)
    out.print(
        "\n换成自己的网站：\n"
        "  python schedule.py init                         建立数据文件夹、设置样例和登记表样例\n"
        "  python schedule.py import 我的网站.xlsx          导入填好的登记表\n"
        "  python schedule.py nightly                      夜间巡查（也可以写进 cron）\n"
        "  python schedule.py check http://www.例子.gov.cn/  现在就查一个网站，不需要登记表\n"
        f"看演示的结果：python schedule.py issues --config {file}\n"
        f"看一个网站：python schedule.py site {county.sites[0].code} --html 网站.html --config {file}",
        markup=False,
    )
