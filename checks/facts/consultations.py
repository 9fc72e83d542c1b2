"""Reads what an article asks the public, or answers them: by its title, else by the column that its breadcrumbs name.

Whom it asks, until when, and what it offers is read from its text, line by line where lines speak of opinions: the
draft that follows below has days of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from checks.facts import dates
from checks.model.consultations import Consultation, Part, Subject
from checks.model.pages import Link, PageFacts, Place
from checks.model.registry import BEIJING

_RESULT = re.compile(
    r"(?:征求|征集|征询|听取|调查|问卷|公示)[^。]{0,60}(?:情况|结果|采纳|汇总)|(?:意见|建议)[^。]{0,6}采纳"
    r"|反馈情况|结果反馈|征[集求][^。]{0,8}反馈$"
)
_EXPLANATION = re.compile(
    r"(?:(?:起草|编制|制定|修订|草案)(?:的)?说明|草案解读|(?:征求意见稿|草案)[)）》]{0,3}(?:的)?(?:解读|说明))[)）》]?$"
)
_ASKS = re.compile(
    r"(?:征求|征询|征集|听取)[^。]{0,80}(?:意见|建议)|意见(?:的)?(?:征求|征集|征询)|建议征集|公开征集|征求意见"
    r"|(?:网上|在线|问卷|民意|满意度)调查|调查问卷"
)
_COLUMN = re.compile(r"征集|征求意见|意见征询|(?:网上|在线|问卷|民意)调查")
_DRAFT = re.compile(
    r"[(（〔\[]?(?:公开|修订|修改|草案|二次|再次){0,3}(?:征求|征询)?(?:意见稿|草案|送审稿|讨论稿|修订稿)(?:修改稿)?[)）〕\]]?"
)
_QUOTED = re.compile(r"《([^《》]{2,120}(?:〈[^〈〉]{1,80}〉[^《》]{0,40})?)》")
_NAMED = "重大行政决策"
_DECISION = re.compile(r"重大(?:行政)?决策")
_NO_DECISION = re.compile(
    r"决策[^,，。;；]{0,8}(?:目录|清单)|征集[^,，。;；]{0,20}决策(?:备选)?(?:事项|项目)"
    r"|决策(?:事项|项目)?(?:的)?(?:选题|议题|线索|建议(?!稿)|后评估|听证|专家|咨询|程序|制度)"
)
"""Words that make a title one about decisions: which to take, by what rules, how the last one did."""
_STAGE = re.compile(r"听证|座谈|报名|评估|论证|审查")
"""Other stages of a decision, which ask for other things and have terms of their own."""
_MARKET = re.compile(r"经营主体|市场主体|营商|企业|个体工商户|民营经济")
_PUBLIC = re.compile(
    r"公开征[求集询]|(?:向|面向)(?:全)?(?:社会|公众|市民|群众|广大)|社会(?:各界|公众)|各界人士"
    r"|广大(?:市民|群众|人民群众|网民)|公众意见|市民意见"
)
_AGAIN = re.compile(r"再次|第[二三四]次|二次|第[二三四]轮|延长|延期|顺延|补充")
_LONGER = re.compile(r"延长(?:至|到|征|意见|时间|期限)|(?:时间|期限|截止日期)[^。，]{0,6}(?:延长|延期|顺延)")
_SHORTENED = re.compile(r"缩短|情况紧急|紧急情况|时间紧|紧急需要|因[^。]{0,20}紧急")
_EXPLAINED = re.compile(  # its branches begin with letters, not groups: it is looked for in long texts
    r"(?:起草的?(?:说明|背景|情况|过程|依据|目的)|编制的?(?:说明|背景|目的)|制定的?(?:说明|背景|目的)|修订的?(?:说明|背景|目的)"
    r"|草案的?说明|情况的?说明|出台的?(?:背景|目的)|必要性)"
)
_ANSWERED = re.compile(
    r"征集结果|结果反馈|反馈结果|采纳情况|意见汇总|征求意见(?:的)?情况|意见反馈情况|结果公布|查看结果|调查结果"
)
_MAIL = re.compile(r"邮箱|电子邮件|邮件|邮寄|信函|传真|来函|@")
_ONLINE = re.compile(r"在线|网上|留言|登录|评论|问卷|二维码|扫码|扫描|点击|平台|小程序|公众号|网页|网站(?!发布|公布)")
_SPEAKS = re.compile(r"意见|建议|征集|征求|反馈|截止|截至|期限|调查|公示期|之日起")
_DAY = r"(?:(20\d\d)\s?[年./-]\s?)?(\d{1,2})\s?[月./-]\s?(\d{1,2})(?!\d)\s?[日号]?"
_ASIDE = r"(?:[(（][^()（）]{0,10}[)）])?\s?"
_TO = (
    _ASIDE + r"(?:\d{1,2}[:：时]\d{0,2})?\s?(?:起|开始)?[,，]?\s?"
    r"(?:截?至|截?止|到|—{1,2}|-{1,2}|–|~|～|─{1,2})\s?"
)
_RANGE = re.compile(rf"(?<!\d){_DAY}{_TO}{_DAY}")
_UNTIL = re.compile(
    rf"(?:截止|截至|日起[^\d。；]{{0,4}}[至到])[^\d。；]{{0,12}}{_DAY}"
    rf"|(?<!\d){_DAY}{_ASIDE}(?:\d{{1,2}}[:：时点]\d{{0,2}}分?)?\s?(?:之?前|以前|止|截止)"
)
_SPAN = re.compile(
    r"(?:日起|期限|为期|时间|公示期|期间)[^\d。；，一二三四五六七八九十]{0,6}(\d{1,3}|[一二三四五六七八九十]{1,3})\s?"
    r"(个?工作日|个?自然日|日|天|个月)(?!\d|止)"
)
_BELOW = re.compile(r"^\s?(?:附件?\s?[\d一二三]{0,2}\s?[:：]?|[(（](?:征求意见稿|草案|送审稿)[)）])\s?$")
_LINES, _LINE = 120, 500
"""So many lines of a notice are read, and so many characters of each."""
_WHOLE, _HEAD = 60_000, 600
"""Characters of the text in which a draft may be explained, and in which a notice says what it is about."""
_LONGEST = 400
"""Days: what is longer is no period but a mistake of ours."""
_BARE = 80
"""A notice with fewer letters of its own stands in an attachment or a picture."""
_OWN = (Place.BODY, Place.OTHER, Place.LIST)


def read_consultation(facts: PageFacts, links: Iterable[Link]) -> Consultation | None:
    """The consultation that an article shows, None for any other page. `links` are those of the page, placed."""
    title = facts.heading or facts.title
    crumbs = [crumb.text for crumb in facts.crumbs[-3:]]
    part = _part(title, crumbs)
    if part is None:
        return None
    lines = list(_own_lines(facts.text))
    beside = _QUOTED.sub("", title)  # a draft may itself be about decisions
    named = bool(_DECISION.search(beside)) and not _NO_DECISION.search(beside)
    about_them = not named and _DECISION.search(beside) is not None
    decision = named or (not about_them and any(_DECISION.search(crumb) for crumb in crumbs))
    own = [link.text for link in links if link.text and link.place in _OWN and link.tag == "a"]
    opened, closes = _period(lines, facts.published.value if facts.published else None)
    days, workdays = _span(lines)
    beyond = "\n".join(lines).replace(title, "")
    return Consultation(
        title=title[:300],
        part=part,
        subject=_subject(title, beyond, decision),
        about=about(title),
        named=named and _NAMED in beside and _names_draft(title) and not _STAGE.search(beside),
        public=bool(_PUBLIC.search(title) or _PUBLIC.search(beyond)),
        market=bool(_MARKET.search(title)),
        again=bool(_AGAIN.search(title) or _LONGER.search(beyond)),
        opened=opened,
        closes=closes,
        days=days,
        workdays=workdays,
        shortened=bool(_SHORTENED.search(beyond)),
        explained=_explained(facts, own),
        answered=bool(_ANSWERED.search(beyond)) or any(_ANSWERED.search(words) for words in own),
        mail_only=bool(_MAIL.search(beyond)) and not _ONLINE.search(beyond),
        bare=len(beyond) < _BARE,
    )


def about(title: str) -> str:
    """The title of the draft that a title names in 《》, without the words that call it a draft; "" for none."""
    quoted = _QUOTED.search(title[:400])
    return _DRAFT.sub("", quoted.group(1)).strip() if quoted else ""


def tells_result(title: str) -> bool:
    """True for the title of a page that says what came of a consultation."""
    return bool(_RESULT.search(title))


def _part(title: str, crumbs: list[str]) -> Part | None:
    if tells_result(title):
        return Part.RESULT
    if _EXPLANATION.search(title):
        return Part.EXPLANATION
    if _ASKS.search(title) or any(_COLUMN.search(crumb) for crumb in crumbs):
        return Part.NOTICE
    return None


def _subject(title: str, text: str, decision: bool) -> Subject:
    """What is asked about; a draft is known by its title, a decision also by what the text says of itself."""
    if decision:
        return Subject.DECISION
    if not _names_draft(title):
        return Subject.TOPIC
    told = _QUOTED.sub("", text[:_HEAD])
    return Subject.DECISION if _NAMED in told and not _NO_DECISION.search(told) else Subject.DOCUMENT


def _names_draft(title: str) -> bool:
    return bool(_QUOTED.search(title) and _ASKS.search(title)) or "意见稿" in title or "草案" in title


def _own_lines(text: str) -> Iterator[str]:
    """The lines of the notice itself: those above the draft that some pages show below it."""
    for line in text.split("\n", _LINES)[:_LINES]:
        if _BELOW.match(line):
            return
        yield line[:_LINE]


def _speaking(lines: list[str]) -> Iterator[str]:
    """The lines that speak of opinions, and those below a heading that does (一、征集时间)."""
    before = ""
    for line in lines:
        if _SPEAKS.search(line) or (len(before) < 20 and _SPEAKS.search(before)):
            yield line
        before = line


def _period(lines: list[str], published: datetime | None) -> tuple[datetime | None, datetime | None]:
    """(first day, last day) that the text states, of several periods the longest: a meeting or the time to enrol is
    shorter. The first is None where it is the day of publication."""
    year = published.astimezone(BEIJING).year if published else 0
    stated = [period for line in _speaking(lines) for period in _ranges(line, year)]
    if stated:
        return max(stated, key=lambda period: (period[1] - period[0], period[1]))
    for line in _speaking(lines):
        for found in _UNTIL.finditer(line):
            told = found.groups()[:3] if found.group(2) else found.groups()[3:6]
            last = _day(told[0], told[1], told[2], year)
            if last and published and not -1 <= (last - published).days <= _LONGEST:
                last = None
            if last:
                return None, last
    return None, None


def _ranges(line: str, year: int) -> Iterator[tuple[datetime, datetime]]:
    """The periods from day to day that a line states; without year and 月 it may be articles of a draft (1.2-1.5)."""
    for found in _RANGE.finditer(line):
        if not found.group(1) and "月" not in found.group(0):
            continue
        first = _day(found.group(1), found.group(2), found.group(3), year)
        last = _day(found.group(4), found.group(5), found.group(6), first.year if first else year)
        if first and last and last < first and not found.group(4):
            last = _day(str(first.year + 1), found.group(5), found.group(6), 0)
        if first and last and 0 <= (last - first).days <= _LONGEST:
            yield first, last


def _explained(facts: PageFacts, shown: list[str]) -> bool:
    """True when the text, or what a link or an attachment is called, tells why and how the draft was made."""
    told = _EXPLAINED.search(facts.text[:_WHOLE])
    return told is not None or any("说明" in words or "解读" in words for words in shown)


def _day(year: str | None, month: str, day: str, default: int) -> datetime | None:
    return dates.day(int(year or default), int(month), int(day))


def _span(lines: list[str]) -> tuple[int | None, int | None]:
    """(days, workdays) of a period that is told as a number."""
    for line in _speaking(lines):
        if found := _SPAN.search(line):
            count, unit = dates.number(found.group(1)), found.group(2)
            if unit == "个月":
                return 30 * count, None
            if 0 < count <= _LONGEST:
                return (None, count) if "工作日" in unit else (count, None)
    return None, None
