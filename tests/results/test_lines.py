"""The lines hold exactly the keys that docs/lines.md promises, in its order, and only plain values."""

import json
import re
from pathlib import Path

import pytest

from checks.model.findings import Status, SubjectType
from checks.model.registry import Registry
from results import lines
from results.following import follow
from results.ledger import issues, outcomes, registry, runs
from results.ledger.engine import Ledger
from results.masking import mask
from tests.results.making import HOME, NOW, SITE, SUSPECTED, edition, finding, outcome

DOCS = Path(__file__).resolve().parents[2] / "docs" / "lines.md"
ISSUE, OUTCOME = (
    [key for row in re.findall(r"^\| (`[^|]+) \|", part, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)]
    for part in DOCS.read_text(encoding="utf-8").split("## One line for each ")[1:3]
)
FOUND = finding(code="home", data={"reason": "404"}, excerpt="13812345678")


def test_an_issue_line(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,)))
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        follow(connection, run, SITE.key, [outcome(FOUND)], lambda url: True, edition(), "1/a.visit")
        (line,) = (lines.issue_line(issue, edition()) for issue in issues.query(connection))
    assert list(line) == ISSUE
    assert json.loads(json.dumps(line)) == line
    told = {
        "version": 1,
        "check": "dead-links",
        "indicator": ["WD-403"],
        "kind": "deduct",
        "status": "FAIL",
        "unit": SITE.unit,
        "site": SITE.name,
        "site_code": SITE.code,
        "url": HOME + "a",
        "found_on": HOME,
        "says": f"首页链接 {HOME}a 打不开",
        "fix": f"请修复或删除 {HOME}a",
        "first_seen": "2026-11-20T10:00:00+08:00",
        "state": "new",
        "visit": "1/a.visit",
        "excerpt": "138****5678",
    }
    assert {key: line[key] for key in told} == told


def test_a_finding_line_is_an_issue_line_without_a_ledger() -> None:
    suspected = finding(sure=SUSPECTED, found_on="", excerpt="13812345678")
    line = lines.finding_line(outcome(suspected), suspected, edition(), SITE, first_seen=NOW)
    assert list(line) == ISSUE
    assert (line["status"], line["certainty"], line["state"], line["id"]) == ("REVIEW", "suspected", "new", None)
    assert (line["found_on"], line["excerpt"]) == (HOME + "a", "138****5678")
    assert line["says"] == f"页面 {HOME}a 上的链接 {HOME}a 打不开："


def test_an_outcome_line(ledger: Ledger) -> None:
    said = outcome(FOUND, judged=9, of=10, reason="超时（1）")
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        outcomes.save(connection, run, [said])
        (row,) = outcomes.query(connection, run)
    line = lines.outcome_line(row, edition())
    assert list(line) == OUTCOME
    assert line == lines.finding_outcome(said, edition(), run=run) == json.loads(json.dumps(line))
    assert (line["judged"], line["of"], line["reason"], line["findings"]) == (9, 10, "超时（1）", 1)


def test_a_check_that_the_edition_lacks_is_still_told() -> None:
    row = outcomes.OutcomeRow(1, "gone", SubjectType.SITE, "s", Status.PASS, 1, 1, "", "", 0, "no-such-edition")
    assert lines.outcome_line(row, edition())["indicator"] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证110101199003074514。", "身份证110101**********14。"),
        ("11010119900307451x", "110101**********1x"),
        ("电话：13812345678、19912345678", "电话：138****5678、199****5678"),
        ("账号6222021234567890123", "账号***************0123"),
        ("１３８ １２３４ ５６７８", "１３８ **** ５６７８"),
        ("110101 19900307 4514", "110101 ******** **14"),
        ("http://a.gov.cn/ 13812345678", "http://a.gov.cn/ 138****5678"),
        ("文号20260905123456", "文号20260905123456"),
        ("110101199013074514", "110101199013074514"),
        ("1381234567", "1381234567"),
        ("http://a.gov.cn/110101199003074514", "http://a.gov.cn/110101199003074514"),
        ("订单138123456789", "订单138123456789"),
    ],
)
def test_personal_numbers(text: str, masked: str) -> None:
    assert mask(text) == masked
