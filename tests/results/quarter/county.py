"""The registry of the fake county as it is imported, with places and levels to rank by, and how it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from checks.model.registry import Account, Level, Registry, Site, SubjectState, Unit
from results.intake.reading import read_sheets
from tests.county.county import build

_TOWN = re.compile(r"临江县(..镇|..乡)")
_PLACES = ("临江县", "城关镇", "东河镇", "西岭镇")
OLD, NEW = "临江县大数据发展管理局", "临江县数据局"
"""A unit that is renamed in August."""
CLOSING = "3399990020"
"""A site that is closed in August."""
LATE = Account("微信公众号", "临江新号", "临江县财政局", "gh_late", level=Level.COUNTY, region="临江县")
"""An account that is registered in August."""


def registry(folder: Path) -> Registry:
    """What the county registered in June: its sheets, read as `import` reads them; sites lie in four places."""
    read = read_sheets(build(date(2026, 9, 28)).write_registry(folder), Registry())
    sites = tuple(
        replace(site, region=_PLACES[number % 4] if site.region else "", level=_level(number))
        for number, site in enumerate(read.sites)
    )
    accounts = tuple(replace(one, region=_place(one.unit)) for one in read.accounts)
    return replace(read, sites=sites, accounts=accounts)


def _level(number: int) -> Level:
    return (Level.COUNTY, Level.COUNTY, Level.TOWN, Level.UNKNOWN)[number // 2 % 4]


def _place(unit: str) -> str:
    found = _TOWN.match(unit)
    return found[1] if found else "临江县"


def changed(known: Registry) -> Iterator[tuple[str, str, Registry]]:
    """What is imported later: when, what it is, and the sheets."""
    closing = next(site for site in known.sites if site.key == CLOSING)
    yield "08-10 09:00", "closed", Registry(sites=(replace(closing, state=SubjectState.CLOSED),))
    yield "08-05 10:00", "added", Registry(accounts=(LATE,))
    unit = next((one for one in known.units if one.name == OLD), Unit(OLD))
    yield (
        "08-12 09:00",
        "renamed",
        Registry(
            units=(replace(unit, name=NEW),),
            sites=tuple(replace(one, unit=NEW) for one in known.sites if one.unit == OLD),
            accounts=tuple(replace(one, unit=NEW) for one in known.accounts if one.unit == OLD),
        ),
    )


def with_changes(known: Registry, new: Registry) -> Registry:
    """The registry after an import."""
    sites = {one.key: one for one in (*known.sites, *new.sites)}
    accounts = {one.key: one for one in (*known.accounts, *new.accounts)}
    units = {one.name: one for one in (*known.units, *new.units)}
    return Registry(tuple(units.values()), tuple(sites.values()), known.columns, tuple(accounts.values()))


def watched(known: Registry) -> list[Site]:
    """The sites that are judged."""
    return [site for site in known.sites if site.state is SubjectState.NORMAL]
