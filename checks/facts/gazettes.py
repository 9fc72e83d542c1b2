"""Issues of a gazette (政府公报) as its column lists them: of which year, with which numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model.pages import PageFacts, Place

_ISSUE = re.compile(
    r"((?:19|20)\d\d)\s?年.{0,12}?(?<!\d)(?<!总)(?<!总第)(\d{1,3})\s?(?:[-—–~、,，至和/]\s?第?\s?(\d{1,3})\s?)?[期号]"
)
_PAPER = re.compile(r"公告|通告|通知|公示|决定|名单|令")
_OWN = (Place.BODY, Place.LIST, Place.OTHER)
MOST = 600
"""So many issues of a page are kept."""
_HIGHEST = 120
"""The highest number that an issue of a year may have."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A link to a whole issue; a double one has several `numbers`."""

    url: str
    title: str
    year: int
    numbers: tuple[int, ...]


def issues_of(facts: PageFacts) -> tuple[Issue, ...]:
    """Those of the links of a page that are called an issue: 2026年第3期, 2026年第3-4期（总第99期）."""
    found: dict[str, Issue] = {}
    for link in facts.links:
        text = link.text[:100]
        if link.place in _OWN and (told := _ISSUE.search(text)) and not _is_paper(text, told.group()):
            first, last = int(told.group(2)), int(told.group(3) or told.group(2))
            if 0 < first <= last <= _HIGHEST:
                found[link.url] = Issue(link.url, link.text, int(told.group(1)), tuple(range(first, last + 1)))
    return tuple(found.values())[:MOST]


def _is_paper(text: str, told: str) -> bool:
    """True for what a gazette printed (2026年第3号公告): such papers have numbers of the year themselves."""
    return told.endswith("号") and bool(_PAPER.search(text))


def gaps_of(issues: Iterable[Issue]) -> Mapping[int, tuple[int, ...]]:
    """Year → numbers that are missing between those that are there. Years with one number have none."""
    numbers: dict[int, set[int]] = {}
    for issue in issues:
        numbers.setdefault(issue.year, set()).update(issue.numbers)
    between = {year: tuple(n for n in range(min(had), max(had)) if n not in had) for year, had in numbers.items()}
    return {year: missing for year, missing in sorted(between.items()) if missing}
