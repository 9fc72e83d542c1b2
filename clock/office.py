"""Setting up an office: the data folder, settings to start from, and the sheets that say who answers for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from clock.first import first_administrator
from clock.secret import CONSOLE_KEY, salt_of, secret_of
from clock.settings import Settings
from results.errors import PersonError
from results.intake.reading import read_sheets
from results.intake.templates import write_template
from results.ledger import registry
from results.ledger.engine import open_ledger

SAMPLE = """\
# 巡网的设置。每一项的含义见 docs/settings.md；不认识的键会报错。

[data]
path = "data"                 # 访问记录、报告和台账所在文件夹

[network]
# nameservers = ["223.5.5.5"] # 不写就用系统的域名服务器
# witnesses = ["https://www.gov.cn/", "https://www.miit.gov.cn/"]   # 本机网络是否通，问它们；建议填写

[manners]
user_agent = "xunwang/0.1 (+mailto:你的单位邮箱)"   # 网站管理员由此找到你

[rules]
edition = "national-2019"
overlays = []                 # 例如 ["gansu"]
"""
TEMPLATE = "登记表样例.xlsx"


def set_up(settings: Settings, file: Path, out: Console) -> None:
    """Makes what is missing and touches nothing that is there."""
    make_folder(settings.folder)
    salt_of(settings.folder)
    secret_of(settings.folder, CONSOLE_KEY)
    try:
        if not file.exists():
            file.write_text(SAMPLE, encoding="utf-8")
            out.print(f"设置文件样例：{file}", markup=False)
    except OSError as error:
        raise PersonError(f"写不了 {error.filename}：{error.strerror}；请换一个文件夹或检查权限") from error
    with open_ledger(settings.ledger_url) as ledger:
        first_administrator(ledger, out)
    template = settings.folder / TEMPLATE
    if not template.exists():
        write_template(template)
    out.print(f"数据文件夹：{settings.folder}；登记表样例：{template}", markup=False)
    out.print("填好后运行：python schedule.py import 你的登记表.xlsx，再运行：python schedule.py nightly", markup=False)


def make_folder(folder: Path) -> None:
    """The data folder, with that of the visits in it. Raises PersonError where it cannot be made."""
    try:
        (folder / "visits").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PersonError(f"建不了数据文件夹 {folder}：{error.strerror}；请检查 [data] path 和权限") from error


def import_files(settings: Settings, files: Sequence[Path], out: Console) -> None:
    """Reads sheets into the ledger, all or nothing, and says what changed."""
    make_folder(settings.folder)
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.connect() as connection:
            known = registry.load(connection)
        read = read_sheets(files, known)
        with ledger.begin() as connection:
            saved = registry.save(connection, read, datetime.now(UTC))
    table = Table(title="导入结果")
    for name in ("类别", "新增", "更新", "未变"):
        table.add_column(name)
    names = {"units": "单位", "sites": "网站", "columns": "栏目", "accounts": "账号"}
    for kind, name in names.items():
        count = saved[kind]
        table.add_row(name, str(count.new), str(count.changed), str(count.same))
    out.print(table)
