"""Names of laws, documents and organs that posts misprint, mistake, or use out of date.

How judged: as wrong-expressions, with the entries of the second level. An outdated name is one from the day of the post
on which the new one was owed (`params.transition_months`). Certain: forms that were never right, in what the post says
itself; what it passes on is suspected.
Not counted: posts without a time that can be believed, for names that were right once; names in 《》 or quotation
marks, behind 原, in resumes, beside a year before the change.
Could not look: posts of which only the title or a part of the text was seen.
Source: 本项目分级建议 (second level), 各地通报.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.post_expressions import told_of_posts
from checks.facts.told_expressions import owed
from checks.indicators.edition import Rule
from checks.lexicon.expressions import Level
from checks.model.findings import Said
from checks.model.views import AccountView


@account_check("imprecise-names")
def imprecise_names(view: AccountView, rule: Rule) -> Iterator[Said]:
    months: int = rule.param("transition_months")
    yield from told_of_posts(view, Level.NAME, rule.param("terms"), lambda one, day: owed(one, day, months))
