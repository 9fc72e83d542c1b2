"""What the ledger alone can say of a site, beside what checks say of a visit: from its rounds, from its fellows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Judged
from checks.model.findings import Outcome
from checks.model.registry import Site
from clock.probing import reached
from results import surplus
from results.ledger import registry


def from_ledger(
    connection: Connection, site: Site, edition: Edition, moment: datetime, beside: Sequence[Outcome] = ()
) -> tuple[Outcome, ...]:
    """The outcomes of the rules that the edition gives to the ledger, for one site on the day of `moment`. `beside` are
    those of the checks."""
    return (*reached(connection, site, edition, moment, beside), *counted(connection, site, edition))


def counted(connection: Connection, site: Site, edition: Edition) -> tuple[Outcome, ...]:
    """Whether its unit should have that site; () when the edition does not ask."""
    rule = edition.rules.get(surplus.CHECK)
    if rule is None or rule.judged is not Judged.LEDGER:
        return ()
    return (surplus.judge(site, registry.sites_of(connection, site.unit), rule),)
