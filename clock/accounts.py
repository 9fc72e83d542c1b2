"""The commands of new-media accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, Fail, Format, Output, err, out

accounts = typer.Typer(help="政务新媒体账号：读取、更新预警、发布数量、人工核查记录、清理整合。", no_args_is_help=True)


@accounts.callback()
def door() -> None:
    """政务新媒体账号。"""


@accounts.command()
def read(
    named: Annotated[
        list[str] | None,
        typer.Argument(help="账号名称、平台账号ID或账号标识；默认全部在用账号", metavar="账号"),
    ] = None,
    source: Annotated[str, typer.Option("--source", help="不看台账，用这种读取方式：feed、weibo 等")] = "",
    url: Annotated[str, typer.Option("--url", help="与 --source 同用：订阅地址或文章地址")] = "",
    identity: Annotated[str, typer.Option("--id", help="与 --source 同用：平台账号ID")] = "",
    opml: Annotated[Path | None, typer.Option("--opml", help="读取这个 OPML 文件列出的全部订阅")] = None,
    records: Annotated[Path | None, typer.Option("--records", help="人工核查记录表（csv、xlsx）")] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=3660, help="多少天内的算新内容；默认按账号登记和检查指标")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="每个账号、每个来源事件一行 JSON")] = False,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
    fail: Fail = False,
) -> None:
    """现在就读取账号：有新内容、确认无新内容、账号异常、无法核查四种结果；不改台账。"""
    from clock.readings import Chosen, read_now

    if (url or identity) and not source:
        raise typer.BadParameter("--url、--id 要与 --source 同用")
    if sum(map(bool, (named, source, opml))) > 1:
        raise typer.BadParameter("账号、--source、--opml 只能用一种")
    chosen = Chosen(tuple(named or ()), source, url, identity, opml, records, days)
    shown = Format.JSONL if as_json else form
    done = read_now(settings_file.load(config), chosen, form=shown, output=output, out=out, err=err)
    if not done.looked:
        raise typer.Exit(3)
    if fail and done.suspects:
        raise typer.Exit(1)


@accounts.command()
def posts(
    named: Annotated[
        list[str] | None, typer.Argument(help="账号名称、平台账号ID或账号标识；默认全部账号", metavar="账号")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help="只要这个主办单位的账号")] = "",
    first: Annotated[str, typer.Option("--from", help="从哪个月起，例如 2026-09；默认最近三个月")] = "",
    last: Annotated[str, typer.Option("--to", help="到哪个月止；默认本月")] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """每个账号每月发布多少：原创、转发分开，零发布与没有看过分开。"""
    from clock.published import Chosen, list_posts

    chosen = Chosen(tuple(named or ()), unit, first, last)
    list_posts(settings_file.load(config), out, chosen, form=form, output=output)


@accounts.command()
def record(
    file: Annotated[
        Path | None, typer.Argument(help="填好的人工核查记录表（csv、xlsx）；有一行不对就一行也不导入", metavar="文件")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="写出一张空表（xlsx），列出全部要人工核查的账号")
    ] = None,
    config: Config = None,
) -> None:
    """导入人工核查记录，夜间巡查时使用；重复导入不会改变结果。"""
    from clock.records import import_records, write_template

    if (file is None) == (template is None):
        raise typer.BadParameter("请写要导入的文件，或用 --template 写出空表")
    if template is not None:
        write_template(settings_file.load(config), template, out)
    elif file is not None:
        import_records(settings_file.load(config), file, out)


@accounts.command()
def records(
    named: Annotated[
        list[str] | None,
        typer.Argument(help="账号名称、平台账号ID或账号标识；默认每个要人工核查的账号最近一条", metavar="账号"),
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    withdraw: Annotated[int | None, typer.Option("--withdraw", help="撤回这个编号的记录：保留，不再采用")] = None,
    who: Annotated[str, typer.Option("--who", help="谁撤回")] = "",
    reason: Annotated[str, typer.Option("--reason", help="为什么撤回")] = "",
    config: Config = None,
) -> None:
    """人工核查记录：还没有看的、太旧的、有效的；写了账号的列出它的全部记录；--withdraw 撤回一条。"""
    from clock.records import list_records, withdraw_record

    if withdraw is not None:
        withdraw_record(settings_file.load(config), out, withdraw, who=who, reason=reason)
        return
    list_records(settings_file.load(config), out, tuple(named or ()), form=form, output=output)


@accounts.command()
def due(
    days: Annotated[
        int | None, typer.Option("--days", min=0, max=366, help="还剩几天以内列为将超期；默认按检查指标")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
    fail: Fail = False,
) -> None:
    """更新预警：已超期、将超期和无法核查的账号，按主办单位；取自最近的读取，不联网。"""
    from clock.due import list_due

    if list_due(settings_file.load(config), out, err, near=days, form=form, output=output) and fail:
        raise typer.Exit(1)


@accounts.command()
def advice(
    unit: Annotated[
        list[str] | None, typer.Option("--unit", help="只列这个单位和它的下级单位，可重复；默认全部")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """清理整合清单：同一平台多个账号、功能相近、关注和利用少的账号，附数字和建议，供人研究；不联网，不改台账。"""
    from clock.advice import list_advice

    list_advice(settings_file.load(config), unit or (), form=form, output=output, out=out, err=err)


@accounts.command()
def copies(
    issue: Annotated[int, typer.Argument(help="问题编号：推文里的错误表述、个人信息等", metavar="问题")],
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """同一段有问题的文字还有哪些账号发布、转发，最早的在前；取自台账，不联网。"""
    from clock.copies import list_copies

    list_copies(settings_file.load(config), issue, out, form=form, output=output)
