"""Accounts that mostly pass on what others wrote.

How judged: of the posts of one reading, those that the platform shows as passed on or as not original are counted. Even
if all others were original, fewer than `params.share` are: few. A person confirms it, for a platform knows only what it
was told. At least `params.posts` posts are needed.
Not counted: versions of programs, records of persons. A source that does not say enough of what is original: could not
look, unless enough posts are known to be original.
Source: 国办发〔2018〕123号 (XM-11); 国家没有规定比例.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.accounts import best
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import Post, PostKind
from checks.model.views import AccountView

_NO_POSTS = frozenset((PostKind.VERSION, PostKind.RECORD))


@account_check("few-originals")
def few_originals(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, reading = view.account, best(view)
    if reading is None:
        yield Gap(reason_of(view.readings()[0].reason), account.address)
        return
    posts = [post for post in reading.posts if post.kind not in _NO_POSTS]
    if len(posts) < rule.param("posts"):
        return
    passed = sum(_passed_on(post) for post in posts)
    own = sum(post.original is True for post in posts)
    least = rule.param("share") * len(posts)
    if len(posts) - passed < least:
        yield Looked()
        percent = round(100 * (len(posts) - passed) / len(posts))
        data: dict[str, Value] = {
            "account": account.name,
            "posts": len(posts),
            "passed": passed,
            "share": f"{percent}%",
        }
        yield Finding("few", account.address, ("originals",), data, certainty=Certainty.SUSPECTED)
    elif own >= least:
        yield Looked()
    else:
        yield Gap("该来源没有说明哪些内容是原创", account.address)


def _passed_on(post: Post) -> bool:
    return post.original is False or post.repost_of is not None or post.kind is PostKind.REPOST
