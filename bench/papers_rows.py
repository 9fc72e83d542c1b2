"""What stands in a large ledger beside the nights of a quarter: issues, notices, messages, tasks, posts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import Connection

from bench.console_bulk import index_words, write
from checks.indicators.edition import Edition
from checks.model.registry import BEIJING, Registry
from results import by_hand
from results.ledger import account_tables, tables
from results.ledger.complaint_tables import complaints
from results.ledger.complaints import ComplaintState
from results.ledger.issues import IssueState
from results.ledger.notice_tables import notice_items, notices

FIRST = datetime(2026, 6, 30, 1, 0, tzinfo=BEIJING)
NIGHTS = 92
NOTICES, MESSAGES = 1_000, 5_000
_TASKS = 5
"""Of so many subjects one is asked everything that a person judges, the others one thing."""
_STATES = {
    IssueState.NEW: 10, IssueState.OPEN: 40, IssueState.CONFIRMED: 10, IssueState.DISMISSED: 10,
    IssueState.NOTIFIED: 10, IssueState.FIXED: 17, IssueState.REOPENED: 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to be."""

    sites: int = 1_500
    accounts: int = 8_000
    issues: int = 50_000


def fill(connection: Connection, size: Size, known: Registry, edition: Edition, nights: Sequence[int]) -> None:
    """Writes all of it; `nights` are the runs."""
    drawn = (size, known, edition)
    write(connection, tables.issues, _issues(_drawn(*drawn), edition, nights))
    index_words(connection)
    write(connection, tables.issue_events, _events(_drawn(*drawn), nights))
    chance = Random(11)
    write(connection, notices, (_notice(number, known) for number in range(1, NOTICES + 1)))
    write(connection, notice_items, _items(_drawn(*drawn)))
    write(connection, complaints, (_message(number, known, chance) for number in range(1, MESSAGES + 1)))
    write(connection, tables.tasks, _tasks(known, edition, chance))
    write(connection, account_tables.posts, _posts(known))
    write(connection, account_tables.post_months, _months(known))


@dataclass(frozen=True, slots=True)
class _Issue:
    """One issue, drawn by lot: the same for its row, its events and its notice."""

    number: int
    subject: str
    home: str
    site: bool
    check: str
    code: str
    state: IssueState
    night: int


def _drawn(size: Size, known: Registry, edition: Edition) -> Iterator[_Issue]:
    chance = Random(7)
    subjects = [*((one.key, one.home, True) for one in known.sites), *((one.key, "", False) for one in known.accounts)]
    rules = {
        accounts: [(r.id, next(iter(r.says))) for r in edition.rules.values() if r.judged.by_check and r.says]
        for accounts in (False, True)
    }
    for number in range(1, size.issues + 1):
        key, home, site = subjects[int(len(subjects) * chance.random() ** 2)]
        check, code = chance.choice(rules[not site])
        state = chance.choices(list(_STATES), list(_STATES.values()))[0]
        yield _Issue(number, key, home or "http://weibo.cn/", site, check, code, state, chance.randrange(NIGHTS - 2))


def _issues(drawn: Iterator[_Issue], edition: Edition, nights: Sequence[int]) -> Iterator[dict[str, Any]]:
    for one in drawn:
        url = f"{one.home}zwgk/t{one.number}.html"
        finding = {"code": one.code, "at": url, "key": [url], "data": {"text": f"内容{one.number}"}, "excerpt": "内容"}
        finding |= {"found_on": one.home, "certainty": "certain", "places": []}
        seen, changed = FIRST + timedelta(days=one.night), FIRST + timedelta(days=one.night + 1)
        yield {
            "fingerprint": "v1:" + sha256(str(one.number).encode()).hexdigest()[:32], "check": one.check,
            "subject_type": "site" if one.site else "account", "subject": one.subject, "code": one.code,
            "certainty": "certain", "state": one.state.value, "url": url, "found_on": one.home,
            "text": f"内容{one.number}", "finding": json.dumps(finding, ensure_ascii=False),
            "edition": edition.version, "visit": f"visits/{nights[-1]}/{one.subject}.visit",
            "first_run": nights[one.night], "last_run": nights[-1], "first_seen": seen,
            "last_seen": FIRST + timedelta(days=NIGHTS - 1), "changed": changed, "times": 3,
        }  # fmt: skip


def _events(drawn: Iterator[_Issue], nights: Sequence[int]) -> Iterator[dict[str, Any]]:
    for one in drawn:
        at, row = FIRST + timedelta(days=one.night), {"issue": one.number, "reason": ""}
        yield {**row, "at": at, "who": "", "what": "new", "run": nights[one.night]}
        later, run = at + timedelta(days=1), nights[one.night + 1]
        if one.state in (IssueState.CONFIRMED, IssueState.NOTIFIED, IssueState.DISMISSED):
            first = IssueState.DISMISSED if one.state is IssueState.DISMISSED else IssueState.CONFIRMED
            yield {**row, "at": later, "who": "王", "what": first.value, "run": None}
        if one.state is IssueState.NOTIFIED:
            yield {**row, "at": later + timedelta(hours=1), "who": "王", "what": "notified", "run": None}
        if one.state in (IssueState.FIXED, IssueState.REOPENED):
            yield {**row, "at": later, "who": "", "what": "fixed", "run": run}
        if one.state is IssueState.REOPENED:
            yield {**row, "at": later + timedelta(days=1), "who": "", "what": "reopened", "run": nights[-1]}


def _notice(number: int, known: Registry) -> dict[str, Any]:
    issued = FIRST + timedelta(days=number % 80)
    return {
        "id": number, "number": f"2026-{number:04}", "unit": known.units[1 + number % (len(known.units) - 1)].name,
        "state": "sent", "answer": "", "proof": "[]", "issued": issued,
        "due": (issued + timedelta(days=14)).date().isoformat(), "reminded": 0, "answered": None, "ended": None,
        "version": 1,
    }  # fmt: skip


def _items(drawn: Iterator[_Issue]) -> Iterator[dict[str, Any]]:
    """The notified issues, some on each notice."""
    for one in drawn:
        if one.state is IssueState.NOTIFIED:
            yield {"notice": 1 + one.number % NOTICES, "issue": one.number}


def _message(number: int, known: Registry, chance: Random) -> dict[str, Any]:
    received = FIRST + timedelta(days=chance.randrange(NIGHTS), hours=number % 20)
    site = known.sites[number % len(known.sites)]
    answered = received + timedelta(days=chance.randrange(8)) if chance.random() < 0.9 else None
    state = ComplaintState.CLOSED if answered else ComplaintState.DISPATCHED
    return {
        "source": "find-errors", "number": f"M{number}", "url": site.home, "category": ("错别字", "其他")[number % 2],
        "text": "打不开", "site": site.key, "unit": site.unit, "state": state.value, "received": received,
        "forward_due": received.date().isoformat(), "answer_due": (received + timedelta(days=5)).date().isoformat(),
        "dispatched": received, "answered": answered, "closed": answered, "machine": "",
        "verdict": "true" if answered else "", "note": "", "mended": "", "answer": "", "evidence": "{}", "issue": None,
        "urged": 0, "sender": b"", "version": 1, "waiting": None,
    }  # fmt: skip


def _tasks(known: Registry, edition: Edition, chance: Random) -> Iterator[dict[str, Any]]:
    for place, subject in enumerate((*known.sites, *known.accounts)):
        rules = by_hand.rules_for(edition, subject)
        for rule in rules if place % _TASKS == 0 else rules[:1]:
            done = chance.random() < 0.6
            row = {"rule": rule.id, "subject_type": "site" if place < len(known.sites) else "account"}
            yield {
                **row, "subject": subject.key, "period": "2026-Q3", "edition": edition.version, "asked": FIRST,
                "looks": "[]", "verdict": "met" if done else "", "who": "赵" if done else "",
                "at": FIRST + timedelta(days=chance.randrange(NIGHTS)) if done else None,
                "answer": '{"verdict": "met"}' if done else "{}", "version": int(done),
            }  # fmt: skip


def _posts(known: Registry) -> Iterator[dict[str, Any]]:
    """A post every six days of each account, of every ninth none."""
    for place, account in enumerate(known.accounts):
        for number in range(NIGHTS // 6 if place % 9 else 0):
            at = FIRST + timedelta(days=6 * number, minutes=place % 600)
            yield {
                "account": account.key, "post": f"p{number}", "moment": at, "day_only": False,
                "month": at.astimezone(BEIJING).year * 100 + at.astimezone(BEIJING).month, "kind": "article",
                "origin": ("original", "repost", "unsaid")[number % 3], "title": "标题", "url": "", "source": "",
                "digest": "", "first_run": 1, "first_seen": at, "seen": at, "reads": None, "likes": None,
                "comments": None, "forwards": None, "least": "",
            }  # fmt: skip


def _months(known: Registry) -> Iterator[dict[str, Any]]:
    for place, account in enumerate(known.accounts):
        for month in (202607, 202608, 202609):
            whole = 2**31 - 1 if place % 13 else 7
            row = {"account": account.key, "month": month, "looked": 30, "missed": 1, "days": whole, "run": NIGHTS}
            yield {**row, "originals": None, "reposts": None, "unsaid": None, "timeless": None}
