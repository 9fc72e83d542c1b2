"""The papers of a period at the command line, in an office that has accounts alone: inspected, told, told again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from checks.model.registry import BEIJING
from results.ledger import runs
from results.ledger.engine import open_ledger
from results.reports.periods import Span, holding, last_over
from tests import county as fake
from tests.end.office import Office

TODAY = datetime.now(BEIJING).date()
MONTH, QUARTER = holding(Span.MONTH, TODAY).code, holding(Span.QUARTER, TODAY).code


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    county = fake.build(TODAY)
    with fake.serve(county) as served:
        made = Office.opened(
            tmp_path_factory.mktemp("office"), county, served, '\n[reports]\noffice = "临江县政府办"\n'
        )
        made.run("import", *(sheet for sheet in made.sheets if "accounts" in sheet))
        yield made


@pytest.fixture(scope="module")
def said(office: Office) -> str:
    return office.run("monthly", "--form", "xlsx,html,csv")


def reports(office: Office) -> Path:
    return office.folder / "data/reports"


def test_a_month_is_inspected_and_told(office: Office, said: str) -> None:
    with open_ledger(f"sqlite:///{office.folder / 'data/ledger.sqlite'}") as ledger, ledger.connect() as connection:
        (run,) = runs.before(connection, None, 9)
    assert (run.kind, run.state) == ("monthly", "finished")
    for name in (f"月检查-{MONTH}.xlsx", f"月检查-{MONTH}.html", f"月检查-{MONTH}-csv"):
        assert f"报告：{Path('data/reports') / name}" in said.replace(f"{office.folder}/", "")
    book = openpyxl.load_workbook(reports(office) / f"月检查-{MONTH}.xlsx")
    assert "新媒体检查情况表" in book.sheetnames
    assert "月份未结束，截至" in (reports(office) / f"月检查-{MONTH}.html").read_text(encoding="utf-8")
    with (reports(office) / f"月检查-{MONTH}-csv" / "accounts.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["检查结果"] for row in rows} <= {"合格", "不合格候选", "未测"}  # nobody confirmed anything
    assert all(row["理由"] for row in rows if row["检查结果"] == "未测")


def test_it_is_told_again_without_a_visit(office: Office, said: str) -> None:
    told = office.run("monthly", "--no-visit", "--form", "html", "--output", str(office.folder / "out"))
    assert [path.name for path in (office.folder / "out").iterdir()] == [f"月检查-{MONTH}.html"]
    assert "报告：" in told
    again = office.run("monthly", "--month", MONTH, "--form", "html", "-o", str(office.folder / "out"))
    assert again == told
    with open_ledger(f"sqlite:///{office.folder / 'data/ledger.sqlite'}") as ledger, ledger.connect() as connection:
        assert len(runs.before(connection, None, 9)) == 1


def test_a_quarter_and_a_year_are_told_from_the_ledger(office: Office, said: str) -> None:
    told = office.run("quarterly", "--quarter", QUARTER, "--form", "docx")
    assert (reports(office) / f"季通报-{QUARTER}.docx").is_file()
    assert f"季通报-{QUARTER}.docx" in told
    office.run("annual", "--year", str(TODAY.year), "--form", "csv")
    assert (reports(office) / f"年度报告-{TODAY.year}-csv").is_dir()


def test_what_cannot_be_told_is_said_and_nothing_written(office: Office, said: str) -> None:
    before = sorted(reports(office).iterdir())
    assert "没有任何检查记录" in office.run("quarterly", code=3)
    assert last_over(Span.QUARTER, TODAY).name in office.run("quarterly", code=3)
    assert "还没有开始" in office.run("annual", "--half", "2099H1", code=3)
    assert "看不懂" in office.run("monthly", "--month", "九月", code=3)
    assert "pdf" in office.run("monthly", "--form", "pdf", code=3)
    assert "找不到通报模板" in office.run("quarterly", "--quarter", QUARTER, "--template", "gone.docx", code=3)
    office.run("monthly", "--resume", "--no-visit", code=2)
    office.run("annual", "--year", "2026", "--half", "2026H1", code=2)
    assert sorted(reports(office).iterdir()) == before


def test_the_template_of_a_bulletin_is_written_out_and_used(office: Office, said: str, tmp_path: Path) -> None:
    own = tmp_path / "模板" / "通报.docx"
    told = office.run("quarterly", "--template-out", str(own))
    assert "bulletin_template" in told
    assert all(f"{{{{ {name} }}}}" in told for name in ("正文", "网站总数"))
    paper = Document(str(own))
    paper.paragraphs[0].text = "{{ 领导 }}"
    paper.save(str(own))
    refused = office.run("quarterly", "--quarter", QUARTER, "--template", str(own), "--output", str(tmp_path), code=3)
    assert "领导" in refused
    assert [path.name for path in tmp_path.iterdir()] == ["模板"]
