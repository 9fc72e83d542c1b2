"""Lists of issues: the same as sorting everything, whatever the scope; and read along indexes, not by sorting."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import insert, text
from sqlalchemy.dialects import sqlite

from checks.model.registry import Account, Registry, Site, Unit
from results.ledger import issue_lists, registry, tables, word_index
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issue_lists import Order, Wanted, page
from results.ledger.issues import STANDING, IssueState, counts
from results.ledger.scope import WHOLE, Scope
from results.ledger.word_index import Told
from tests.results.making import NOW

UNITS = (Unit("省"), Unit("甲市", "省"), Unit("乙市", "省"), Unit("甲县", "甲市"))
SITES = tuple(
    Site(f"{unit.name}网站{n}", f"http://{n}-{u}.gov.cn/", unit.name, code=f"{u}{n:03}")
    for u, unit in enumerate(UNITS)
    for n in range(5)
)
ACCOUNTS = (Account("weibo", "甲县发布", "甲县", platform_id="w"),)
OWNER = {one.key: one.unit for one in (*SITES, *ACCOUNTS)}
CHECKS = ("dead-links", "hidden-links", "stale-home")
BELOW = {"省": set(OWNER.values()), "甲市": {"甲市", "甲县"}, "乙市": {"乙市"}, "甲县": {"甲县"}}


def rows(count: int) -> list[dict[str, object]]:
    chance = Random(7)
    same = {"subject_type": "site", "code": "inner", "certainty": "certain", "edition": "e", "visit": "v", "times": 1}
    seen = {"first_run": 1, "last_run": 1, "first_seen": NOW, "last_seen": NOW, "changed": NOW}
    made = []
    for n in range(count):
        url = f"http://x/{n % 13}_{n % 7}%"
        finding = {"code": "inner", "at": url, "key": [str(n)]}
        drawn = {"check": chance.choice(CHECKS), "state": chance.choice(list(IssueState)).value}
        row = {"fingerprint": f"v1:{n}", "subject": chance.choice([*OWNER, "gone"]), "url": url, "found_on": url}
        made.append({**same, **seen, **row, **drawn, "text": f"文字{n % 5}", "finding": finding})
    return made


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger that the tests only read."""
    ledger = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('lists') / 'l.sqlite'}")
    fill(ledger)
    return ledger


def fill(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), ACCOUNTS))
        connection.execute(insert(tables.issues), rows(600))
        told = (
            (n, Told(str(row["text"]), str(row["url"]), str(row["found_on"]))) for n, row in enumerate(rows(600), 1)
        )
        word_index.add(connection, told)


def expected(given: Scope, wanted: Wanted) -> list[int]:
    """The numbers by looking at everything."""
    found = []
    for number, row in enumerate(rows(600), start=1):
        subject, owner = str(row["subject"]), OWNER.get(str(row["subject"]), "")
        within = {unit for name in given.units for unit in (BELOW[name] if given.below else {name})}
        if not given.whole and owner not in within:
            continue
        if wanted.unit and not any(owner in BELOW[name] for name in BELOW if wanted.unit in name):
            continue
        names = {site.key: f"{site.key} {site.name} {site.home}" for site in SITES}
        if wanted.site and wanted.site not in names.get(subject, ""):
            continue
        if wanted.states and row["state"] not in wanted.states:
            continue
        if wanted.checks and row["check"] not in wanted.checks:
            continue
        if wanted.text not in f"{row['url']} {row['text']}":
            continue
        found.append((str(row["subject"]), str(row["check"]), str(row["state"]), number))
    if wanted.order is Order.SUBJECT:
        return [one[-1] for one in sorted(found)]
    return sorted((one[-1] for one in found), reverse=wanted.order is Order.NEWEST)


SCOPES = (WHOLE, Scope(units=("甲市",)), Scope(units=("甲市",), below=False), Scope(units=("乙市", "甲县")), Scope())
WANTED = (
    Wanted(),
    Wanted(STANDING),
    Wanted((IssueState.CONFIRMED,), ("dead-links",)),
    Wanted((IssueState.NEW, IssueState.OPEN), CHECKS),
    Wanted(tuple(IssueState), CHECKS),
    Wanted(checks=("",)),
    Wanted(site="网站3"),
    Wanted(site="1002"),
    Wanted(unit="甲"),
    Wanted(unit="没有"),
    Wanted(unit="县"),
    Wanted(unit="市"),
    Wanted(unit="省"),
    Wanted(text="文字3"),
    Wanted(text="/3_"),
    Wanted(text="%"),
    Wanted(text="%文字"),
    Wanted((IssueState.FIXED,), site="gov.cn", unit="乙", text="文字"),
)


def paged(ledger: Ledger, given: Scope, wanted: Wanted, size: int) -> list[int]:
    found: list[int] = []
    after: int | None = None
    with ledger.connect() as connection:
        while True:
            one = page(connection, given, wanted, after=after, size=size)
            assert len(one.issues) <= size
            found += [issue.id for issue in one.issues]
            if one.after is None:
                return found
            assert len(one.issues) == size
            after = one.after


@pytest.mark.parametrize("given", SCOPES, ids=str)
@pytest.mark.parametrize("order", Order)
def test_pages_are_the_whole_list_once(small: Ledger, given: Scope, order: Order) -> None:
    for wanted in WANTED:
        asked = Wanted(wanted.states, wanted.checks, wanted.site, wanted.unit, wanted.text, order)
        assert paged(small, given, asked, 37) == expected(given, asked), asked


def test_on_either_database(ledger: Ledger) -> None:
    fill(ledger)
    for given in SCOPES:
        for wanted, order in zip(WANTED * 2, [*Order] * 12, strict=True):
            asked = Wanted(wanted.states, wanted.checks, wanted.site, wanted.unit, wanted.text, order)
            assert paged(ledger, given, asked, 100) == expected(given, asked), asked


def test_the_subjects_below_a_unit_are_those_of_both(ledger: Ledger) -> None:
    """By the tree as it is registered, of any shape, circles too: in the scope, and below a unit that is called so."""
    chance = Random(3)
    names = [f"{sign}{number}" for number in range(6) for sign in "甲乙"]
    units = tuple(Unit(name, chance.choice([*names, "", "没有"])) for name in names)
    sites = tuple(Site(f"站{name}", f"http://{n}/", name, code=f"{n:03}") for n, name in enumerate([*names, "无"]))
    over: dict[str, set[str]] = {}
    parents = {unit.name: unit.parent for unit in units}
    for name in names:
        above, one = over.setdefault(name, set()), name
        while one in parents and one not in above:
            above.add(one)
            one = parents[one]
    with ledger.begin() as connection:
        registry.save(connection, Registry(units, sites))
        for given in (WHOLE, *(Scope(False, given, below) for given in _some(names) for below in (True, False))):
            for text_ in ("甲", "乙", "1", "乙3", "没有"):
                found = connection.execute(issue_lists.subjects_wanted(connection, given, "", text_)).scalars().all()
                seen = {
                    name
                    for name in names
                    if any(text_ in one for one in over[name])
                    and (given.whole or set(given.units) & (over[name] if given.below else {name}))
                }
                assert sorted(found) == sorted(site.key for site in sites if site.unit in seen), (given, text_)


def _some(names: list[str]) -> list[tuple[str, ...]]:
    return [*((name,) for name in names), tuple(names[:3]), tuple(names[4:9]), ("没有",), ("没有", names[7])]


def test_counts_are_of_the_scope(ledger: Ledger) -> None:
    fill(ledger)
    with ledger.connect() as connection:
        for given in SCOPES:
            for state in IssueState:
                number = len(expected(given, Wanted((state,))))
                assert counts(connection, scope=given).get(state, 0) == number
            found = issue_lists.by_check(connection, given, CHECKS[:2])
            assert {check for check, _ in found} <= set(CHECKS[:2])
            assert sum(found.values()) == len(expected(given, Wanted(checks=CHECKS[:2])))


MANY = Scope(units=("省",))
BY_ID, BY_STATE = "INTEGER PRIMARY KEY", "ix_issues_state_id (state=?"
PLANS = [
    (WHOLE, Wanted(), "SCAN issues", True),
    (WHOLE, Wanted((IssueState.CONFIRMED,)), BY_STATE, True),
    (WHOLE, Wanted(STANDING), BY_STATE, False),
    (WHOLE, Wanted((IssueState.NEW,), ("dead-links",)), "ix_issues_check_state_id (check=? AND state=?", True),
    (WHOLE, Wanted(STANDING, order=Order.SUBJECT), "ix_issues_subject_check_state_id_certainty_assigned", True),
    (
        WHOLE,
        Wanted(tuple(IssueState), (*CHECKS, *map(str, range(9)))),
        "ix_issues_check_state_id (check=? AND state=?",
        False,
    ),
    (
        Scope(units=("甲市",)),
        Wanted(STANDING),
        "COVERING INDEX ix_issues_subject_check_state_id_certainty_assigned (subject=?",
        False,
    ),
    (
        Scope(units=("甲市",)),
        Wanted(STANDING, order=Order.SUBJECT),
        "COVERING INDEX ix_issues_subject_check_state_id_certainty_assigned (subject=?",
        True,
    ),
]


@pytest.mark.parametrize(("given", "wanted", "index", "sorted_already"), PLANS)
def test_a_page_is_read_along_an_index(
    small: Ledger, given: Scope, wanted: Wanted, index: str, sorted_already: bool
) -> None:
    with small.connect() as connection:
        asked = issue_lists.chosen(connection, given, wanted, None, 51)
        assert asked is not None
        compiled = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in connection.execute(text(f"explain query plan {compiled}"))]
    assert any(index in step for step in plan), plan
    assert (not any("TEMP B-TREE" in step for step in plan)) is sorted_already, plan


def test_a_word_that_many_units_share_leaves_none_out(tmp_path: Path) -> None:
    count = issue_lists.FEW + 2
    units = tuple(Unit(f"局{n:05}") for n in range(count))
    sites = tuple(Site(f"站{n}", f"http://{n}.gov.cn/", one.name, code=f"{n:010}") for n, one in enumerate(units))
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(units, sites))
            connection.execute(insert(tables.issues), [{**row, "subject": sites[-1].key} for row in rows(3)])
        assert len(paged(ledger, WHOLE, Wanted(unit="局"), 70)) == 3


def test_a_scope_of_many_is_walked_in_order(tmp_path: Path) -> None:
    """More subjects than are read one by one: the list is tested while it is walked, and no sort is made of it."""
    sites = tuple(Site(f"站{n}", f"http://{n}.gov.cn/", "甲县", code=f"{n:010}") for n in range(issue_lists.FEW + 1))
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            registry.save(connection, Registry(UNITS, sites))
            made = [{**row, "subject": sites[n % len(sites)].key} for n, row in enumerate(rows(300))]
            connection.execute(insert(tables.issues), made)
        for order in Order:
            for asked in (
                Wanted(order=order),
                Wanted(STANDING, order=order),
                Wanted(tuple(IssueState), CHECKS, order=order),
            ):
                found = paged(ledger, Scope(units=("甲市",)), asked, 70)
                standing = [row for row in made if not asked.states or row["state"] in asked.states]
                assert len(found) == len(set(found)) == len(standing)
        assert all(one < other for one, other in pairwise(paged(ledger, MANY, Wanted(order=Order.OLDEST), 70)))
        assert paged(ledger, Scope(units=("乙市",)), Wanted(), 70) == []
