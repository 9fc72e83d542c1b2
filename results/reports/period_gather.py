"""Fills the rows of a period from the ledger: what stood at its end, what happened in it. It decides nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import SubjectType
from checks.model.registry import GLANCED, Account, Registry, Site, Unit
from results.ledger import registry
from results.reports.glanced import glanced
from results.reports.period_rows import PeriodRows, SubjectRow
from results.reports.periods import Period
from results.verdicts import Verdict, pass_mark
from results.workdays import Workdays


def gather_period(
    connection: Connection,
    period: Period,
    office: str,
    made_at: datetime,
    edition: Edition,
    folder: Path,
    complaints: Workdays,
) -> PeriodRows:
    """The rows of a period as the ledger tells them at `made_at` (aware).

    `folder` is what relative names of visit files stand in; `complaints` are the workdays by which messages of the
    public are to be answered. Raises PersonError for a period without runs.
    """
    known = registry.load(connection)
    units = {unit.name: unit for unit in known.units}
    return PeriodRows(
        office=office,
        period=period,
        made_at=made_at,
        editions=(edition.version,),
        pass_mark=pass_mark(edition),
        unfinished=made_at < period.ends,
        sites=tuple(_blank(one, units) for one in known.sites if one.state not in GLANCED),
        accounts=tuple(_blank(one, units) for one in _judged(known)),
        closed=tuple(glanced(connection, edition)),
    )


def _judged(known: Registry) -> list[Account]:
    return [one for one in known.accounts if one.state not in GLANCED]


def _blank(one: Site | Account, units: dict[str, Unit]) -> SubjectRow:
    unit = units.get(one.unit, Unit(one.unit))
    site = isinstance(one, Site)
    return SubjectRow(
        key=one.key,
        type=SubjectType.SITE if site else SubjectType.ACCOUNT,
        name=one.name,
        unit=one.unit,
        region=one.region or unit.region,
        level=one.level.value,
        kind=one.kind.value if isinstance(one, Site) else one.platform,
        home=one.home,
        verdict=Verdict.UNKNOWN,
        why="本期没有检查",
        code=one.code if isinstance(one, Site) else "",
        state=one.state,
    )
