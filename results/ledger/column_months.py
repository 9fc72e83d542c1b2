"""How much the columns of a site published by month, over nights: what slides out of lists is not forgotten.

Of several looks the one that saw most counts, with how much of the month it saw: a month is told as whole only by a
look that saw all of it. Months are kept for three years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import Connection, delete, select

from results.ledger.column_tables import column_months
from results.ledger.engine import upsert
from results.ledger.post_rows import clean

KEPT = 36
"""Months that are kept before that of the last look."""
GONE = "以前看到的条目有的不再列出"
_AT_ONCE = 500  # sites named in one question


@dataclass(frozen=True, slots=True)
class ColumnMonth:
    """What a column published in a month (202611), as far as it was seen; `url` "" is the site as a whole.

    `originals` and `reposts` are those of which it is told; `whole` is the day of the month through which all is known,
    from the first on, 0 where none is; `why` says in Chinese what kept the rest from being known.
    """

    url: str
    name: str
    month: int
    count: int = 0
    originals: int = 0
    reposts: int = 0
    whole: int = 0
    why: str = ""


_NAMES = tuple(field.name for field in fields(ColumnMonth))


def keep(connection: Connection, site: str, run: int, seen: Iterable[ColumnMonth]) -> None:
    """Lays what a look at a site saw over what is known of it; done again, it changes nothing."""
    given = [replace(one, url=clean(one.url), name=clean(one.name), why=clean(one.why)) for one in seen]
    if not given:
        return
    newest = max(one.month for one in given)
    oldest = newest // 100 * 12 + newest % 100 - 1 - KEPT
    kept = column_months.c.site == site
    connection.execute(delete(column_months).where(kept, column_months.c.month < oldest // 12 * 100 + oldest % 12 + 1))
    asked = select(*(column_months.c[name] for name in _NAMES)).where(kept)
    known = {(row.url, row.month): ColumnMonth(*row) for row in connection.execute(asked)}
    told = (_together(known.get((one.url, one.month)), one) for one in given)
    rows = [one for one in told if one != known.get((one.url, one.month))]
    upsert(connection, column_months, [{"site": site, "run": run, **asdict(one)} for one in rows])


def seen_in(
    connection: Connection, sites: Sequence[str], first: int, last: int, *, columns: bool = True
) -> Iterator[tuple[str, ColumnMonth]]:
    """(site, month) of `sites` from `first` to `last` (202611), in the order of `sites`, of their columns and of
    months, the site as a whole before its columns; without `columns` only the site as a whole."""
    table = column_months.c
    for start in range(0, len(sites), _AT_ONCE):
        some = sites[start : start + _AT_ONCE]
        asked = select(table.site, *(table[name] for name in _NAMES))
        asked = asked.where(table.site.in_(some), table.month >= first, table.month <= last)
        if not columns:
            asked = asked.where(table.url == "")
        place = {site: number for number, site in enumerate(some)}
        rows = connection.execute(asked).all()
        for row in sorted(rows, key=lambda row: (place[row.site], row.url, row.month)):
            yield row.site, ColumnMonth(*row[1:])


def _together(known: ColumnMonth | None, new: ColumnMonth) -> ColumnMonth:
    """What two looks at one month say: the greater number, and of equal ones what was seen of more days."""
    if known is None or new.count > known.count:
        return new
    if new.count < known.count:
        why = GONE if new.whole > known.whole else known.why
        return replace(known, name=new.name or known.name, why=why)
    told = max(known, new, key=lambda one: one.originals + one.reposts)
    best = new if new.whole >= known.whole else known
    return replace(best, name=new.name, originals=told.originals, reposts=told.reposts)
