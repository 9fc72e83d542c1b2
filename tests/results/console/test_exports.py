"""Lists as sheets: what is seen is what is in them, nothing in them is a formula, and who took them is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest

from results.ledger import audit
from results.ledger.audit import Act
from results.ledger.engine import open_ledger
from results.lists.catalog import EXPORTED
from tests.results.console.listed_office import FORMULA, furnish_lists
from tests.results.console.office import EAST, SITES, Browser, Office, furnish, opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('exports') / 'l.sqlite'}", busy_seconds=0.2) as ledger:
        furnish(ledger)
        office = opened(ledger)
        furnish_lists(office)
        yield office


@pytest.fixture(scope="module")
def boss(shared: Office) -> Browser:
    return shared.signed_in("boss")


def rows(browser: Browser, path: str) -> list[list[str]]:
    with browser.get(path) as response:
        assert response.status_code == 200, response.text
        assert response.headers["Content-Disposition"].startswith("attachment")
        body = response.data
    if ".xlsx" in path:
        (sheet,) = openpyxl.load_workbook(io.BytesIO(body)).worksheets
        assert all(cell.data_type in ("s", "n", "inlineStr") for row in sheet.iter_rows() for cell in row)
        return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", EXPORTED)
def test_every_list_is_a_sheet(boss: Browser, name: str, form: str) -> None:
    heads, *found = rows(boss, f"/{name}/export.{form}")
    assert heads == [head for head, _ in EXPORTED[name].columns]
    assert found
    assert "sealed" not in str(found)
    assert "argon2" not in str(found)
    if form == "csv":
        assert not [cell for row in found for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]


def test_what_looks_like_a_formula_is_text(boss: Browser) -> None:
    assert any(cell.startswith(f"'{FORMULA}") for row in rows(boss, "/complaints/export.csv") for cell in row)
    assert any(cell.startswith(FORMULA) for row in rows(boss, "/complaints/export.xlsx") for cell in row)


def test_a_sheet_holds_what_the_list_shows(boss: Browser, shared: Office) -> None:
    for asked, count in (
        ("", 6),
        ("?all=1&state=new&state=open", 4),
        ("?check=dead-links&kind=&site=", 3),
        ("?kind=veto&site=3399990001", 1),
        ("?kind=veto&check=dead-links", 0),
        ("?all=1&state=fixed", 0),
        ("?after=3&order=oldest", 6),
    ):
        assert len(rows(boss, f"/issues/export.csv{asked}")) == count + 1, asked
    page = boss.get("/issues/?state=new&check=hidden-links&order=oldest").text
    assert "/issues/export.xlsx?state=new&amp;check=hidden-links&amp;order=oldest&amp;all=1" in page


def test_without_a_word_of_the_states_what_stands_is_listed_and_with_all_everything(small: Office) -> None:
    from results import triage
    from tests.results.making import NOW

    (number, *_) = small.numbers(SITES[0].key)
    with small.ledger.begin() as connection:
        triage.dismiss(connection, number, who="王", reason="不是", moment=NOW)
    browser = small.signed_in("boss")
    assert [len(rows(browser, f"/issues/export.csv{asked}")) for asked in ("", "?all=1")] == [6, 7]


@pytest.mark.parametrize(("name", "east", "west"), [("inspector", True, False), ("reviewer", True, True)])
def test_another_units_lines_are_not_in_it(shared: Office, name: str, east: bool, west: bool) -> None:
    browser = shared.signed_in(name)
    for noun in EXPORTED.keys() - {"users", "audit", "runs"}:
        told = str(rows(browser, f"/{noun}/export.csv?all=1")[1:])
        seen = tuple(
            any(mark in told for mark in marks) for marks in (("东镇", "east", "01'"), ("西镇", "west", "02'"))
        )
        assert seen == (east, west), noun


def test_what_means_nothing_is_refused_and_not_left_out(boss: Browser) -> None:
    for asked in ("state=nonsense", "nonsense=1", "check=a&check=b", "text=%ff", "unit=%00", f"text={'x' * 101}"):
        response = boss.get(f"/issues/export.csv?{asked}")
        assert response.status_code == 400, asked
        assert "text/html" in response.content_type
    assert boss.get("/issues/export.pdf").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_left_out_is_counted(shared: Office, form: str) -> None:
    browser = opened(shared.ledger, exported=4).signed_in("boss")
    told = rows(browser, f"/issues/export.{form}")
    assert len([row for row in told[1:] if row[0].isdigit()]) == 4
    assert "只有前 4 条，另有 2 条没有列出" in told[-1][0]
    assert "没有列出" not in str(rows(browser, f"/issues/export.{form}?check=dead-links"))
    assert "没有列出" not in str(rows(opened(shared.ledger, exported=6).signed_in("boss"), f"/issues/export.{form}"))
    one = opened(shared.ledger, exported=1).signed_in("boss")
    for name in EXPORTED.keys() - {"issues", "accounts", "runs", "audit"}:
        count = len(rows(shared.signed_in("boss"), f"/{name}/export.csv")) - 1
        assert f"另有 {count - 1} 条" in rows(one, f"/{name}/export.{form}")[-1][0], name


def test_who_took_what_is_told(small: Office) -> None:
    small.signed_in("inspector").get("/issues/export.xlsx?state=new&text=%E6%91%98%E5%BD%95+13812345678").close()
    small.signed_in("inspector").get("/issues/export.csv?state=nonsense")
    with small.ledger.connect() as connection:
        (entry,) = audit.query(connection, act=Act.EXPORTED)
    assert (entry.who, entry.object) == ("inspector", "list:issues")
    assert entry.after == {"form": "xlsx", "asked": "state=new；text=摘录 138****5678"}


def test_a_ledger_that_is_being_written_is_told_before_the_file_begins(small: Office) -> None:
    browser = small.signed_in("boss")
    with small.ledger.begin():
        assert browser.get("/issues/export.csv").status_code == 503


def test_the_sheet_of_a_contact_is_of_his_unit(shared: Office) -> None:
    told = rows(shared.signed_in("contact"), "/sites/export.csv")
    assert [row[3] for row in told[1:]] == [EAST]
