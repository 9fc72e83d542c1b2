"""`published`: what sites, columns and accounts published by month, as typed at the command line."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checks.model.registry import BEIJING, Account, Registry, Site, SubjectState
from results.ledger import column_months, posts, registry
from results.ledger.column_months import ColumnMonth
from results.ledger.engine import open_ledger
from results.ledger.post_rows import Look, Origin, Seen, month_of
from tests.clock.running import Run, lines, runner

LEDGER = "sqlite:///data/ledger.sqlite"
HOME = "http://www.linjiang.gov.cn/"
SITES = (
    Site("临江县人民政府", HOME, "县政府办", code="3399990001"),
    Site("临江县教育局", "http://jyj.linjiang.gov.cn/", "县教育局", code="3399990002"),
    Site("临江县粮食局", "http://lsj.linjiang.gov.cn/", "县政府办", code="3399990003", state=SubjectState.CLOSED),
)
ACCOUNTS = (
    Account("抖音", "临江发布", "县政府办", "d1", "http://w.cn/1"),
    Account("快手", "旧号", "县政府办", "k1", state=SubjectState.CANCELLED),
)
NOW = datetime.now(BEIJING)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `published …` in an office that looked at a portal and an account: exit code, and all that it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNWANG_CONFIG", raising=False)
    at = datetime(2026, 8, 1, tzinfo=BEIJING)
    with open_ledger(LEDGER) as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(sites=SITES, accounts=ACCOUNTS))
        seen = (
            ColumnMonth("", "", 202606, 0, whole=30), ColumnMonth("", "", 202607, 5, 1, 2, whole=31),
            ColumnMonth(HOME + "xw/", "=要闻", 202606, 0, whole=30),
            ColumnMonth(HOME + "xw/", "=要闻", 202607, 3, whole=0, why="列表只看到较近的条目"),
        )  # fmt: skip
        column_months.keep(connection, SITES[0].key, 1, seen)
        post = Seen(ACCOUNTS[0].key, "p", at, datetime(2026, 7, 31, 23, 59, tzinfo=BEIJING), origin=Origin.REPOST)
        posts.enter(connection, 1, [post], [Look(ACCOUNTS[0].key, at, True, {202607: 0x7FFFFFFF})], 202401)

    return runner(monkeypatch, capsys, "published")


KEYS = (
    "kind",
    "name",
    "column",
    "month",
    "state",
    "published",
    "at_least",
    "originals",
    "reposts",
    "unsaid",
    "running",
)


def told(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(line[key] for key in KEYS) for line in found]


def test_a_line_for_each_site_column_account_and_month(run: Run) -> None:
    found = lines(run, "--from", "2026-06", "--to", "2026-07", "--columns", "--unit", "县政府办")
    assert told(found) == [
        ("site", "临江县人民政府", "", "2026-06", "none", 0, False, 0, 0, 0, 1),
        ("site", "临江县人民政府", "", "2026-07", "published", 5, False, 1, 2, 2, 0),
        ("column", "临江县人民政府", "=要闻", "2026-06", "none", 0, False, 0, 0, 0, 0),
        ("column", "临江县人民政府", "=要闻", "2026-07", "published", 3, True, None, None, 3, 0),
        ("account", "临江发布", "", "2026-06", "unseen", None, False, None, None, None, 0),
        ("account", "临江发布", "", "2026-07", "published", 1, False, 0, 1, 0, 0),
    ]
    first, _, column, *_, account = found
    assert (first["subject"], first["unit"], first["url"], first["version"]) == ("3399990001", "县政府办", HOME, 1)
    assert (column["url"], found[3]["why"]) == (HOME + "xw/", "列表只看到较近的条目")
    assert (account["platform"], account["url"]) == ("抖音", "http://w.cn/1")


def test_closed_sites_and_cancelled_accounts_are_left_out_and_columns_come_where_asked(run: Run) -> None:
    found = lines(run, "--month", "2026-07")
    assert [(line["name"], line["state"]) for line in found] == [
        ("临江县人民政府", "published"),
        ("临江县教育局", "unseen"),
        ("临江发布", "published"),
    ]


def test_a_quarter_and_without_a_word_the_last_three_months(run: Run) -> None:
    months = {line["month"] for line in lines(run, "--quarter", "2026Q2")}
    assert months == {"2026-04", "2026-05", "2026-06"}
    newest = sorted({line["month"] for line in lines(run)})
    assert (len(newest), newest[-1]) == (3, f"{NOW:%Y-%m}")
    assert month_of(NOW) // 100 == NOW.year


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--quarter", "2026-09"), 3, "2026Q3"),
        (("--month", "2026年9月"), 3, "2026-09"),
        (("--quarter", "2026Q1", "--month", "2026-01"), 2, "只能用一种"),
        (("--month", "2026-01", "--to", "2026-02"), 2, "只能用一种"),
        (("--unit", "县水利局"), 3, "台账里没有主办单位是“县水利局”的在用的网站和账号"),
        (("--format", "xlsx"), 3, "--output"),
    ],
)
def test_what_cannot_be_told_is_said(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    ended, text = run(*arguments)
    assert (ended, said in text) == (code, True), text


def test_a_table_a_sheet_and_a_workbook(run: Run, tmp_path: Path) -> None:
    months = ("--quarter", "2026Q3", "--columns")
    code, said = run(*months)
    assert code == 0
    assert "共 12 条" in said
    sheet, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    assert run(*months, "--format", "csv", "--output", str(sheet))[0] == 0
    assert run(*months, "--format", "xlsx", "--output", str(book))[0] == 0
    head, *rows = csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig")))
    by_head = [dict(zip(head, row, strict=True)) for row in rows]
    july = next(row for row in by_head if row["类别"] == "栏目" and row["月份"] == "2026-07")
    assert (july["发布"], july["情况"], july["未说明"], july["原创"]) == ("至少 3", "有发布", "3", "")
    assert july["栏目"] == "'=要闻"  # no cell starts a formula
    unknown = next(row for row in by_head if row["名称"] == "临江县教育局")
    assert (unknown["发布"], unknown["情况"], unknown["未说明"]) == ("未知", "没有看过", "")
    cells = openpyxl.load_workbook(book).active
    assert cells is not None
    assert {cell.data_type for row in cells.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert cells.max_row == 13
