"""Where a wrong expression is no fault: quoted, a title, history, talk about the words themselves, a longer sentence.

Only the sentence is looked at, and only where an expression was found.
"""

from __future__ import annotations

import re
from datetime import date

from checks.lexicon.expressions import Expression

LONGEST = 160
"""Characters that are looked at on either side of an expression."""
_END = re.compile(r"[。！？；\n]")
_LAST_END = re.compile(rf".*{_END.pattern}", re.DOTALL)
_CLAUSE = frozenset("，、：；。！？（(“《》”）)　 \t\n")
_PAIRS = {"title": ("《", "》"), "quotation": ("“", "”")}
_ABOUT = re.compile(
    r"误写|错写|写错|误作|误为|误用|写成|写作[“‘]|错别字|错字|笔误|勘误|更正为|更正[：:]|改为[“‘《]|修改为|改成[“‘]|应为[“‘]|应是[“‘]|不得写|不能写"
    r"|不要写|不得使用|不再使用|不使用[“‘]|不宜称|不称|不得称|不说|混用|混淆|区别在于|规范表述|易错|字形|异形词|审校|禁用"
)
"""A sentence that speaks of words: it names the wrong form, and does not use it."""
_PAST = re.compile(
    r"原(?!则|因|本|来|有|料|件|始|材|理|告|定|产|籍|址|著|地|文|先|发|生|创|油|野|点|子|型|价|值|声)|时任|曾任|历任|先后任|前身|更名|改名|改称|更为|撤销|撤并"
    r"|合并|组建|划转|划入|划归|整合|并入|不再保留|改制|机构改革|转隶|当时|时称|成立于|始建|建国|解放初|民国|历史沿革|沿革|旧称|前称|简历|参加工作"
    r"|划出|职责|挂牌|新组建|在职|同志生前|逝世|离休|光荣在党|任职经历|十[一二三]五|法释|司法解释"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[-年—~～至./〕\]］】)）])")
_DATE = re.compile(r"到?\s{0,2}(?:20\d\d|\d{1,2}\s{0,2}[月日])[^，。；\n]{0,16}?[日月底末年初]?，")
_AFTER_CLAUSE = re.compile(r"[，。；！？\s]|$")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around text[start:end] begins and ends, at most `LONGEST` characters away."""
    first, last = max(0, start - LONGEST), min(len(text), end + LONGEST)
    before, behind = _LAST_END.match(text, first, start), _END.search(text, end, last)
    return before.end() if before else first, behind.start() if behind else last


def at_fault(text: str, start: int, end: int, one: Expression) -> tuple[int, int] | None:
    """Where the sentence begins and ends in which `one`, found at text[start:end], is a fault; None where it is none.
    What costs least is asked first."""
    if one.before and text[max(0, start - 12) : start].endswith(one.before):
        return None
    if one.after and text.startswith(one.after, end):
        return None
    if one.needs and not all(_met(need, text, start, end) for need in one.needs):
        return None
    begin, stop = sentence_around(text, start, end)
    sentence = text[begin:stop]
    if (one.near and any(map(sentence.__contains__, one.near))) or _ABOUT.search(sentence):
        return None
    if any(_inside(text, start, end, *_PAIRS[kind]) for kind in one.exempt if kind in _PAIRS):
        return None
    past = "history" in one.exempt and _of_the_past(text[begin:start], text[end:stop], one.since)
    return None if past else (begin, stop)


def _inside(text: str, start: int, end: int, opening: str, closing: str) -> bool:
    """True when the last bracket before is an opening one, and the next one behind closes it."""
    before, behind = text[max(0, start - LONGEST) : start], text[end : end + LONGEST]
    if before.rfind(opening) <= before.rfind(closing):
        return False
    place = behind.find(closing)
    return place >= 0 and (behind.find(opening) < 0 or place < behind.find(opening))


def _of_the_past(before: str, behind: str, since: date | None) -> bool:
    """True when a sentence speaks of what was: by its words, or by a year before the change."""
    if _PAST.search(before) or _PAST.search(behind):
        return True
    years = map(int, _YEAR.findall(f"{before}　{behind}"))
    return since is not None and any(year <= since.year for year in years)


def _met(need: str, text: str, start: int, end: int) -> bool:
    if need == "clause-start":
        return start == 0 or text[start - 1] in _CLAUSE
    if need == "date":
        return _DATE.match(text, end, end + 30) is not None
    return _AFTER_CLAUSE.match(text, end) is not None
