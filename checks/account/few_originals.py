"""Accounts that mostly pass on what others wrote.

How judged: of the posts of one reading, those that the platform shows as passed on or as not original are counted. Even
if all others were original, fewer than `params.share` are: few. A person confirms it, for a platform knows only what it
was told. At least `params.posts` posts are needed; a source that shows fewer is made up to so many by the newest that
earlier nights saw, within `params.earlier_days`.
Not counted: versions of programs, records of persons. A source that does not say enough of what is original: could not
look, unless enough posts are known to be original.
Source: 国办发〔2018〕123号 (XM-11); 国家没有规定比例.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.accounts import best, run_of_posts
from checks.indicators.edition import Rule
from checks.indicators.words import why_unread
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import AccountView


@account_check("few-originals")
def few_originals(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, reading = view.account, best(view)
    if reading is None:
        yield Gap(why_unread(view.readings()[0]), account.address)
        return
    posts = run_of_posts(view, reading, rule.param("posts"), rule.param("earlier_days"))
    if len(posts) < rule.param("posts"):
        return
    passed = sum(post.passed_on for post in posts)
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
