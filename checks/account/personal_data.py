"""Personal numbers of citizens in posts.

How judged: what was found in title and text, and in what the post passes on, when the account was read; the numbers
were masked before the post was stored. One finding for each post and kind. `identity`: certain in a list of citizens or
behind a label that says so, in what the post says itself, else suspected. `card`: certain in a list of citizens, else
suspected. Always suspected: `old-identity`, `mobile`, `passport`, `permit`, `address`. What stands under words of
`params.exempt`, which law may want published, is suspected, never silent.
Not counted: masked numbers; telephones of offices, businesses and whoever is there to be called; codes of
organisations, documents, projects; pictures and films.
Could not look: posts of which only the title or a part of the text was seen, or whose numbers nobody looked for.
Source: 2018 年政务公开工作要点; PRI-2 各地通报; PRI-3 is a default of ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.excerpts import quoted
from checks.facts.personal_shown import Shown as Numbers
from checks.facts.personal_shown import by_kind, told_before
from checks.facts.post_texts import all_its_own, digest_data, looked_at, posts_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Said, Value
from checks.model.posts import Post
from checks.model.views import AccountView

NOT_LOOKED_FOR = "读取时没有查找个人信息"


@account_check("personal-data")
def personal_data(view: AccountView, rule: Rule) -> Iterator[Said]:
    yield from looked_at(view, lambda post: NOT_LOOKED_FOR if post.personal is None else "")
    for post, at in posts_of(view):
        for numbers in by_kind(post.personal or ()):
            yield _finding(post, at, numbers, f"{post.title}\n{post.text}", rule, None)
        if (first := post.repost_of) is not None:
            yield from (_finding(post, at, one, first.text, rule, first.account) for one in by_kind(first.personal))


def _finding(post: Post, at: str, numbers: Numbers, text: str, rule: Rule, passed_on: str | None) -> Finding:
    data: dict[str, Value] = {
        "what": "发布内容",
        "title": quoted(post.title or post.text, 60),
        "count": numbers.count,
        "sample": numbers.sample(rule.param("id_shown"), rule.param("phone_masked"), rule.param("card_shown")),
    }
    if passed_on:
        data["passed_on"] = quoted(passed_on, 60)
    data |= digest_data(post.text if passed_on is None else text)
    exempt = numbers.under(rule.param("exempt"), f"{post.title} {told_before(text, numbers)}")
    own = passed_on is None and all_its_own(post)
    return Finding(
        numbers.kind.value,
        at,
        (numbers.kind.value, post.key),
        data,
        excerpt=quoted(numbers.context),
        certainty=Certainty.CERTAIN if own and numbers.provable and not exempt else Certainty.SUSPECTED,
    )
