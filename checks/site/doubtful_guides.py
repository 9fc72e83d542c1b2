"""Guides to services that tell what cannot be right.

How judged: `phone`: where the number should stand there is a placeholder (0000-0000000, xxxxxxx, 待补充) and no number.
`deadline`: the time in which one may apply is over. `basis`: the number of a document in the legal basis is that of
one which a page of this site shows as repealed or expired.
Suspected only: all of it; whether a guide is right a person finds out (wrong-guides).
Not counted: an empty place for the number (incomplete-guides); a guide whose title names a year, for it is of that
year; sites without services to the public; guides on other hosts and in files.
Source: 国办秘函〔2019〕19号 (WD-204).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.services import UNSEEN, GuideSeen, services_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.guides import Phone
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import SiteView

_OF_A_YEAR = re.compile(r"20\d\d\s?(?:年|[-—~至])")


@site_check("doubtful-guides")
def doubtful_guides(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not site.site.has_services:
        return
    seen = site.derived(services_seen)
    today = site.moment.astimezone(BEIJING).date()
    for one in seen.guides:
        guide = one.guide
        if len(guide.elements) < rule.param("least_elements") and (guide.papers or guide.elsewhere or one.scripted):
            yield Gap(UNSEEN, one.url)
            continue
        yield Looked()
        if guide.phone is Phone.PLACEHOLDER:
            yield _finding("phone", one, "", {"shown": quoted(guide.phone_words, 40)})
        if not _OF_A_YEAR.search(guide.title) and _day(one) < today:
            yield _finding("deadline", one, "", {"shown": quoted(guide.ends_words, 60), "ended": _day(one).isoformat()})
        for number in guide.basis:
            if page := (seen.repealed or {}).get(number):
                yield _finding("basis", one, number, {"number": number, "repealed": page})


def _day(one: GuideSeen) -> date:
    """The last day of the time that the guide names; the last of all where it names none."""
    return one.guide.ends.astimezone(BEIJING).date() if one.guide.ends else date.max


def _finding(code: str, one: GuideSeen, part: str, data: dict[str, Value]) -> Finding:
    key = (code, part, page_key(one.url))
    return Finding(code, one.url, key, {"title": one.guide.title[:100], **data}, certainty=Certainty.SUSPECTED)
