"""Options that several commands have, and the two consoles that they write to."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

# A log or a pipe is read on wide screens: rich would cut its tables at 80 columns.
_WIDTH = None if sys.stdout.isatty() else 160
out = Console(highlight=False, soft_wrap=True, width=_WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=True, width=_WIDTH)


class Format(StrEnum):
    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


Config = Annotated[Path | None, typer.Option("--config", help="设置文件，默认为当前目录的 xunwang.toml")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="写入这个文件，而不是屏幕")]
Fail = Annotated[bool, typer.Option("--fail", help="发现问题时退出码为 1")]
Sites = Annotated[list[str] | None, typer.Option("--site", help="网站标识码，可重复")]
AccountNames = Annotated[
    list[str] | None, typer.Option("--account", help="账号名称、平台账号ID、账号标识或主页，可重复")
]
