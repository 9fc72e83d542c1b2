"""How issues came and went by month, on both databases, against a count by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from checks.indicators.edition import load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import BEIJING, Registry, Site, SubjectState
from results import triage
from results.following import follow
from results.ledger import issues, registry, runs
from results.ledger.engine import Ledger
from results.ledger.month_flows import Flow, flows

KEPT, GONE = Site("甲", "http://a/", "甲", code="a"), Site("乙", "http://b/", "乙", code="b", state=SubjectState.CLOSED)
EDITION = load()


def at(month: int, day: int = 2) -> datetime:
    return datetime(2026, month, day, 2, tzinfo=UTC)


@pytest.fixture
def opened(ledger: Ledger) -> Ledger:
    with ledger.begin() as connection:
        registry.save(connection, Registry((), (KEPT, GONE)))
    return ledger


def look(ledger: Ledger, moment: datetime, *names: str, site: Site = KEPT, check: str = "dead-links") -> None:
    """A night on which these links of a site were dead, and all others were looked at and are not."""
    found = tuple(Finding("home", f"{site.home}{name}", (name,), found_on=site.home) for name in names)
    status = Status.FAIL if found else Status.PASS
    told = Outcome(check, SubjectType.SITE, site.key, status, found, 1, 1)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=moment)
        follow(connection, run, site.key, [told], lambda url: True, EDITION, "", moment=moment)
        runs.finish(connection, run, moment)


def test_what_was_found_mended_and_came_back(opened: Ledger) -> None:
    look(opened, datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "a", "b")  # the last minute of the year in Beijing
    look(opened, datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "a", "c")  # the first of the next
    look(opened, at(3), "a", "b", "d")  # b came back, c is mended
    look(opened, at(3, 9), "a", "b", "d")
    look(opened, at(4))  # everything is mended
    with opened.connect() as connection:
        assert flows(connection, 202601, 202604) == [
            Flow(202601, 1, found=1, mended=1, again=0, standing=2),
            Flow(202602, 0, found=0, mended=0, again=0, standing=2),
            Flow(202603, 2, found=1, mended=1, again=1, standing=3),
            Flow(202604, 1, found=0, mended=3, again=0, standing=0),
        ]
        assert flows(connection, 202512, 202512) == [Flow(202512, 1, 2, 0, 0, 2)]
        assert flows(connection, 202604, 202604) == [Flow(202604, 1, 0, 3, 0, 0)]


def test_what_persons_dismissed_and_what_is_closed_was_never_there(opened: Ledger) -> None:
    look(opened, at(1), "a", "b", "c")
    look(opened, at(1), "x", site=GONE)
    look(opened, at(1, 3), "h", check="plain-http")
    with opened.begin() as connection:
        named = {issue.finding.key[0]: issue.id for issue in issues.query(connection)}
        triage.dismiss(connection, named["a"], who="王", reason="误报", moment=at(2))
        triage.merge(connection, named["b"], named["c"], who="王", moment=at(2))
        by_hand = runs.start(connection, kind=runs.BY_HAND, edition="e", code="1", moment=at(1))
        runs.finish(connection, by_hand, at(1))
        assert flows(connection, 202601, 202602, without=("plain-http",)) == [
            Flow(202601, 3, 1, 0, 0, 1),
            Flow(202602, 0, 0, 0, 0, 1),
        ]
        assert [one.found for one in flows(connection, 202601, 202601)] == [2]


def test_a_year_of_chance_is_what_its_issues_tell_one_by_one(opened: Ledger) -> None:
    chance, moment = Random(5), datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        look(opened, moment, *chance.sample("abcdefgh", chance.randrange(8)))
        moment += timedelta(days=chance.randrange(5, 20))
    with opened.connect() as connection:
        told = flows(connection, 202601, 202612)
        stories = [list(issues.events(connection, one.id)) for one in issues.query(connection)]
    for flow in told:
        year, month = divmod(flow.month, 100)
        here = [
            e.what
            for events in stories
            for e in events
            if (e.at.astimezone(BEIJING).year, e.at.astimezone(BEIJING).month) == (year, month)
        ]
        assert (flow.found, flow.mended, flow.again) == tuple(here.count(what) for what in ("new", "fixed", "reopened"))
        until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=BEIJING)
        last = [[e.what for e in events if e.at < until] for events in stories]
        assert flow.standing == sum(bool(some) and some[-1] != "fixed" for some in last)
    assert sum(flow.again for flow in told) > 3
