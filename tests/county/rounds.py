"""A week of availability rounds of the county, as another machine would have written them: one an hour, six of them a
day over IPv6 as well, and some that a clock or a line of our own has spoilt.

The week is the seven whole days before the county's today. What a site does in it is its `Habit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from ipaddress import ip_address
from pathlib import Path
from random import Random

from checks.model import marks
from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.registry import BEIJING
from checks.model.rounds import Doubt, Round
from results.intake import rounds as rounds_file
from tests.county.draft import Site
from tests.county.nouns import Habit

PLACE = "县政务外网"
HOURS = 168
OVER_IPV6 = range(0, HOURS, 4)
"""The hours of the week in which home pages are asked over IPv6 as well."""
JUMPED = range(61, 71)
"""Half an hour after these hours another round was begun, during which our own clock was set: everybody was silent."""


def write(sites: Sequence[Site], habits: dict[str, Habit], today: date, path: Path) -> Path:
    """Writes the file that `probe --import` reads, and returns where."""
    rounds_file.write(path, _week(sites, habits, today))
    return path


def _week(
    sites: Sequence[Site], habits: dict[str, Habit], today: date
) -> Iterator[tuple[Round, dict[tuple[str, str, int], HttpProbe]]]:
    first = datetime.combine(today, time(), BEIJING) - timedelta(hours=HOURS)
    dice = Random(f"{len(sites)} sites")
    for hour in range(HOURS):
        began = first + timedelta(hours=hour)
        answers = {}
        for site in sites:
            habit, at = habits.get(site.key, Habit()), began + timedelta(seconds=dice.randrange(590))
            if hour not in habit.unasked:
                answers[site.code, site.home, 0] = _any_way(site, habit, hour, at, dice)
            if hour in OVER_IPV6 and _public(site) and hour not in habit.unasked6:
                over = _silent(site, at) if hour in habit.silent6 else _good(site, at, dice, 1.3)
                answers[site.code, site.home, 6] = replace(over, family=6)
        silent = sum(probe.failure is not None and not probe.family for probe in answers.values())
        yield Round(PLACE, began, began + timedelta(minutes=10), len(sites), silent, True), answers
        if hour in JUMPED:
            again = began + timedelta(minutes=30)
            all_silent = {(site.code, site.home, 0): _silent(site, again) for site in sites}
            spoilt = again, again + timedelta(minutes=10), len(sites), len(sites), True, Doubt.CLOCK
            yield Round(PLACE, *spoilt), all_silent


def _public(site: Site) -> bool:
    """Has its host an IPv6 address that the world reaches?"""
    addresses = site.dns.get("aaaa")
    return addresses is None or (isinstance(addresses, tuple) and any(ip_address(one).is_global for one in addresses))


def _any_way(site: Site, habit: Habit, hour: int, at: datetime, dice: Random) -> HttpProbe:
    if hour in habit.unwitnessed:
        return replace(_silent(site, at), marks=(marks.UNWITNESSED,))
    if hour in habit.silent:
        return _silent(site, at)
    good = _good(site, at, dice)
    if hour not in habit.slow:
        return good
    return replace(good, phases=replace(good.phases, first_byte=1.5, whole=habit.seconds))


def _silent(site: Site, at: datetime) -> HttpProbe:
    return HttpProbe(site.home, at, failure=Failure.TIMEOUT, phases=Phases(dns=0.01, whole=20.0))


def _good(site: Site, at: datetime, dice: Random, times: float = 1.0) -> HttpProbe:
    """Whole milliseconds: that is what the ledger keeps."""
    first = round(times * dice.uniform(0.08, 0.3), 3)
    whole = round(first + times * dice.uniform(0.2, 0.9), 3)
    return HttpProbe(site.home, at, status=200, phases=Phases(0.008, 0.021, None, first, whole), size=48_000)
