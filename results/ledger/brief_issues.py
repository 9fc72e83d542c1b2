"""Issues by their numbers, with no more than a report of a period tells of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from checks.model.findings import Finding, SubjectType
from results.ledger import tables

_table = tables.issues
_AT_ONCE = 500
"""Issues that one question names."""


@dataclass(frozen=True, slots=True)
class Brief:
    """An issue; moments are aware, UTC. `visit` is the visit file of the last run that saw it."""

    id: int
    check: str
    subject_type: SubjectType
    subject: str
    finding: Finding
    first_seen: datetime
    last_seen: datetime
    visit: str


def numbered(connection: Connection, numbers: Collection[int]) -> Iterator[Brief]:
    """The issues with these numbers, in their order; those that are not there are left out."""
    asked = select(*(_table.c[name] for name in Brief.__slots__)).order_by(_table.c.id)
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        here = asked.where(_table.c.id.in_(wanted[start : start + _AT_ONCE]))
        for number, check, kind, subject, finding, *seen in connection.execute(here):
            yield Brief(number, check, SubjectType(kind), subject, msgspec.convert(finding, Finding), *seen)
