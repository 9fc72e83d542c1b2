"""What the site of a unit published of policies and none of its accounts did, or only days later.

How judged: by the documents and interpretations of its own that the unit's sites published in the last days
(`params.lately_days`), as the newest visit shows them. An account carries one when a post leads to it, or has its
title, or nearly so (`params.alike`). Any account of the unit will do, so that the unit is judged once: at the account
that it keeps (its main one, then the first by key). `missing`: `params.days` are over, all that these accounts
published since is known, and none carries it; `late`: the same is known, and the first post that does came later, with
the days between.
At most `params.most` are told, the newest. All suspected: nobody says which policy is important.
Not counted: programs and accounts of videos (`params.apart`); papers of other offices, papers without a day.
Could not look: a site without a visit; an account of the unit that could not be read, or not back to that day.
Source: 广元市 2022 年政务公开安排 (XM-12): 重要政策信息网站与新媒体同步发布.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from checks.catalog import account_check
from checks.facts.accounts import in_order, peers
from checks.facts.carried import Span, Told, carrier, known_over, told_by
from checks.facts.excerpts import quoted
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.published import Paper
from checks.model.registry import BEIJING, Account
from checks.model.urls import page_key
from checks.model.views import AccountView

NOT_VISITED = "本单位网站没有可用的访问记录"
NOT_BACK = "本单位有账号没有读到，或内容没有回溯到网站发布之日，没有找到的不能认定"


class _Beside(NamedTuple):
    """What all accounts of the unit published, and over which times each of them is known; None: of one it is not."""

    told: list[Told]
    spans: list[Span | None]

    def known(self, first: datetime, last: datetime) -> bool:
        return all(span is not None and span.covers(first, last) for span in self.spans)


@account_check("unsynchronised-posts")
def unsynchronised_posts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, apart = view.account, rule.param("apart")
    asked = [one for one in (account, *peers(view)) if one.platform not in apart]
    if not asked or in_order(asked)[0].key != account.key:
        return  # the unit is judged at another account
    sites = [one for one in view.sites() if not one.region or one.region == (account.region or one.region)]
    for site in sites:
        if not site.read:
            yield Gap(NOT_VISITED, site.home)
    first = day(view.moment) - timedelta(days=rule.param("lately_days"))
    papers = {page_key(one.url): one for site in sites for one in site.papers if one.day >= first}
    allowed = timedelta(days=1 + rule.param("days"))
    due = [one for one in papers.values() if _begin(one) + allowed < view.moment]
    if not due:
        return
    beside, found = _gathered(view, asked), 0
    for paper in sorted(due, key=lambda one: (-one.day.toordinal(), one.url)):
        until = _begin(paper) + allowed
        post = carrier(beside.told, paper.title, paper.url, rule.param("alike"))
        in_time = post is not None and (post.moment is None or post.moment < until)
        if not in_time and not beside.known(_begin(paper), until):
            yield Gap(NOT_BACK, paper.url)
            continue
        yield Looked()
        if not in_time and found < rule.param("most"):
            found += 1
            yield _finding(view, paper, post.moment if post else None, len(asked))


def _gathered(view: AccountView, asked: list[Account]) -> _Beside:
    own = view.account
    read = [view.readings() if one.key == own.key else view.beside(one) for one in asked]
    return _Beside(told_by(reading for of_one in read for reading in of_one), [known_over(one) for one in read])


def _begin(paper: Paper) -> datetime:
    return datetime(paper.day.year, paper.day.month, paper.day.day, tzinfo=BEIJING)


def _finding(view: AccountView, paper: Paper, shown: datetime | None, accounts: int) -> Finding:
    title = quoted(paper.title, 100)
    data: dict[str, Value] = {"account": view.account.name, "title": title, "published": paper.day.isoformat()}
    data["accounts"] = accounts
    if shown is not None:
        data |= {"shown": day(shown).isoformat(), "days": (day(shown) - paper.day).days}
    code, key = ("late" if shown else "missing"), (page_key(paper.url),)
    return Finding(code, paper.url, key, data, excerpt=title, certainty=Certainty.SUSPECTED)
