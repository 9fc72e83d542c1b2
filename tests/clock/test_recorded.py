"""`accounts record`, `records`, `posts`: sheets of persons in and out, and what was published by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from checks.model.registry import BEIJING, Account, Registry, SubjectState
from clock.published import COLUMNS
from results.intake.records import FIELDS
from results.ledger import posts, registry
from results.ledger.engine import open_ledger
from results.ledger.post_rows import Look, Origin, Seen, month_of
from results.ledger.posts import Month
from results.months import month_line as line
from tests.clock.running import Run, lines, runner

LEDGER = "sqlite:///data/ledger.sqlite"
NOW = datetime.now(BEIJING)
ACCOUNTS = (
    Account("抖音", "临江发布", "县政府办", "MS4wLj_1", "http://w.cn/1", source="sheet"),
    Account("抖音", "临江文旅", "县文旅局", "MS4wLj_2", source="sheet"),
    Account("微信视频号", "临江发布", "县政府办"),
    Account("快手", "旧号", "县政府办", "k1", source="sheet", state=SubjectState.CANCELLED),
    Account("新浪微博", "临江发布", "县政府办", "1001", source="weibo"),
)
HEAD = ("平台", "账号名称", "平台账号ID", "最近更新日期", "截图", "核查人", "核查时间")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `accounts …` in an office with ACCOUNTS: exit code, and all that it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNWANG_CONFIG", raising=False)
    with open_ledger(LEDGER) as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(accounts=ACCOUNTS))

    return runner(monkeypatch, capsys, "accounts")


def day(age: int) -> str:
    return f"{NOW - timedelta(days=age):%Y-%m-%d}"


def sheet(*rows: Sequence[str], name: str = "记录.csv") -> str:
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEAD, *rows))
    return name


def test_records_are_kept_once_with_their_history(run: Run) -> None:
    first = sheet(("抖音", "临江发布", "", day(9), "a.png", "张三", day(8)))
    code, said = run("record", first)
    assert (code, "新增 1 条记录，未变 0 条" in said, "1 条的核查时间已超过 7 天" in said) == (0, True, True)
    assert "新增 0 条记录，未变 1 条" in run("record", first)[1]
    run("record", sheet(("抖音号", "临江发布", "MS4wLj_1", day(2), "b.png", "李四", day(1)), name="新.csv"))
    told = lines(run, "records", "MS4wLj_1")
    assert [(one["state"], one["who"], one["newest"], one["file"]) for one in told] == [
        ("valid", "李四", day(2), "新.csv"),
        ("old", "张三", day(9), "记录.csv"),
    ]
    newest = {(one["platform"], one["name"]): one["state"] for one in lines(run, "records")}
    assert newest == {
        ("抖音", "临江发布"): "valid",
        ("抖音", "临江文旅"): "missing",
        ("微信视频号", "临江发布"): "missing",
    }


def test_what_was_corrected_later_counts(run: Run) -> None:
    wrong, right = (
        ("抖音", "临江发布", "", day(9), "a.png", "张三", day(1)),
        ("抖音", "临江发布", "", day(2), "a.png", "张三", day(1)),
    )
    for row in (wrong, right, wrong):
        run("record", sheet(row))
    assert [one["newest"] for one in lines(run, "records", "抖音|MS4wLj_1")] == [day(2), day(9)]


def test_one_bad_row_and_nothing_is_kept(run: Run) -> None:
    code, said = run(
        "record",
        sheet(
            ("抖音", "临江发布", "", day(2), "a", "张三", day(1)), ("抖音", "临江文铝", "", day(2), "a", "张三", day(1))
        ),
    )
    assert code == 3
    assert "第 3 行" in said
    assert "相近的有 临江文旅（MS4wLj_2）" in said
    assert {one["state"] for one in lines(run, "records")} == {"missing"}


def test_records_of_accounts_that_are_read_otherwise_are_told(run: Run) -> None:
    code, said = run("record", sheet(("新浪微博", "临江发布", "", day(2), "a.png", "张三", day(1))))
    assert (code, "其中 1 个账号登记了别的读取方式" in said) == (0, True)


def test_the_empty_sheet_comes_back_filled_in(run: Run) -> None:
    assert run("record", "--template", "空表.xlsx")[0] == 0
    book = openpyxl.load_workbook("空表.xlsx")
    page = book["人工核查记录"]
    heads = [str(cell.value).removeprefix("★") for cell in page[1]]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    named = [tuple(row[heads.index(head)] for head in ("平台", "账号名称", "平台账号ID")) for row in rows]
    assert named == [
        ("微信视频号", "临江发布", ""),
        ("抖音", "临江发布", "MS4wLj_1"),
        ("抖音", "临江文旅", "MS4wLj_2"),
    ]
    assert heads[: len(FIELDS)] == [field.title for field in FIELDS]
    for head, value in zip(
        ("最近更新日期", "截图", "核查人", "核查时间"), ("无", "c.png", "王五", day(0)), strict=True
    ):
        page.cell(3, heads.index(head) + 1, value)
    book.save("填好.xlsx")
    assert "新增 1 条记录，未变 0 条，没有填写 2 行" in run("record", "填好.xlsx")[1]
    (told,) = lines(run, "records", "MS4wLj_1")
    assert (told["never"], told["newest"], told["who"]) == (True, None, "王五")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("record",), 2, "--template"),
        (("record", "a.csv", "--template", "b.xlsx"), 2, "--template"),
        (("record", "--template", "空表.csv"), 3, ".xlsx"),
        (("record", "--template", "没有这个文件夹/空表.xlsx"), 3, "写不了"),
        (("record", "没有.csv"), 3, "没有.csv"),
        (("records", "别的县"), 3, "台账里没有账号“别的县”"),
        (("posts", "别的县"), 3, "台账里没有账号“别的县”"),
        (("posts", "--unit", "县财政局"), 3, "县财政局"),
        (("posts", "--from", "2026-13"), 3, "2026-09"),
        (("posts", "--from", "上月"), 3, "--from"),
        (("posts", "--from", "2026-11", "--to", "2026-09"), 3, "晚于"),
        (("posts", "--from", "2001-01", "--to", "2026-09"), 3, "最多"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, arguments: tuple[str, ...], code: int, says: str) -> None:
    ended, said = run(*arguments)
    assert (ended, says in said.replace("\n", "")) == (code, True), said


def test_a_form_without_a_filled_row_is_refused(run: Run) -> None:
    run("record", "--template", "空表.xlsx")
    code, said = run("record", "空表.xlsx")
    assert (code, "没有填写任何记录" in said) == (3, True)


def test_months_of_zero_and_months_without_a_look(run: Run) -> None:
    at = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
    weibo, one = "新浪微博|1001", "抖音|MS4wLj_1"
    with open_ledger(LEDGER) as ledger, ledger.begin() as connection:
        seen = [Seen(weibo, "p1", at, at, origin=Origin.REPOST), Seen(weibo, "p2", at, at, origin=Origin.ORIGINAL)]
        looks = [Look(weibo, at, True, {202609: 2**30 - 1, 202608: 2**31 - 1}), Look(one, at, False)]
        posts.enter(connection, 1, seen, looks, 202501)
    found = lines(run, "posts", "--from", "2026-08", "--to", "2026-09")
    told = {(row["account"], row["month"]): row for row in found}
    assert len(found) == 2 * len(ACCOUNTS)
    assert [told[weibo, month]["state"] for month in ("2026-08", "2026-09")] == ["none", "published"]
    counts = {
        name: told[weibo, "2026-09"][name] for name in ("published", "at_least", "originals", "reposts", "days", "of")
    }
    assert counts == {"published": 2, "at_least": False, "originals": 1, "reposts": 1, "days": 30, "of": 30}
    assert [(told[one, month]["state"], told[one, month]["missed"]) for month in ("2026-08", "2026-09")] == [
        ("unseen", 0),
        ("unseen", 1),
    ]
    assert {row["unit"] for row in lines(run, "posts", "--unit", "县文旅局")} == {"县文旅局"}
    assert sorted({row["month"] for row in lines(run, "posts", "1001")})[-1] == f"{NOW:%Y-%m}"
    assert len(lines(run, "posts", "1001")) == 3
    assert "零发布" in run("posts", "1001", "--from", "2026-08", "--to", "2026-08")[1]
    run("posts", "1001", "--from", "2026-09", "--to", "2026-09", "--format", "csv", "--output", "a.csv")
    (row,) = csv.DictReader(io.StringIO(Path("a.csv").read_text("utf-8-sig")))
    assert (row["发布"], row["转发"], row["看全的天数"]) == ("2", "1", "30/30")


@pytest.mark.parametrize(
    ("month", "state", "at_least", "of"),
    [
        (Month("k", 202610, days=2**31 - 1, looked=3), "none", False, 31),
        (Month("k", 202610, days=2**30 - 1, looked=3), "partial", False, 31),
        (Month("k", 202610, days=2**31 - 1, timeless=1), "partial", False, 31),
        (Month("k", 202610, days=0b1, originals=1), "published", True, 31),
        (Month("k", 202610, days=2**31 - 1, originals=3), "published", False, 31),
        (Month("k", 202610, days=2**31 - 1, originals=3, timeless=1), "published", True, 31),
        (Month("k", 202610, missed=9), "unseen", False, 31),
        (Month("k", 202611, days=2**20 - 1), "none", False, 20),  # today is not over
        (Month("k", 202611, days=2**19 - 1), "partial", False, 20),
        (Month("k", 202612), "unseen", False, 0),
        (Month("k", 202612, looked=1), "partial", False, 0),
    ],
)
def test_zero_is_said_only_of_days_that_were_seen(month: Month, state: str, at_least: bool, of: int) -> None:
    told = line(month, ACCOUNTS[0], date(2026, 11, 21))
    assert (told["state"], told["at_least"], told["of"]) == (state, at_least, of)
    cells = {name: cell(told) for name, cell in COLUMNS}
    assert (cells["发布"] == "未知", cells["原创"] == "") == (state in ("partial", "unseen"),) * 2


def test_the_months_that_nobody_named_are_the_last_three(run: Run) -> None:
    shown = sorted({row["month"] for row in lines(run, "posts")})
    first = (NOW.replace(day=1) - timedelta(days=32)).replace(day=1)
    assert [int(month.replace("-", "")) for month in shown] == [
        month_of(first),
        month_of(NOW.replace(day=1) - timedelta(days=1)),
        month_of(NOW),
    ]
