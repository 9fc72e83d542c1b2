"""What higher offices published and every account should pass on, and this one did not, or late.

How judged: by the list of the office (`params.must_forward`: title, the moment it was published, where, until when,
and of which platforms and levels it is owed). An account passed an entry on when a post leads to its address, or has
its title, or nearly so (`params.alike`). `missing`: no post does, the time allowed is over, and all that the account
published in that time is known; `late`: the same is known, and the first post that does came later. Both suspected:
a title may have been shortened, a picture says what no text does.
Not counted: entries whose time is not over, or that are owed by others; programs (`params.apart`).
Could not look: the source failed, or its list does not reach back to when the entry was published; an entry without
title or moment, or with a word that nobody knows.
Source: lists of offices. 国办发〔2018〕123号 (XM-11) speaks of what is passed on; no period for it is verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.carried import carrier, known_over, told_by
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.owed import Owed, read_owed
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import Post
from checks.model.registry import BEIJING
from checks.model.views import AccountView

UNREADABLE = "应转发清单中有条目没有写明标题或发布时间，或写了不认识的平台、级别"
NOT_BACK = "读到的账号内容没有回溯到应转发之日，没有找到的不能认定"


@account_check("unforwarded-posts")
def unforwarded_posts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, hours = view.account, rule.param("hours")
    if account.platform in rule.param("apart"):
        return
    owed, unreadable = read_owed(rule.param("must_forward"))
    if unreadable:
        yield Gap(UNREADABLE, account.address, unreadable)
    due = [entry for entry in owed if entry.of(account) and entry.ends(hours) < view.moment]
    if not due:
        return
    readings = view.readings()
    told, span = told_by(readings), known_over(readings)
    blind = NOT_BACK if any(one.judgeable for one in readings) else reason_of(readings[0].reason)
    for entry in due:
        post = carrier(told, entry.title, entry.address, rule.param("alike"))
        in_time = post is not None and (post.moment is None or post.moment <= entry.ends(hours))
        if not in_time and (span is None or not span.covers(entry.published, entry.ends(hours))):
            yield Gap(blind, account.address)
            continue
        yield Looked()
        if not in_time:
            yield _finding(view, entry, post)


def _finding(view: AccountView, entry: Owed, post: Post | None) -> Finding:
    account = view.account
    data: dict[str, Value] = {"account": account.name, "platform": account.platform, "title": quoted(entry.title, 100)}
    data["published"] = f"{entry.published.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    if post is not None and post.moment is not None:
        data["shown"] = f"{post.moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    # One key for both codes: what was missing and then came late stays one issue.
    given = (account.address, (fold(entry.title),), data)
    return Finding("late" if post else "missing", *given, excerpt=quoted(entry.title), certainty=Certainty.SUSPECTED)
