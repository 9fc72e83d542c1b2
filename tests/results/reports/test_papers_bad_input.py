"""What cannot be told is said in Chinese, and nothing is written by halves; nobody is 不合格 without a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from typer.testing import CliRunner

from checks.facts.workdays import Calendar
from checks.model.registry import Account, Site
from results.errors import PersonError
from results.ledger import tables
from results.ledger.engine import open_ledger
from results.reports.period_gather import gather_period
from results.reports.period_rows import PeriodRows
from results.reports.periods import Period, Span, period
from results.reports.quarterly import quarterly
from results.verdicts import Verdict
from schedule import app
from tests.results.quarter import Quarter
from tests.results.quarter.county import CLOSING, LATE, NEW, OLD
from tests.results.quarter.log import at
from tests.results.reports.test_papers_of_weeks import settings_of

QUARTER = Period(Span.QUARTER, 2026, 3)


@pytest.fixture(scope="module")
def connection(quarter: Quarter) -> Iterator[Connection]:
    with open_ledger(quarter.url) as ledger, ledger.connect() as connection:
        yield connection


def gathered(connection: Connection, quarter: Quarter, of: Period, made: str) -> PeriodRows:
    return gather_period(connection, of, "办公室", at(made), quarter.edition, quarter.folder, Calendar())


def failing(*asked: str) -> str:
    """What a person reads of a command that cannot do its work."""
    done = CliRunner().invoke(app, list(asked))
    assert isinstance(done.exception, PersonError), (done.exception, done.output)
    return done.exception.message


def test_a_quarter_without_runs_names_those_that_there_are(connection: Connection, quarter: Quarter) -> None:
    with pytest.raises(PersonError, match=r"2026年第一季度没有任何检查记录.*2026年06月30日 到 2026年10月06日"):
        gathered(connection, quarter, Period(Span.QUARTER, 2026, 1), "10-08 10:00")


def test_a_quarter_to_come_is_refused() -> None:
    with pytest.raises(PersonError, match=r"2026年第四季度还没有开始.*2026Q2"):
        period(Span.QUARTER, "2026Q4", date(2026, 9, 30))


def test_a_quarter_that_is_not_over_says_so(connection: Connection, quarter: Quarter) -> None:
    rows = gathered(connection, quarter, Period(Span.QUARTER, 2026, 4), "10-08 10:00")
    assert rows.unfinished
    assert "截至2026年10月8日" in quarterly(rows).period


def test_a_closed_site_is_in_no_sum_and_is_named(connection: Connection, quarter: Quarter) -> None:
    rows = gathered(connection, quarter, QUARTER, "10-08 10:00")
    assert CLOSING not in {row.key for row in rows.sites}
    assert [one for one in rows.left_out if "临江县体育局（" in one] == [
        "本期内登记为关停、注销或临时下线的网站 1 个，不计入各数：临江县体育局（关停，8月10日）"
    ]


def test_sites_of_a_renamed_unit_are_told_under_its_new_name(connection: Connection, quarter: Quarter) -> None:
    rows = gathered(connection, quarter, QUARTER, "10-08 10:00")
    units = [row.unit for row in rows.sites]
    assert NEW in units
    assert OLD not in units
    assert len(rows.sites) == 23
    (told,) = (one for one in rows.left_out if OLD in one)
    own = [one for one in (*quarter.known.sites, *quarter.known.accounts) if one.unit == NEW and not _weak(one)]
    assert told.startswith("本期内有 ")
    assert told.endswith(f"变更主办单位：{OLD}→{NEW}（{len(own)} 个），按现在登记的主办单位统计")


def test_what_moved_after_a_period_is_told_apart(connection: Connection, quarter: Quarter) -> None:
    july = gathered(connection, quarter, Period(Span.MONTH, 2026, 7), "10-08 10:00")
    assert [one[:7] for one in july.left_out if OLD in one or "临江县体育局（" in one] == [
        "本期结束后有 ",
        "本期结束后登记",
    ]


def _weak(one: Site | Account) -> bool:
    """Known by its unit: under another it is another one."""
    return isinstance(one, Account) and one.weak_key


def test_who_came_in_the_middle_is_there_once(connection: Connection, quarter: Quarter) -> None:
    rows = gathered(connection, quarter, QUARTER, "10-08 10:00")
    (one,) = (row for row in rows.accounts if row.key == LATE.key)
    assert one.run is not None
    july = gathered(connection, quarter, Period(Span.MONTH, 2026, 7), "10-08 10:00")
    assert next(row for row in july.accounts if row.key == LATE.key).verdict is Verdict.UNKNOWN
    assert any(LATE.name in sentence for sentence in july.left_out)


def test_a_broken_template_leaves_nothing(quarter: Quarter, tmp_path: Path) -> None:
    template, out = tmp_path / "template.docx", tmp_path / "out"
    template.write_bytes(b"no document")
    asked = ("quarterly", "--quarter", "2026Q3", "--config", str(settings_of(quarter, tmp_path)))
    told = failing(*asked, "--template", str(template), "--output", str(out))
    assert "模板" in told
    assert not out.exists() or not list(out.iterdir())


def test_a_folder_that_cannot_be_written_is_named(quarter: Quarter, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    asked = ("quarterly", "--quarter", "2026Q3", "--config", str(settings_of(quarter, tmp_path)))
    told = failing(*asked, "--form", "csv", "--output", str(tmp_path / "file" / "out"))
    assert str(tmp_path / "file" / "out") in told
    assert "请检查" in told


def test_a_paper_that_fails_leaves_the_one_that_was_there(quarter: Quarter, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("quarterly", "--quarter", "2026Q3", "--config", str(settings_of(quarter, tmp_path)), "--output", str(out))
    assert CliRunner().invoke(app, [*asked, "--form", "xlsx,csv"]).exit_code == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    template = tmp_path / "template.docx"
    template.write_bytes(b"no document")
    failing(*asked, "--template", str(template))  # the workbook would come before the document
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_ledger_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/ledger.sqlite").write_text("this is no database, " * 100)
    (tmp_path / "xunwang.toml").write_text(f'[data]\npath = "{tmp_path / "data"}"\n')
    told = failing("quarterly", "--quarter", "2026Q3", "--config", str(tmp_path / "xunwang.toml"))
    assert "台账" in told


@pytest.mark.parametrize(
    ("of", "made"),
    [
        *((Period(Span.MONTH, 2026, 7), made) for made in ("07-31 23:00", "08-20 15:00", "11-20 12:00")),
        *((QUARTER, made) for made in ("09-30 23:00", "10-05 12:00", "10-08 10:00", "11-20 12:00")),
        *((Period(Span.YEAR, 2026, 1), made) for made in ("10-08 10:00", "11-20 12:00")),
    ],
)
def test_nobody_is_failed_whom_no_person_confirmed(
    connection: Connection, quarter: Quarter, of: Period, made: str
) -> None:
    rows = gathered(connection, quarter, of, made)
    agreed = _confirmed(connection, quarter, at(made))
    failed = {row.key for row in (*rows.sites, *rows.accounts) if row.verdict is Verdict.FAILED}
    assert failed <= agreed
    assert failed
    assert {row.key for row in (*rows.sites, *rows.accounts) if row.once} <= agreed
    assert all(row.subject in agreed for row in rows.problems if row.confirmed and row.kind == "veto")


def _confirmed(connection: Connection, quarter: Quarter, made: datetime) -> set[str]:
    """The subjects of which a person had confirmed a veto by then."""
    vetoes = {rule.id for rule in quarter.edition.rules.values() if rule.vetoes}
    issues, events = tables.issues, tables.issue_events
    asked = select(issues.c.subject, issues.c.check, events.c.at, events.c.who).join(
        events, events.c.issue == issues.c.id
    )
    rows = connection.execute(asked.where(events.c.what == "confirmed")).all()
    return {row.subject for row in rows if row.check in vetoes and row.at <= made and row.who}
