"""What the registry, the ledger and the files hold of a unit, whatever runs they come from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.indicators import edition
from checks.model.captures import Coverage
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.posts import Post, Profile, Reading, ReadingState
from checks.model.registry import Account, Registry, Site, SubjectState, Unit
from results import following, scoring
from results.ledger import outcomes, registry, runs
from results.ledger.engine import Ledger
from results.ledger.tasks import Asked, ask
from results.reports.unit_gather import gather_unit
from results.reports.unit_sheet import UnitPart, unit_report
from results.score import keep
from results.visits.readings import ReadingFile
from tests.results.making import DAY, HOME, NOW, SITE, finding, outcome
from tests.results.visits.making import visit

TEXT = edition.load()
UNIT = Unit(SITE.unit)
BELOW = (Unit("甲镇", UNIT.name), Unit("甲村", "甲镇"))
OTHER = Unit("丁镇", UNIT.name)
CLOSED = replace(SITE, code="3399990009", home="http://old.linjiang.gov.cn/", state=SubjectState.CLOSED)
TOWN = Site("甲镇", "http://jz.linjiang.gov.cn/", "甲村", code="3399990005")
BLOG = Account("新浪微博", "临江发布", UNIT.name, "123")
GIVEN_UP = Account("抖音", "临江发布", UNIT.name, "9", state=SubjectState.CANCELLED)
KNOWN = Registry(units=(UNIT, *BELOW, OTHER), sites=(SITE, CLOSED, TOWN), accounts=(BLOG, GIVEN_UP))


def of_account(status: Status, *findings: Finding) -> Outcome:
    looked = status is not Status.UNKNOWN
    numbers = {"judged": int(looked), "of": 1, "reason": "" if looked else "要求登录（1）"}
    return Outcome("silent-account", SubjectType.ACCOUNT, BLOG.key, status, findings, **numbers)  # type: ignore[arg-type]


def night(ledger: Ledger, data: Path, *earlier: Post) -> None:
    """Three runs: the site in one, its account in the next, a site of a village in the last."""
    with ledger.begin() as connection:
        registry.save(connection, KNOWN)
        first = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW, subjects=[SITE.key])
        visit(data / "visits/1.visit", coverage=Coverage(known=30, asked=20, pages=9, failed=2))
        links = [outcome(finding("a"), finding("b"), of=12, reason="超时 2")]
        outcomes.save(connection, first, links)
        following.follow(connection, first, SITE.key, links, lambda url: True, TEXT, "visits/1.visit", moment=NOW)
        keep(connection, first, SITE.key, scoring.score(links, TEXT, SITE))
        runs.finish_job(connection, first, SITE.key, moment=NOW, visit="visits/1.visit")
        ask(connection, [Asked("mute-account", SubjectType.ACCOUNT, BLOG.key, "2026-Q4")], edition="1", moment=NOW)

        second = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW + DAY)
        silent = [of_account(Status.FAIL, finding(code="silent", at=HOME, key=("silence",)))]
        outcomes.save(connection, second, silent)
        following.follow(connection, second, BLOG.key, silent, lambda url: True, TEXT, "visits/2.visit")
        keep(connection, second, BLOG.key, scoring.verdict(silent, TEXT, BLOG))

        third = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW + 2 * DAY)
        town = [replace(outcome(finding("c")), subject=TOWN.key)]
        following.follow(connection, third, TOWN.key, town, lambda url: True, TEXT, "visits/3.visit")
    file = ReadingFile(data / f"visits/{second:06}-20261121/accounts-00.visit", NOW, "2", (BLOG,), ())
    posts = (Post("1", moment=NOW - 20 * DAY),)
    window = {"complete": True, "since": NOW - 14 * DAY}
    file.keep(Reading(BLOG.key, "weibo", NOW, ReadingState.CONFIRMED_NONE, posts=posts, profile=Profile(), **window))  # type: ignore[arg-type]
    file.keep_earlier({BLOG.key: earlier})
    file.close()


def gathered(ledger: Ledger, data: Path, unit: Unit = UNIT) -> UnitPart:
    with ledger.connect() as connection:
        return gather_unit(connection, registry.load(connection), unit, TEXT, data, NOW + 3 * DAY, pytest.fail)


def test_sites_and_accounts_each_as_their_newest_run_left_them(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    part = gathered(ledger, tmp_path)
    sites = {row.code: row for row in part.given.sites}
    assert sorted(sites) == [SITE.code, CLOSED.code]
    assert (sites[SITE.code].asked, sites[SITE.code].known, sites[SITE.code].visit) == (20, 30, "visits/1.visit")
    assert sites[SITE.code].score is not None
    assert sites[CLOSED.code].unknown == "登记为关停，只看域名和首页，不作评判"
    lines = {line.row.key: line for line in part.accounts}
    blog = lines[BLOG.key]
    assert blog.figures is not None
    assert (blog.figures.silent, blog.row.state, [veto.title for veto in blog.row.vetoes]) == (
        20,
        "confirmed-none",
        ["账号不更新"],
    )
    assert (lines[GIVEN_UP.key].figures, lines[GIVEN_UP.key].row.reason) == (None, "登记状态为注销，没有评判")
    assert sorted(one.site for one in part.issues) == sorted([SITE.key, SITE.key, BLOG.key])
    assert [(one.subject, one.rule, one.period) for one in part.tasks] == [(BLOG.key, "mute-account", "2026-Q4")]
    assert unit_report(part).title == UNIT.name


def test_a_post_that_is_gone_by_now_was_published(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path, Post("9", moment=NOW - 3 * DAY))
    line = next(line for line in gathered(ledger, tmp_path).accounts if line.row.key == BLOG.key)
    assert line.figures is not None
    assert (line.figures.silent, line.figures.newest and line.figures.newest.moment) == (3, NOW - 3 * DAY)


def test_what_was_not_seen_is_told_of_both(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW + 3 * DAY)
        gap = of_account(Status.UNKNOWN)
        outcomes.save(connection, run, [gap, replace(gap, check="retired-check")])
    unseen = {(one.site, one.check): one for one in gathered(ledger, tmp_path).given.outcomes}
    assert {check for _, check in unseen} == {"silent-account", "dead-links"}
    assert unseen[BLOG.key, "silent-account"].reason == "要求登录（1）"
    assert (unseen[SITE.key, "dead-links"].judged, unseen[SITE.key, "dead-links"].of) == (10, 12)


def test_units_below_are_summed_branch_by_branch(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    branch, other = gathered(ledger, tmp_path).below
    assert (other.name, other.units, other.issues) == (OTHER.name, 1, 0)
    assert (branch.name, branch.units, branch.sites, branch.accounts, branch.issues) == ("甲镇", 2, 1, 0, 1)
    assert gathered(ledger, tmp_path, BELOW[1]).below == ()


def test_what_is_mended_below_is_not_counted(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW + 3 * DAY)
        good = [replace(outcome(), subject=TOWN.key)]
        following.follow(connection, run, TOWN.key, good, lambda url: True, TEXT, "visits/4.visit")
    assert [one.issues for one in gathered(ledger, tmp_path).below] == [0, 0]


def test_the_newest_visit_counts_also_when_its_file_is_gone(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    with ledger.begin() as connection:
        moment = NOW + 3 * DAY
        run = runs.start(connection, kind="nightly", edition="1", code="1", moment=moment, subjects=[SITE.key])
        runs.finish_job(connection, run, SITE.key, moment=moment, visit="visits/9.visit")
    sites = {row.code: row for row in gathered(ledger, tmp_path).given.sites}
    assert sites[SITE.code].unknown == "访问记录 visits/9.visit 已不在"


def test_a_site_that_was_never_visited_is_not_measured(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    (row,) = gathered(ledger, tmp_path, BELOW[1]).given.sites
    assert row.unknown == "还没有巡查过"


def test_a_unit_with_nothing_at_all(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path)
    part = gathered(ledger, tmp_path, BELOW[0])
    assert (part.given.sites, part.accounts, part.issues, part.tasks) == ((), (), [], ())
