"""What a check says of the wrong expressions of its level in the posts of an account.

One post shows an expression once. What it passes on is suspected at most, and named with the account that wrote it. A
text that hundreds of accounts publish is searched once, as long as it is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from checks.facts.expressions import Hit, finder, keyed
from checks.facts.misprints import holds
from checks.facts.post_texts import Shown, looked_at, shown_texts
from checks.facts.told_expressions import expression_data
from checks.lexicon.expressions import Expression, Level
from checks.model.findings import Certainty, Finding, Gap, Said
from checks.model.views import AccountView

FINDINGS = 200
"""Faults of one level that an account is told of one by one."""
TEXTS = 2_048
"""Texts that are remembered with what was found in them."""


def told_of_posts(
    view: AccountView,
    level: Level,
    terms: Sequence[Mapping[str, Any]],
    counts: Callable[[Expression, date | None], bool] = lambda one, day: True,
) -> Iterator[Said]:
    """Every wrong expression of `level` for which `counts` holds. `terms` are the entries of the office."""
    yield from looked_at(view)
    key, known, beyond = keyed(terms), set[tuple[str, str]](), 0
    for shown in shown_texts(view):
        for hit in found_in(shown.text, key, level.value if key else ""):
            one = hit.expression
            if one.level is not level or not holds(one, shown.day) or not counts(one, shown.day):
                continue
            if (one.wrong, shown.key) not in known and len(known) >= FINDINGS:
                beyond += 1
                continue
            known.add((one.wrong, shown.key))
            yield _finding(hit, shown)
    if beyond:  # at no place: of none of them it may be said that it was mended
        yield Gap(f"命中过多，只列出前 {FINDINGS} 条", count=beyond)


@lru_cache(maxsize=TEXTS)
def found_in(text: str, terms: str = "", level: str = "") -> tuple[Hit, ...]:
    """The first place of every wrong form of a text, by the lexicon that `finder` makes of the same."""
    first: dict[str, Hit] = {}
    for hit in finder(terms, level)(text):
        first.setdefault(hit.expression.wrong, hit)
    return tuple(first.values())


def _finding(hit: Hit, shown: Shown) -> Finding:
    one = hit.expression
    certain = one.sure and shown.passed_on is None
    return Finding(
        one.kind,
        shown.at,
        (one.wrong, shown.key),
        {**expression_data(one), "sentence": hit.excerpt, **shown.data},
        excerpt=hit.excerpt,
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
    )
