"""Where on an archived page the fault stands: its words or its link, marked; personal numbers masked before that.

The excerpt of a finding is the clean text of the page around what is at fault, with 【】 about that; numbers in it are
masked. So the page is masked too, and its words are looked for whatever blanks and brackets stand between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from markupsafe import Markup, escape

from checks.model.findings import Finding
from results.harmless import Piece
from results.masking import mask

LONGEST = 300
"""Characters of what is looked for; of a longer text the beginning is."""
_MOST = 50
"""So many places with the same words are marked."""
_LOOSE = re.compile(r"[\s/=；;…【】]+")
_POINTED = re.compile(r"【([^【】]{1,60})】")
_DROPPED = re.compile(r"[\s【】\u200b-\u200f]+")
_BETWEEN = r"[\s【】\u200b-\u200f]*"
_TAG = re.compile(r"<[^<>]{0,4000}>")
_FIGURE = re.compile(r"&#(?:0{0,5}(?:4[89]|5[0-7])|[xX]0{0,4}3[0-9]);?")
_MARKS = {True: Markup('<mark id="here">'), False: Markup("<mark>")}


@dataclass(frozen=True, slots=True)
class Marked:
    """A page that may be shown; whether there was anything to look for, and whether it was found."""

    html: Markup
    found: bool
    sought: bool = True


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source, in pieces, those that are marked with True; `cut` where it was longer."""

    number: int
    pieces: tuple[tuple[str, bool], ...]
    cut: bool


def words_of(finding: Finding) -> list[str]:
    """What may stand on the page as the finding tells it; what says most of the place first."""
    excerpt = finding.excerpt
    parts = sorted((part for part in re.split("…|\\.\\.\\.", excerpt) if "【" in part or len(part) > 3), key=len)
    pointed = [found[1] for found in _POINTED.finditer(excerpt)]
    data = [str(finding.data[name]) for name in ("text", "word", "wrong") if finding.data.get(name)]
    # Of an excerpt that was put together (a number, two dates) no more than its parts stand on the page.
    loose = sorted((part for part in _LOOSE.split(excerpt) if len(part) > 3), key=len, reverse=True)
    found = dict.fromkeys([*(part for part in parts[::-1] if "【" in part), *parts[::-1], *data, *pointed, *loose])
    return [text for text in found if len(_DROPPED.sub("", text)) > 1]


def marked(pieces: Sequence[Piece], words: Iterable[str]) -> Marked:
    """The page of these pieces, with the place marked: the link that is asked for, else the first of `words` that
    stands on it, wherever it stands. Its first mark has the id `here`."""
    whole = _masked("".join("\n" if piece.tag and piece.ends else "" if piece.tag else piece.text for piece in pieces))
    sought = list(words)
    spans = _of_links(pieces) or _spans(whole, sought)
    written: list[Markup] = []
    at, first = 0, True
    for piece in pieces:
        if piece.tag:
            written.append(Markup(piece.text))  # harmless: written by `results.harmless` itself
            at += piece.ends
            continue
        end = at + len(piece.text)
        for start, stop, inside in _cut(spans, at, end):
            text = escape(whole[start:stop])
            written.append(_MARKS[first] + text + Markup("</mark>") if inside else text)
            first = first and not inside
        at = end
    return Marked(Markup("").join(written), bool(spans), bool(sought))


def source_around(
    text: str, words: Iterable[str], addresses: Iterable[str], line: int = 0, *, lines: int = 12, width: int = 400
) -> list[SourceLine]:
    """So many `lines` of the source before and after the place: the numbered `line` where one is known (1 = first),
    else where one of `addresses` or `words` stands; () where nothing tells. Of each at most `width` characters."""
    whole = _masked_source(text)
    spans = _spans(whole, [*addresses, *words])
    starts = [0, *(found.end() for found in re.finditer("\n", whole)), len(whole) + 1]
    if not line and spans:
        line = whole.count("\n", 0, spans[0][0]) + 1
    if not 1 <= line < len(starts):
        return []
    first, last = max(1, line - lines), min(len(starts) - 1, line + lines)
    wanted = range(first, last + 1)
    return [_line(whole, number, starts[number - 1], starts[number] - 1, spans, width) for number in wanted]


def _line(whole: str, number: int, start: int, end: int, spans: Sequence[tuple[int, int]], width: int) -> SourceLine:
    inside = [span for span in spans if span[0] < end and span[1] > start]
    begin = max(start, min(inside[0][0] - width // 3, end - width)) if inside else start
    stop = min(end, begin + width)
    pieces = tuple((whole[a:b], marked_) for a, b, marked_ in _cut(spans, begin, stop))
    return SourceLine(number, pieces, begin > start or stop < end)


def _masked(text: str) -> str:
    # What begins with an address would be taken for one, and left as it is.
    return mask(f"\n{text}")[1:]


def _masked_source(text: str) -> str:
    """Numbers masked also where tags stand between their figures, or references in their place."""
    whole = _masked(_FIGURE.sub(lambda found: unescape(found[0]), text))
    tags = [found.span() for found in _TAG.finditer(whole)]
    bounds = [0, *(edge for tag in tags for edge in tag), len(whole)]
    between = [whole[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    joined, at, written = _masked("".join(between)), 0, []
    for text_between, tag in zip(between, [*tags, (0, 0)], strict=True):
        written += [joined[at : at + len(text_between)], whole[slice(*tag)]]
        at += len(text_between)
    return "".join(written)


def _spans(whole: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where the first of `words` that stands in the text does, each time; masked figures stand for any."""
    for text in words:
        letters = _DROPPED.sub("", _masked(text))[:LONGEST]
        if len(letters) < 2:
            continue
        pattern = _BETWEEN.join(r"[^\s【】]" if letter == "*" else re.escape(letter) for letter in letters)
        found = [(one.start(), one.end()) for one, _ in zip(re.finditer(pattern, whole), range(_MOST), strict=False)]
        if found:
            return found
    return []


def _of_links(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        if piece.tag:
            at += piece.ends
            continue
        if piece.here and piece.text.strip() and len(found) < _MOST:
            found.append((at, at + len(piece.text)))
        at += len(piece.text)
    return found


def _cut(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The text from `start` to `end` in parts, each wholly within one of `spans` or outside of all."""
    edges = {start, end, *(edge for span in spans for edge in span if start < edge < end)}
    for a, b in pairwise(sorted(edges)):
        yield a, b, any(span[0] <= a and b <= span[1] for span in spans)
