"""Samples that were drawn: when everyone was drawn last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from results.ledger import samples
from results.ledger.engine import Ledger
from results.reports.sample import Stratum, Subject, Why, as_record, draw

NIGHT = datetime(2026, 7, 1, 18, tzinfo=UTC)
DAY = date(2026, 7, 2)
"""In Beijing the night of Thursday has begun."""
FRAME = tuple(Subject(f"d{number}", Stratum.DEPARTMENT) for number in range(4))


def test_a_draw_at_night_was_on_its_day_in_beijing(ledger: Ledger) -> None:
    first = draw(FRAME, "seed", DAY)
    with ledger.begin() as connection:
        samples.record(connection, "weekly", "2026-W27", "seed", as_record(first), NIGHT)
        last = samples.last_drawn(connection, "weekly", before="2026-W28")
        assert samples.last_drawn(connection, "weekly", before="2026-W27") == {}
    assert last == dict.fromkeys(first.keys, DAY)


def test_who_is_drawn_at_night_is_due_after_twelve_draws_and_not_before(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        samples.record(connection, "weekly", "2026-W27", "seed", as_record(draw(FRAME, "seed", DAY)), NIGHT)
        last = samples.last_drawn(connection, "weekly", before="2026-W38")
    frame = [Subject(one.key, one.stratum, last.get(one.key, DAY)) for one in FRAME]
    eleven, twelve = (draw(frame, "seed", DAY + timedelta(weeks=weeks)) for weeks in (11, 12))
    assert Why.DUE not in {one.why for one in eleven.drawn}
    assert {one.why for one in twelve.drawn} == {Why.DUE}
