"""Fills the account rows of a weekly report from the ledger and the files of readings. It reads; it decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import why_unread, word
from checks.model.findings import Status
from checks.model.posts import POSTS_KEPT, Post, Reading
from checks.model.registry import BEIJING, Account, SubjectState
from checks.model.silence import silence
from results.due import due_now
from results.errors import VisitDamaged
from results.ledger import incidents, outcomes, registry, runs
from results.reports.account_rows import AccountRow, AccountsPart, UnseenRow
from results.reports.gather import Week, issue_rows
from results.verdicts import reached
from results.visits.read_accounts import readings_and_earlier, states_in


def gather_accounts(
    connection: Connection, run: int, week: Week, edition: Edition, keys: Collection[str], folder: Path
) -> AccountsPart | None:
    """The rows of the accounts in `keys` as the run `run` left them, and of all accounts who is over or near its day;
    None where no account is registered.

    `folder` is what relative names of files stand in. An account whose file cannot be read is told as not measured.
    """
    known = registry.load(connection).accounts
    if not known:
        return None
    wanted = frozenset(keys)
    chosen = {
        one.key: AccountRow(one.key, one.name, one.unit, one.platform, one.home) for one in known if one.key in wanted
    }
    for key, row in _read(connection, run, chosen, week.start, folder):
        chosen[key] = row
    scores = {row.subject: row for row in outcomes.scores(connection, run) if row.subject in chosen}
    rows = (_judged(chosen[one.key], one, scores.get(one.key)) for one in known if one.key in chosen)
    return AccountsPart(
        rows=tuple(sorted(rows, key=lambda row: (row.unit, row.name, row.key))),
        issues=tuple(issue_rows(connection, chosen, week, edition)),
        unseen=tuple(_unseen(connection, run, edition)),
        incidents=tuple(incidents.of_run(connection, run)),
        due=tuple(due_now(connection, folder, edition, week.made_at)),
    )


def _read(
    connection: Connection, run: int, chosen: dict[str, AccountRow], start: date, folder: Path
) -> Iterator[tuple[str, AccountRow]]:
    """The rows with what was read of them."""
    began = datetime.combine(start, time(), BEIJING)
    for job in runs.jobs(connection, run, kind=runs.ACCOUNTS):
        path = folder / job.visit
        if not path.exists():
            continue
        try:
            for reading, earlier in readings_and_earlier(path, states_in(path).keys() & chosen.keys()):
                yield reading.account, _shown(chosen[reading.account], reading, earlier, began, job.visit)
        except VisitDamaged:
            continue


def _shown(row: AccountRow, reading: Reading, earlier: Sequence[Post], began: datetime, visit: str) -> AccountRow:
    told = replace(row, state=reading.state.value, visit=visit)
    if not reading.judgeable:
        return replace(told, reason=why_unread(reading))
    found = silence((reading,), reading.asked_at, earlier)
    if found is None:
        return replace(told, posts=_posts(reading, began))
    newest = replace(found.newest, text="", links=())
    return replace(told, newest=newest, days=found.length.days, posts=_posts(reading, began))


def _posts(reading: Reading, began: datetime) -> int | None:
    """How many posts of the reading are not older than `began`; None where it does not show all of them."""
    moments = [post.moment for post in reading.posts if post.moment is not None and not post.doubtful]
    whole = reading.complete and reading.doubt is None and (reading.since is None or reading.since <= began)
    cut = len(reading.posts) >= POSTS_KEPT and all(moment >= began for moment in moments)
    if not whole or cut or len(moments) < len(reading.posts):
        return None
    return sum(moment >= began for moment in moments)


def _judged(row: AccountRow, account: Account, score: outcomes.ScoreRow | None) -> AccountRow:
    if not row.state:
        return replace(row, reason="本次没有读取，或读取没有完成")
    if account.state is not SubjectState.NORMAL:
        return replace(row, reason=row.reason or f"登记状态为{word('state', account.state)}，没有评判")
    if score is None:
        return replace(row, reason=row.reason or "本次没有评判")
    vetoes, unseen, warned = reached(score.detail)
    return replace(row, vetoes=vetoes, unseen=unseen, warned=warned)


def _unseen(connection: Connection, run: int, edition: Edition) -> Iterator[UnseenRow]:
    """What a check found where it could look makes no row of its own: rows that read alike are one."""
    found: Counter[tuple[str, bool, str]] = Counter()
    for check, status, reason, count in outcomes.unseen_of_accounts(connection, run):
        found[check, status is Status.UNKNOWN, word("failure", reason)] += count
    for (check, none, reason), count in sorted(found.items()):
        rule = edition.rules.get(check)
        yield UnseenRow(check, rule.title if rule else check, none, reason, count)
