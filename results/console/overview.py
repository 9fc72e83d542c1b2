"""How things went over the last runs, and how regions and levels stand to each other. Ties are told as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.registry import Level
from results.console import charts
from results.console.charts import Chart
from results.ledger import run_tallies
from results.ledger.run_tallies import Point, Tally
from results.ledger.scope import Scope
from results.verdicts import Verdict

_UNDECIDED = (Verdict.CANDIDATE, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Rate:
    """How large a share of what was checked passes: at least and at most. None where nothing was checked."""

    low: Fraction | None
    high: Fraction | None

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return "—"
        low, high = (f"{_tenths(share)}%" for share in (self.low, self.high))
        return low if low == high else f"{low}—{high}"


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a level; `asks` chooses it in the list of sites. `rank` is "" where nothing of it was looked at or
    nothing is decided: it would be an invention."""

    name: str
    asks: str
    tally: Tally
    rate: Rate
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """`points` are runs, oldest first; `charts` are drawn where there are two of them at least."""

    points: tuple[Point, ...]
    rates: tuple[Rate, ...]
    charts: tuple[Chart, ...]
    regions: tuple[Place, ...]
    levels: tuple[Place, ...]


def overview(connection: Connection, scope: Scope) -> Overview:
    """The last counted runs, and the places as the newest of them left them."""
    points = tuple(run_tallies.trend(connection, scope))
    rates = tuple(rate(point.sites) for point in points)
    newest = points[-1].run if points else None
    found = {by: run_tallies.ranking(connection, scope, newest, by) if newest else {} for by in ("region", "level")}
    levels = {word("level", name): (name, tally) for name, tally in found["level"].items()}
    regions = {name or "未填写地区": (name, tally) for name, tally in found["region"].items()}
    drawn = _charts(points, rates) if len(points) > 1 else ()
    return Overview(points, rates, drawn, ranked(regions), ranked(levels, {word("level", one): one for one in Level}))


def rate(tally: Tally) -> Rate:
    """The share of sites that pass among those that were checked; what is undecided may or may not pass."""
    if not tally.checked:
        return Rate(None, None)
    passed = tally.verdicts.get(Verdict.PASSED.code, 0)
    open_ = sum(tally.verdicts.get(one.code, 0) for one in _UNDECIDED)
    return Rate(Fraction(passed, tally.checked), Fraction(passed + open_, tally.checked))


def ranked(found: Mapping[str, tuple[str, Tally]], order: Mapping[str, object] | None = None) -> tuple[Place, ...]:
    """Places by their least share, then by their greatest. Those alike share a rank; those of which nothing is known
    have none and stand last.

    `order` settles which of the alike stands first; without it their names do.
    """
    names = list(order or ())
    places = [Place(name, asks, tally, rate(tally)) for name, (asks, tally) in found.items()]
    places.sort(key=lambda one: (_by_rate(one.rate), names.index(one.name) if one.name in names else 0, one.name))
    keys = [_by_rate(one.rate) for one in places]
    return tuple(
        replace(one, rank=_rank(keys, key) if _settled(one.rate) else "") for one, key in zip(places, keys, strict=True)
    )


def _rank(keys: list[tuple[bool, Fraction, Fraction]], key: tuple[bool, Fraction, Fraction]) -> str:
    number = keys.index(key) + 1
    return f"并列 {number}" if keys.count(key) > 1 else str(number)


def _by_rate(rate: Rate) -> tuple[bool, Fraction, Fraction]:
    if rate.low is None or rate.high is None:
        return True, Fraction(1), Fraction(0)
    if not _settled(rate):
        return True, Fraction(0), Fraction(0)
    return False, -rate.low, -rate.high


def _settled(rate: Rate) -> bool:
    """Is anything known of it at all?"""
    return rate.low is not None and not (rate.low == 0 and rate.high == 1)


def _charts(points: tuple[Point, ...], rates: tuple[Rate, ...]) -> tuple[Chart, ...]:
    names = [f"第 {point.run} 次" for point in points]
    bands = [None if one.low is None or one.high is None else (float(one.low), float(one.high)) for one in rates]
    return (
        charts.band("网站合格率", names, bands, [str(one) for one in rates]),
        charts.bars("没有整改的问题", names, [point.issues for point in points]),
        charts.bars("有单项否决的网站", names, *_vetoed(points), labels=("已确认", "待人工确认")),
    )


def _vetoed(points: tuple[Point, ...]) -> tuple[list[int], list[int]]:
    return [point.sites.confirmed for point in points], [point.sites.waiting for point in points]


def _tenths(share: Fraction) -> str:
    """Per cent cut off to one digit: what is below 100 must not look as if it were."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
