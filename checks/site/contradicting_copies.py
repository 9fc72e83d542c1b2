"""One document that two pages show with different numbers, dates or figures.

How judged: two pages show documents of one title, or of one number and nearly one title. `other-figures`: they have one
number (or one issuer and day of writing, where one page lacks the number), their texts agree in every word, have
`least_letters` letters or more, and differ in at most `most_places` figures. `other-date`: one number, and other days
of writing, both read from a table or both from the text. `other-number`: one day of writing, texts that agree in every
word and all but `most_places` figures, and other numbers. The finding stands at the page that was published later and
shows both places. Suspected only: a person must compare them with the paper.
Not counted: versions of a document that was changed (修订, 修正), drafts, explanations, papers that pass it on, lists,
further pages; other days of publication (a copy is put up later); papers of one title without anything else in common
(those of each year, or one after the other on one day); numbers without a year, for they come again; two titles under
one number (date-logic).
Could not look: more documents than can be kept, more than `most_copies` of one title.
Source: none; a hint of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from checks.catalog import site_check
from checks.facts.copies import Copy, Text, compared, copies_of, other_figures, text_of
from checks.facts.excerpts import quoted
from checks.facts.policy import same_paper
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView

MANY = "文件太多，没有全部比对"


@site_check("contradicting-copies")
def contradicting_copies(site: SiteView, rule: Rule) -> Iterator[Said]:
    copies = site.derived(copies_of)
    yield Looked(copies.documents)
    if copies.beyond:
        yield Gap(MANY, count=copies.beyond)
    told: dict[tuple[str, str], Finding] = {}  # a page is told of once, against the first that contradicts it
    for group in copies.groups:
        kept = group[: rule.param("most_copies")]
        if len(group) > len(kept):
            yield Gap(MANY, count=len(group) - len(kept))
        texts = cache(partial(text_of, site))  # read of those only that have something to be compared
        for n, later in enumerate(kept):
            for first in kept[:n]:
                for finding in _compared(site, (first, later), texts, rule):
                    told.setdefault((finding.code, later.url), finding)
    yield from told.values()


def _compared(site: SiteView, pair: tuple[Copy, Copy], text: Callable[[Copy], Text], rule: Rule) -> Iterator[Finding]:
    first, later = pair
    if first.changed or later.changed or not same_paper(first.title, later.title):
        return
    same_day = first.written is not None and first.written == later.written
    numbers = {first.number, later.number} - {""}
    same_number = first.number == later.number != ""
    if same_number and first.tabled == later.tabled and first.written and later.written and not same_day:
        yield _finding("other-date", site, first, later, f"{later.written}", f"{first.written}")
    two_numbers = same_day and len(numbers) > 1
    one_paper = same_number or (len(numbers) == 1 and same_day and first.issuer == later.issuer != "")
    if not (two_numbers or one_paper):
        return
    here, there = text(later), text(first)
    alike = here.words == there.words and here.letters >= rule.param("least_letters")
    if alike and two_numbers and _places(site, first, later, rule.param("most_places")) is not None:
        yield _finding("other-number", site, first, later, later.shown_number, first.shown_number)
    differ = alike and one_paper and here.figures != there.figures
    if differ and (places := _places(site, first, later, rule.param("most_places"))):
        expected, shown = ("；".join(f"“…{side}…”" for side in sides) for sides in zip(*places, strict=True))
        yield _finding("other-figures", site, first, later, shown, expected)


def _places(site: SiteView, first: Copy, later: Copy, most: int) -> list[tuple[str, str]] | None:
    """Where the texts of both give other figures; None where these are so many that they are two papers."""
    one, other = site.page(first.url), site.page(later.url)
    if one is None or other is None:
        return None
    places = other_figures(compared(one.facts), compared(other.facts), most)
    return places if places is not None and len(places) <= most else None


def _finding(code: str, site: SiteView, first: Copy, later: Copy, shown: str, expected: str) -> Finding:
    page = site.page(later.url)
    title = page.facts.heading if page else later.title
    data: dict[str, Value] = {"title": quoted(title, 100), "shown": quoted(shown), "expected": quoted(expected)}
    return Finding(
        code,
        later.url,
        (code, page_key(later.url)),
        data | {"target": first.url},
        excerpt=quoted(f"{shown} / {expected}"),
        certainty=Certainty.SUSPECTED,
        places=(first.url,),
    )
