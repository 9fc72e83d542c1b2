"""Which years' catalogues of major administrative decisions (重大行政决策事项目录) a page shows or leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts.policy import day
from checks.facts.shown_links import links_of
from checks.model.views import PageView

CATALOGUE = re.compile(r"决策.{0,12}(?:目录|清单)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def catalogue_years_of(page: PageView) -> Iterator[int]:
    """The years that titles and links name; where they name none, the year in which page or entry came out."""
    facts, shown = page.facts, page.derived(links_of)
    published = [day(facts.published.value).year] if facts.published else []
    titles = f"{facts.heading}\n{facts.title}"
    if CATALOGUE.search(titles):
        yield from map(int, _YEAR.findall(titles) or published)
    for link in facts.links if "决策" in shown.words else ():
        if "决策" in link.text and CATALOGUE.search(link.text):
            yield from map(int, _YEAR.findall(link.text) or published)
    for item in facts.items if "决策" in shown.titles else ():
        if "决策" in item.title and item.date and CATALOGUE.search(item.title):
            yield from map(int, _YEAR.findall(item.title) or [day(item.date).year])
