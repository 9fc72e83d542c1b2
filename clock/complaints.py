"""The commands of messages of 我为政府网站找错."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, Format, Output, err, out

complaints = typer.Typer(help="“我为政府网站找错”留言：导入、复验、派发、核实、答复、统计。", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="留言编号，见 complaints list")]
Who = Annotated[str, typer.Option("--who", help="办理人")]


@complaints.command("import")
def take(
    files: Annotated[list[Path], typer.Argument(help="找错留言表：csv 或 xlsx")],
    recheck: Annotated[bool, typer.Option("--recheck/--no-recheck", help="新留言导入后立即复验")] = True,
    config: Config = None,
) -> None:
    """导入找错留言表（csv、xlsx）。有一行不对就一行也不写入；导入过的留言保持原样。"""
    from clock import triaging

    triaging.import_complaints(settings_file.load(config), files, out, err, recheck=recheck)


@complaints.command()
def template(file: Annotated[Path, typer.Argument(help="写成这张空表（xlsx）")]) -> None:
    """写一张可以填写的空表。"""
    from clock import triaging

    triaging.write_form(file, out)


@complaints.command()
def add(
    url: Annotated[str, typer.Option("--url", help="问题网址")],
    text: Annotated[str, typer.Option("--text", help="留言内容")],
    category: Annotated[str, typer.Option("--category", help="问题类别；默认其他")] = "",
    number: Annotated[str, typer.Option("--number", help="留言编号；默认按内容编号")] = "",
    source: Annotated[str, typer.Option("--source", help="来源；默认“我为政府网站找错”")] = "",
    received: Annotated[datetime | None, typer.Option("--received", help="收到时间（北京时间）；默认现在")] = None,
    unit: Annotated[str, typer.Option("--unit", help="责任单位；默认网站的主办单位")] = "",
    recheck: Annotated[bool, typer.Option("--recheck/--no-recheck", help="立即复验")] = True,
    config: Config = None,
) -> None:
    """登记一条留言。"""
    from clock import triaging
    from results.receiving import Given

    given = Given(url, text, category, number, source, triaging.in_beijing(received) if received else None, unit)
    triaging.add_complaint(settings_file.load(config), given, out, err, recheck=recheck)


@complaints.command("list")
def show_all(
    state: Annotated[list[str] | None, typer.Option("--state", help="received、dispatched 等，可重复")] = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="责任单位，可重复")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只要超期没有答复的")] = False,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """留言清单，按答复期限排列；留言人信息不在其中。"""
    from clock import complaint_lists

    chosen = complaint_lists.Chosen(tuple(state or ()), tuple(unit or ()), overdue)
    complaint_lists.list_complaints(settings_file.load(config), out, chosen, form=form, output=output)


@complaints.command()
def show(
    number: Number,
    sender: Annotated[bool, typer.Option("--sender", help="显示完整的留言人信息（默认打码）")] = False,
    config: Config = None,
) -> None:
    """一条留言的全部情况：内容、复验证据、办理经过。"""
    from clock import complaint_lists

    complaint_lists.show_complaint(settings_file.load(config), number, out, whole=sender)


@complaints.command()
def recheck(
    numbers: Annotated[list[int] | None, typer.Argument(help="留言编号；默认全部没有办结的", metavar="编号")] = None,
    config: Config = None,
) -> None:
    """再看一遍问题网址，给出属实、不属实、无法判定的初判和证据。"""
    from clock import triaging

    triaging.recheck_complaints(settings_file.load(config), numbers or (), out, err)


@complaints.command()
def dispatch(
    number: Number,
    who: Who,
    unit: Annotated[str, typer.Option("--unit", help="责任单位；默认网站的主办单位")] = "",
    reason: Annotated[str, typer.Option("--reason", help="改派的理由")] = "",
    config: Config = None,
) -> None:
    """派发给责任单位；已经派发的写明理由可以改派。"""
    from clock import triaging

    triaging.act(settings_file.load(config), "dispatch", number, who, out, unit=unit, reason=reason)


@complaints.command()
def verify(
    number: Number,
    verdict: Annotated[str, typer.Argument(help="属实、不属实、无法判定")],
    who: Who,
    note: Annotated[str, typer.Option("--note", help="核实情况")] = "",
    config: Config = None,
) -> None:
    """写下核实结论。"""
    from clock import triaging

    triaging.act(settings_file.load(config), "verify", number, who, out, verdict=triaging.truth(verdict), note=note)


@complaints.command()
def mend(
    number: Number, text: Annotated[str, typer.Argument(help="整改情况")], who: Who, config: Config = None
) -> None:
    """登记整改情况。"""
    from clock import triaging

    triaging.act(settings_file.load(config), "mend", number, who, out, text=text)


@complaints.command()
def reply(
    number: Number,
    who: Who,
    text: Annotated[str, typer.Option("--text", help="答复内容；不写就只显示草稿")] = "",
    config: Config = None,
) -> None:
    """答复网民；不写内容时给出一份草稿。"""
    from clock import complaint_lists, triaging

    settings = settings_file.load(config)
    if text:
        triaging.act(settings, "answer", number, who, out, text=text)
    else:
        complaint_lists.draft_reply(settings, number, out)


@complaints.command()
def review(
    number: Number,
    who: Who,
    back: Annotated[str, typer.Option("--return", help="不通过，退回的理由；不写就是通过并办结")] = "",
    config: Config = None,
) -> None:
    """复核答复：通过就办结，不通过就退回重新核实。"""
    from clock import triaging

    settings = settings_file.load(config)
    if back:
        triaging.act(settings, "give_back", number, who, out, reason=back)
    else:
        triaging.act(settings, "approve", number, who, out)


@complaints.command()
def reopen(
    number: Number, reason: Annotated[str, typer.Option("--reason", help="理由")], who: Who, config: Config = None
) -> None:
    """重新办理已办结的留言。"""
    from clock import triaging

    triaging.act(settings_file.load(config), "reopen", number, who, out, reason=reason)


@complaints.command()
def urge(
    number: Number, who: Who, reason: Annotated[str, typer.Option("--reason", help="说明")] = "", config: Config = None
) -> None:
    """催办一次，次数有记录。"""
    from clock import triaging

    triaging.act(settings_file.load(config), "urge", number, who, out, reason=reason)


@complaints.command()
def figures(
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="收到日期从这天起")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="到这天止")] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """收到数、办结率、按期答复率、即时答复率、属实率，分单位。"""
    from clock import complaint_lists

    complaint_lists.tell_figures(settings_file.load(config), out, since, until, form=form, output=output)
