"""The judging room on the command line: list the rules, explain one, try one check on a saved page, write the manual.

Exit codes: 0 done, 1 faults found, 2 usage, 3 could not do the work or could not look.
This module alone reads a file that the command line names and writes the manual.
"""

from __future__ import annotations

import argparse
import signal
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from checks import catalog
from checks.catalog import Check
from checks.indicators import edition as editions
from checks.indicators.edition import Edition, EditionError, Rule
from checks.indicators.manual import manual, numbers, sections
from checks.indicators.verdict_manual import verdict_manual
from checks.indicators.words import word
from checks.lexicon.entries import check_entries
from checks.model.findings import Status
from checks.model.registry import BEIJING, Site, SiteKind
from checks.model.urls import normalise, resolve

Known = Mapping[str, Check]
DONE, FAULTS, USAGE, FAILED = 0, 1, 2, 3
LARGEST = 20_000_000
"""Bytes of a saved page that `try` reads."""
PLACEHOLDER = "http://www.example.gov.cn/"
_EXIT = {Status.FAIL: FAULTS, Status.REVIEW: FAULTS, Status.UNKNOWN: FAILED}


class CannotDo(Exception):
    """What was asked for cannot be done; the message is Chinese and says what to do. `code` is the exit code."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"用法不对：{message}\n用 python -m checks --help 看说明", file=sys.stderr)
        raise SystemExit(USAGE)


def main(arguments: Sequence[str] | None = None, known: Known | None = None) -> int:
    """Runs one command with the checks `known` (all that there are by default) and returns its exit code."""
    given = _parser().parse_args(arguments)
    try:
        edition = editions.load(given.edition, tuple(given.overlay), check_entries)
        code: int = given.do(edition, catalog.load() if known is None else known, given)
    except (CannotDo, EditionError) as error:
        print(error, file=sys.stderr)
        return error.code if isinstance(error, CannotDo) else FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    shared = _Parser(add_help=False)
    shared.add_argument("--edition", default=editions.DEFAULT, help="指标版本（名称，或以 .toml 结尾的文件）")
    shared.add_argument(
        "--overlay", action="append", default=[], help="叠加文件（名称如 gansu，或 .toml 文件），可重复"
    )
    parser = _Parser(prog="python -m checks", description="指标与检查：列出、解释、在存下的页面上试一项检查、生成手册")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    listing = commands.add_parser("list", parents=[shared], help="列出全部规则（包括还没有检查程序的）")
    listing.set_defaults(do=_list)

    explain = commands.add_parser("explain", parents=[shared], help="解释一条规则：按名称（dead-links）或编号（WV-4a）")
    explain.add_argument("id")
    explain.set_defaults(do=_explain)

    trial = commands.add_parser("try", parents=[shared], help="在一个存下的页面上试一项检查")
    trial.add_argument("id")
    trial.add_argument("file", type=Path)
    trial.add_argument("--url", default=PLACEHOLDER, help="页面原来的网址")
    trial.add_argument("--home", default="", help="网站首页网址；不给就是 --url 所在域名的首页")
    trial.add_argument("--today", type=date.fromisoformat, help="按哪一天判断（YYYY-MM-DD）；不给就是文件保存的那天")
    trial.add_argument("--name", default="", help="登记的网站名称")
    trial.add_argument("--code", default="", help="登记的网站标识码")
    trial.add_argument("--kind", default="other", choices=[kind.value for kind in SiteKind], help="网站类型")
    trial.set_defaults(do=_try)

    docs = commands.add_parser("docs", parents=[shared], help="生成指标手册")
    docs.add_argument(
        "--to", type=Path, default=Path("docs/indicators.md"), help="写到哪个文件；判定表写在它旁边的 links.md"
    )
    docs.set_defaults(do=_docs)
    return parser


def _list(edition: Edition, known: Known, given: argparse.Namespace) -> int:
    rows = [("规则", "编号", "名称", "类型", "由谁判断", "核实")]
    for rule in edition.rules.values():
        absent = rule.judged.by_check and rule.id not in known
        judged = "机器检查（没有安装）" if absent else word("judged", rule.judged)
        kind, grade = word("kind", rule.kind), word("grade", rule.verified)
        rows.append((rule.id, numbers(rule), rule.title, kind, judged, grade))
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip())
    told = Counter(word("judged", rule.judged) for rule in edition.rules.values())
    counts = "，".join(f"{judged} {count} 条" for judged, count in told.items())
    print(f"\n{edition.version}：{len(edition.rules)} 条规则：{counts}")
    return DONE


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _explain(edition: Edition, known: Known, given: argparse.Namespace) -> int:
    for place, rule in enumerate(_named(edition, known, given.id)):
        print(("\n" if place else "") + f"{rule.title}（{rule.id}）")
        for heading, lines in sections(rule):
            print(f"{heading}：{lines[0]}" if len(lines) == 1 else f"{heading}：")
            for line in lines if len(lines) > 1 else ():
                print(f"  {line}")
        check = known.get(rule.id)
        if check and check.manual:
            print("检查程序的说明（判断方法、不计入的情形、来源）：")
            print("\n".join(f"  {line}" for line in check.manual.splitlines()))
    return DONE


def _named(edition: Edition, known: Known, id: str) -> list[Rule]:
    """The rule called `id`, now or formerly, else every rule that serves the number `id`."""
    now = next((check.id for check in known.values() if id in check.formerly), id)
    if now in edition.rules:
        return [edition.rules[now]]
    found = [rule for rule in edition.rules.values() if id.casefold() in (code.casefold() for code in rule.code)]
    if not found:
        raise CannotDo(f"没有叫 {id} 的规则，也没有这个编号；用 python -m checks list 查看全部", USAGE)
    return found


def _try(edition: Edition, known: Known, given: argparse.Namespace) -> int:
    from checks import trial  # the readers and their libraries are only needed here

    check = known.get(given.id)
    if check is None or given.id not in edition.rules:
        raise CannotDo(f"没有叫 {given.id} 的检查；用 python -m checks list 查看，“机器检查”的才能试", USAGE)
    rule, url = edition.rules[given.id], normalise(given.url)
    home = normalise(given.home) if given.home else resolve(url or "", "/")
    if url is None or home is None:
        raise CannotDo(f"网址不对：{given.home or given.url}；请写成 http://… 或 https://…", USAGE)
    body, moment = _saved(given.file, given.today)
    site = Site(given.name, home, "", code=given.code, kind=SiteKind(given.kind))
    outcome = trial.try_page(check, rule, body, url, site, moment)
    print(f"检查：{rule.title}（{rule.id}；{numbers(rule)}）")
    print(f"页面：{given.file}，按网址 {url} 判断")
    print(f"日期：{moment:%Y-%m-%d}" + ("" if given.today else "（文件保存的日期，可用 --today 更改）"))
    print("\n".join(trial.told(outcome, rule)))
    if outcome.problem:
        print(outcome.problem, file=sys.stderr)
    return _EXIT.get(outcome.status, DONE)


def _saved(path: Path, day: date | None) -> tuple[bytes, datetime]:
    """The bytes of a saved page, and noon (+08:00) of the day it is judged on: `day`, else the day it was saved."""
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST + 1)
        saved = datetime.fromtimestamp(path.stat().st_mtime, BEIJING).date()
    except OSError as error:
        raise CannotDo(f"读不到文件 {path}：{error.strerror}；请检查路径和权限") from error
    if len(body) > LARGEST:
        raise CannotDo(f"文件 {path} 超过 {LARGEST // 1_000_000} MB，不像一个网页；请换一个文件")
    chosen = day or saved
    return body, datetime(chosen.year, chosen.month, chosen.day, 12, tzinfo=BEIJING)


def _docs(edition: Edition, known: Known, given: argparse.Namespace) -> int:
    pages = {
        given.to: manual(edition, {check.id: check.manual for check in known.values()}),
        given.to.with_name("links.md"): verdict_manual(),
    }
    for path, text in pages.items():
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CannotDo(f"写不了 {path}：{error.strerror}；请在项目目录里运行，或用 --to 指定文件") from error
        print(f"已写入 {path}")
    return DONE


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `list | head` ends quietly
    raise SystemExit(main())
