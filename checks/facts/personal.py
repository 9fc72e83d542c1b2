"""Personal numbers in a text: found, masked, and counted without being kept.

The one place that decides what a citizen's number is (`personal_owners`, `personal_papers`); what has no long number
and none of a few words in it is left alone after one cheap search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from checks.facts.personal_context import Sheet
from checks.facts.personal_owners import Hit, numbers
from checks.facts.personal_papers import papers
from checks.model.long_numbers import BREAKS, starred
from checks.model.personal import Personal

MOST = 2_000
"""So many numbers of one text are told one by one; all are masked."""
CONTEXT = 40
LONG = re.compile("[0-9][0-9]{10}")
"""Eleven figures in a row, the shape of the pattern being the fastest way to look for them."""
_MAYBE = re.compile(
    f"[0-9０-９](?:[0-9０-９]{{10}}|[0-9０-９]{{5,13}}[{BREAKS}]{{1,2}}[0-9０-９]{{3,12}}|"
    f"[0-9０-９]{{2,3}}[{BREAKS}]{{1,2}}[0-9０-９]{{4}}[{BREAKS}]{{1,2}}[0-9０-９]{{4}}|"
    f"(?:[{BREAKS}][0-9０-９]){{17}})"
)
_ADDRESSES = ("住址", "家庭地址", "户籍地", "居住地", "家住", "现住")
_PERMITS = ("通行证", "台胞证", "回乡证", "军官证", "士官证", "士兵证", "警官证")


@dataclass(frozen=True, slots=True)
class Scanned:
    """`text` with every personal number masked, `found` what was masked, `count` how many in all."""

    text: str
    found: tuple[Personal, ...] = ()
    count: int = 0


def scan(text: str, salt: bytes = b"", place: str = "", title: str = "") -> Scanned:
    """Masks what `text` shows whole; `title` is what the page or file calls itself. Pure, linear, never raises."""
    return told(text, hits_in(text, title), salt, place)


def told(text: str, hits: Sequence[Hit], salt: bytes = b"", place: str = "") -> Scanned:
    """What `hits_in` found in `text`, masked and told."""
    if not hits:
        return Scanned(text)
    clean = masked_at(text, hits)
    return Scanned(clean, tuple(_told(clean, hit, salt, place) for hit in hits[:MOST]), len(hits))


def hits_in(text: str, title: str = "") -> list[Hit]:
    """Every number and paper of a citizen in `text`, in its order, none overlapping another."""
    permits, passports = any(word in text for word in _PERMITS), "护照" in text
    addresses = any(word in text for word in _ADDRESSES)
    long = _MAYBE.search(text) is not None
    if not (long or permits or passports or addresses):
        return []
    sheet = Sheet(text, title)
    found = numbers(sheet) if long else []
    if permits or passports or addresses:
        found += papers(sheet, passports=passports, permits=permits, addresses=addresses)
        found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def masked_at(text: str, hits: Iterable[Hit]) -> str:
    """`text` with the hits starred; as long as it was."""
    pieces, last = [], 0
    for hit in hits:
        pieces += [text[last : hit.start], starred(text[hit.start : hit.end], hit.kind)]
        last = hit.end
    return "".join([*pieces, text[last:]])


def digest_of(number: str, salt: bytes) -> str:
    """What ties two places that show one number; "" without a salt: an unsalted hash of a number is the number."""
    return blake2b(number.encode(), key=salt[:64], digest_size=16).hexdigest() if salt else ""


def _told(clean: str, hit: Hit, salt: bytes, place: str) -> Personal:
    spare = max(0, CONTEXT - (hit.end - hit.start))
    around = clean[max(0, hit.start - spare * 2 // 3) : hit.end + spare // 3]
    return Personal(
        hit.kind,
        " ".join(clean[hit.start : hit.end].split()),
        digest_of(hit.number, salt),
        place,
        " ".join(around.split())[:CONTEXT],
        hit.listed,
    )
