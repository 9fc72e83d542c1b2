"""Tasks are made once in a period, with addresses from the registry and the last visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.pages import Link, PageFacts, PageKind
from checks.model.registry import Account, Column, Registry, Site, SiteKind, SubjectState
from clock.questions import AT_ONCE, ask_people, belongs
from clock.settings import Data, Settings
from results import by_hand
from results.ledger import runs, tasks
from results.ledger.engine import Ledger, open_ledger
from results.ledger.tasks import Look
from tests.results.making import DAY, HOME, NOW, SITE
from tests.results.visits.making import capture, visit

EDITION = load()
OTHER = Site("临江县教育局", "http://jyj.linjiang.gov.cn/", "临江县教育局", code="3399990002", kind=SiteKind.DEPARTMENT)
ACCOUNT = Account("微信公众号", "临江发布", SITE.unit, platform_id="gh_1", home="http://weixin.qq.com/gh_1")
COLUMN = Column(SITE.code, "走进临江", HOME + "zjlj/", "overview")
KNOWN = Registry(sites=(SITE, OTHER), columns=(COLUMN,), accounts=(ACCOUNT,))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened


def ask(ledger: Ledger, folder: Path, known: Registry = KNOWN, **more: object) -> int:
    settings = Settings(data=Data(str(folder)))
    given = {"moment": NOW, **more}
    return ask_people(settings, ledger, EDITION, known, **given)  # type: ignore[arg-type]


def looks(ledger: Ledger, rule: str, subject: str = SITE.key) -> list[Look]:
    with ledger.connect() as connection:
        (task,) = tasks.query(connection, rules=[rule], subjects=[subject])
    return list(task.looks)


def test_everything_registered_is_asked_about_once_in_a_period(ledger: Ledger, tmp_path: Path) -> None:
    wanted = sum(len(by_hand.rules_for(EDITION, one)) for one in (SITE, OTHER, ACCOUNT))
    assert ask(ledger, tmp_path) == wanted > 30
    assert ask(ledger, tmp_path, moment=NOW + DAY) == 0
    assert ask(ledger, tmp_path, moment=NOW + 60 * DAY) == wanted
    with ledger.connect() as connection:
        found = list(tasks.query(connection))
    assert len(found) == wanted
    assert {one.period for one in found} == {"2027-Q1"}


def test_a_run_of_some_sites_asks_about_these(ledger: Ledger, tmp_path: Path) -> None:
    assert ask(ledger, tmp_path, keys=[OTHER.key]) == len(by_hand.rules_for(EDITION, OTHER))
    with ledger.connect() as connection:
        assert {one.subject for one in tasks.query(connection)} == {OTHER.key}


def test_a_run_of_some_accounts_takes_no_question_back(ledger: Ledger, tmp_path: Path) -> None:
    wanted = len(by_hand.rules_for(EDITION, ACCOUNT))
    assert ask(ledger, tmp_path, keys=[ACCOUNT.key]) == wanted
    assert ask(ledger, tmp_path, keys=[ACCOUNT.key]) == 0
    with ledger.connect() as connection:
        assert len(list(tasks.query(connection, subjects=[ACCOUNT.key]))) == wanted


def test_what_nobody_owes_any_more_is_taken_back(ledger: Ledger, tmp_path: Path) -> None:
    ask(ledger, tmp_path)
    closed = replace(KNOWN, sites=(replace(SITE, has_services=False), replace(OTHER, state=SubjectState.CLOSED)))
    assert ask(ledger, tmp_path, closed, keys=[SITE.key]) == 0
    with ledger.connect() as connection:
        assert not list(tasks.query(connection, rules=["wrong-guides"]))
        assert list(tasks.query(connection, subjects=[OTHER.key]))
    ask(ledger, tmp_path, closed)
    with ledger.connect() as connection:
        assert {one.subject for one in tasks.query(connection)} == {SITE.key, ACCOUNT.key}


def test_more_subjects_than_are_asked_about_at_once(ledger: Ledger, tmp_path: Path) -> None:
    many = tuple(replace(ACCOUNT, platform_id=f"{n}") for n in range(AT_ONCE * 2 + 1))
    each = len(by_hand.rules_for(EDITION, ACCOUNT))
    assert ask(ledger, tmp_path, replace(KNOWN, sites=(), accounts=many)) == each * len(many)
    assert ask(ledger, tmp_path, replace(KNOWN, sites=(), accounts=many[1:])) == 0
    with ledger.connect() as connection:
        assert {one.subject for one in tasks.query(connection)} == {one.key for one in many[1:]}


def test_addresses_without_a_visit(ledger: Ledger, tmp_path: Path) -> None:
    ask(ledger, tmp_path)
    assert looks(ledger, "inaccurate-overview") == [Look("首页", HOME), Look("走进临江", HOME + "zjlj/")]
    assert looks(ledger, "inaccurate-functions") == [Look("首页", HOME)]
    assert looks(ledger, "mute-account", ACCOUNT.key) == [Look("账号主页", ACCOUNT.home)]
    assert looks(ledger, "mixed-templates", OTHER.key) == [Look("首页", OTHER.home)]


def test_addresses_from_the_last_visit(ledger: Ledger, tmp_path: Path) -> None:
    names = {"jgzn/": "机构职能", "nsjg/": "内设机构", "ldxx/": "领导信息", "zjlj/": "走进临江"}
    links = tuple(Link(HOME + path, name) for path, name in names.items())
    home = PageFacts(HOME, kind=PageKind.HOME, links=links)
    lists = [
        PageFacts(
            HOME + path,
            title=name,
            heading=name,
            kind=PageKind.LIST,
            crumbs=(Link(HOME, "首页"), Link(HOME + path, name)),
        )
        for path, name in names.items()
    ]
    pages = [replace(capture(facts.url.removeprefix(HOME)), facts=facts) for facts in (home, *lists)]
    visit(tmp_path / "visits/1.visit", *pages)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW, subjects=[SITE.key])
        runs.finish_job(connection, run, SITE.key, moment=NOW, visit="visits/1.visit")
    ask(ledger, tmp_path)
    found = looks(ledger, "inaccurate-functions")
    assert found[0] == Look("首页", HOME)
    assert set(found[1:]) == {Look("机构职能", HOME + "jgzn/"), Look("内设机构", HOME + "nsjg/")}
    assert looks(ledger, "inaccurate-overview") == [Look("首页", HOME), Look("走进临江", HOME + "zjlj/")]


def test_no_more_than_five_addresses_and_none_twice(ledger: Ledger, tmp_path: Path) -> None:
    columns = tuple(Column(SITE.code, f"概况{n}", f"{HOME}gk{n}/", "overview") for n in range(9))
    ask(ledger, tmp_path, replace(KNOWN, columns=(Column(SITE.code, "首页概况", HOME, "overview"), *columns)))
    assert [look.url for look in looks(ledger, "inaccurate-overview")] == [HOME, *(c.url for c in columns[:4])]


def test_a_visit_that_cannot_be_read_is_no_hindrance(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits/1.visit").write_bytes(b"no visit")
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW, subjects=[SITE.key])
        runs.finish_job(connection, run, SITE.key, moment=NOW, visit="visits/1.visit")
    ask(ledger, tmp_path)
    assert looks(ledger, "inaccurate-functions") == [Look("首页", HOME)]


def test_whose_a_column_is() -> None:
    assert belongs(COLUMN, SITE)
    assert belongs(replace(COLUMN, site=SITE.home), SITE)
    assert belongs(replace(COLUMN, site=""), SITE)
    assert not belongs(COLUMN, OTHER)
    assert not belongs(replace(COLUMN, site=""), OTHER)
