"""Names of laws, documents and organs that are misprinted, mistaken or out of date.

How judged: as wrong-expressions, with the entries of the second level. `title`: the name of a law, a regulation or a
central document; `organ`: that of an organ or of an autonomous region; `outdated`: a department that the reforms of
2013, 2018, 2021 or 2023 renamed or ended, on a page of a later day. A page owes the new name only
`params.transition_months` after the change. Certain: forms that were never right; suspected: outdated names, made
misprints, what stands in a file.
Not counted: pages that are older, or name an earlier day of writing or an earlier year in their title, or show no day;
names in 《》 or quotation marks, behind 原, in resumes, beside a year before the change; what citizens wrote.
Source: 本项目分级建议 (second level), 各地通报; decisions of the National People's Congress on the reforms.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.told_expressions import owed, told
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import SiteView


@site_check("imprecise-names")
def imprecise_names(site: SiteView, rule: Rule) -> Iterator[Said]:
    months: int = rule.param("transition_months")
    given = (rule.param("terms"), rule.param("template_pages"))
    yield from told(site, Level.NAME, *given, lambda fault: owed(fault.first.expression, fault.first.day, months))
