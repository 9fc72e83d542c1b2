"""What an account comes to, as plain values: vetoes one by one, what was read of it, what is not known, what changed.

The official text gives accounts no points: they are 合格 or not by their vetoes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection

from checks.indicators.edition import Edition, Rule, Veto
from checks.indicators.words import reason_of, word
from checks.model.activity import published
from checks.model.findings import Status
from checks.model.registry import Account
from results.advice import IDLE
from results.by_hand import applies
from results.ledger import outcomes, runs
from results.ledger.outcomes import OutcomeRow
from results.lines import counted, edition_of, reading_line, shown
from results.score import Score, VetoState, from_row
from results.visits.newest import Kept, newest_readings
from results.whole_score import VERSION, Change, changes, open_tasks, score_of, title, unconfirmed, unknown

CLEAR, ASKED = "clear", "by-hand"
"""States of a veto beside those of a score: judged and not reached; nobody answered yet."""


def account_card(
    connection: Connection,
    account: Account,
    edition: Edition,
    data: Path,
    told: Callable[[str], None],
    run: int | None = None,
) -> dict[str, Any]:
    """The verdict on an account in a run, the newest when none is named.

    `data` is the data folder, where the readings are; what cannot be opened there is `told`. Raises PersonError when
    the account has no verdict, or none in that run.
    """
    row = score_of(connection, account, run)
    score, made = from_row(row), runs.get(connection, row.run)
    used = edition if edition.version == row.edition else edition_of(row.edition)
    rows = outcomes.newest(connection, account.key, upto=row.run)
    kept = next(newest_readings(data, [account.key], told, upto=row.run), None)
    before = outcomes.latest_score(connection, account.key, upto=row.run - 1)
    changed: list[Change] = []
    if before is not None:
        old = outcomes.newest(connection, account.key, upto=before.run)
        changed = [*changes(from_row(before), score), *_statuses(old, rows, used)]
    return {
        "version": VERSION,
        **_account(account),
        "run": row.run,
        "run_kind": made.kind,
        "at": shown(made.started),
        "edition": row.edition,
        "says": list(_says(score, kept)),
        "vetoes": list(_vetoes(score, {one.check: one for one in rows}, account, used)),
        "reading": _reading(account, kept, used) if kept else None,
        "checks": [_check(one, used) for one in rows],
        "unknown": unknown(rows, used),
        "by_hand": list(score.by_hand),
        "tasks": open_tasks(connection, account, used),
        "before": {"run": before.run, "edition": before.edition} if before else None,
        "changes": msgspec.to_builtins(changed),
    }


def _account(account: Account) -> dict[str, Any]:
    told = {"account": account.name, "platform": account.platform, "subject": account.key, "unit": account.unit}
    return {**told, "home": account.home, "registered": account.state.value, "main": account.main}


def _says(score: Score, kept: Kept | None) -> Iterator[str]:
    """What may be said of it as a whole."""
    if any(line.state is VetoState.CONFIRMED for line in score.vetoes):
        yield "经人工确认触发单项否决，不合格"
    yield from unconfirmed(score)
    if not score.vetoes:
        yield "机器检查和已作答的人工检查没有触发单项否决"
    if kept is None:
        yield "没有存下的读取记录；请运行 nightly，或用 accounts read 现在就读取"
    elif not kept.reading.judgeable:
        yield f"最近一次读取：{word('reading', kept.reading.state)}，不能据此说账号没有更新"


def _vetoes(
    score: Score, rows: Mapping[str, OutcomeRow], account: Account, edition: Edition
) -> Iterator[dict[str, Any]]:
    """Every veto clause that this account is judged by, the gravest first."""
    lines = {(line.rule, line.code): line for line in score.vetoes}
    yield from (msgspec.to_builtins(line) for line in score.vetoes)
    for rule in edition.rules.values():
        row = rows.get(rule.id)
        if row is None and not applies(rule, account):
            continue
        for veto in rule.clauses(accounts=True):
            if (rule.id, veto.code) not in lines:
                yield _untouched(rule, veto, row)


def _untouched(rule: Rule, veto: Veto, row: OutcomeRow | None) -> dict[str, Any]:
    state = ASKED if row is None else CLEAR
    if row is not None and row.status is Status.NOT_APPLICABLE:
        state = "not-applicable"
    named = {"code": veto.code, "rule": rule.id, "title": rule.title, "state": state}
    numbers = dict.fromkeys(("found", "suspected", "confirmed"), 0)
    unseen = row.of - row.judged if row else 0
    return {**named, **numbers, "unseen": unseen, "at_least": veto.at_least, "verified": veto.verified.value}


def _reading(account: Account, kept: Kept, edition: Edition) -> dict[str, Any]:
    """The evidence: what was read, when, through what, and in which file it stands."""
    reading = kept.reading
    line = reading_line(account, reading, reading.proven_until or reading.asked_at)
    days = edition.rules[IDLE].param("month_days")
    numbers = {
        "followers": counted(reading.profile.followers if reading.profile else None),
        "posts": counted(published(reading, days)),
    }
    return {
        **line,
        **numbers,
        "post_days": days,
        "doubt": reason_of(reading.doubt),
        "run": kept.run,
        "visit": kept.visit,
    }


def _check(row: OutcomeRow, edition: Edition) -> dict[str, Any]:
    told = {"rule": row.check, "title": title(edition, row.check), "status": row.status.value}
    return {**told, "judged": row.judged, "of": row.of, "findings": row.findings, "reason": row.reason}


def _statuses(before: Iterable[OutcomeRow], after: Iterable[OutcomeRow], edition: Edition) -> Iterator[Change]:
    """Which checks answered otherwise than before."""
    old = {row.check: row.status for row in before}
    for row in after:
        if row.check in old and old[row.check] is not row.status:
            pair = (word("status", old[row.check]), word("status", row.status))
            yield Change(row.check, title(edition, row.check), *pair)
