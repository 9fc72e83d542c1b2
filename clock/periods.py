"""The papers of a period on the command line: 月检查, 季通报, half-year and annual reports.

The monthly command inspects everything first unless it is told not to; the others read the ledger alone.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from checks.model.registry import BEIJING
from clock import settings as settings_file
from clock.options import Config, out
from clock.settings import Settings
from results.errors import PersonError
from results.reports.periods import Period, Span, last_over, period

KIND = "monthly"
"""The kind of the run by which a month is inspected."""
periods = typer.Typer()
Forms = Annotated[str, typer.Option("--form", help="写成哪些格式：xlsx、html、docx、csv，用逗号分开；默认全部")]
Template = Annotated[Path | None, typer.Option("--template", help="通报的 Word 模板；默认按设置，没有就用程序自带的")]
Folder = Annotated[Path | None, typer.Option("--output", "-o", help="写到这个文件夹；默认数据文件夹下的 reports")]


@periods.command()
def monthly(
    month: Annotated[str, typer.Option("--month", help="哪个月，例如 2026-09；默认本月")] = "",
    no_visit: Annotated[bool, typer.Option("--no-visit", help="不检查，只按台账写报告")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="接着做上次没有做完的检查")] = False,
    form: Forms = "",
    output: Folder = None,
    config: Config = None,
) -> None:
    """月检查：检查全部网站和账号，写出本月报告；给出 --month 时只按台账写那个月的报告。"""
    settings, today = settings_file.load(config), datetime.now(BEIJING).date()
    if resume and (month or no_visit):
        raise typer.BadParameter("--resume 是接着检查，不能和 --month、--no-visit 一起用")
    given = period(Span.MONTH, month or f"{today:%Y-%m}", today)
    _usable(form)  # before hours of inspection
    if not (month or no_visit):
        _inspect(settings, resume=resume)
    _tell(settings, given, form, None, output)


@periods.command()
def quarterly(
    quarter: Annotated[str, typer.Option("--quarter", help="哪个季度，例如 2026Q3；默认最近一个已结束的")] = "",
    form: Forms = "",
    template: Template = None,
    template_out: Annotated[
        Path | None, typer.Option("--template-out", help="只把程序自带的通报模板写到这个文件，供修改")
    ] = None,
    output: Folder = None,
    config: Config = None,
) -> None:
    """季通报：按台账写出一个季度的通报和附表；不联网。"""
    if template_out is not None:
        from clock.papers import write_template

        write_template(template_out, out)
        return
    settings, today = settings_file.load(config), datetime.now(BEIJING).date()
    given = period(Span.QUARTER, quarter, today) if quarter else last_over(Span.QUARTER, today)
    _tell(settings, given, form, template, output)


@periods.command()
def annual(
    year: Annotated[str, typer.Option("--year", help="哪一年，例如 2026；默认最近一个已结束的")] = "",
    half: Annotated[str, typer.Option("--half", help="哪个半年，例如 2026H1")] = "",
    form: Forms = "",
    output: Folder = None,
    config: Config = None,
) -> None:
    """年度报告、半年报告：按台账写出，含监管年度报表的数字；不联网。"""
    settings, today = settings_file.load(config), datetime.now(BEIJING).date()
    if year and half:
        raise typer.BadParameter("--year、--half 只能用一个")
    span, written = (Span.HALF, half) if half else (Span.YEAR, year)
    given = period(span, written, today) if written else last_over(span, today)
    _tell(settings, given, form, None, output)


def _usable(form: str) -> None:
    """Raises PersonError for formats that there are not."""
    from clock.papers import forms_of

    forms_of(form)


def _inspect(settings: Settings, *, resume: bool) -> None:
    """A run over all that is registered. Raises PersonError where our own network cut it off."""
    from clock.night import run_night

    if run_night(settings, out, kind=KIND, resume=resume).cut:
        raise PersonError("本机网络中断，检查没有做完，没有写报告；网络恢复后用 monthly --resume 接着做")


def _tell(settings: Settings, given: Period, form: str, template: Path | None, folder: Path | None) -> None:
    from clock.papers import forms_of, tell, write_paper

    files, left_out = write_paper(settings, given, forms=forms_of(form), template=template, folder=folder)
    tell(files, out)
    if left_out:
        out.print("没有计入或需要说明的：", markup=False)
        for sentence in left_out:
            out.print(f"· {sentence}", markup=False)
