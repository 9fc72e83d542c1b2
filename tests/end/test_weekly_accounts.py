"""A week of an office that has accounts alone: they are drawn, read, judged and told; the day each owes is listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from checks.model.registry import BEIJING
from results.ledger import samples
from results.ledger.engine import open_ledger
from tests import county as fake
from tests.county import County
from tests.county.accounts import MIRROR, RSSHUB
from tests.end.office import Office


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def office(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with fake.serve(county) as served:
        made = Office.opened(tmp_path_factory.mktemp("office"), county, served)
        made.run("import", *(sheet for sheet in made.sheets if "accounts" in sheet))
        made.run("accounts", "record", str(made.folder / "records.csv"))
        made.run("nightly")
        made.run("weekly", "--seed", "7")
        yield made


def test_anyone_may_draw_the_sample_again(office: Office) -> None:
    year, week, _ = datetime.now(BEIJING).isocalendar()
    period = f"{year}-W{week:02}"
    assert "重抽的结果与记录相同" in office.run("weekly", "--redraw", period)
    assert "没有 2020-W01 的抽样" in office.run("weekly", "--redraw", "2020-W01", code=3)
    with open_ledger(f"sqlite:///{office.folder / 'data/ledger.sqlite'}") as ledger, ledger.begin() as connection:
        kept = samples.get(connection, "weekly", period)
        assert kept
        samples.record(connection, "weekly", period, "8", kept, kept["drawn_at"])
    assert "重抽的结果与记录不同" in office.run("weekly", "--redraw", period, code=3)


@pytest.fixture(scope="module")
def sheets(office: Office) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet of the report but the cover, up to the first empty line."""
    (path,) = (office.folder / "data/reports").glob("*.xlsx")
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in openpyxl.load_workbook(path).worksheets[1:]:
        heads, *rows = sheet.iter_rows(values_only=True)
        full = [row for row in rows if sum(cell is not None for cell in row) > 1]
        found[sheet.title] = [dict(zip(map(str, heads), row, strict=True)) for row in full]
    return found


def test_drawn_accounts_are_judged_by_the_key_of_the_county(
    sheets: dict[str, list[dict[str, Any]]], county: County
) -> None:
    silent = {a.url for a in county.answers if a.check == "silent-account" and a.code == "silent"}
    failing = {one.home: any(host in one.url for host in (MIRROR, RSSHUB)) for one in county.accounts}
    rows = sheets["新媒体检查情况表"]
    assert len(rows) >= sum(one.state == "正常" for one in county.accounts) / 5
    for row in rows:
        home, said, why = (row[name] for name in ("账号主页", "检查结果", "理由"))
        assert (said == "不合格候选" and "账号不更新" in why) is (home in silent), row
        assert said == "未测" or row["读取结果"] == "有新内容" or not failing[home], row
        assert why or said != "未测", row
    unread = {row["账号名称"] for row in sheets["没有读到内容的账号及原因"]}
    assert unread <= {row["账号名称"] for row in rows if row["检查结果"] == "未测"}
    assert {row["主机"] for row in sheets["来源事件"]} <= {MIRROR, RSSHUB}
    assert all(row["怎么办"] for row in sheets["来源事件"])


def test_who_is_over_is_who_is_silent_or_late(
    office: Office, sheets: dict[str, list[dict[str, Any]]], county: County
) -> None:
    late = {a.url for a in county.answers if a.check == "silent-account" and a.code in ("silent", "late")}
    listed = office.lines("accounts", "due")
    assert {line["home"] for line in listed if line["state"] == "over"} == late
    told = sheets["更新预警"]
    assert [(row["账号名称"], row["平台"]) for row in told] == [
        (line["name"], line["platform"]) for line in listed if line["state"] != "unseen"
    ]
    assert len(sheets["更新预警中无法核查的账号"]) == sum(line["state"] == "unseen" for line in listed)
