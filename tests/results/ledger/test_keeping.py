"""Registry, runs, jobs and outcomes come back as they were kept."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.model.findings import Status, SubjectType
from checks.model.registry import Account, Column, Level, Registry, Site, SiteKind, SubjectState, Unit
from results.errors import NoSuchRun
from results.ledger import outcomes, registry, runs
from results.ledger.engine import Ledger
from results.ledger.registry import Counted
from results.ledger.runs import JobState, RunState
from tests.results.making import NOW, SITE, finding, outcome

FULL = Registry(
    units=(Unit("临江县人民政府办公室", "省政府办公厅", Level.COUNTY, "临江县"),),
    sites=(
        replace(SITE, hosts=("a.gov.cn", "b.gov.cn:8080"), level=Level.COUNTY, state=SubjectState.PAUSED, notes="备注"),
        Site("乡镇", "http://town.gov.cn/", "某乡", kind=SiteKind.OTHER, has_services=False, full_coverage=True),
    ),
    columns=(Column("3399990001", "通知", "http://a/", "notice", 14), Column("3399990001", "概况", "http://b/")),
    accounts=(
        Account("weibo", "临江发布", "办公室", platform_id="123", main=True, days=7),
        Account("wechat", "名", "u"),
    ),
)


def test_a_registry_comes_back(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        assert registry.load(connection) == Registry()
        registry.save(connection, FULL)
        loaded = registry.load(connection)
    for noun in ("units", "sites", "columns", "accounts"):
        assert set(getattr(loaded, noun)) == set(getattr(FULL, noun))


def test_saving_twice_changes_nothing_and_counts(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        assert registry.save(connection, FULL)["sites"] == Counted(new=2)
        assert registry.save(connection, FULL) == {
            "units": Counted(same=1),
            "sites": Counted(same=2),
            "columns": Counted(same=2),
            "accounts": Counted(same=2),
        }
        moved = replace(FULL.sites[0], name="改名")
        counted = registry.save(connection, Registry(sites=(moved, Site("新", "http://n/", "u"))))
        assert counted["sites"] == Counted(new=1, changed=1)
        assert {site.name for site in registry.load(connection).sites} == {"改名", "乡镇", "新"}
        assert registry.load(connection).units == FULL.units


def test_a_run_and_what_a_killed_one_left(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        run = runs.start(
            connection, kind="nightly", edition="e+x", code="1", moment=NOW, subjects=["b", "a", "a"], notes={"n": 1}
        )
        runs.finish_job(connection, run, "a", moment=NOW, visit="1/a.visit")
        runs.finish_job(connection, run, "a", moment=NOW, visit="1/a.visit")
        runs.add_jobs(connection, run, ["a", "c"])
        runs.finish_job(connection, run, "c", moment=NOW, state=JobState.FAILED, detail="磁盘已满")
    with ledger.connect() as connection:
        left = runs.resume(connection, "nightly")
        assert left == runs.get(connection, run)
        assert left is not None
        assert (left.edition, left.state, left.started, left.ended, left.notes) == (
            "e+x",
            "running",
            NOW,
            None,
            {"n": 1},
        )
        assert [job.subject for job in runs.jobs(connection, run)] == ["a", "b", "c"]
        assert [job.subject for job in runs.jobs(connection, run, state=JobState.WAITING)] == ["b"]
        (failed,) = runs.jobs(connection, run, state=JobState.FAILED)
        assert (failed.detail, failed.ended) == ("磁盘已满", NOW)
        assert runs.last_visits(connection) == {"a": "1/a.visit"}
        assert runs.resume(connection, "weekly") is None
        assert runs.latest(connection) is None


def test_a_finished_run_is_not_resumed(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        first = runs.start(connection, kind="nightly", edition="e", code="1", moment=NOW, subjects=["a"])
        runs.finish_job(connection, first, "a", moment=NOW, visit="1/a.visit")
        runs.finish(connection, first, NOW + timedelta(hours=1))
        second = runs.start(connection, kind="weekly", edition="e", code="1", moment=NOW, subjects=["a"])
        runs.finish_job(connection, second, "a", moment=NOW, visit="2/a.visit")
        runs.finish(connection, second, NOW, state=RunState.ABANDONED)
        assert runs.resume(connection, "nightly") is None
        assert runs.last_visits(connection) == {"a": "2/a.visit"}
        newest = runs.latest(connection)
        assert newest is not None
        assert (newest.id, newest.ended) == (first, NOW + timedelta(hours=1))
        assert runs.latest(connection, "weekly") is None
        assert runs.latest(connection, state=None) == runs.get(connection, second)


def test_a_run_that_is_not_there(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        with pytest.raises(NoSuchRun, match="99"):
            runs.get(connection, 99)
        with pytest.raises(NoSuchRun, match="99"):
            runs.finish(connection, 99, NOW)


def test_outcomes_come_back_and_are_replaced(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e+x", code="1", moment=NOW)
        outcomes.save(connection, run, [outcome(status=Status.UNKNOWN), outcome(check="b", reason="超时（1）", of=11)])
        outcomes.save(connection, run, [outcome(finding())])
        outcomes.save(connection, run, [])
        first, second = outcomes.query(connection, run)
        assert first == outcomes.OutcomeRow(
            run, "b", SubjectType.SITE, SITE.key, Status.PASS, 10, 11, "超时（1）", "", 0, "e+x"
        )
        assert (second.check, second.status, second.findings) == ("dead-links", Status.FAIL, 1)
        assert list(outcomes.query(connection, run, status=Status.FAIL)) == [second]
        assert list(outcomes.query(connection, run, subjects=["x"])) == []
        assert list(outcomes.query(connection, run + 1)) == []
