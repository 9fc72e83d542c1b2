"""The weekly report of each of the thirteen weeks, told again from the log of what happened, by another way.

Every cell of every table, the order of the rows, figures, shares, wholes, bars and sentences, and the page of each site
beside it. A table, a column or a number that nothing tells again fails the test. Each report is made from the ledger as
the weekly run of its week left it, as the command does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from results.ledger import registry, samples
from results.ledger.engine import open_ledger
from results.reports.account_gather import gather_accounts
from results.reports.build import weekly
from results.reports.content import Report, Weekly
from results.reports.gather import Week, gather
from results.reports.sample import draw, frame_of
from results.reports.site_sheet import SiteSheet, sheets
from tests.results.quarter import Quarter
from tests.results.quarter import six_told as six
from tests.results.quarter import weekly_sums_told as sums
from tests.results.quarter import weekly_told as of
from tests.results.quarter.county_told import rate
from tests.results.quarter.week_told import STANDING, WeekTold
from tests.results.quarter.weekly_telling import WEEKLY
from tests.results.reports.retelling import differences, miscounted

OFFICE = "临江县人民政府办公室"
LATER = timedelta(hours=3)
"""So long the run of a week takes."""


@dataclass(frozen=True)
class Told:
    """The report of a week, the rows that it was made from, and the week as the log tells it."""

    given: Weekly
    report: Report
    week: WeekTold
    connection: Connection


@pytest.fixture(scope="module", params=range(27, 40), ids=lambda number: f"W{number}")
def told(request: pytest.FixtureRequest, quarter: Quarter) -> Iterator[Told]:
    row = next(week for week in quarter.log.weeks if week["period"] == f"2026-W{request.param}")
    with open_ledger(row["url"]) as ledger, ledger.connect() as connection:
        week = WeekTold(quarter, connection, row, row["at"] + LATER)
        last = samples.last_drawn(connection, "weekly", before=row["period"])
        sample = draw(frame_of(registry.load(connection), last), row["period"], week.today)
        which = Week(OFFICE, week.monday, week.today, week.made, sample)
        given = gather(connection, row["run"], which, row["edition"], sample.keys, quarter.folder)
        accounts = gather_accounts(connection, row["run"], which, row["edition"], sample.keys, quarter.folder)
        yield Told(given, weekly(given, accounts), week, connection)


def test_every_table_is_told_again(told: Told) -> None:
    assert {table.id for table in told.report.tables} == WEEKLY.keys()
    wrong = [
        f"{table.id}: {line}"
        for table in told.report.tables
        for line in differences(table, WEEKLY[table.id][0], WEEKLY[table.id][1](told.week), whole=True)
    ]
    assert not wrong, "\n".join(wrong[:20])


def test_every_figure_is_counted_again(told: Told) -> None:
    assert not miscounted(told.report)


def test_shares_are_told_again(told: Told) -> None:
    found = [share for section in told.report.sections for share in section.shares]
    assert sorted((one.label, one.part, one.of, one.left_out) for one in found) == sorted(sums.shares(told.week))
    for one in found:
        assert (rate(one.part, one.of) if one.of else None) == (None if one.shown is None else str(one.shown)), one


def test_wholes_are_told_again(told: Told) -> None:
    found = [(whole.label, whole.whole, whole.parts) for section in told.report.sections for whole in section.wholes]
    expected = [(label, sum(parts.values()), tuple(parts.items())) for label, parts in sums.wholes(told.week)]
    assert sorted(found) == sorted(expected)


def test_bars_and_sentences_are_told_again(told: Told) -> None:
    sections, week = told.report.sections, told.week
    found = [(bar.label, bar.done, bar.of, bar.note) for section in sections for bar in section.bars]
    assert found == list(sums.bars(week))
    says = [said for section in sections for said in section.says if any(letter.isdigit() for letter in said)]
    assert says == list(sums.sentences(week))


def test_the_head_tells_the_week(told: Told) -> None:
    report, week = told.report, told.week
    assert report.title == f"{OFFICE}政府网站与政务新媒体周抽查报告"
    assert report.period == f"{week.monday:%Y年%m月%d日}—{week.today:%Y年%m月%d日}"
    edition = "national-2019" if week.today.isoformat() < "2026-08-15" else "national-2019+gansu"
    assert report.made == f"生成时间 {week.today} 05:00（北京时间）；检查依据版本 {edition}"


def test_the_page_of_each_site_is_told_again(told: Told, quarter: Quarter) -> None:
    week, edition = told.week, told.week.quarter.edition
    made = sheets(told.connection, told.given, week.sites, edition, quarter.folder)
    pages = {page.row.key: page for page in made}
    assert list(pages) == [site.key for site in week.sites]
    verdicts, coverage = of.verdicts(week), of.coverage(week)
    for site in week.sites:
        page, cells, seen = pages[site.key], verdicts[site.code,], coverage[site.name,]
        assert (page.verdict, page.why) == (cells["检查结果"], cells["理由"])
        assert [page.row.known, page.row.asked, page.row.pages, page.row.failed] == list(seen.values())[2:6]
        left = [one.number for one in week.of_sites if one.subject == site.key and one.state in STANDING]
        assert [one.number for one in page.issues] == left
        answers = {title: (mark.answer, mark.value) for title, mark in six.marks(week, site).items()}
        assert {f"{mark.code} {mark.title}": (mark.answer, mark.value) for mark in page.marks} == answers
        _same_answers(page, week)


def _same_answers(page: SiteSheet, week: WeekTold) -> None:
    """What was not measured whole, and what rounds of availability said, by the raw answers of the run."""
    raw = [row for row in week.outcomes if row["subject"] == page.row.key]
    unseen = [row for row in raw if row["status"] == "UNKNOWN" or row["judged"] < row["of"]]
    assert [(o.check, o.judged, o.of) for o in page.unseen] == [(r["check"], r["judged"], r["of"]) for r in unseen]
    heard = Counter(row["status"] for row in raw if row["check"] in ("unreachable-site", "ipv6-unsteady"))
    assert Counter(one.status.value for one in page.rounds) == heard


def test_the_weeks_hold_what_a_report_may_tell(quarter: Quarter) -> None:
    """Each verdict, each stand of an issue, each answer on IPv6 is met, and no table stays empty."""
    met: dict[str, set[object]] = defaultdict(set)
    rows: Counter[str] = Counter()
    for row in quarter.log.weeks:
        if row["period"] in ("2026-W29", "2026-W33", "2026-W36", "2026-W39"):
            with open_ledger(row["url"]) as ledger, ledger.connect() as connection:
                week = WeekTold(quarter, connection, row, row["at"] + LATER)
                for name, (_, tell) in WEEKLY.items():
                    told = tell(week)
                    rows[name] += len(told)
                    for cells in told.values():
                        for title, value in cells.items():
                            met[f"{name} {title}"].add(value if isinstance(value, str) else "")
    assert not [name for name in WEEKLY if not rows[name]]
    assert met["accounts 检查结果"] == {"合格", "不合格", "不合格候选", "未测"}
    assert met["verdicts 检查结果"] >= {"合格", "不合格候选", "未测"}
    assert met["issues 状态"] == {"新发现", "再次出现", "未整改", "已整改"}
    assert met["due 状态"] == {"已超期", "将超期"}
    assert met["due 要求"] == {"单项否决", "本地要求", "登记频次"}
    assert met["unseen 程度"] == {"未测", "部分未测"}
    assert met["frame 本次"] == {"每次必查", "最久未查", "随机", "未抽中"}
    answers = {value for title, values in met.items() if title.startswith("ipv6 V6") for value in values}
    assert answers == {"达标", "不达标", "待确认", "未测"}
