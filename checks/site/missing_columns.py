"""Columns that a site of its kind must have and has not.

How judged: a required category counts as present when a column of it was found, when the home page links to it by name
(also to another site: services often live on the provincial portal), or when a navigation or breadcrumb names it. What
is required of portals and of departments stands in the edition.
Not counted: services of a site without services to the public; sites of other kinds.
Suspected only: the visit was cut short, or scripts fill the home page.
Source: 国办秘函〔2019〕19号; 国办发〔2017〕47号; 国办公开办函〔2019〕61号.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import columns_seen
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.views import SiteView


@site_check("missing-columns", absence=True)
def missing_columns(site: SiteView, rule: Rule) -> Iterator[Said]:
    required = [c for c in rule.param(site.site.kind.value) if c != "services" or site.site.has_services]
    home = site.home
    if not required:
        return
    if home is None or home.facts.kind is PageKind.STUB or not home.facts.links:
        yield Gap("首页没有读到", site.site.home, len(required))
        return
    present = _present(site)
    for category in required:
        yield Looked()
        if category not in present:
            yield Finding(
                category,
                at=home.url,
                key=(category,),
                data={"category": category},
                certainty=Certainty.SUSPECTED if home.facts.scripted else Certainty.CERTAIN,
            )


def _present(site: SiteView) -> set[str]:
    """Categories that the site has, by its columns and by the names of its entrances."""
    named = {column.category for column in site.derived(columns_seen) if column.category_by != "parent"}
    return named | site.derived(topics_seen).categories
