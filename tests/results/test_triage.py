"""What persons may do to an issue, and what is refused."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from checks.model.registry import Registry
from results import triage
from results.errors import NoSuchIssue, NotAllowed, PersonError
from results.following import follow
from results.ledger import issues, registry, runs
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.triage import Scope
from tests.results.making import DAY, NOW, SITE, edition, finding, outcome


@pytest.fixture
def number(ledger: Ledger) -> int:
    """An issue without a text to compare by."""
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        follow(connection, run, SITE.key, [outcome(finding())], lambda url: True, edition(), "v")
        (issue,) = issues.query(connection)
    return issue.id


def test_every_act_is_an_event_with_who_and_when(ledger: Ledger, number: int) -> None:
    with ledger.begin() as connection:
        triage.comment(connection, number, who="王", text="已电话联系", moment=NOW)
        assert triage.confirm(connection, number, who="王", reason="属实", moment=NOW).state is IssueState.CONFIRMED
        assert triage.confirm(connection, number, who="李", moment=NOW + DAY).state is IssueState.CONFIRMED
        assert triage.notify(connection, number, who="李", moment=NOW + DAY).state is IssueState.NOTIFIED
        assert triage.dismiss(connection, number, who="赵", reason="误报", moment=NOW + 2 * DAY) == 1
        assert triage.dismiss(connection, number, who="赵", reason="误报", moment=NOW + 2 * DAY) == 0
        assert issues.get(connection, number).state is IssueState.DISMISSED
        told = [(event.what, event.who, event.reason, event.at) for event in issues.events(connection, number)]
    assert told[1:] == [
        ("comment", "王", "已电话联系", NOW),
        ("confirmed", "王", "属实", NOW),
        ("notified", "李", "", NOW + DAY),
        ("dismissed", "赵", "误报", NOW + 2 * DAY),
    ]


REFUSED: list[tuple[Callable[[Connection, int], object], type[PersonError]]] = [
    (lambda c, n: triage.confirm(c, n + 99, who="王", moment=NOW), NoSuchIssue),
    (lambda c, n: triage.confirm(c, n, who=" ", moment=NOW), NotAllowed),
    (lambda c, n: triage.dismiss(c, n, who="王", reason=" ", moment=NOW), NotAllowed),
    (lambda c, n: triage.dismiss(c, n, who="王", reason="误报", moment=NOW, scope=Scope.SITE), NotAllowed),
    (lambda c, n: triage.notify(c, n, who="王", moment=NOW), NotAllowed),
    (lambda c, n: triage.comment(c, n, who="王", text="", moment=NOW), NotAllowed),
    (lambda c, n: triage.comment(c, n + 99, who="王", text="x", moment=NOW), NoSuchIssue),
]


@pytest.mark.parametrize(("act", "told"), REFUSED)
def test_what_is_refused_says_what_to_do(
    ledger: Ledger, number: int, act: Callable[[Connection, int], object], told: type[PersonError]
) -> None:
    with ledger.begin() as connection:
        with pytest.raises(told, match=r"请|必须|可用"):
            act(connection, number)
        assert len(list(issues.events(connection, number))) == 1


def test_what_is_fixed_cannot_be_confirmed(ledger: Ledger, number: int) -> None:
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW + DAY)
        follow(connection, run, SITE.key, [outcome()], lambda url: True, edition(), "v")
        with pytest.raises(NotAllowed, match="已整改"):
            triage.confirm(connection, number, who="王", moment=NOW + DAY)


def test_the_score_is_told_what_persons_decided(ledger: Ledger, number: int) -> None:
    with ledger.begin() as connection:
        name = issues.get(connection, number).fingerprint
        assert issues.settled(connection, SITE.key) == issues.Settled()
        triage.confirm(connection, number, who="王", moment=NOW)
        assert issues.settled(connection, SITE.key) == issues.Settled(confirmed=frozenset({name}))
        triage.dismiss(connection, number, who="王", reason="误报", moment=NOW)
        assert issues.settled(connection, SITE.key) == issues.Settled(dismissed=frozenset({name}))


def test_issues_are_chosen_by_state_site_check_and_unit(ledger: Ledger, number: int) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,)))
        (issue,) = issues.query(connection, states=["new"], sites=[SITE.key], checks=["dead-links"], units=[SITE.unit])
        assert (issue.unit, issue.name, issue.home, issue.site_code) == (SITE.unit, SITE.name, SITE.home, SITE.code)
        for choice in ({"states": ["fixed"]}, {"sites": ["x"]}, {"checks": ["x"]}, {"units": ["x"]}, {"run": 99}):
            assert list(issues.query(connection, **choice)) == []  # type: ignore[arg-type]  # one choice at a time
        with pytest.raises(PersonError, match="nonsense"):
            list(issues.query(connection, states=["nonsense"]))
        assert issues.counts(connection) == issues.counts(connection, site=SITE.key) == {IssueState.NEW: 1}
        assert issues.counts(connection, site="x") == {}
