"""The papers of a period as files: whole or not at all, named by their period, with what was left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clock.papers import PAPERS, built, forms_of, template_of, write_paper
from clock.settings import Data, ReportSettings, Settings, SettingsError
from results.errors import PersonError
from results.ledger.engine import open_ledger
from results.reports.files import Form
from results.reports.periods import Period, Span
from tests.results.reports.period_making import ONE, SEPTEMBER, Desk

YEAR = Period(Span.YEAR, 2026, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office with two nights of September and one of October."""
    made = Settings(data=Data(str(tmp_path)), reports=ReportSettings(office="县政府办"))
    with open_ledger(made.ledger_url) as ledger:
        desk = Desk(ledger, tmp_path)
        desk.night(9, 1, {ONE.key: ("a",)})
        desk.night(9, 2)
        desk.night(10, 1)
    return made


def test_a_paper_is_written_in_each_form_and_named_by_its_period(settings: Settings) -> None:
    files, left_out = write_paper(settings, SEPTEMBER)
    folder = settings.folder / "reports"
    assert {file.name for file in files if file.suffix != ".csv"} == {
        "月检查-2026-09.xlsx", "月检查-2026-09.docx", "月检查-2026-09.html"
    }  # fmt: skip
    assert (folder / "月检查-2026-09-csv" / "to-mend.csv") in files
    assert all(file.is_file() and file.stat().st_size for file in files)
    assert sorted(path.name for path in folder.iterdir()) == sorted({*(f.name for f in files if f.parent == folder),
                                                                     "月检查-2026-09-csv"})  # fmt: skip
    assert all(isinstance(one, str) for one in left_out)


def test_only_the_forms_that_were_asked_for(settings: Settings, tmp_path: Path) -> None:
    files, _ = write_paper(settings, SEPTEMBER, forms=(Form.HTML,), folder=tmp_path / "out")
    assert files == [tmp_path / "out" / "月检查-2026-09.html"]
    assert list((tmp_path / "out").iterdir()) == files


def test_tables_of_an_older_paper_do_not_stay(settings: Settings) -> None:
    write_paper(settings, SEPTEMBER, forms=(Form.CSV,))
    stale = settings.folder / "reports" / "月检查-2026-09-csv" / "old.csv"
    stale.write_text("x")
    write_paper(settings, SEPTEMBER, forms=(Form.CSV,))
    assert not stale.exists()
    assert (stale.parent / "sites.csv").is_file()


def test_nothing_is_written_where_a_paper_cannot_be_made(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="没有任何检查记录"):
        write_paper(settings, Period(Span.MONTH, 2026, 8))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no document")
    quarter = Period(Span.QUARTER, 2026, 3)
    with pytest.raises(PersonError):
        write_paper(settings, quarter, template=broken)
    assert not [file for file in (settings.folder / "reports").rglob("*") if file.is_file()]


def test_a_year_is_told_by_its_quarters_and_names_those_without_runs(settings: Settings) -> None:
    files, left_out = write_paper(settings, YEAR, forms=(Form.CSV,))
    assert "2026年第一季度、2026年第二季度没有任何检查记录，没有数字" in left_out
    assert files[0].parent.name == "年度报告-2026-csv"


def test_every_span_has_its_paper() -> None:
    assert [PAPERS[span].name for span in Span] == ["月检查", "季通报", "半年报告", "年度报告"]


def test_the_template_of_the_office(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(b"")
    kept = replace(settings, reports=ReportSettings(bulletin_template=str(tmp_path / "gone.docx")))
    assert template_of(settings, None) is None
    assert template_of(kept, own) == own
    with pytest.raises(SettingsError, match=r"reports\.bulletin_template"):
        template_of(kept, None)
    with pytest.raises(SettingsError, match="--template"):
        template_of(settings, tmp_path / "gone.docx")


def test_formats_as_a_person_writes_them() -> None:
    assert forms_of("") == tuple(Form)
    assert forms_of("xlsx，HTML, xlsx") == (Form.XLSX, Form.HTML)
    with pytest.raises(PersonError, match="pdf"):
        forms_of("xlsx,pdf")


def test_a_bulletin_names_office_receiver_and_contact(settings: Settings) -> None:
    own = ReportSettings(office="县政府办", receiver="各乡镇人民政府", contact="张三 0931-1234567")
    letter = built(replace(settings, reports=own), Period(Span.QUARTER, 2026, 3)).letter
    plain = built(settings, Period(Span.QUARTER, 2026, 3)).letter
    assert letter is not None
    assert plain is not None
    assert (letter.signature, letter.receiver, plain.receiver) == ("县政府办", "各乡镇人民政府", "各有关单位")
    assert letter.fields["联系方式"] == "张三 0931-1234567"
