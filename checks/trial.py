"""One check on one saved page: what `python -m checks try` does, without disk and clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from checks import runner
from checks.catalog import Check
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.indicators.edition import Rule
from checks.indicators.sentences import one_line
from checks.indicators.words import word
from checks.model.captures import Coverage
from checks.model.findings import Outcome
from checks.model.pages import Page
from checks.model.registry import Site
from checks.model.urls import page_key
from checks.model.views import GatheredSite, PageView

ONE_PAGE = Coverage(known=1, asked=1, pages=1, skipped={"budget": 1}, detail="只看了这一个页面")
"""The rest of the site was left out, so what is missing there is a suspicion at most."""


def try_page(check: Check, rule: Rule, body: bytes, url: str, site: Site, moment: datetime) -> Outcome:
    """Judges the page `body`, saved from `url`, as a page of `site` on the day of `moment` (aware)."""
    home = page_key(url) == page_key(site.home)
    facts = read(parse(url, body, "text/html"), home=home)
    page = Page(url, 200, moment, depth=0 if home else 1, digest=sha256(body).hexdigest(), size=len(body))
    pages = (PageView(page, facts),)
    view = GatheredSite(site, moment, pages, coverage=ONE_PAGE, home_url=url if home else "")
    return runner.run(check, view, rule)


def told(outcome: Outcome, rule: Rule) -> Iterator[str]:
    """The outcome as lines that a person reads."""
    seen = f"（看了 {outcome.judged} 处，共 {outcome.of} 处）" if outcome.of else ""
    yield f"结论：{word('status', outcome.status)}{seen}"
    if outcome.reason:
        yield f"说明：{one_line(outcome.reason)}"
    for number, finding in enumerate(outcome.findings, 1):
        yield f"{number}. [{word('certainty', finding.certainty)}] {rule.sentence(finding.code, finding.data)}"
        yield f"   网址：{one_line(finding.at)}"
        if finding.found_on and finding.found_on != finding.at:
            yield f"   所在页面：{one_line(finding.found_on)}"
        if finding.excerpt:
            yield f"   原文：{one_line(finding.excerpt)}"
        if advice := rule.advice(finding.code, finding.data):
            yield f"   整改：{advice}"
