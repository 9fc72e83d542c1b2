"""Grave wrong expressions in posts.

How judged: title and text of every post that may be judged, by the same lexicon as pages, and what the post passes on.
One finding for each post and expression, at the post; what stands in what it passes on names the account that wrote
it. Always suspected: nothing counts before a person confirmed it.
Not counted: sentences that speak about the words; longer words in which the form is right; pictures and films.
Could not look: posts of which only the title or a part of the text was seen.
Source: 国办秘函〔2019〕19号 (NV-1).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.post_expressions import told_of_posts
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import AccountView


@account_check("wrong-expressions")
def wrong_expressions(view: AccountView, rule: Rule) -> Iterator[Said]:
    yield from told_of_posts(view, Level.GRAVE, rule.param("terms"))
