"""Every way to list issues shows what was seen, with the words pointed at, what is right, and why."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from checks.indicators.edition import load
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.registry import Account, Registry
from clock.listing import Chosen, list_issues, list_outcomes, show
from clock.score_tables import print_table
from clock.settings import Data, Settings
from results.errors import NoSuchAccount
from results.following import follow
from results.ledger import outcomes, registry, runs
from results.ledger.engine import open_ledger
from results.lines import finding_line
from results.reports.columns import ISSUES
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
    show([LINE], ISSUES, form, path, out, "问题")
    return out.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_what_was_fetched_is_no_markup() -> None:
    out = Console(file=io.StringIO(), width=400)
    hostile = "\\[/b] [red]x :new: \\"
    show([{"a": hostile}], [("甲", lambda line: str(line["a"]))], "table", None, out, "问题")
    print_table(out, "变化", ("甲",), [(hostile,)])
    assert out.file.getvalue().count(hostile) == 2  # type: ignore[attr-defined]


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


ACCOUNTS = (
    Account("微信公众号", "临江发布", "县政府办", "gh_1", home="http://mp.example.cn/1"),
    Account("新浪微博", "临江发布", "县政府办", "1"),
    Account("微信公众号", "临江文旅", "县文旅局", "gh_2"),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office with a site and three accounts, each with a fault."""
    edition = load()
    told = Settings(data=Data(str(tmp_path / "data")))
    with open_ledger(told.ledger_url) as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,), accounts=ACCOUNTS))
        run = runs.start(connection, kind="nightly", edition=edition.version, code="c", moment=NOW)
        for one in (SITE, *ACCOUNTS):
            kind = SubjectType.SITE if one is SITE else SubjectType.ACCOUNT
            finding = Finding("silent", one.key, ("silence",), {"account": one.name, "days": 20})
            said = Outcome("silent-account", kind, one.key, Status.FAIL, (finding,), 1, 1)
            outcomes.save(connection, run, [said])
            follow(connection, run, one.key, [said], lambda url: True, edition, "v", moment=NOW)
    return told


def listed(settings: Settings, tell: Callable[..., None], form: str, **more: object) -> str:
    out = Console(file=io.StringIO(), width=400)
    given = {"chosen": Chosen(), "form": form, "output": None, **more}
    tell(settings, out, **given)
    return out.file.getvalue()  # type: ignore[attr-defined,no-any-return]


TELL = [partial(list_issues, states=()), partial(list_outcomes, run=None)]


@pytest.mark.parametrize("tell", TELL)
def test_accounts_stand_beside_sites(settings: Settings, tell: Callable[..., None]) -> None:
    lines = [json.loads(line) for line in listed(settings, tell, "jsonl").splitlines()]
    found = sorted(
        (line["subject_type"], line["unit"], line["site"], line["platform"], line["site_code"]) for line in lines
    )
    assert found == [
        ("account", "县政府办", "临江发布", "微信公众号", ""),
        ("account", "县政府办", "临江发布", "新浪微博", ""),
        ("account", "县文旅局", "临江文旅", "微信公众号", ""),
        ("site", SITE.unit, SITE.name, "", SITE.code),
    ]
    for form in ("table", "csv"):
        text = listed(settings, tell, form)
        assert all(name in text for name in ("临江发布（新浪微博）", "临江文旅（微信公众号）", SITE.name))


@pytest.mark.parametrize("tell", TELL)
@pytest.mark.parametrize(
    ("chosen", "subjects"),
    [
        (Chosen(accounts=("临江发布",)), {ACCOUNTS[0].key, ACCOUNTS[1].key}),
        (Chosen(accounts=(ACCOUNTS[1].key,)), {ACCOUNTS[1].key}),
        (Chosen(accounts=("gh_2", "http://mp.example.cn/1")), {ACCOUNTS[0].key, ACCOUNTS[2].key}),
        (Chosen((SITE.key,), ("gh_2",)), {SITE.key, ACCOUNTS[2].key}),
        (Chosen((SITE.key,)), {SITE.key}),
    ],
)
def test_some_are_chosen(settings: Settings, tell: Callable[..., None], chosen: Chosen, subjects: set[str]) -> None:
    lines = listed(settings, tell, "jsonl", chosen=chosen).splitlines()
    assert {json.loads(line)["subject"] for line in lines} == subjects


@pytest.mark.parametrize("tell", TELL)
def test_an_account_that_nobody_has_is_named(settings: Settings, tell: Callable[..., None]) -> None:
    with pytest.raises(NoSuchAccount, match="临江文旅"):
        listed(settings, tell, "jsonl", chosen=Chosen(accounts=("临江文宣",)))
