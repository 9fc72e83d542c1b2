"""Reads real pages where a corpus of them is at hand: dates, site codes and marks against its manifest."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import pytest

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.pages import PageFacts
from checks.model.registry import BEIJING

CORPUS = Path(os.environ.get("XUNWANG_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
NOTED = Path(__file__).resolve().parents[2] / "docs" / "corpus-differences.md"

pytestmark = pytest.mark.skipif(
    not (CORPUS / "MANIFEST.csv").exists(), reason="no corpus of real pages here (XUNWANG_CORPUS)"
)

Row = dict[str, str]


@cache
def pages() -> list[tuple[Row, PageFacts]]:
    with (CORPUS / "MANIFEST.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    return [(row, read(parse(row["url"], (CORPUS / row["file"]).read_bytes(), "text/html"))) for row in rows]


def shown(facts: PageFacts) -> str:
    return facts.published.value.astimezone(BEIJING).strftime("%Y-%m-%d") if facts.published else ""


def test_dates_of_publication() -> None:
    judged = [
        (row, facts) for row, facts in pages() if row["page_type"] in ("article", "policy-doc") and row["publish_date"]
    ]
    differences = [
        (row["file"], shown(facts), row["publish_date"])
        for row, facts in judged
        if shown(facts) != row["publish_date"][:10]
    ]
    print(f"{len(judged)} pages, {len(differences)} differences", *differences, sep="\n")
    assert len(differences) <= 0.03 * len(judged), differences
    noted = NOTED.read_text(encoding="utf-8")
    assert [file for file, *_ in differences if Path(file).name not in noted] == []


@pytest.mark.parametrize(
    ("column", "field", "recall"),
    [
        ("footer_site_code", "site_code", 0.99),
        ("icp", "icp", 0.97),
        ("gongan", "police", 0.99),
        ("conac", "party_mark", 0.99),
    ],
)
def test_feet(column: str, field: str, recall: float) -> None:
    truth = [(row[column] not in ("", "0"), bool(getattr(facts.footer, field))) for row, facts in pages()]
    found = sum(there and seen for there, seen in truth)
    assert found / sum(seen for _, seen in truth) >= 0.99
    assert found / sum(there for there, _ in truth) >= recall


def test_codes_in_metas() -> None:
    truth = [
        (row["site_id_code_meta"], [meta.content.strip() for meta in facts.metas if meta.name.lower() == "siteidcode"])
        for row, facts in pages()
        if row["site_id_code_meta"]
    ]
    right = sum(any(code and code in said for code in ours) for said, ours in truth)
    assert right / len(truth) >= 0.99


def test_find_error_entries_are_never_invented() -> None:
    assert [row["file"] for row, facts in pages() if facts.footer.find_error and row["jiucuo_link"] in ("", "0")] == []
