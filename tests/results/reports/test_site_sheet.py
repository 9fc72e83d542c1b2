"""One site on one sheet: what the ledger and the visit hold of it, and the page that shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from checks.indicators import edition
from checks.model.captures import Coverage, Distrust, DnsProbe, TlsProbe
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import BEIJING, Registry, Unit
from results import availability, following, scoring
from results.ledger import outcomes, registry, rounds, runs
from results.ledger.engine import Ledger
from results.reports.build import weekly
from results.reports.gather import Week, gather
from results.reports.html import html, site_html, write_site
from results.reports.site_sheet import SiteSheet, sheets
from results.reports.xlsx import write_xlsx
from results.scorecard import Answer
from tests.results.making import HOME, SITE
from tests.results.visits.making import capture, visit
from tests.results.weeks import NIGHT, failing, week

NATIONAL = edition.load()
HOST = "www.linjiang.gov.cn"
TLS = TlsProbe(
    f"{HOST}:443", NIGHT, None, "TLSv1.2", Distrust.EXPIRED, (HOST,), "CA", NIGHT, NIGHT - timedelta(days=3), ("TLSv1",)
)
EVIL = "<script>alert(1)</script>"


def kept(ledger: Ledger, folder: Path) -> int:
    """A run that visited the site, after a week in which it was flapping and answered over IPv6 now and then."""
    none = Finding("none", HOME, ("none", HOST), {"host": EVIL})
    with ledger.begin() as connection:
        registry.save(connection, Registry(units=(Unit(SITE.unit),), sites=(SITE,)))
        series = list(week(failing(*range(20, 30))))
        for number, heard in enumerate(series):
            answers = {(SITE.key, HOME, 0): heard.probe}
            if number % 4 == 0:
                answers[SITE.key, HOME, 6] = replace(series[0].probe, family=6, asked_at=heard.probe.asked_at)
            rounds.add(connection, heard.round, answers)
        number = runs.start(
            connection, kind="weekly", edition=NATIONAL.version, code="1", moment=NIGHT, subjects=[SITE.key]
        )
        dns = DnsProbe(HOST, NIGHT, ("1.2.3.4",), (), "linjiang.gov.cn", ("ns1.x.cn",), ("ns1.x.cn",))
        visit(folder / "one.visit", capture(), dns, TLS, coverage=Coverage(known=3, asked=2, pages=1))
        reach = NATIONAL.rules[availability.CHECK]
        given = [
            Outcome("ipv6-address", SubjectType.SITE, SITE.key, Status.FAIL, (none,), 2, 2),
            Outcome("ipv6-links", SubjectType.SITE, SITE.key, Status.UNKNOWN, (), 0, 1, "no-ipv6"),
            availability.judge(SITE, series, reach, NIGHT),
        ]
        outcomes.save(connection, number, given)
        following.follow(connection, number, SITE.key, given, lambda url: True, NATIONAL, "one.visit", moment=NIGHT)
        score = scoring.score(given, NATIONAL, SITE)
        row = outcomes.ScoreRow(
            number, SITE.key, score.low, score.high, score.base, NATIONAL.version, scoring.as_json(score)
        )
        outcomes.save_score(connection, row)
        runs.finish_job(connection, number, SITE.key, moment=NIGHT, visit="one.visit")
    return number


def made(ledger: Ledger, folder: Path) -> SiteSheet:
    number = kept(ledger, folder)
    with ledger.connect() as connection:
        assert runs.last_of(connection, SITE.key) == number
        assert runs.last_of(connection, "nobody") is None
        day = Week("", date(2026, 11, 20), date(2026, 11, 20), NIGHT)
        given = gather(connection, number, day, NATIONAL, [SITE.key], folder)
        (sheet,) = sheets(connection, given, [SITE], NATIONAL, folder)
    return sheet


def test_a_sheet_gathers_what_is_known(ledger: Ledger, tmp_path: Path) -> None:
    sheet = made(ledger, tmp_path)
    assert (sheet.row.known, sheet.row.pages, sheet.verdict) == (3, 1, "不合格候选")
    assert [(one.check, one.status) for one in sheet.rounds] == [(availability.CHECK, Status.REVIEW)]
    assert "打不开或过慢 10 个时段" in sheet.picture
    answers = {mark.code: mark.answer for mark in sheet.marks}
    assert (answers["V6-01"], answers["V6-04"], answers["V6-06"]) == (Answer.BAD, Answer.GOOD, Answer.UNKNOWN)
    assert {issue.check for issue in sheet.issues} == {"ipv6-address", availability.CHECK}
    assert [one.check for one in sheet.unseen] == ["ipv6-links"]
    (host,) = sheet.hosts
    until = (NIGHT - timedelta(days=3)).astimezone(BEIJING)
    assert (host.protocol, host.until, host.days) == ("TLSv1.2", f"{until:%Y-%m-%d}", -3)
    assert host.told == "证书不受信任（已过期）；仍接受旧协议 TLSv1"


def test_its_page_shows_all_of_it_and_nothing_that_runs(ledger: Ledger, tmp_path: Path) -> None:
    sheet = made(ledger, tmp_path)
    page = site_html(sheet)
    for part in (
        "<svg",
        SITE.name,
        SITE.code,
        "V6-08",
        "站点无法访问",
        "证书不受信任",
        "本机没有 IPv6 出口",
        "待人工确认",
    ):
        assert part in page
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert len(page) < 40_000
    assert write_site(sheet, tmp_path / "site.html").read_text(encoding="utf-8") == page


def test_what_is_not_known_is_said(ledger: Ledger, tmp_path: Path) -> None:
    sheet = made(ledger, tmp_path)
    bare = replace(sheet, hosts=(), picture="", rounds=(), issues=(), unseen=())
    page = site_html(bare)
    assert "没有评判" in page
    assert "本次没有检查。" in page
    assert "所有项目都已查到" in page


def test_the_weekly_report_has_the_scorecard_and_leads_to_the_pages(ledger: Ledger, tmp_path: Path) -> None:
    number = kept(ledger, tmp_path)
    with ledger.connect() as connection:
        day = Week("", date(2026, 11, 20), date(2026, 11, 20), NIGHT)
        report = weekly(gather(connection, number, day, NATIONAL, [SITE.key], tmp_path))
    (table,) = [one for one in report.tables if one.id == "ipv6"]
    (row,) = table.rows
    assert row[:6] == (SITE.name, SITE.code, "不达标", "未测", "未测", "达标")
    page = html(report, {SITE.code: "各网站/1.html"})
    assert page.count('href="%E5%90%84%E7%BD%91%E7%AB%99/1.html"') == 2  # beside the verdict, and beside the scorecard
    assert "V6-04 1 台域名服务器中 1 台有 IPv6 地址" in page
    assert write_xlsx(report, tmp_path / "week.xlsx").exists()


def test_a_visit_that_never_came_about_leaves_the_rounds(ledger: Ledger, tmp_path: Path) -> None:
    number = kept(ledger, tmp_path)
    (tmp_path / "one.visit").unlink()
    with ledger.connect() as connection:
        day = Week("", date(2026, 11, 20), date(2026, 11, 20), NIGHT)
        given = gather(connection, number, day, NATIONAL, [SITE.key], tmp_path)
        (sheet,) = sheets(connection, given, [SITE], NATIONAL, tmp_path)
    assert sheet.row.unknown
    assert sheet.hosts == ()
    assert "<svg" in sheet.picture
