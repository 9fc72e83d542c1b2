"""Weeks of rounds written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.registry import BEIJING
from checks.model.rounds import Doubt, Heard, Round
from tests.results.making import HOME

NIGHT = datetime(2026, 11, 20, 1, 0, tzinfo=BEIJING)
FIRST = datetime(2026, 11, 13, 0, 0, tzinfo=BEIJING)
"""The window of a night of 20 November is 13…19 November."""


def good(at: datetime, seconds: float = 0.8, home: str = HOME) -> HttpProbe:
    return HttpProbe(home, at, status=200, phases=Phases(0.01, 0.02, None, 0.1, seconds), size=40_000)


def status(at: datetime, number: int, *marks: str, seconds: float = 0.8) -> HttpProbe:
    return HttpProbe(HOME, at, status=number, phases=Phases(whole=seconds), size=300, marks=marks)


def failed(at: datetime, failure: Failure = Failure.TIMEOUT, seconds: float = 20.0) -> HttpProbe:
    return HttpProbe(HOME, at, failure=failure, phases=Phases(whole=seconds))


def round_at(began: datetime, *, vantage: str = "本机", **more: object) -> Round:
    given = {"ended": began + timedelta(minutes=10), "asked": 100, "silent": 1, "witnessed": True, **more}
    return Round(vantage, began, **given)  # type: ignore[arg-type]  # the test chooses


def week(
    answer: Callable[[int, datetime], HttpProbe | None],
    *,
    days: int = 7,
    a_day: int = 24,
    vantage: str = "本机",
    since: datetime = FIRST,
    witnessed: bool = True,
    silent: int = 1,
    doubt: Callable[[int], Doubt | None] = lambda n: None,
) -> Iterator[Heard]:
    """A round every hour (`a_day` of each day); answer n is `answer(n, moment)`, None where it was not asked."""
    for number in range(days * a_day):
        began = since + timedelta(days=number // a_day, seconds=86_400 / max(a_day, 24) * (number % a_day))
        probe = answer(number, began + timedelta(minutes=3))
        if probe is not None:
            more = {"witnessed": witnessed, "silent": silent, "doubt": doubt(number)}
            yield Heard(round_at(began, vantage=vantage, **more), probe)


def failing(*numbers: int, failure: Failure = Failure.TIMEOUT) -> Callable[[int, datetime], HttpProbe]:
    return lambda number, at: failed(at, failure) if number in numbers else good(at)
