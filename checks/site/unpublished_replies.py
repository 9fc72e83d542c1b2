"""Letters whose answers are not published as they should be.

How judged: `elements`: an answered letter whose own page was read lacks one of the elements demanded (`data.element`);
certain where the page has a label for it and nothing behind. Of government portals only: `stale`: the newest day of an
answer lies more than so many calendar months back. `figures`: nothing says how many letters came and were answered.
`none`: there is a letterbox, and no letter or answer was seen in it.
Suspected only: an element that has no label, `figures` and `none`, for they are told by what was not seen; `stale`
where no list was read on which newer letters would stand.
Not counted: letters not yet answered; elements that a list or the page of the letter shows; lists that were not read
to the end, or whose entries are not understood, and newer letters whose answers show no day; letters on other hosts;
sites without any letterbox (missing-columns).
Source: 国办秘函〔2019〕19号; 武威市 2022 年政务公开要点; 国管局 2019 年二季度自查.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.columns import columns_seen
from checks.facts.letterbox import Letterbox, Received, day_answered, day_of, letters_seen
from checks.facts.periods import months_before
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.letters import Answered
from checks.model.registry import BEIJING
from checks.model.views import SiteView

_FIELDS = {"留言时间": "submitted", "答复时间": "answered", "答复单位": "answered_by", "答复内容": "answer"}
_ANSWERED = (Answered.SHOWN, Answered.CLAIMED)


@site_check("unpublished-replies", absence=True)
def unpublished_replies(site: SiteView, rule: Rule) -> Iterator[Said]:
    box = site.derived(letters_seen)
    yield from _elements(site, rule, box)
    if site.site.kind not in rule.param("kinds"):
        return
    if box.letters:
        yield from _stale(site, rule, box)
        yield Looked()
        if not box.figures:
            yield _of_site(site, "figures", {})
    elif unread := (*box.cut, *box.outside):
        yield Gap("留言列表没有读到或没有读完", unread[0], len(unread))
    elif listed := [column.url for column in box.columns if column.items or column.entries_below]:
        yield Gap("列表里的内容看不出是不是留言", listed[0], len(listed))
    elif box.columns:
        yield Looked()
        yield _of_site(site, "none", {"column": box.columns[0].name, "target": box.columns[0].url})


def _elements(site: SiteView, rule: Rule, box: Letterbox) -> Iterator[Said]:
    hits: list[Finding] = []
    judged: Counter[str] = Counter()
    for received in box.letters:
        if received.letter.answer not in _ANSWERED:
            continue
        if not received.read:
            yield Gap("留言的详情页没有读到", received.at)
            continue
        yield Looked()
        for element in rule.param("elements"):
            judged[element] += 1
            hits += _missing(received, element)
    share, least = rule.param("sitewide_share"), rule.param("sitewide_pages")
    yield from spread(hits, judged, share, least, site.site.home)


def _missing(received: Received, element: str) -> Iterator[Finding]:
    letter, name = received.letter, _FIELDS.get(element, "")
    there = letter.answer_length if name == "answer" else getattr(letter, name, True)
    if there or (name in letter.shows and name not in letter.empty):
        return
    data: dict[str, Value] = {"element": element, "shown": element, "title": letter.title}
    certainty = Certainty.CERTAIN if name in letter.empty else Certainty.SUSPECTED
    key = (element, "elements", received.key)
    yield Finding("elements", received.at, key, data, excerpt=letter.title, certainty=certainty)


def _stale(site: SiteView, rule: Rule, box: Letterbox) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    days = [(day, received) for received in box.letters if (day := day_answered(received.letter)) and day <= today]
    if not days:
        yield Gap("没有读到答复时间", box.letters[0].at)
        return
    newest, last = max(days, key=lambda pair: (pair[0], pair[1].key))
    undated = next((received.at for received in box.letters if _may_be_newer(received, newest)), "")
    if newest >= months_before(today, rule.param("months")):
        yield Looked()
    elif box.cut or box.outside or box.more:
        yield Gap("留言列表没有读到或没有读完", next(iter((*box.cut, *box.outside)), ""))
    elif undated:
        yield Gap("没有读到答复时间", undated)
    else:
        yield Looked()
        data: dict[str, Value] = {"newest": newest.isoformat(), "days": (today - newest).days, "target": last.at}
        yield _of_site(site, "stale", data, Certainty.CERTAIN if _is_listed(site, last) else Certainty.SUSPECTED)


def _may_be_newer(received: Received, newest: date) -> bool:
    """True for a letter that came after the newest day of an answer and whose own answer has no day, or is not told."""
    letter, came = received.letter, day_of(received.letter)
    told = letter.answer in _ANSWERED or letter.answer is Answered.UNTOLD
    return told and letter.answered is None and (came is None or came > newest)


def _is_listed(site: SiteView, received: Received) -> bool:
    """True when the list on which newer letters would stand was read: it shows this one."""
    lists = {url for column in site.derived(columns_seen) for url in column.pages}
    return bool(received.found_on) or any(page in lists for page in site.places(received.at).pages)


def _of_site(site: SiteView, code: str, data: dict[str, Value], certainty: Certainty = Certainty.SUSPECTED) -> Finding:
    return Finding(code, site.site.home, (code,), data, certainty=certainty)
