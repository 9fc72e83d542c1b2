"""Common typing faults: signs of like sound or shape, names of places that lost a sign.

How judged: as wrong-expressions, with the entries of the third level. `word`: a word; `place`: the name of a city or a
province. Certain: forms that are no Chinese; suspected: those that can be right in rare places, made misprints, what
stands in a file.
Not counted: longer words in which the form is right; what stands in 《》 or quotation marks; sentences that speak about
the words; what citizens wrote.
Source: 各地季度通报 (ERR-5).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.told_expressions import told
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import SiteView


@site_check("typos")
def typos(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield from told(site, Level.TYPO, rule.param("terms"), rule.param("template_pages"))
