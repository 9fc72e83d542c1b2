"""Words of a page are found wherever they stand, and looked for once."""

from __future__ import annotations

import pytest

from checks.facts.markup import parse
from checks.facts.present import _PIECE, SHOWING, WORDS, Words

SOME = Words(("style", "styles", "下一页"))


@pytest.mark.parametrize("at", [0, 1, _PIECE - 3, _PIECE - 1, _PIECE, 2 * _PIECE + 5])
@pytest.mark.parametrize("word", ["style", "下一页"])
def test_a_word_is_found_wherever_it_stands(word: str, at: int) -> None:
    assert SOME.of(b"x" * at + word.encode() + b"x" * 20) == {word}


def test_words_within_words_are_found_and_capitals_differ() -> None:
    assert SOME.of(b"<styles>") == {"style", "styles"}
    assert SOME.of(b"<STYLE>") == SOME.of(b"") == frozenset()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_tells_its_words_whatever_its_charset(charset: str) -> None:
    page = parse("http://a.gov.cn/", "<html><body><p>县政府网站，下一页</p></body></html>".encode(charset))
    assert "下一页" in page.present(SOME)
    assert "style" not in page.present(SOME)


def test_what_was_looked_for_once_is_not_looked_for_again() -> None:
    class Counting(Words):
        looks = 0

        def of(self, source: bytes) -> frozenset[str]:
            self.looks += 1
            return super().of(source)

    wide = Counting((*WORDS.all, *SOME.all))
    page = parse("http://a.gov.cn/", b"<p style='color:red'>", words=wide)
    assert {"style", "olor"} <= page.present(WORDS) & page.present(wide)
    assert wide.looks == 1


@pytest.mark.parametrize("way", ["style", "StYlE", "background", "BACKGROUND", "onclick", "oNcLiCk"])
def test_what_shows_an_address_is_told_by_its_letters_in_any_case(way: str) -> None:
    assert not WORDS.of(f"<b {way}=''>".encode()).isdisjoint(SHOWING)
    assert WORDS.of(b"<p class=a href=b>").isdisjoint(SHOWING)
