"""Every mark of secrecy that is there is found, and nothing else: heads, tables, notes, and what speaks of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checks.facts.secrecy import secrecy_marks
from checks.indicators import edition
from checks.model.pages import PageFacts, PageKind

GOLD = tomllib.loads((Path(__file__).parent / "secrecy.toml").read_text(encoding="utf-8"))["page"]
WHOLE = edition.load().rules["leaked-secrets"].param("whole_text")


@pytest.mark.parametrize("page", GOLD, ids=[f"{n} {page['title']}" for n, page in enumerate(GOLD)])
def test_marks_of_a_page(page: dict[str, object]) -> None:
    kind = PageKind(page.get("kind", "article"))
    facts = PageFacts("http://a.gov.cn/", heading=str(page["title"]), text=str(page["text"]), kind=kind)
    marks = secrecy_marks(facts, WHOLE)
    assert [mark.code for mark in marks] == page["codes"]
    assert all(f"【{mark.word}】" in mark.around for mark in marks)


def test_the_set_is_large_and_half_of_it_tempts() -> None:
    assert len(GOLD) >= 120
    assert sum(not page["codes"] for page in GOLD) * 2 >= len(GOLD)


def test_a_page_of_many_lines_costs_little_and_says_one_thing() -> None:
    facts = PageFacts("http://a.gov.cn/", text="内部资料 注意保存\n" * 20_000, kind=PageKind.ARTICLE)
    assert [mark.code for mark in secrecy_marks(facts, WHOLE)] == ["internal"]
