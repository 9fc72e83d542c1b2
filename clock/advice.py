"""`accounts advice`: the list of 清理整合, from the registry and the newest readings that are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.facts.accounts import name_stem, near_names
from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.registry import Account
from clock.account_scores import shown_count
from clock.listing import Column, show
from clock.rules import edition_of
from clock.settings import Settings
from results.advice import IDLE, Reason, Row, Suggestion, figures
from results.errors import PersonError
from results.ledger import registry
from results.ledger.engine import open_ledger
from results.lines import advice_line
from results.merging import advise
from results.visits.newest import newest_readings

NAMES = "uneven-account-names"
_QUIET = frozenset((Reason.SILENT, Reason.SLEEPING, Reason.DEAD))


def list_advice(
    settings: Settings, units: Sequence[str], *, form: str, output: Path | None, out: Console, err: Console
) -> None:
    """The list in the form asked for: of `units` and all below them, of everybody when none is named. Raises
    PersonError where a unit is not registered or has no accounts."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        known = registry.load(connection)
    accounts = known.accounts
    if units:
        below = registry.children(known.units)
        wanted = {one for text in units for one in registry.tree(below, registry.unit_named(known, text).name)}
        accounts = tuple(account for account in accounts if account.unit in wanted)
    if not accounts:
        whose = f"单位{'、'.join(units)}" if units else "台账里"
        raise PersonError(f"{whose}没有账号；请先用 import 导入账号表")
    rows = advised(settings.folder, accounts, edition, err)
    show(map(advice_line, rows), columns(edition), form, output, out, "清理整合清单")
    if form == "table":
        out.print("以上只是建议，由人核实决定；“无法核查”的没有建议。注销前须公告并归档内容。", markup=False)


def advised(folder: Path, accounts: Collection[Account], edition: Edition, err: Console) -> Iterator[Row]:
    """The rows of `accounts` by the newest readings in the data folder; what could not be opened goes to `err`."""
    keys = {account.key for account in accounts}
    kept = newest_readings(folder, keys, lambda line: err.print(line, markup=False))
    known = {one.reading.account: figures(one.reading, edition, one.earlier) for one in kept}
    endings = edition.rules[NAMES].param("endings")
    # The same few names come again and again, in unit after unit.
    near = lru_cache(maxsize=100_000)(near_names)
    return advise(accounts, known, edition, lambda name: name_stem(name, endings), near)


def columns(edition: Edition) -> Sequence[Column]:
    """The columns of the list; how many days are counted stands in a head."""
    days = edition.rules[IDLE].param("month_days")
    return (
        ("组", lambda line: str(line["group"])),
        ("类别", lambda line: word("advice-group", str(line["why_together"]))),
        ("主办单位", lambda line: str(line["unit"])),
        ("账号", lambda line: f"{line['account']}{'（主账号）' if line['main'] else ''}"),
        ("平台", lambda line: str(line["platform"])),
        ("关注人数", lambda line: shown_count(line["followers"], "{} 以上")),
        (f"近 {days} 天发布", lambda line: shown_count(line["posts"], "至少 {}")),
        ("阅读或互动中位数", _use),
        ("最近一条", lambda line: str(line["newest"] or "")[:10] or "未知"),
        ("理由", lambda line: "；".join(line["says"])),
        ("建议", _advice),
    )


def _use(line: Mapping[str, Any]) -> str:
    kind = {"reads": "阅读", "responses": "互动"}.get(str(line["use"]), "")
    return f"{kind} {shown_count(line['median'], '{} 以上')}".strip()


def _advice(line: Mapping[str, Any]) -> str:
    more = f"（可并入{line['into_name']}）" if line["into_name"] else ""
    if line["advice"] == Suggestion.KEEP and not _QUIET.isdisjoint(line["reasons"]):
        more = "（须恢复更新）"
    return word("advice", str(line["advice"])) + more
