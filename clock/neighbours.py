"""Which registered accounts a site is judged beside: those of its unit, of the units below and above it, of its region.

The groups are shared by all sites that they belong to: a night has a hundred thousand of these.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import islice

from checks.model.registry import ACCOUNTS_KEPT, Account, Registry, Site

Groups = tuple[tuple[Account, ...], ...]


class Neighbours:
    """The accounts of a registry by unit and by region."""

    def __init__(self, known: Registry) -> None:
        self._units = {unit.name: unit for unit in known.units}
        of_unit: dict[str, list[Account]] = defaultdict(list)
        below: dict[str, list[Account]] = defaultdict(list)
        of_region: dict[str, list[Account]] = defaultdict(list)
        for one in known.accounts:
            unit = self._units.get(one.unit)
            of_unit[one.unit].append(one)
            if parent := one.parent_unit or (unit.parent if unit else ""):
                below[parent].append(one)
            if region := one.region or (unit.region if unit else ""):
                of_region[region].append(one)
        self._of_unit, self._below, self._of_region = map(_shared, (of_unit, below, of_region))

    def of(self, site: Site) -> Groups:
        """The groups of a site, the nearest first; empty where nothing is registered there."""
        unit = self._units.get(site.unit)
        parent, region = (unit.parent, unit.region) if unit else ("", "")
        found = (
            self._of_unit.get(site.unit, ()),
            self._of_unit.get(parent, ()),
            self._below.get(site.unit, ()),
            self._of_region.get(site.region or region, ()),
        )
        return tuple(group for group in found if group)


def together(groups: Groups) -> tuple[Account, ...]:
    """The accounts of all groups, each once, at most `ACCOUNTS_KEPT`; without notes and addresses of gateways, which
    tell of persons and hold passwords, and which a visit needs not."""
    each = {account.key: account for group in groups for account in group}
    return tuple(replace(one, notes="", source_url="") for one in islice(each.values(), ACCOUNTS_KEPT))


def _shared(groups: dict[str, list[Account]]) -> dict[str, tuple[Account, ...]]:
    return {name: tuple(group[:ACCOUNTS_KEPT]) for name, group in groups.items()}
