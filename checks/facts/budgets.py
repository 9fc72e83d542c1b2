"""Which budgets (预算) and final accounts (决算) a site shows, by the years in titles; and whether 三公 is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.facts.files import offered
from checks.facts.named import shown_titles
from checks.facts.shown_links import links_of
from checks.model.pages import PageFacts, PageKind
from checks.model.views import SiteView

KINDS = {"budget": "预算", "final": "决算"}
"""Finding code → the word that titles have."""
_OTHER = ("绩效", "采购", "招标", "中标", "评审", "审计公告", "审计结果", "审计报告")
"""Titles with these words speak of money, but are neither a budget nor its account."""
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SPENDING = "三公"
_LEADING = (PageKind.LIST, PageKind.SECTION, PageKind.HOME)


@dataclass(slots=True)
class Budgets:
    """`newest` year by kind (budget, final); `told`: 三公 stands somewhere; `pages` of budgets or accounts were read,
    `files` of them carry attachments, which nobody read. Years more than one ahead are none."""

    newest: dict[str, int] = field(default_factory=dict)
    told: bool = False
    pages: int = 0
    files: int = 0


def budgets_seen(site: SiteView) -> Budgets:
    """One walk over all pages. To be used through `site.derived(budgets_seen)`."""
    found = Budgets()
    seen: set[str] = set()
    for page in site.pages():
        facts = page.facts
        shown = page.derived(links_of)
        told = (facts.title, facts.heading, shown.titles, shown.words)
        titles = {title for title in shown_titles(facts) if "算" in title} - seen if "算" in "\n".join(told) else set()
        seen |= titles if len(seen) < 50_000 else set()
        _count(found, titles, site.moment.year + 1)
        found.told = found.told or _SPENDING in facts.text or _SPENDING in shown.words
        if facts.kind not in _LEADING and is_budget(facts.heading) and _YEAR.search(facts.heading):
            found.pages += 1
            found.files += _has_files(facts)
    return found


def is_budget(title: str) -> bool:
    """Is a page so called a budget or a final account?"""
    return any(word in title for word in KINDS.values()) and not any(word in title for word in _OTHER)


def years(title: str, word: str) -> list[int]:
    """The years of which `title` says to be the 预算 or 决算: the last before each word, else the first after it."""
    *before, after = title.split(word)
    told = [found[-1] for part in before if (found := _YEAR.findall(part))]
    return [int(year) for year in told or _YEAR.findall(after)[: len(before)]]


def _count(found: Budgets, titles: Iterable[str], last: int) -> None:
    for title in titles:
        if not is_budget(title):
            continue
        for kind, word in KINDS.items():
            # 预决算 names both with one word.
            for year in years(title.replace("预决算", "预算、决算"), word):
                if year <= last:
                    found.newest[kind] = max(year, found.newest.get(kind, 0))


def _has_files(facts: PageFacts) -> bool:
    return any(offered(link.url) for link in facts.links)
