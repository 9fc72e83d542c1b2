"""The queue: the same as sorting everything by rank and age, on both databases; each part of it read along an index."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.dialects import sqlite

from results.ledger import issue_lists, queue_lists, registry, tables, word_index
from results.ledger.engine import Ledger
from results.ledger.issue_lists import Order, Wanted
from results.ledger.issues import WAITING, IssueState
from results.ledger.scope import WHOLE, Scope
from results.ledger.word_index import Told
from tests.results.ledger.test_issue_lists import ACCOUNTS, BELOW, OWNER, SITES, UNITS, Registry, rows

GRAVE = frozenset(("hidden-links", "stale-home"))
PEOPLE = ("", "", "wang", "li")
SCOPES = (WHOLE, Scope(units=("甲市",)), Scope(units=("乙市",), below=False))


def made() -> list[dict[str, object]]:
    certainties = ("suspected", "certain", "certain")
    return [
        {**row, "certainty": certainties[n % 3], "assigned": PEOPLE[n % 4], "version": 0}
        for n, row in enumerate(rows(600))
    ]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), ACCOUNTS))
        connection.execute(insert(tables.issues), made())
        told = (
            (number, Told(str(row["text"]), str(row["url"]), str(row["found_on"])))
            for number, row in enumerate(made(), 1)
        )
        word_index.add(connection, told)
    return ledger


def expected(scope: Scope, wanted: Wanted) -> list[int]:
    found = []
    for number, row in enumerate(made(), start=1):
        owner = OWNER.get(str(row["subject"]), "")
        within = {unit for name in scope.units for unit in (BELOW[name] if scope.below else {name})}
        fits = (
            (scope.whole or owner in within)
            and row["state"] in wanted.states
            and (not wanted.checks or row["check"] in wanted.checks)
            and wanted.assigned in (None, row["assigned"])
            and wanted.text in f"{row['url']} {row['text']}"
        )
        if fits:
            rank = 0 if row["check"] in GRAVE else 1 if row["certainty"] == "suspected" else 2
            found.append((rank, number if wanted.order is Order.OLDEST else -number))
    return [abs(number) for _, number in sorted(found)]


def paged(ledger: Ledger, scope: Scope, wanted: Wanted, size: int) -> list[int]:
    found: list[int] = []
    after: int | None = None
    with ledger.connect() as connection:
        while True:
            page = queue_lists.page(connection, scope, wanted, GRAVE, after=after, size=size)
            assert len(page.issues) <= size
            found += [issue.id for issue in page.issues]
            if page.after is None:
                return found
            after = page.after


WANTED = [
    Wanted(WAITING),
    Wanted(WAITING, ("dead-links",)),
    Wanted(WAITING, ("hidden-links",)),
    Wanted(WAITING, ("hidden-links", "dead-links")),
    Wanted(WAITING, ("",)),
    Wanted(WAITING, text="文字3"),
    Wanted(WAITING, assigned=""),
    Wanted(WAITING, assigned="li"),
    Wanted(WAITING, ("dead-links",), assigned="li"),
    Wanted(WAITING, assigned="nobody"),
]


def test_pages_are_the_whole_queue_once(filled: Ledger) -> None:
    for scope, wanted, order in product(SCOPES, WANTED, (Order.OLDEST, Order.NEWEST)):
        asked = Wanted(wanted.states, wanted.checks, text=wanted.text, order=order, assigned=wanted.assigned)
        assert paged(filled, scope, asked, 23) == expected(scope, asked), (scope, asked)


def test_the_queue_goes_on_after_what_was_judged(filled: Ledger) -> None:
    wanted = Wanted(WAITING, order=Order.OLDEST)
    before = expected(WHOLE, wanted)
    for place in (3, len(before) - 2):
        with filled.begin() as connection:
            judged = update(tables.issues).where(tables.issues.c.id == before[place])
            connection.execute(judged.values(state=IssueState.CONFIRMED.value))
            page = queue_lists.page(connection, WHOLE, wanted, GRAVE, after=before[place], size=1)
        assert [issue.id for issue in page.issues] == [before[place + 1]]


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(WAITING, tuple(sorted(GRAVE))), "ix_issues_check_state_id (check=? AND state=?"),
        (Wanted(WAITING, but=tuple(GRAVE), certainty="suspected"), "ix_issues_state_certainty_id (state=? AND cert"),
        (Wanted(WAITING, tuple(sorted(GRAVE)), assigned=""), "ix_issues_check_state_id (check=? AND state=?"),
        (Wanted(WAITING, tuple(sorted(GRAVE)), assigned="li"), "ix_issues_assigned_id (assigned=?"),
        (Wanted(WAITING, certainty="certain", assigned="li"), "ix_issues_assigned_id (assigned=?"),
    ],
)
@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_each_part_is_read_along_an_index(filled: Ledger, wanted: Wanted, index: str) -> None:
    with filled.connect() as connection:
        asked = issue_lists.chosen(connection, WHOLE, wanted, None, 51)
        assert asked is not None
        compiled = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in connection.execute(text(f"explain query plan {compiled}"))]
    read = [step for step in plan if "issues" in step]
    assert read
    assert all(index in step for step in read), plan
