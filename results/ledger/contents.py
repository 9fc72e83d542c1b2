"""What the newest judged visit of a site held, as its page tells it: columns and how fresh they are, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, select

from results.ledger.engine import upsert
from results.ledger.verdict_tables import site_contents

_AT_ONCE = 500  # sites named in one question


class Fresh(StrEnum):
    """How a column stands to its limit."""

    FRESH = "fresh"
    STALE = "stale"
    UNSEEN = "unseen"  # not read, or not to its end
    EMPTY = "empty"
    FREE = "free"  # owes no updates


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column as a visit saw it. `newest` is the day (+08:00) of its newest entry, "" where none carries one; `days`
    lie between it and the visit; `limit` is in Chinese, "" where none is owed; `why` says what was not seen."""

    url: str
    name: str
    category: str
    state: Fresh
    items: int = 0
    newest: str = ""
    days: int | None = None
    limit: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """`papers` counts the documents by what the page calls their validity: a value of `Validity`, "" = no label."""

    columns: tuple[ColumnLook, ...] = ()
    papers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run saw of a site; `at` is when the visit began (aware, UTC)."""

    run: int
    at: datetime
    contents: Contents


def save(connection: Connection, site: str, run: int, at: datetime, contents: Contents) -> None:
    """Keeps what a visit held in place of what the visit before it held."""
    told = msgspec.to_builtins(contents)
    upsert(connection, site_contents, [{"site": site, "run": run, "at": at, **told}])


def get(connection: Connection, site: str) -> Kept | None:
    """What the newest judged visit of a site held; None where there was none."""
    row = connection.execute(select(site_contents).where(site_contents.c.site == site)).one_or_none()
    if row is None:
        return None
    return Kept(row.run, row.at, msgspec.convert({"columns": row.columns, "papers": row.papers}, Contents))


def within(
    connection: Connection, sites: Sequence[str], since: datetime, until: datetime
) -> Iterator[tuple[str, tuple[ColumnLook, ...]]]:
    """(site, its columns) of those of `sites`, in their order, whose newest judged visit began at `since` or later and
    before `until` (aware): of a site that was visited later nothing is kept of that time."""
    table = site_contents.c
    for start in range(0, len(sites), _AT_ONCE):
        some = sites[start : start + _AT_ONCE]
        asked = select(table.site, table.columns).where(table.site.in_(some), table.at >= since, table.at < until)
        found = {row.site: row.columns for row in connection.execute(asked)}
        for site in some:
            if site in found:
                yield site, msgspec.convert(found[site], tuple[ColumnLook, ...])
