"""What happened in the weeks, as plain rows that no code of the program touched: the other way to every number."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from checks.model.registry import BEIJING

Row = dict[str, Any]


def at(text: str) -> datetime:
    """A moment in Beijing, written 07-01 00:30 of 2026, as UTC."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING).astimezone(UTC)


@dataclass
class Log:
    """Lists of rows in the order of time.

    `runs`: run, kind, at, edition, whole. `looks`: run, at, subject, type, looked, ended, seen (names of faults),
    unknown (check → reason), partly (check → reason), visit; of a site also its coverage and when its visit begun.
    `acts`: at, who, what, fault. `notices`: number, unit, at, due, faults, withdrawn. `registered`: at, what, subject,
    and what changed. `tasks`: asked; `answers`: at, task, rule, subject, verdict, who. `complaints`: number, unit,
    category, received, answered, state. `readings`: run, at, account, read (could it be?), state, why (reason, what an
    incident covers), place (source, host), since, posts (moment, whose it is); of witnesses too, which nobody judges.
    `issued`: at, site, month, told (entries, originals, reposts, day through which all is known). `held`: at, site,
    news (how many, state, days). `weeks`: at, period, run, edition, known (the registry), and the url of a copy of the
    ledger as that weekly run left it.
    """

    runs: list[Row] = field(default_factory=list)
    looks: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)
    notices: list[Row] = field(default_factory=list)
    registered: list[Row] = field(default_factory=list)
    tasks: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    complaints: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    issued: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    weeks: list[Row] = field(default_factory=list)
