"""The issues of many subjects, with no more than a score is made anew from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from checks.model.findings import Finding
from results.ledger import tables

_table = tables.issues
_AT_ONCE = 500
"""Subjects that one question names."""


@dataclass(frozen=True, slots=True)
class Found:
    """An issue, and the first and the last run that saw it."""

    id: int
    subject: str
    check: str
    fingerprint: str
    finding: Finding
    first_run: int
    last_run: int


def of(connection: Connection, checks: Mapping[str, Collection[str]]) -> list[Found]:
    """The issues of these checks by subject, in the order of their numbers."""
    columns = (_table.c[name] for name in Found.__slots__)
    asked = select(*columns).order_by(_table.c.id)
    found: list[Found] = []
    keys = sorted(checks)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        wanted = {check for key in some for check in checks[key]}
        here = asked.where(_table.c.subject.in_(some), _table.c.check.in_(sorted(wanted)))
        for row in connection.execute(here).mappings():
            if row["check"] in checks[row["subject"]]:
                found.append(Found(**{**row, "finding": msgspec.convert(row["finding"], Finding)}))
    return found
