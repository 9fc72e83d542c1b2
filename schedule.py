#!/usr/bin/env python3
"""The clock: what is due, and the command line of 巡网.

Exit codes: 0 done, 1 done with faults found (only where a command is asked for it), 2 usage, 3 could not do the work.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from checks.indicators.edition import EditionError
from clock import settings as settings_file
from clock.accounts import accounts
from clock.complaints import complaints
from clock.desk import desk
from clock.lexicon import lexicon
from clock.members import users
from clock.notices import notices
from clock.options import AccountNames, Config, Fail, Format, Output, Sites, err, out
from clock.outgoing.commands import outgoing, send_now
from clock.periods import periods
from results.errors import PersonError

app = typer.Typer(
    help="巡网：政府网站与政务新媒体监测。先试 python schedule.py demo。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(desk)
app.add_typer(lexicon, name="lexicon")
app.add_typer(accounts, name="accounts")
app.add_typer(complaints, name="complaints")
app.add_typer(notices, name="notices")
app.add_typer(users, name="users")
app.add_typer(outgoing)
app.add_typer(periods)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", help="演示数据写在这里；每次重新开始")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve", help="做完以后打开控制台，直到按 Ctrl-C")] = False,
    port: Annotated[int | None, typer.Option("--port", help="控制台的端口；默认按设置")] = None,
) -> None:
    """在本机上造一个虚构的县：导入、夜间巡查、周抽查报告，并说明怎样换成自己的网站。"""
    from clock.demo import run_demo

    run_demo(folder, out, serve=serve, port=port)


@app.command()
def init(config: Config = None) -> None:
    """建立数据文件夹、台账和一份设置文件样例。"""
    from clock.office import set_up

    set_up(settings_file.load(config), config or Path(settings_file.FILE), out)


@app.command("import")
def import_sheets(
    files: Annotated[list[Path], typer.Argument(help="单位、网站、栏目、账号表：csv 或 xlsx")], config: Config = None
) -> None:
    """导入单位、网站、栏目、账号表（csv、xlsx，中文或英文表头）。有一行不对就一行也不写入。"""
    from clock.office import import_files

    import_files(settings_file.load(config), files, out)


@app.command()
def nightly(
    site: Annotated[list[str] | None, typer.Option("--site", help="只巡查这个网站标识码，可重复")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="接着做上次没有做完的巡查")] = False,
    config: Config = None,
    fail: Fail = False,
) -> None:
    """夜间巡查：访问全部到期网站，检查、跟踪、评分。"""
    from clock.night import run_night

    settings = settings_file.load(config)
    summary = run_night(settings, out, keys=site or None, resume=resume)
    if settings.outgoing.on:
        try:
            send_now(settings, out)
        except PersonError as problem:  # the night is done all the same
            err.print(f"消息没有发出：{problem}", markup=False)
    if summary.failed:
        raise typer.Exit(3)
    if fail and summary.faults:
        raise typer.Exit(1)


@app.command()
def probe(
    every: Annotated[str | None, typer.Option("--every", help="作为服务运行，每隔这么久一轮，例如 1h")] = None,
    spread: Annotated[float | None, typer.Option("--spread", min=0, help="一轮分散在多少分钟内")] = None,
    export: Annotated[Path | None, typer.Option("--export", help="把台账中的各轮写入文件（csv 或 jsonl）")] = None,
    take: Annotated[Path | None, typer.Option("--import", help="导入另一台机器写出的各轮")] = None,
    config: Config = None,
    fail: Fail = False,
) -> None:
    """可用性探测一轮：访问每个登记网站的首页一次（由 cron 每小时运行，或用 --every）。"""
    from clock import probing

    settings = settings_file.load(config)
    if sum(given is not None for given in (every, export, take)) > 1:
        raise typer.BadParameter("--every、--export、--import 只能用一个")
    if export:
        probing.export_rounds(settings, export, out)
    elif take:
        probing.import_rounds(settings, take, out)
    elif every:
        probing.probe_every(settings, out, probing.period(every), spread_minutes=spread)
    else:
        probed = probing.probe_once(settings, out, spread_minutes=spread)
        if probed.round.doubt:
            raise typer.Exit(3)
        if fail and probed.failed:
            raise typer.Exit(1)


@app.command()
def weekly(
    seed: Annotated[int | None, typer.Option("--seed", help="抽样种子；默认由日期得出并记录")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="接着做上次没有做完的抽查")] = False,
    again: Annotated[
        str | None, typer.Option("--redraw", help="只把某一周（2026-W47）的样本照记录重抽一次，看是否相同")
    ] = None,
    config: Config = None,
) -> None:
    """周抽查：抽取样本、检查、写出报告（xlsx 与 html）。"""
    if again is not None:
        from clock.redrawing import redraw

        redraw(settings_file.load(config), again, out)
        return
    from clock.weekly import run_weekly

    run_weekly(settings_file.load(config), out, seed=seed, resume=resume)


@app.command()
def check(
    url: Annotated[str, typer.Argument(help="网站首页地址")],
    as_json: Annotated[bool, typer.Option("--json", help="每个问题一行 JSON")] = False,
    pages: Annotated[int, typer.Option("--pages", min=1, help="最多读取多少个页面")] = 500,
    patience: Annotated[
        float, typer.Option("--patience", min=0, help="没有打开的地址隔多少分钟再看一次；0 为查完立即再看")
    ] = 0,
    config: Config = None,
    fail: Fail = False,
) -> None:
    """现在就检查一个网站，不需要台账和登记表。"""
    from clock.onesite import check_url

    settings = settings_file.load(config)
    if check_url(settings, url, pages=pages, patience=patience, as_json=as_json, out=out, err=err) and fail:
        raise typer.Exit(1)


@app.command()
def site(
    code: Annotated[str, typer.Argument(help="网站标识码（没有的写首页网址）")],
    html: Annotated[Path | None, typer.Option("--html", help="写成一页，包括可用性时间线")] = None,
    docx: Annotated[Path | None, typer.Option("--docx", help="写成一页可以交给单位的检查情况单（Word）")] = None,
    config: Config = None,
) -> None:
    """一个网站的情况：覆盖、得分、可用性、IPv6、未整改的问题；取自台账，不联网。"""
    from clock.sheet import show_site

    show_site(settings_file.load(config), code, html, docx, out)


@app.command()
def issues(
    state: Annotated[
        list[str] | None, typer.Option("--state", help="new、open、fixed、reopened、confirmed、dismissed")
    ] = None,
    site: Sites = None,
    account: AccountNames = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """列出网站和账号的问题。"""
    from clock.listing import Chosen, list_issues

    chosen = Chosen(site or (), account or ())
    list_issues(settings_file.load(config), out, states=state or (), chosen=chosen, form=form, output=output)


@app.command()
def outcomes(
    run: Annotated[int | None, typer.Option("--run", help="哪一次巡查；默认最近一次")] = None,
    site: Sites = None,
    account: AccountNames = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """列出每项检查在每个对象上的结果，包括没有查到什么、为什么。"""
    from clock.listing import Chosen, list_outcomes

    chosen = Chosen(site or (), account or ())
    list_outcomes(settings_file.load(config), out, run=run, chosen=chosen, form=form, output=output)


@app.command()
def published(
    quarter: Annotated[str, typer.Option("--quarter", help="哪个季度，例如 2026Q3")] = "",
    month: Annotated[str, typer.Option("--month", help="哪个月，例如 2026-09")] = "",
    first: Annotated[str, typer.Option("--from", help="从哪个月起，例如 2026-09；默认最近三个月")] = "",
    last: Annotated[str, typer.Option("--to", help="到哪个月止；默认本月")] = "",
    unit: Annotated[str, typer.Option("--unit", help="只要这个主办单位的网站和账号")] = "",
    columns: Annotated[bool, typer.Option("--columns", help="每个网站再逐个栏目列出")] = False,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """网站、栏目、账号每月发布多少：零发布与没有看全分开；取自台账，不联网。"""
    from clock.published import Chosen, list_published

    if sum(map(bool, (quarter, month, first or last))) > 1:
        raise typer.BadParameter("--quarter、--month、--from 和 --to 只能用一种")
    chosen = Chosen(unit=unit, first=first, last=last, quarter=quarter, month=month)
    list_published(settings_file.load(config), out, chosen, columns=columns, form=form, output=output)


@app.command()
def judge(
    visits: Annotated[list[Path], typer.Argument(help="访问文件")],
    edition: Annotated[str | None, typer.Option("--edition", help="规则版本")] = None,
    overlay: Annotated[list[str] | None, typer.Option("--overlay", help="叠加文件，可重复")] = None,
    reread: Annotated[bool, typer.Option("--reread", help="从 WARC 存档重新读取页面")] = False,
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
    output: Output = None,
    config: Config = None,
) -> None:
    """用现在的（或另一版）规则重新判断存下的访问；不联网，不改台账。"""
    from clock.rejudge import judge_visits

    judge_visits(
        settings_file.load(config),
        visits,
        out,
        edition=edition,
        overlays=overlay,
        reread=reread,
        form=form,
        output=output,
    )


@app.command()
def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听的地址；默认只有本机能访问")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65_535, help="监听的端口")] = None,
    config: Config = None,
) -> None:
    """控制台：用浏览器登录后查看巡查情况和问题、管理用户。"""
    from clock.serving import serve_console

    serve_console(settings_file.load(config), out, host=host, port=port)


def main() -> None:
    """The program: what a person can mend is said in Chinese on stderr, with exit code 3."""
    try:
        app()
    except (PersonError, EditionError) as problem:
        err.print(f"做不到：{problem}", markup=False)
        sys.exit(3)
    except KeyboardInterrupt:
        err.print("已中断；已完成的部分都已保存，用 nightly --resume 接着做")
        sys.exit(3)


if __name__ == "__main__":
    main()
