"""What the ledger and the visit files hold of a week, as rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from checks import catalog
from checks.catalog import Scope
from checks.model.captures import Coverage, Ended
from checks.model.findings import Certainty, Status
from checks.model.registry import GLANCED, Registry, Site, SubjectState, Unit
from results import following, scoring
from results.ledger import issues, outcomes, registry, runs
from results.ledger.engine import Ledger
from results.reports.build import weekly
from results.reports.content import Weekly
from results.reports.gather import Week, gather
from results.reports.glanced import CHECKS
from tests.results import making
from tests.results.making import DAY, NOW, SITE
from tests.results.visits.making import visit

OTHER = Site("临江县教育局", "http://jyj.linjiang.gov.cn/", "临江县教育局", code="3399990002")
WEEK = Week("临江县人民政府办公室", date(2026, 11, 16), date(2026, 11, 22), NOW)


def run(
    ledger: Ledger, folder: Path, *found: str, moment: object = NOW, cut: bool = False, least: int = 2, warn: int = 0
) -> int:
    """A run that visits one of two sites and finds dead links; gives its number."""
    edition = making.edition(making.rule(vetoes=(making.veto(least, "inner", warn=warn),)))
    given = [
        making.outcome(*(making.finding(name, sure=Certainty.SUSPECTED) for name in found), of=12, reason="超时 2")
    ]
    with ledger.begin() as connection:
        registry.save(connection, Registry(units=(Unit(SITE.unit), Unit(OTHER.unit)), sites=(SITE, OTHER)))
        subjects = [SITE.key, OTHER.key]
        number = runs.start(connection, kind="weekly", edition="test", code="1", moment=moment, subjects=subjects)
        name = f"visits/{number}.sqlite"
        ended = Ended.PAGES if cut else Ended.COMPLETE
        visit(folder / name, coverage=Coverage(known=30, asked=20, pages=9, failed=2, ended=ended))
        outcomes.save(connection, number, given)
        following.follow(connection, number, SITE.key, given, lambda url: True, edition, name, moment=moment)
        score = scoring.score(given, edition, SITE)
        detail = scoring.as_json(score)
        row = outcomes.ScoreRow(number, SITE.key, score.low, score.high, score.base, edition.version, detail)
        outcomes.save_score(connection, row)
        runs.finish_job(connection, number, SITE.key, moment=moment, visit=name)
    return number


def gathered(ledger: Ledger, number: int, folder: Path) -> Weekly:
    edition = making.edition(making.rule(vetoes=(making.veto(2, "inner"),)))
    with ledger.connect() as connection:
        return gather(connection, number, WEEK, edition, [SITE.key, OTHER.key], folder)


def test_a_veto_that_is_near_is_a_warning(ledger: Ledger, tmp_path: Path) -> None:
    number = run(ledger, tmp_path, "a", "b", least=5, warn=2)
    seen, _ = gathered(ledger, number, tmp_path).sites
    assert (seen.vetoes, seen.unseen) == ((), ())
    (warned,) = seen.warned
    assert warned.endswith("2 处，其中疑似 2 处（5 处即否决）")


def test_a_run_becomes_a_report(ledger: Ledger, tmp_path: Path) -> None:
    number = run(ledger, tmp_path, "a", "b")
    rows = gathered(ledger, number, tmp_path)
    seen, missed = rows.sites
    assert (seen.known, seen.asked, seen.pages, seen.failed, seen.ended) == (30, 20, 9, 2, "complete")
    assert (seen.visit, seen.warc) == (f"visits/{number}.sqlite", f"visits/{number}.warc.gz")
    assert seen.score is not None
    assert (missed.ended, missed.unknown) == ("", "本次没有访问")
    assert [(one.url, one.state, one.certainty) for one in rows.issues] == [
        (SITE.home + "a", "new", "suspected"),
        (SITE.home + "b", "new", "suspected"),
    ]
    assert rows.issues[0].says.startswith("页面 http://www.linjiang.gov.cn/ 上的链接 http://www.linjiang.gov.cn/a")
    assert [(one.status, one.judged, one.of, one.reason) for one in rows.outcomes] == [(Status.FAIL, 10, 12, "超时 2")]
    assert [row[5] for table in weekly(rows).tables if table.id == "verdicts" for row in table.rows][1] == "未测"


def test_closed_sites_stand_beside_every_sum(ledger: Ledger, tmp_path: Path) -> None:
    number = run(ledger, tmp_path, "a")
    before = weekly(gathered(ledger, number, tmp_path))
    gone = Site("临江县物价局", "http://wjg.linjiang.gov.cn/", "物价局", "3399990009", state=SubjectState.CANCELLED)
    shut = replace(gone, name="临江县粮食局", home="http://lsj.linjiang.gov.cn/", code="3399990008")
    shut = replace(shut, state=SubjectState.CLOSED)
    found = replace(making.outcome(making.finding("serves")), check="idle-domains", subject=shut.key)
    older = replace(making.outcome(making.finding("x")), subject=shut.key)  # from days when it was open
    with ledger.begin() as connection:
        registry.save(connection, Registry(units=(), sites=(gone, shut)))
        night = runs.start(connection, kind="nightly", edition="t", code="1", moment=NOW, subjects=[shut.key])
        edition = making.edition(making.rule())
        following.follow(connection, night, shut.key, [found, older], lambda url: True, edition, "v", moment=NOW)
        runs.finish_job(connection, night, shut.key, moment=NOW, visit="v")
    rows = gathered(ledger, number, tmp_path)
    assert [(row.name, row.state, len(row.says), row.visit) for row in rows.glanced] == [
        ("临江县粮食局", "closed", 1, "v"),
        ("临江县物价局", "cancelled", 0, ""),
    ]
    after = weekly(rows)
    assert after.sections[:-1] == before.sections[:-1]
    (table,) = after.sections[-1].tables
    assert [row[4] for row in table.rows][1] == "还没有看过"
    assert before.sections[-1].tables == ()


def test_the_checks_of_closed_sites_are_those_that_judge_them() -> None:
    known = (check for check in catalog.load().values() if check.scope is not Scope.ACCOUNT)
    judging = {check.id for check in known if GLANCED.intersection(check.states)}
    assert judging == set(CHECKS)


def test_what_was_mended_before_the_week_is_not_told(ledger: Ledger, tmp_path: Path) -> None:
    run(ledger, tmp_path, "a", "b", moment=NOW - 20 * DAY)
    run(ledger, tmp_path, "b", moment=NOW - 10 * DAY)
    number = run(ledger, tmp_path, moment=NOW)
    assert [(one.url[-1], one.state) for one in gathered(ledger, number, tmp_path).issues] == [("b", "fixed")]


def test_a_visit_file_that_is_gone_or_broken_is_told(ledger: Ledger, tmp_path: Path) -> None:
    number = run(ledger, tmp_path, "a")
    path = tmp_path / "visits" / f"{number}.sqlite"
    path.chmod(0o600)
    path.write_bytes(b"no database at all")
    assert gathered(ledger, number, tmp_path).sites[0].unknown
    path.unlink()
    assert "已不在" in gathered(ledger, number, tmp_path).sites[0].unknown


def test_no_site_chosen_gathers_nothing(ledger: Ledger, tmp_path: Path) -> None:
    number = run(ledger, tmp_path, "a")
    with ledger.connect() as connection:
        rows = gather(connection, number, WEEK, making.edition(), [], tmp_path)
        assert len(list(issues.query(connection))) == 1
    assert (rows.sites, rows.issues, rows.outcomes) == ((), (), ())
