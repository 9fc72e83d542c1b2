"""Look again now, to the end: asked for at the console, performed beside it or elsewhere, answered; and the archived
pages of a real night."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from checks.model.registry import BEIJING
from results import evidence
from results.ledger import issues, looks
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issues import Issue, IssueState
from results.ledger.looks import Answer, Look, LookState
from tests import county as fake
from tests.clock.test_serving import free_port
from tests.county import County
from tests.county.server import Served
from tests.end.office import Office

SITE = 1


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def served(county: County) -> Iterator[Served]:
    with fake.serve(county) as served:
        yield served


@pytest.fixture(scope="module")
def office(county: County, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with one site's night behind it."""
    office = Office.opened(tmp_path_factory.mktemp("office"), county, served)
    office.run("init")
    office.run("import", *office.sheets)
    office.run("nightly", "--site", county.sites[SITE].code)
    return office


@pytest.fixture
def ledger(office: Office) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{office.folder / 'data/ledger.sqlite'}") as ledger:
        yield ledger


def found(ledger: Ledger) -> list[Issue]:
    with ledger.connect() as connection:
        return list(issues.query(connection))


def of(ledger: Ledger, check: str) -> Issue:
    return next(one for one in found(ledger) if one.check == check)


def ask(ledger: Ledger, issue: Issue) -> None:
    with ledger.begin() as connection:
        assert looks.put(connection, issue.id, who="admin", moment=datetime.now(UTC))


def last(ledger: Ledger, issue: Issue) -> Look:
    with ledger.connect() as connection:
        return looks.newest(connection, issue.id, 1)[0]


def until(ledger: Ledger, issue: Issue, *states: LookState) -> Look:
    for _ in range(600):
        if (one := last(ledger, issue)).state in states:
            return one
        time.sleep(0.2)
    raise AssertionError(last(ledger, issue))


def test_the_pages_of_a_night_are_shown_with_their_places(office: Office, ledger: Ledger) -> None:
    data = office.folder / "data"
    shown: dict[str, list[bool]] = {}
    for issue in found(ledger):
        page = evidence.archived(data, issue, next(iter(evidence.places(issue)), ""))
        if page.record is not None:
            assert page.holds
            shown.setdefault(issue.check, []).append(evidence.shown_page(page, issue).found)
    marked = {check: sum(found_) / len(found_) for check, found_ in shown.items()}
    assert marked["personal-data"] == marked["dead-links"] == 1.0, marked


def test_what_stands_is_found_again(office: Office, ledger: Ledger) -> None:
    numbers, link = of(ledger, "personal-data"), of(ledger, "dead-links")
    ask(ledger, numbers)
    ask(ledger, link)
    said = office.run("looks")
    assert "已执行 2 个" in said
    for issue in (numbers, link):
        one = last(ledger, issue)
        assert (one.state, one.answer) == (LookState.DONE, Answer.THERE), one
        assert one.evidence["places"][0]["tried"]
    assert [issue.state for issue in found(ledger)] == [IssueState.NEW] * len(found(ledger))
    assert "已执行 0 个" in office.run("looks")


def test_serve_performs_what_is_asked_and_stops_with_it(office: Office, ledger: Ledger) -> None:
    numbers = of(ledger, "personal-data")
    process = office.start("serve", "--port", str(free_port()))
    try:
        ask(ledger, numbers)
        assert until(ledger, numbers, LookState.DONE).answer is Answer.THERE
        other = of(ledger, "dead-links")
        ask(ledger, other)
        until(ledger, other, LookState.RUNNING)
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, out + err
    assert until(ledger, other, LookState.FAILED).says == looks.INTERRUPTED


def test_without_a_network_nothing_is_said_of_the_site(office: Office, ledger: Ledger, served: Served) -> None:
    numbers = of(ledger, "personal-data")
    ask(ledger, numbers)
    whole = (office.folder / "xunwang.toml").read_text(encoding="utf-8")
    (office.folder / "short.toml").write_text(f"{whole}\n[console]\nlook_minutes = 0.15\n", encoding="utf-8")
    served.cut()
    try:
        office.run("looks", "--config", "short.toml")
    finally:
        served.mend()
    one = last(ledger, numbers)
    assert one.state is LookState.FAILED or one.answer is Answer.UNSEEN, one
