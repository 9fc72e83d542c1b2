"""What stands beside the issues of a large ledger: verdicts, what visits held, notices, messages of citizens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, select

from bench.console_bulk import write
from results.ledger import tables
from results.ledger.complaint_tables import complaints
from results.ledger.complaints import ComplaintState
from results.ledger.notice_tables import notice_items, notices
from results.ledger.notices import NoticeState
from results.ledger.verdict_tables import site_contents, verdicts
from results.verdicts import Verdict

NOTICES, MESSAGES = 20_000, 50_000
_COLUMNS = 12
_STOOD = {Verdict.PASSED: 60, Verdict.FAILED: 5, Verdict.CANDIDATE: 15, Verdict.UNKNOWN: 20}


@dataclass(frozen=True, slots=True)
class Place:
    """A site or an account: its key, its home page, its unit."""

    key: str
    home: str
    unit: str
    site: bool


def fill(connection: Connection, places: Sequence[Place], run: int, moment: datetime, chance: Random) -> None:
    """Writes what the last finished run left, and what the office did since."""
    write(connection, verdicts, (_verdict(one, run, moment, chance) for one in places))
    write(connection, site_contents, (_held(one, run, moment, chance) for one in places if one.site))
    write(connection, notices, (_notice(number, places, moment, chance) for number in range(1, NOTICES + 1)))
    write(connection, notice_items, _items(connection))
    write(connection, complaints, (_message(number, places, moment, chance) for number in range(1, MESSAGES + 1)))


def _verdict(one: Place, run: int, moment: datetime, chance: Random) -> dict[str, Any]:
    said = chance.choices(list(_STOOD), list(_STOOD.values()))[0]
    low = chance.randrange(6_000, 9_000)
    return {
        "subject": one.key, "subject_type": "site" if one.site else "account", "run": run, "verdict": said.code,
        "why": "有线索待人工确认" if said is Verdict.CANDIDATE else "", "ended": "done", "detail": "", "low": low,
        "high": low + 1_000, "confirmed": int(said is Verdict.FAILED), "waiting": int(said is Verdict.CANDIDATE),
        "at": moment,
    }  # fmt: skip


def _held(one: Place, run: int, moment: datetime, chance: Random) -> dict[str, Any]:
    columns = [
        {
            "url": f"{one.home}c{number}/", "name": f"栏目{number}", "category": "news", "state": "fresh", "items": 20,
            "newest": "2026-11-01", "days": chance.randrange(30), "limit": "两周", "why": "",
        }
        for number in range(_COLUMNS)
    ]  # fmt: skip
    return {"site": one.key, "run": run, "at": moment, "columns": json.dumps(columns), "papers": '{"": 20}'}


def _notice(number: int, places: Sequence[Place], moment: datetime, chance: Random) -> dict[str, Any]:
    issued = moment - timedelta(days=chance.randrange(300))
    return {
        "id": number, "number": f"2026-{number}", "unit": places[number % len(places)].unit,
        "state": chance.choice(list(NoticeState)).value, "answer": "", "proof": "[]", "issued": issued,
        "due": (issued + timedelta(days=15)).date().isoformat(), "reminded": 0, "answered": None, "ended": None,
        "version": 1,
    }  # fmt: skip


def _items(connection: Connection) -> Iterator[dict[str, Any]]:
    """The notified issues, some on each notice."""
    table = tables.issues
    numbers = connection.execute(select(table.c.id).where(table.c.state == "notified")).scalars().all()
    for place, issue in enumerate(numbers):
        yield {"notice": 1 + place % NOTICES, "issue": issue}


def _message(number: int, places: Sequence[Place], moment: datetime, chance: Random) -> dict[str, Any]:
    received = moment - timedelta(days=chance.randrange(300))
    one = places[number % len(places)]
    return {
        "source": "find-errors", "number": f"M{number}", "url": one.home, "category": "", "text": "打不开，链接失效",
        "site": one.key if one.site else "", "unit": one.unit, "state": chance.choice(list(ComplaintState)).value,
        "received": received, "forward_due": received.date().isoformat(),
        "answer_due": (received + timedelta(days=5)).date().isoformat(), "dispatched": received, "answered": None,
        "closed": None, "machine": "", "verdict": "", "note": "", "mended": "", "answer": "", "evidence": "{}",
        "issue": None, "urged": 0, "sender": b"", "version": 1, "waiting": None,
    }  # fmt: skip
