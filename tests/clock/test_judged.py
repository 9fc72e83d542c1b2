"""What a judged visit leaves: of a closed site issues that are followed, and no score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from checks.indicators import edition
from checks.indicators.words import word
from checks.model.captures import Coverage, DnsProbe, Ended, Failure, HttpProbe, SideProbe
from checks.model.findings import Certainty, Status
from checks.model.registry import Site, SubjectState
from checks.runner import judge_site
from clock.contents import contents_of
from clock.issued import issued_by
from clock.jobs import Done
from clock.judged import enter
from clock.summary import Row, print_summary
from results.ledger import column_months, contents, issues, outcomes, runs, verdicts
from results.ledger.engine import Ledger, open_ledger
from results.ledger.runs import JobState
from results.score import Look, look_of
from results.visits.reader import StoredSite
from tests.results.visits.making import NOW, SITE, visit

NATIONAL = edition.load()
CLOSED = replace(SITE, name="临江县粮食局", state=SubjectState.CLOSED)
NAME = "www.linjiang.gov.cn"
THERE = DnsProbe(NAME, NOW, a=("110.10.10.7",))
GONE = DnsProbe(NAME, NOW, failure=Failure.NXDOMAIN, aaaa_failure=Failure.NXDOMAIN)
SILENT = DnsProbe(NAME, NOW, failure=Failure.SERVFAIL, aaaa_failure=Failure.SERVFAIL)
COVERAGE = Coverage(known=1, asked=1)
PAGE = HttpProbe(SITE.home, NOW, status=200, title="某某企业", text="产品介绍")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as made:
        yield made


def night(
    ledger: Ledger,
    folder: Path,
    site: Site,
    number: int,
    *seen: SideProbe,
    fallen: frozenset[str] = frozenset(),
    coverage: Coverage = COVERAGE,
) -> Row:
    """The visit of one site in the night `number`, entered."""
    path = visit(folder / f"{number}.visit", *seen, coverage=coverage, site=site)
    moment = NOW + timedelta(days=number)
    with StoredSite(path) as view:
        given = {"coverage": view.coverage, "outcomes": judge_site(view, NATIONAL)}
        done = Done(site.key, **given, contents=contents_of(view, NATIONAL), issued=issued_by(view))
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment, subjects=[site.key])
        return enter(connection, runs.get(connection, run), site, path, path.name, done, NATIONAL, fallen)


def test_a_closed_site_is_followed_and_gets_no_score(ledger: Ledger, tmp_path: Path) -> None:
    row = night(ledger, tmp_path, CLOSED, 1, THERE, PAGE)
    assert (row.score, row.counts.new) == (None, 1)
    assert row.says == ("网站登记为“关停”，域名 www.linjiang.gov.cn 仍能打开网页“某某企业”",)
    with ledger.connect() as connection:
        assert list(outcomes.scores(connection, 1)) == []
        assert verdicts.get(connection, CLOSED.key) is None
        assert contents.get(connection, CLOSED.key) is None
        assert list(column_months.seen_in(connection, [CLOSED.key], 202601, 202612)) == []
        checks = sorted(one.check for one in outcomes.query(connection, 1))
        assert checks == ["idle-domains", "unreported-changes"]  # nor is it asked whether it was reachable all week
    assert night(ledger, tmp_path, CLOSED, 2, SILENT).counts.fixed == 0
    assert night(ledger, tmp_path, CLOSED, 3, GONE).counts.fixed == 1
    with ledger.connect() as connection:
        assert [one.state for one in issues.query(connection)] == ["fixed"]
        assert [job.visit for job in runs.jobs(connection, 3)] == ["3.visit"]


def test_an_open_site_gets_one(ledger: Ledger, tmp_path: Path) -> None:
    row = night(ledger, tmp_path, SITE, 1, THERE)
    assert row.score is not None
    assert row.says == ()
    with ledger.connect() as connection:
        assert [one.subject for one in outcomes.scores(connection, 1)] == [SITE.key]
        said, kept = verdicts.get(connection, SITE.key), contents.get(connection, SITE.key)
        assert said is not None
        assert (said.run, said.ended, said.at) == (1, "complete", NOW + timedelta(days=1))
        assert kept is not None
        assert kept.run == 1
        months = [one.month for _, one in column_months.seen_in(connection, [SITE.key], 202609, 202611, columns=False)]
        assert months == [202609, 202610, 202611]
        assert "unreachable-site" in {one.check for one in outcomes.query(connection, 1)}


def test_how_a_visit_ended_outlives_its_file(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path, SITE, 1, THERE, coverage=Coverage(known=9, asked=1, ended=Ended.PAGES, detail="页数到限"))
    shut = Coverage(known=1, asked=1, ended=Ended.HOME_FAILED, detail="首页打不开", cause=Failure.TIMEOUT)
    night(ledger, tmp_path, SITE, 2, THERE, coverage=shut)
    night(ledger, tmp_path, SITE, 3, THERE, coverage=replace(shut, detail="", cause=None))
    with ledger.connect() as connection:
        looks = [look_of(row) for number in (1, 2) for row in outcomes.scores(connection, number)]
        jobs = [job for number in (1, 2, 3) for job in runs.jobs(connection, number)]
    assert looks == [
        Look("budget-pages", "页数到限"),
        Look("home-failed", f"首页打不开（{word('failure', 'timeout')}）"),
    ]
    assert {job.state for job in jobs} == {JobState.DONE}
    told = ["", f"首页打不开（{word('failure', 'timeout')}）", word("ended", "home-failed")]
    assert [job.detail for job in jobs] == told  # read in part is read; not at all is told, whatever was kept of why


def test_closed_sites_stand_below_the_table_and_in_no_number(ledger: Ledger, tmp_path: Path) -> None:
    paused = replace(CLOSED, name="临江县档案局", home="http://daj.linjiang.gov.cn/", code="3399990009")
    paused = replace(paused, state=SubjectState.PAUSED)
    gone = replace(CLOSED, name="临江县物价局", code="3399990008")
    rows = [
        night(ledger, tmp_path, SITE, 1, THERE),
        night(ledger, tmp_path, CLOSED, 2, THERE, PAGE),
        night(ledger, tmp_path, paused, 3, SILENT),
        night(ledger, tmp_path, gone, 4, GONE),
    ]
    out = Console(file=StringIO(), width=200)
    with ledger.connect() as connection:
        run = runs.get(connection, 1)
    print_summary(out, run, rows, {}, NATIONAL)
    text = out.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    table, below = text.split("另有 3 个网站登记为关停或下线（关停 2、临时下线 1），只看域名和首页，不计入以上各数：")
    assert "\n1 个网站的检查项次" in table
    assert "粮食局" not in table
    assert "临江县粮食局（关停）：网站登记为“关停”，域名 www.linjiang.gov.cn 仍能打开网页“某某企业”" in below
    assert "临江县档案局（临时下线）：域名或首页没有看到，不下结论" in below
    assert "临江县物价局（关停）：没有发现问题" in below
    alone = Console(file=StringIO(), width=200)
    print_summary(alone, run, rows[:1], {}, NATIONAL)
    assert "另有" not in alone.file.getvalue()  # type: ignore[attr-defined]  # as above


def test_what_a_fallen_check_says_is_suspected_only(ledger: Ledger, tmp_path: Path) -> None:
    night(ledger, tmp_path, CLOSED, 1, THERE, PAGE)
    night(ledger, tmp_path, CLOSED, 2, THERE, PAGE, fallen=frozenset({"idle-domains"}))
    with ledger.connect() as connection:
        said = {number: [one.status for one in outcomes.query(connection, number)] for number in (1, 2)}
        assert (Status.FAIL in said[1], Status.FAIL in said[2], Status.REVIEW in said[2]) == (True, False, True)
        assert [one.finding.certainty for one in issues.query(connection)] == [Certainty.SUSPECTED]
    night(ledger, tmp_path, CLOSED, 3, THERE, PAGE, fallen=frozenset({"dead-links"}))
    with ledger.connect() as connection:
        assert [one.finding.certainty for one in issues.query(connection)] == [Certainty.CERTAIN]
