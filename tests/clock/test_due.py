"""`accounts due`: every format tells the same accounts, and nobody who could not be looked at is called silent."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

import schedule
from checks.model.posts import Post, Reading, ReadingState, SourceReason
from checks.model.registry import Account, Registry
from results.ledger import registry, runs
from results.ledger.engine import open_ledger
from results.visits.readings import ReadingFile

DAYS = {"静默": 20, "将近": 12, "正常": 1, "没读": None}
Run = Callable[..., tuple[int, str, str]]


def account(name: str) -> Account:
    return Account("微信公众号", name, f"临江县{name}局", f"gh_{name}", home=f"http://mp.example.cn/{name}")


def reading(name: str, days: int | None, at: datetime) -> Reading:
    key = account(name).key
    if days is None:
        return Reading(key, "feed", at, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN)
    return Reading(
        key, "feed", at, ReadingState.NEW, posts=(Post("1", moment=at - timedelta(days=days)),), complete=True
    )


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `accounts due …` in a folder where a night has read four accounts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNWANG_CONFIG", raising=False)
    at = datetime.now(UTC)
    Path("data").mkdir()
    with open_ledger("sqlite:///data/ledger.sqlite") as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(accounts=tuple(map(account, DAYS))))
        number = runs.start(connection, kind="nightly", edition="e", code="c", moment=at)
        runs.finish_job(connection, number, "accounts-1", moment=at, visit="visits/1.visit", kind=runs.ACCOUNTS)
    file = ReadingFile(Path("data/visits/1.visit"), at, "1", (), ())
    for name, days in DAYS.items():
        file.keep(reading(name, days, at))
    file.close()

    def running(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["xunwang", "accounts", "due", *arguments])
        with pytest.raises(SystemExit) as ended:
            schedule.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return running


def test_lines(run: Run) -> None:
    code, said, told = run("--format", "jsonl")
    lines = {line["name"]: line for line in map(json.loads, said.splitlines())}
    assert code == 0
    assert {name: (line["state"], line["days"], line["left"]) for name, line in lines.items()} == {
        "将近": ("near", 12, 2),
        "没读": ("unseen", None, None),
        "静默": ("over", 20, -6),
    }
    assert lines["没读"]["reason"] == "要求登录才能查看"
    assert (lines["静默"]["limit"], lines["静默"]["limit_of"], lines["没读"]["newest"]) == (14, "veto", None)
    docs = (Path(schedule.__file__).parent / "docs/lines.md").read_text(encoding="utf-8")
    promised = re.findall(
        r"^\| (`[^|]+) \|", docs.partition("over or near its day")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert list(lines["静默"]) == [key for row in promised for key in re.findall(r"`(\w+)`", row)]
    assert "已超期 1，将超期 1，无法核查 1" in told


def test_tables_and_sheets(run: Run, tmp_path: Path) -> None:
    _, said, _ = run("--days", "0")
    assert "静默" in said
    assert "将近" not in said
    _, said, _ = run("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.lstrip("\ufeff"))))
    assert [(row["账号名称"], row["状态"], row["距要求"]) for row in rows] == [
        ("将近", "将超期", "还剩 2 天"),
        ("静默", "已超期", "超期 6 天"),
        ("没读", "无法核查", ""),
    ]
    run("--format", "xlsx", "--output", "预警.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "预警.xlsx").worksheets
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["将近", "静默", "没读"]


def test_ends(run: Run) -> None:
    assert run("--fail")[0] == 1
    with open_ledger("sqlite:///data/ledger.sqlite") as ledger, ledger.begin() as connection:
        connection.exec_driver_sql("delete from accounts")
    code, _, told = run()
    assert code == 3
    assert "import" in told
