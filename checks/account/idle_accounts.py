"""Accounts that hardly anybody follows or uses: advice on which to merge or to cancel, with figures.

How judged: only where the platform shows at most `params.followers` followers. `idle`: it published nothing for
`params.quiet_days` besides. `mergeable`: the unit has another account of a near function (on the same platform, or on
another of `params.videos`, `params.blogs`, `params.articles`), and half of the posts draw at most `params.reads` reads,
or, where none are shown, at most `params.responses` likes, comments and forwards. Where a source shows fewer than
`params.posts` posts, the newest that earlier nights saw within `params.earlier_days` make them up. A person decides.
Not counted: main accounts are never to be merged into others; programs. A count that is a lower bound only.
Followers or use that the source does not show: could not look.
Source: 国办发〔2018〕123号 (XM-14); 国家没有规定数量.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from checks.catalog import account_check
from checks.facts.accounts import best, peers, run_of_posts
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of, why_unread
from checks.model.activity import drawn, kindred
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import Account
from checks.model.silence import silence
from checks.model.views import AccountView

_FAMILIES = ("videos", "blogs", "articles")


@account_check("idle-accounts")
def idle_accounts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, reading = view.account, best(view)
    if account.platform in rule.param("apart"):
        return
    followers = reading.profile.followers if reading is not None and reading.profile is not None else None
    if reading is None or followers is None:
        reason = why_unread(view.readings()[0]) if reading is None else "该来源不显示关注人数"
        yield Gap(reason, account.address)
        return
    if followers.at_least or followers.value > rule.param("followers"):
        yield Looked()
        return
    data: dict[str, Value] = {"account": account.name, "followers": followers.value}
    quiet = silence([reading], view.moment, view.earlier)
    if quiet is not None and quiet.length >= timedelta(days=rule.param("quiet_days")):
        if not quiet.proven:  # newer posts may have gone unseen
            yield Gap(reason_of(reading.doubt), account.address)
            return
        yield Looked()
        data["days"] = quiet.length.days
        yield Finding("idle", account.address, ("idle",), data, certainty=Certainty.SUSPECTED)
        return
    near = [] if account.main else _near(account, peers(view), rule)
    posts = run_of_posts(view, reading, rule.param("posts"), rule.param("earlier_days"))
    if near and (use := drawn(posts, rule.param("posts"))) is None:
        yield Gap("该来源看不出阅读和互动情况", account.address)
        return
    yield Looked()
    if near and use is not None and not use[1].at_least and use[1].value <= rule.param(use[0]):
        other = "、".join(f"{one.name}（{one.platform}）" for one in near[:3])
        data |= {"other": other, use[0]: use[1].value, "posts": len(posts)}
        yield Finding("mergeable", account.address, ("idle",), data, certainty=Certainty.SUSPECTED)


def _near(account: Account, others: Sequence[Account], rule: Rule) -> list[Account]:
    """Accounts of a near function: what reads alike is shown alike."""
    family = kindred(account.platform, [rule.param(name) for name in _FAMILIES])
    return [one for one in others if one.platform in family]
