"""The series of availability: rounds from one or several places, and what every home page answered in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select

from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.rounds import Doubt, Heard, Round
from results.ledger import tables

Homes = Mapping[tuple[str, str, int], HttpProbe]
"""(site key, home page, family it was asked over) → its answer."""
_CAUGHT_UP = timedelta(days=3)
_SMALL = 32_767  # the largest a small column holds
_SIZE = 2_147_483_647
_PHASES = ("dns", "connect", "tls", "first_byte", "whole")


def add(connection: Connection, round_: Round, answers: Homes) -> bool:
    """Keeps a round with its answers; False, and nothing changed, when the round is known (same place, same begin)."""
    table = tables.rounds
    same = (table.c.vantage == round_.vantage) & (table.c.began == round_.began)
    if connection.execute(select(table.c.id).where(same)).first() is not None:
        return False
    row = {name: getattr(round_, name) for name in Round.__slots__}
    made = connection.execute(
        insert(table).values({**row, "doubt": round_.doubt.value if round_.doubt else ""}).returning(table.c.id)
    )
    number = made.scalar_one()
    if answers:
        numbers = _numbers(connection, answers)
        rows = ({"round": number, "home": numbers[key], **_row(round_, answers[key])} for key in answers)
        connection.execute(insert(tables.answers), sorted(rows, key=lambda one: one["home"]))
    return True


def overlapping(connection: Connection, round_: Round) -> bool:
    """Does a round of the same place, other than itself, lie over this one?"""
    table = tables.rounds
    over = (table.c.began < round_.ended) & (table.c.ended > round_.began) & (table.c.began != round_.began)
    return connection.execute(select(table.c.id).where(table.c.vantage == round_.vantage, over)).first() is not None


def series(
    connection: Connection, site: str, home: str, since: datetime, until: datetime, family: int = 0
) -> Iterator[Heard]:
    """What a home page answered in the rounds that began from `since` on and before `until`, in the order of time.

    Answers over another family, and of an address that the site had before, are series of their own.
    """
    rounds, answers, homes = tables.rounds, tables.answers, tables.homes
    named = (homes.c.site == site, homes.c.home == home, homes.c.family == family)
    number = connection.execute(select(homes.c.id).where(*named)).scalar()
    if number is None:
        return
    asked = (
        select(*rounds.c, *(c for c in answers.c if c.name not in ("round", "home")))
        .join(answers, (answers.c.round == rounds.c.id) & (answers.c.home == number))
        .where(rounds.c.began >= since, rounds.c.began < until)
        .order_by(rounds.c.began, rounds.c.vantage)
    )
    for row in connection.execute(asked).mappings().all():
        yield Heard(_round(row), _probe(home, row))


def asked_over(connection: Connection, vantage: str, family: int, since: datetime) -> bool:
    """Has this place asked any home page over `family` in a round that began from `since` on?"""
    rounds, answers, homes = tables.rounds, tables.answers, tables.homes
    asked = (
        select(answers.c.round)
        .join(rounds, rounds.c.id == answers.c.round)
        .join(homes, homes.c.id == answers.c.home)
        .where(rounds.c.vantage == vantage, rounds.c.began >= since, homes.c.family == family)
    )
    return connection.execute(asked.limit(1)).first() is not None


def stored(connection: Connection) -> Iterator[tuple[Round, dict[tuple[str, str, int], HttpProbe]]]:
    """All rounds with their answers, oldest first, one round in memory at a time."""
    answers, homes = tables.answers, tables.homes
    for found in connection.execute(select(tables.rounds).order_by(tables.rounds.c.began)).mappings().all():
        asked = (
            select(answers, homes.c.site, homes.c.home.label("url"))
            .join(homes, homes.c.id == answers.c.home)
            .where(answers.c.round == found["id"])
            .order_by(homes.c.site, homes.c.family)
        )
        rows = connection.execute(asked).mappings()
        yield (
            _round(found),
            {(row["site"], row["url"], row["family"]): _probe(row["url"], {**found, **row}) for row in rows},
        )


def prune(connection: Connection, before: datetime) -> int:
    """Forgets the rounds that began before that moment, with their answers; how many they were."""
    old = connection.execute(select(tables.rounds.c.id).where(tables.rounds.c.began < before)).scalars().all()
    for number in old:
        connection.execute(delete(tables.answers).where(tables.answers.c.round == number))
        connection.execute(delete(tables.rounds).where(tables.rounds.c.id == number))
    return len(old)


def forget(connection: Connection, family: int, before: datetime) -> int:
    """Forgets what was answered over `family` in rounds that began before that moment, up to `_CAUGHT_UP` earlier (what
    is older was forgotten by the rounds before this one, or falls to `prune`); how many answers they were."""
    rounds, answers, homes = tables.rounds, tables.answers, tables.homes
    old = select(rounds.c.id).where(rounds.c.began >= before - _CAUGHT_UP, rounds.c.began < before)
    over = select(homes.c.id).where(homes.c.family == family)
    return connection.execute(delete(answers).where(answers.c.round.in_(old), answers.c.home.in_(over))).rowcount


def _numbers(connection: Connection, answers: Homes) -> dict[tuple[str, str, int], int]:
    table = tables.homes
    known = {(row.site, row.home, row.family): row.id for row in connection.execute(select(table))}
    names = ("site", "home", "family")
    if new := [dict(zip(names, key, strict=True)) for key in answers if key not in known]:
        made = connection.execute(insert(table).returning(*table.c), new)
        known.update({(row.site, row.home, row.family): row.id for row in made})
    return known


def milliseconds(seconds: float | None) -> int:
    """Whole milliseconds, the rest cut off: what took less than a limit must not be rounded up to it. -1 for None."""
    return -1 if seconds is None else max(0, min(int(seconds * 1000 + 1e-6), _SMALL))


def _row(round_: Round, probe: HttpProbe) -> dict[str, Any]:
    return {
        "size": min(probe.size, _SIZE),
        "seconds": max(0, min(int((probe.asked_at - round_.began).total_seconds()), _SMALL)),
        "family": probe.family,
        "status": probe.status or 0,
        **{name: milliseconds(getattr(probe.phases, name)) for name in _PHASES},
        "failure": probe.failure.value if probe.failure else "",
        "marks": " ".join(probe.marks),
        "final_url": probe.final_url if (probe.status or 0) >= 400 else "",  # most homes redirect, always alike
    }


def _round(row: RowMapping | Mapping[str, Any]) -> Round:
    given = {name: row[name] for name in Round.__slots__}
    return Round(**{**given, "doubt": Doubt(row["doubt"]) if row["doubt"] else None})


def _probe(home: str, row: RowMapping | Mapping[str, Any]) -> HttpProbe:
    return HttpProbe(
        home,
        row["began"] + timedelta(seconds=row["seconds"]),
        row["family"],
        row["status"] or None,
        Failure(row["failure"]) if row["failure"] else None,
        row["final_url"],
        Phases(*(None if row[name] < 0 else row[name] / 1000 for name in _PHASES)),
        row["size"],
        tuple(row["marks"].split()),
    )
