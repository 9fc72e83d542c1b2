"""Accounts on whose posts nobody may comment.

How judged: of the posts of the last `params.days` days those count of which the platform says whether readers may
comment (Bilibili, Toutiao, the interface of WeChat; a comment that is there says so everywhere). `closed`: at least
`params.posts` of them say it, and all say that comments are closed. Suspected: private messages and menus are ways in
as well, which no source shows; a person finds that out (mute-account), and only what the person finds is a veto.
Not counted: programs (`params.apart`). A source that does not say, or says it of too few posts: could not look.
Source: 国办秘函〔2019〕19号 (NV-3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.catalog import account_check
from checks.facts.accounts import best
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import Interaction
from checks.model.views import AccountView


@account_check("closed-comments")
def closed_comments(view: AccountView, rule: Rule) -> Iterator[Said]:
    account = view.account
    if account.platform in rule.param("apart"):
        return
    reading = best(view)
    if reading is None:
        yield Gap(reason_of(view.readings()[0].reason), account.address)
        return
    since = view.moment - timedelta(days=rule.param("days"))
    told = [
        post
        for post in reading.posts
        if post.interaction is not Interaction.UNKNOWN and post.latest is not None and post.latest >= since
    ]
    closed = [post for post in told if post.interaction is Interaction.CLOSED]
    if len(closed) < len(told):
        yield Looked()
    elif len(closed) < rule.param("posts"):
        yield Gap("说明能否评论的内容太少" if told else "该来源没有说明能否评论", account.address)
    else:
        yield Looked()
        data: dict[str, Value] = {"account": account.name, "posts": len(closed)}
        shown = quoted(closed[0].title or closed[0].text)
        yield Finding("closed", account.address, ("comments",), data, excerpt=shown, certainty=Certainty.SUSPECTED)
