"""No library of common questions and their answers (常见问题解答库), or one that nobody keeps up.

How judged: on government portals. `missing`: no column, no entrance on the home page or in a navigation, no link of
any page and no title of a page is called so. `stale`: the newest day in such a column lies more than so many months
back.
Suspected only: both; a library may be called otherwise, and no text says how often it has to be renewed.
Not counted: a library on another host, or whose entries carry no day, or that was not read to the end.
Source: 武威市、金昌市政务公开要点.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.letterbox import LIBRARY, letters_seen
from checks.facts.periods import months_before
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.registry import BEIJING
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("missing-answer-library", absence=True)
def missing_answer_library(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind not in rule.param("kinds"):
        return
    if site.home is None:
        yield Gap("首页没有读到", site.site.home)
        return
    topics = site.derived(topics_seen)
    yield Looked()
    if not topics.has(LIBRARY) and not site.derived(letters_seen).library:
        yield Finding("missing", site.site.home, ("missing",))
    today = site.moment.astimezone(BEIJING).date()
    for column in topics.columns.get(LIBRARY, ()):
        if column.newest is None or column.cut or column.unread or column.exempt:
            continue
        newest = column.newest.astimezone(BEIJING).date()
        if newest < months_before(today, rule.param("months")):
            data: dict[str, Value] = {
                "column": column.name,
                "newest": newest.isoformat(),
                "days": (today - newest).days,
            }
            yield Finding("stale", column.url, ("stale", page_key(column.url)), data)
