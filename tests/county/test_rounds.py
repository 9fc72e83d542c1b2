"""The week of rounds is what the key says of it, counted as a spreadsheet would."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from checks.model.captures import HttpProbe
from checks.model.registry import BEIJING
from checks.model.rounds import Doubt, Round
from results.intake import rounds as rounds_file
from tests.county import County, build
from tests.county.draft import Site

DAY = date(2026, 11, 20)
File = list[tuple[Round, dict[tuple[str, str, int], HttpProbe]]]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> File:
    return list(rounds_file.read(build(DAY).write_rounds(tmp_path_factory.mktemp("rounds") / "rounds.csv")))


def public(site: Site) -> bool:
    addresses = site.dns.get("aaaa", ("2409:8c00::1",))
    assert isinstance(addresses, tuple)
    return any(text.startswith("2409:") for text in addresses)


def share(file: File, county: County, key: str, family: int = 0) -> tuple[Fraction, int]:
    """The failed share of what counts of a site: no spoilt rounds, no answers that nobody vouches for."""
    code = next(site.code for site in county.sites if site.key == key)
    found = [
        probe
        for round_, answers in file
        if round_.doubt is None
        for (site, _, asked_over), probe in answers.items()
        if (site, asked_over) == (code, family) and not probe.marks
    ]
    bad = sum(probe.failure is not None or (probe.phases.whole or 0) >= 15 for probe in found)
    return Fraction(bad, len(found)), len(found)


def test_the_week_is_whole_and_before_today(file: File) -> None:
    midnight = datetime.combine(DAY, time(), BEIJING)
    sound = [round_.began for round_, _ in file if round_.doubt is None]
    assert sound == [midnight - timedelta(hours=hours) for hours in range(168, 0, -1)]
    assert Counter(round_.doubt for round_, _ in file) == {None: 168, Doubt.CLOCK: 10}


def test_the_shares_are_those_of_the_key(file: File, county: County) -> None:
    assert share(file, county, "wgj") == (Fraction(5, 100), 140)
    assert share(file, county, "rsj") == (Fraction(8, 163), 163)
    assert share(file, county, "tjj") == (Fraction(9, 168), 168)
    assert share(file, county, "whg") == (0, 168)
    assert share(file, county, "jtj") == (0, 164)
    assert share(file, county, "sjj")[1] == 133
    assert share(file, county, "lyj") == (0, 168)
    assert share(file, county, "fgj", 6) == (Fraction(2, 39), 39)
    assert share(file, county, "scjg", 6) == (Fraction(5, 100), 40)
    assert share(file, county, "portal", 6) == (0, 42)


def test_a_site_without_public_ipv6_address_is_not_asked_over_it(file: File, county: County) -> None:
    asked = {site for _, answers in file for site, _, family in answers if family == 6}
    assert asked == {site.code for site in county.sites if public(site)}


def test_the_same_county_writes_the_same_file(tmp_path: Path) -> None:
    first, again = (build(DAY).write_rounds(tmp_path / name).read_bytes() for name in ("a.csv", "b.csv"))
    assert first == again


def test_mended_it_is_a_good_week(tmp_path: Path) -> None:
    county = build(DAY)
    week = ("unreachable-site", "ipv6-unsteady")
    mended = build(DAY, mended=frozenset(a.id for a in county.answers if a.check in week))
    assert not [a for a in mended.answers if a.check in week]
    file = list(rounds_file.read(mended.write_rounds(tmp_path / "rounds.csv")))
    assert share(file, mended, "wgj") == share(file, mended, "tjj") == (0, 168)
