"""The commands of notices (整改通知)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, Format, Output, out

notices = typer.Typer(help="整改通知：发给单位、催办、反馈、销号、撤回。", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="通知编号，见 notices list，例如 2026-0001")]
Who = Annotated[str, typer.Option("--who", help="办理人")]


@notices.command()
def draw(
    unit: Annotated[str, typer.Option("--unit", help="主办单位全称")],
    who: Who,
    issue: Annotated[
        list[int] | None, typer.Option("--issue", help="问题编号，可重复；默认该单位全部已确认的问题")
    ] = None,
    workdays: Annotated[
        int | None, typer.Option("--workdays", min=1, max=250, help="整改期限（工作日）；默认按设置")
    ] = None,
    config: Config = None,
) -> None:
    """给一个单位发整改通知；只收人已确认的问题。"""
    from clock import noticing

    noticing.draw_notice(settings_file.load(config), unit, tuple(issue or ()), who, workdays, out)


@notices.command("list")
def show_all(
    unit: Annotated[list[str] | None, typer.Option("--unit", help="主办单位，可重复")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只要超期没有销号的")] = False,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """通知清单，按期限排列，各有多少问题已整改、未整改、再次出现。"""
    from clock import noticing

    noticing.list_notices(settings_file.load(config), tuple(unit or ()), out, overdue=overdue, form=form, output=output)


@notices.command()
def show(number: Number, config: Config = None) -> None:
    """一份通知：每个问题现在怎样，办理经过。"""
    from clock import noticing

    noticing.show_notice(settings_file.load(config), number, out)


@notices.command()
def remind(number: Number, who: Who, config: Config = None) -> None:
    """催办一次，次数有记录。"""
    from clock import noticing

    noticing.act(settings_file.load(config), noticing.Act.REMIND, number, who, out)


@notices.command()
def answer(
    number: Number,
    text: Annotated[str, typer.Argument(help="整改情况")],
    who: Who,
    proof: Annotated[list[str] | None, typer.Option("--proof", help="佐证：网址或文件名，可重复")] = None,
    config: Config = None,
) -> None:
    """登记单位的反馈。"""
    from clock import noticing

    noticing.act(settings_file.load(config), noticing.Act.ANSWER, number, who, out, text=text, proof=tuple(proof or ()))


@notices.command()
def review(
    number: Number,
    who: Who,
    back: Annotated[str, typer.Option("--return", help="不通过，退回的理由；不写就是销号")] = "",
    reason: Annotated[str, typer.Option("--reason", help="还有问题没有整改而要销号的理由")] = "",
    config: Config = None,
) -> None:
    """复核反馈：销号，或退回重新整改。"""
    from clock import noticing

    settings = settings_file.load(config)
    if back:
        noticing.act(settings, noticing.Act.GIVE_BACK, number, who, out, reason=back)
    else:
        noticing.act(settings, noticing.Act.ACCEPT, number, who, out, reason=reason)


@notices.command()
def withdraw(
    number: Number, reason: Annotated[str, typer.Option("--reason", help="理由")], who: Who, config: Config = None
) -> None:
    """撤回通知；其中的问题回到“已确认”。"""
    from clock import noticing

    noticing.act(settings_file.load(config), noticing.Act.WITHDRAW, number, who, out, reason=reason)


@notices.command()
def docx(number: Number, to: Annotated[Path, typer.Option("--to", help="写到这个文件")], config: Config = None) -> None:
    """整改通知单的 Word 文档，按公文格式排版。"""
    from clock import noticing

    noticing.write_paper(settings_file.load(config), number, to, out)


@notices.command()
def papers(to: Annotated[Path, typer.Option("--to", help="写到这个文件夹，没有就建")], config: Config = None) -> None:
    """全部没有了结的通知，每个单位的通知单各写一个 Word 文档。"""
    from clock import noticing

    noticing.write_papers(settings_file.load(config), to, out)


@notices.command()
def template(to: Annotated[Path, typer.Option("--to", help="写到这个文件")]) -> None:
    """写出通知单的模板，改成自己的格式后在设置里使用。"""
    from clock import noticing

    noticing.write_template(to, out)
