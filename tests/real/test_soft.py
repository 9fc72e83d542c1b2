"""Which of the real pages are said to say that they are not there: the two error pages among them and no other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.facts.soft import page_says_not_found
from checks.facts.target import read_target
from checks.model import marks
from tests.real.corpus import corpus

pytestmark = pytest.mark.skipif(corpus() is None, reason="no corpus of real pages here (XUNWANG_CORPUS)")
ERROR_PAGES = {"header_sep.html", "2911f8f4b1b65630d085a59d3d4c040e.html"}


@cache
def pages() -> list[Path]:
    folder = corpus()
    assert folder is not None
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".html", ".htm")]


def test_only_pages_of_errors_say_that_they_are_not_there() -> None:
    said = {path.name for path in pages() if page_says_not_found(read(parse("http://x.cn/", path.read_bytes())))}
    print(f"{len(pages())} pages, {len(said)} say that they are not there")
    assert said == ERROR_PAGES


def test_the_quick_look_at_foreign_pages_says_the_same() -> None:
    said = {path.name for path in pages() if marks.WORDS in read_target("http://x.cn/", path.read_bytes()).marks}
    assert said == ERROR_PAGES
