"""The commands of the inspectors' desk: what only a person can judge, and what a site scores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, Format, Output, err, out

desk = typer.Typer()


@desk.command()
def tasks(
    site: Annotated[list[str] | None, typer.Option("--site", help="网站标识码、首页网址或名称，可重复")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", help="规则名，例如 inaccurate-overview，可重复")] = None,
    done: Annotated[bool | None, typer.Option("--done/--open", help="只要已答的 / 未答的")] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="写成一张可以填写的表（xlsx），默认只含未答的")
    ] = None,
    take: Annotated[
        Path | None, typer.Option("--import", help="导入填好的表（xlsx、csv）；有一行不对就一行也不导入")
    ] = None,
    who: Annotated[str, typer.Option("--who", help="导入时，表中没有写检查人的行算谁答的")] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """人工检查任务：列出、导出成表、导入填好的表。"""
    from clock import hand

    settings = settings_file.load(config)
    if export and take:
        raise typer.BadParameter("--export、--import 只能用一个")
    if take:
        hand.import_answers(settings, take, out, who=who)
        return
    chosen = hand.Chosen(tuple(site or ()), tuple(rule or ()), done)
    if export:
        hand.export_tasks(settings, export, out, chosen)
    else:
        hand.list_tasks(settings, out, chosen, form=form, output=output)


@desk.command()
def answer(
    number: Annotated[int, typer.Argument(help="任务编号，见 tasks")],
    verdict: Annotated[str, typer.Argument(help="达标、不达标、不适用、无法判断")],
    who: Annotated[str, typer.Option("--who", help="检查人")],
    faults: Annotated[int, typer.Option("--faults", min=0, max=200, help="不达标的处数")] = 0,
    kind: Annotated[str, typer.Option("--code", help="情形；规则分几种情形时才要")] = "",
    url: Annotated[list[str] | None, typer.Option("--url", help="能看到问题的网址，可重复")] = None,
    remark: Annotated[str, typer.Option("--remark", help="说明")] = "",
    points: Annotated[str, typer.Option("--points", help="加分项给几分")] = "",
    config: Config = None,
) -> None:
    """答一项人工检查任务；答过的再答一次就是改答，前后都有记录。"""
    from clock import hand

    settings = settings_file.load(config)
    said = hand.Said(verdict, faults, kind, tuple(url or ()), remark, points)
    hand.answer_task(settings, out, number, said, who=who)


@desk.command()
def score(
    name: Annotated[str, typer.Argument(help="网站标识码、首页网址或名称；账号标识、平台账号ID、平台:名称或名称")],
    run: Annotated[int | None, typer.Option("--run", help="哪一次巡查；默认最近一次")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="写成一个 JSON 对象")] = False,
    config: Config = None,
) -> None:
    """一个网站的完整评分表：否决、扣分、加分、没有查到的、待人工的、与上次相比；账号列否决、读取情况和证据。"""
    from clock.scores import tell_score

    tell_score(settings_file.load(config), out, err, name, run=run, as_json=as_json)


@desk.command()
def unit(
    name: Annotated[str, typer.Argument(help="主办单位的全称")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写成一页（.html）或一个工作簿（.xlsx），而不是屏幕")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="写成一个 JSON 对象")] = False,
    config: Config = None,
) -> None:
    """一个单位的网站和政务新媒体账号：结论、得分、读取情况、问题、没有查到的、待人工的、下级单位；不联网。"""
    from clock.unit_page import show_unit

    show_unit(settings_file.load(config), name, output, out, err, as_json=as_json)


@desk.command()
def precision(
    months: Annotated[int, typer.Option("--months", min=0, max=240, help="近期指最近几个月；0 按规则")] = 0,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """每项检查被人工确认和排除了多少；低于要求的降为疑似。"""
    from clock.precision import list_precision

    list_precision(settings_file.load(config), out, months=months, form=form, output=output)


@desk.command()
def confirm(
    numbers: Annotated[list[int], typer.Argument(help="问题编号，见 issues --format jsonl 的 id", metavar="编号")],
    who: Annotated[str, typer.Option("--who", help="检查人")],
    reason: Annotated[str, typer.Option("--reason", help="说明")] = "",
    config: Config = None,
) -> None:
    """确认问题属实；全部确认，或者一个也不确认。"""
    from clock import deciding

    deciding.confirm(settings_file.load(config), numbers, out, who=who, reason=reason)


@desk.command()
def dismiss(
    numbers: Annotated[list[int], typer.Argument(help="问题编号，见 issues --format jsonl 的 id", metavar="编号")],
    who: Annotated[str, typer.Option("--who", help="检查人")],
    reason: Annotated[str, typer.Option("--reason", help="为什么不是问题")],
    scope: Annotated[
        str,
        typer.Option("--scope", help="this 仅此一条；text-on-site 该网站同样的文字；everywhere 所有同样的文字"),
    ] = "this",
    config: Config = None,
) -> None:
    """排除误报；以后再查到也不再提出。"""
    from clock import deciding

    deciding.dismiss(settings_file.load(config), numbers, out, who=who, reason=reason, scope=scope)


@desk.command()
def looks(config: Config = None) -> None:
    """执行控制台上要求的“立即再看”和留言复验，做完就结束；控制台的机器不能上网时，在能上网的机器上由 cron 运行。"""
    from clock import lookout

    count = lookout.perform_waiting(settings_file.load(config), out)
    out.print(f"已执行 {count} 个“立即再看”和复验", markup=False)
