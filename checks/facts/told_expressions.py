"""What a check says of the wrong expressions of its level: the same for all three levels but for what they add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from checks.facts.expressions import keyed
from checks.facts.misprints import Fault, faults, walk
from checks.facts.periods import months_before
from checks.lexicon.expressions import Expression, Level
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageKind
from checks.model.views import SiteView

FINDINGS = 1_000
"""Faults of one level that a site is told of one by one."""


def told(
    site: SiteView,
    level: Level,
    terms: Sequence[Mapping[str, Any]],
    template_pages: int,
    counts: Callable[[Fault], bool] = lambda fault: True,
) -> Iterator[Said]:
    """Every wrong expression of `level` for which `counts` holds. `terms` are the entries of the office."""
    key = keyed(terms)
    seen = site.derived(walk(key, level.value if key else ""))
    if not seen.looked and not seen.unread:
        yield Gap("没有读到任何页面", site.site.home)
        return
    yield Looked(seen.looked)
    for reason, url in seen.unread:
        yield Gap(reason, url)
    known = 0
    for fault in faults(seen, level, template_pages):
        if counts(fault):
            known += 1
            if known <= FINDINGS:
                yield _finding(fault)
    if beyond := max(0, known - FINDINGS) + seen.beyond:
        yield Gap(f"命中过多，只列出前 {FINDINGS} 条", count=beyond)


def expression_data(one: Expression) -> dict[str, Value]:
    """What every finding tells of a wrong form; what is not known of it is left out."""
    told = {"wrong": one.wrong, "right": one.right, "why": one.why, "level": one.level.value, "basis": one.source}
    return {name: value for name, value in told.items() if value}


def owed(one: Expression, day: date | None, months: int) -> bool:
    """Was the new name owed on `day`: so many `months` after the change?"""
    return one.since is None or day is None or months_before(day, months) >= one.since


def _finding(fault: Fault) -> Finding:
    shown, one = fault.first, fault.first.expression
    data = {**expression_data(one), "pages": fault.pages, "sentence": shown.excerpt}
    if shown.day is not None:
        data["day"] = shown.day.isoformat()
    certain = one.sure and shown.kind is not PageKind.FILE
    return Finding(
        one.kind,
        shown.url,
        fault.key,
        data,
        excerpt=shown.excerpt,
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
        places=fault.places,
    )
