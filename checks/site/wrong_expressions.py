"""Grave wrong expressions: names of the state, the party and their organs, fixed policy phrases, sovereignty.

How judged: one pass over title, heading, text and sponsor of every page, and the text of every attachment, with the
lexicon of checks/lexicon/expressions and the entries of the office (`params.terms`). `name`: a misprint of the name of
the state, the party or one of their organs; `phrase`: one of a fixed phrase; `wording`: an expression that is not to be
used of Taiwan, Hong Kong, Macao or the border regions. Always suspected: nothing counts before a person confirmed it.
Not counted: sentences that speak about the words; longer words in which the form is right. Names of leaders are not in
the lexicon, offices bring their own.
Source: 国办秘函〔2019〕19号 (WV-1, NV-1, ERR-1…4). How a lexicon is written: docs/expressions.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.told_expressions import told
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import SiteView


@site_check("wrong-expressions")
def wrong_expressions(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield from told(site, Level.GRAVE, rule.param("terms"), rule.param("template_pages"))
