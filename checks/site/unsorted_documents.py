"""A government's documents that cannot be looked through by who issued them, in which year, on what subject.

How judged: `way`: neither the pages of its columns of documents nor the names of the columns below show a word by which
a way of sorting is told (`checks/lexicon/disclosure.toml`), nor, for years, at least two links that are years. Always
suspected: a filter may be drawn by a script.
Not counted: sites of offices, which have one issuer; columns that a script fills: could not look.
Source: 武威市、武清区 2022 年政务公开要点 (GF-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.disclosure import columns_of
from checks.indicators.edition import Rule
from checks.lexicon.disclosure import unsaid
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView

_YEAR = re.compile(r"^(?:19|20)\d\d年?$")
_SELECTS = "发布年份"
_LONGEST = 20  # characters of a link that may be a way of sorting, and not the title of a document
_LINE = 100  # and of a line of such words
_TOP = 1_500  # characters of a page above and beside its list


@site_check("unsorted-documents", absence=True)
def unsorted_documents(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL:
        return
    columns, ways = columns_of(site, "documents"), rule.param("ways")
    if not columns or site.home is None or any(column.scripted for column in columns):
        reason = "首页没有读到，或政策文件栏目由脚本生成" if columns else "没有找到政策文件栏目"
        yield Gap(reason, columns[0].url if columns else site.site.home, len(ways))
        return
    yield Looked(len(ways))
    shown, years = _shown(site, columns)
    for way in unsaid("ways", ways, shown):
        if way != _SELECTS or years < rule.param("years"):
            yield Finding("way", columns[0].url, ("way", way), {"way": way}, certainty=Certainty.SUSPECTED)


def _shown(site: SiteView, columns: tuple[ColumnSeen, ...]) -> tuple[str, int]:
    """(short words on the pages of the columns and names of those below, a line each; how many links are years)."""
    own = {column.url for column in columns}
    words = [column.name for column in site.derived(columns_seen) if column.parent in own]
    words += [column.name for column in columns]
    years: set[str] = set()
    for page in [page for column in columns if (page := site.page(column.pages[0])) is not None]:
        titles = {item.title for item in page.facts.items if item.date}
        texts = {link.text for link in page.facts.links if len(link.text) <= _LONGEST} - titles
        lines = [line for line in page.facts.text[:_TOP].splitlines() if len(line) <= _LINE]
        texts |= {line.strip() for line in lines if not any(title in line for title in titles)}
        words += sorted(texts)
        years |= {text for text in texts if _YEAR.match(text.strip())}
    return "\n".join(["", *words, ""]), len(years)
