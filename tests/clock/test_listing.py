"""Every way to list issues shows what was seen, with the words pointed at, what is right, and why."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from checks.indicators.edition import load
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from clock.listing import ISSUE_COLUMNS, show
from results.lines import finding_line
from tests.results.making import HOME, NOW, SITE

SEEN = "县长【程健国】主持会议。"
FINDING = Finding(
    *("name", HOME + "a.html", ("name", "程健国")),
    {"title": "县长", "shown": "程健国", "right": "程建国", "since": "2024-01-10"},
    excerpt=SEEN,
    certainty=Certainty.SUSPECTED,
)
OUTCOME = Outcome("wrong-officials", SubjectType.SITE, SITE.key, Status.REVIEW, (FINDING,), 1, 1)
LINE = finding_line(OUTCOME, FINDING, load(), SITE, first_seen=NOW)
SAYS = "县长“程健国”疑有误，登记的姓名是“程建国”（任职自 2024-01-10 起）"


def shown(form: str, path: Path | None = None) -> str:
    out = Console(file=io.StringIO(), width=400)
    show([LINE], ISSUE_COLUMNS, form, path, out, "问题")
    return out.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_text(form: str) -> None:
    told = shown(form).replace('""', '"')
    assert SEEN in told
    assert SAYS in told


def test_a_workbook(tmp_path: Path) -> None:
    shown("xlsx", tmp_path / "a.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    heads, values = ([cell.value for cell in row] for row in sheet.iter_rows())
    row = dict(zip(heads, values, strict=True))
    assert (row["问题"], row["页面摘录"]) == (SAYS, SEEN)


def test_heads_of_a_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(shown("csv").lstrip("\ufeff"))))
    assert rows[0]["页面摘录"] == SEEN
