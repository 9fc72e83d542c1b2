"""Officials whose name is not quite theirs in a post, or whom a post shows in an office that they gave up or lost.

How judged: by the list of officials that the office imported (`params.terms`); without one nothing is judged. As on
pages (checks/facts/officials.py), on the day of the post. Always suspected: namesakes exist.
Not counted: 原, 时任, 曾任; titles of other units; `params.grace_days` days after a term; posts on appointments, trials
and history.
Could not look: posts of which only the title or a part of the text was seen; a post that shows such a name and has no
time that can be believed.
Source: 国办秘函〔2019〕19号 (NV-1); 各地季度通报 (ERR-3).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.excerpts import quoted
from checks.facts.officials import Hit, hits
from checks.facts.post_texts import Shown, looked_at, shown_texts
from checks.facts.told_officials import PAST, official_data, register_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Said
from checks.model.registry import BEIJING
from checks.model.views import AccountView

NO_DAY = "没有可信的发布时间，无法对照任期"


@account_check("wrong-officials")
def wrong_officials(view: AccountView, rule: Rule) -> Iterator[Said]:
    register = register_of(rule.param("terms"))
    if not register.by_title:
        return
    own, grace, today = view.unit.name or view.account.unit, rule.param("grace_days"), view.moment.astimezone(BEIJING)
    found = [
        (shown, hit)
        for shown in shown_texts(view)
        for hit in hits(shown.text, shown.day or today.date(), register, own=own, grace=grace)
        if hit.code == "name" or not PAST.search(shown.title)
    ]
    undated = {shown.key for shown, _ in found if shown.day is None}
    yield from looked_at(view, lambda post: NO_DAY if post.key in undated else "")
    yield from (_finding(hit, shown) for shown, hit in found if shown.day is not None)


def _finding(hit: Hit, shown: Shown) -> Finding:
    data = {**official_data(hit), "what": "发布内容", **shown.data}
    key = (hit.code, hit.title, hit.shown, shown.key)
    return Finding(hit.code, shown.at, key, data, excerpt=quoted(hit.around), certainty=Certainty.SUSPECTED)
