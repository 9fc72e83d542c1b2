"""Common typing faults in posts.

How judged: as wrong-expressions, with the entries of the third level. Certain: forms that are no Chinese, in what the
post says itself; suspected: those that can be right in rare places, made misprints, what the post passes on.
Not counted: longer words in which the form is right; what stands in 《》 or quotation marks; sentences that speak about
the words.
Could not look: posts of which only the title or a part of the text was seen.
Source: 各地季度通报 (ERR-5).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.post_expressions import told_of_posts
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import AccountView


@account_check("typos")
def typos(view: AccountView, rule: Rule) -> Iterator[Said]:
    yield from told_of_posts(view, Level.TYPO, rule.param("terms"))
