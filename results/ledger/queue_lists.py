"""What waits for the judgement of a person, a page at a time: first what may fail a subject, then what is suspected,
then the rest; within each by age. Each of the three is a list of `issue_lists`, read along an index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from checks.model.findings import Certainty
from results.ledger import issue_lists, tables
from results.ledger import issues as ledger_issues
from results.ledger.issue_lists import Page, Wanted
from results.ledger.scope import Scope

_table = tables.issues


def page(
    connection: Connection, scope: Scope, wanted: Wanted, grave: Collection[str], *, after: int | None, size: int
) -> Page:
    """The issues of a scope that are wanted, `size` of them, beginning after the issue numbered `after`, whatever has
    become of that one. `grave` are the checks by which a subject may fail."""
    begun, numbers = _rank(connection, grave, after), list[int]()
    keys = issue_lists.few(connection, scope, wanted)
    for rank, some in _ranked(wanted, grave):
        if rank < begun or len(numbers) > size:
            continue
        begins, most = after if rank == begun else None, size + 1 - len(numbers)
        asked = issue_lists.chosen_of(connection, scope, some, begins, most, keys)
        if asked is not None:
            numbers += connection.execute(asked).scalars()
    found = tuple(ledger_issues.numbered(connection, numbers[:size]))
    return Page(found, numbers[size - 1] if len(numbers) > size else None)


def _ranked(wanted: Wanted, grave: Collection[str]) -> Iterator[tuple[int, Wanted]]:
    first = tuple(check for check in wanted.checks or sorted(grave) if check in grave)
    if first:
        yield 0, replace(wanted, checks=first)
    others = tuple(check for check in wanted.checks if check not in grave)
    if others or not wanted.checks:
        rest = replace(wanted, checks=others, but=() if others else tuple(sorted(grave)))
        yield 1, replace(rest, certainty=Certainty.SUSPECTED.value)
        yield 2, replace(rest, certainty=Certainty.CERTAIN.value)


def _rank(connection: Connection, grave: Collection[str], number: int | None) -> int:
    asked = select(_table.c.check, _table.c.certainty).where(_table.c.id == number)
    row = connection.execute(asked).first() if number is not None else None
    if row is None or row.check in grave:
        return 0
    return 1 if row.certainty == Certainty.SUSPECTED else 2
