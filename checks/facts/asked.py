"""What an answer of a site's own search says of the page it was asked for."""

from __future__ import annotations

from enum import StrEnum

from checks.model import marks
from checks.model.captures import Failure, SearchProbe
from checks.model.verdicts import DOORS, REFUSALS
from checks.model.views import SiteView

_TURNED = frozenset((*DOORS, *REFUSALS))
_SELF = 2  # times that a page of results repeats the words it was asked for


class Kind(StrEnum):
    """What came of one question."""

    FOUND = "found"  # the page is on the first page of results
    MISSED = "missed"  # there are results, and it is not among them
    NOTHING = "nothing"  # the search says that there is nothing
    ERROR = "error"  # a status that says that the search is not there or failed
    UNREAD = "unread"


def kind_of(probe: SearchProbe) -> Kind:
    """What an answer says; what was asked only once without success proves nothing."""
    if probe.place:
        return Kind.FOUND
    if unread(probe) or probe.looks < 2:
        return Kind.UNREAD
    if (probe.status or 0) >= 400:
        return Kind.ERROR
    return Kind.NOTHING if probe.says_none else Kind.MISSED


def unread(probe: SearchProbe) -> str:
    """Why an answer without success proves nothing: a failure or words in Chinese; "" when it does."""
    if probe.failure is not None:
        return probe.failure
    if any(mark.startswith(marks.WALL) for mark in probe.marks):
        return Failure.CHALLENGED
    status = probe.status or 0
    if status in (429, 503) or marks.THROTTLED in probe.marks:
        return Failure.THROTTLED
    if status in _TURNED or not (status == 200 or status >= 400):
        return "搜索拒绝本次访问，不能判断"
    if status >= 400 or probe.says_none:
        return ""
    if probe.asks_code:
        return "搜索要填验证码"
    if probe.scripted or not probe.entries or probe.mentioned > _SELF:
        return "检索结果由脚本显示，或写法读不懂"
    return ""


def doubt(probe: SearchProbe) -> str:
    """Why an answer without success is not counted."""
    if why := unread(probe):
        return why
    if probe.looks < 2:
        return "只检索了一次，或两次结果不一样"
    return f"检索出错（HTTP {probe.status}）" if (probe.status or 0) >= 400 else "检索结果一条也对不上，不能判断"


def still_there(site: SiteView) -> list[SearchProbe]:
    """What the search was asked, but for pages that are gone since: answers stand for some days. Raises
    MissingCapture."""
    probes = site.probes(SearchProbe)
    return [probe for probe in probes if probe.asked_at >= site.moment or site.page(probe.subject) is not None]
