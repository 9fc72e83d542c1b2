"""The commands of the office's own lists: wrong expressions and officials."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, out

lexicon = typer.Typer(help="本单位的词库：错误表述和领导人员。", no_args_is_help=True)


@lexicon.command("import")
def take(
    files: Annotated[list[Path], typer.Argument(help="词语表、领导人员表：csv 或 xlsx")], config: Config = None
) -> None:
    """导入词语表、领导人员表（csv、xlsx，中文或英文表头）。有一行不对就一行也不写入。"""
    from clock import wordlists

    wordlists.import_lists(settings_file.load(config), files, out)


@lexicon.command("list")
def show(config: Config = None) -> None:
    """词库里有多少条，按级别和状态。"""
    from clock import wordlists

    wordlists.list_lists(settings_file.load(config), out)


@lexicon.command()
def export(
    file: Annotated[Path, typer.Argument(help="写成这张表（xlsx）；词库是空的就得到空表")], config: Config = None
) -> None:
    """把词库写成一张可以改好再导入的表。"""
    from clock import wordlists

    wordlists.export_lists(settings_file.load(config), file, out)


@lexicon.command()
def remove(word: Annotated[str, typer.Argument(help="错误表述，或领导姓名")], config: Config = None) -> None:
    """从词库删去一个错误表述，或一个人的全部条目。"""
    from clock import wordlists

    wordlists.remove_entry(settings_file.load(config), word, out)
