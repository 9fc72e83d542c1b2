"""The commands of new-media accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clock import settings as settings_file
from clock.options import Config, Fail, Format, Output, err, out

accounts = typer.Typer(help="政务新媒体账号：现在就读取；清理整合清单。", no_args_is_help=True)


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
