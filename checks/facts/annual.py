"""A yearly paper as its page shows it: the report on the disclosure of information, or a form of the website.

Only the few pages whose title says so are looked at closer.
"""

from __future__ import annotations

import re

from checks.facts.annual_names import read_name
from checks.facts.annual_tables import Tables
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import FOOT, HEAD, NAV, Outline
from checks.model.annual import AnnualReport
from checks.model.pages import PageFacts

MOST_HEADINGS, LONGEST_HEADING, LONGEST_OVERVIEW = 40, 60, 8_000
_HEADING = re.compile(r"\s{0,4}[(（]?[一二三四五六七八九十]{1,2}\s{0,2}[、.．]\s{0,4}(?=\S)")
_ROWS = re.compile(r"本年新收|上年结转|本年度办理结果|结转下")
"""Rows of table three are numbered as the parts of the report are."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_EMBEDDED = frozenset(("iframe", "embed", "object"))
_ELSEWHERE = (NAV, FOOT, HEAD)


def read_annual(markup: Markup, outline: Outline, links: list[Found], facts: PageFacts) -> AnnualReport | None:
    """The yearly paper that a page shows, None when its title names none. Never raises on any markup."""
    named = read_name(facts.heading, facts.title)
    if named is None:
        return None
    headings, overview = _parts(facts.text.splitlines())
    tables = Tables(markup.tree)
    return AnnualReport(
        kind=named.kind,
        year=named.year,
        unit=named.unit,
        headings=headings,
        overview=overview,
        requests=tables.requests,
        requests_seen=tables.requests_seen,
        reviews=tables.reviews,
        reviews_seen=tables.reviews_seen,
        blank_figures=tables.blank[:10],
        tables=tables.count,
        attachments=sum(
            outline.roles[link.element] not in _ELSEWHERE
            and (link.tag in _EMBEDDED or (link.tag == "a" and bool(_FILE.search(link.url.partition("?")[0]))))
            for link in links
        ),
    )


def _parts(lines: list[str]) -> tuple[tuple[str, ...], str]:
    """(headings of the first level, the text from the first of them to the second)."""
    headings: list[str] = []
    overview: list[str] = []
    for line in lines:
        if _HEADING.match(line) and not _ROWS.search(line[:LONGEST_HEADING]):
            headings.append(line.strip()[:LONGEST_HEADING])
            if len(headings) > MOST_HEADINGS:
                break
        if len(headings) == 1:
            overview.append(line)
    return tuple(headings[:MOST_HEADINGS]), "\n".join(overview)[:LONGEST_OVERVIEW]
