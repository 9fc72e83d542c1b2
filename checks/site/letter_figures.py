"""Published figures of letters that contradict each other.

How judged: a line that says how many letters came, how many were answered and at what rate (答复率, 回复率). The
rate is the letters answered divided by those that came; a difference of so many points is rounding.
Suspected only: all of it. Letters of the year before may have been answered in this one.
Not counted: lines that lack one of the three or mix answers (答复) with cases settled (办结), rates of what was done in
time (按期), figures of tables, and years in which no letter came.
Source: 各地通报（答复率＝答复数÷留言数）.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.letterbox import letters_seen
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("letter-figures")
def letter_figures(site: SiteView, rule: Rule) -> Iterator[Said]:
    told: set[tuple[int, int, float]] = set()  # a line of the template stands on every page of a list
    for claim in site.derived(letters_seen).claims:
        figures = (claim.received, claim.answered, claim.rate)
        if not claim.received or figures in told:
            continue
        told.add(figures)
        yield Looked()
        rate = 100 * claim.answered / claim.received
        if abs(rate - claim.rate) > rule.param("tolerance"):
            data: dict[str, Value] = {"received": claim.received, "answered": claim.answered}
            data |= {"shown": _plain(claim.rate), "expected": _plain(round(rate, 1))}
            yield Finding("contradicts", claim.url, ("contradicts", page_key(claim.url)), data)


def _plain(rate: float) -> float:
    """100 and not 100.0, as offices write it."""
    return int(rate) if rate == int(rate) else rate
