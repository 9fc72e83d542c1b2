"""Document numbers that are not written as official papers write them.

How judged: the number of an act of the site's own office, as the document itself writes it (in its title, at its top),
else as its metadata table does. `brackets`: the year stands in others than the six-cornered ones 〔〕. `ordinal`: 第
stands before the figure. `zeros`: the figure begins with 0. `year`: the year has two figures or 年 behind it; there is
none at all (then suspected: it may stand elsewhere). Where most documents of the site have one of these, it is one
finding.
Suspected: 第 in the number of a 公告 or 通告.
Not counted: orders (令), 公告第3号 without a year, numbers that begin with their year (2024年第5号), where 第 belongs;
instruments of enforcement (罚决字〔2020〕第003号), which have forms of their own; the small form ﹝﹞ of the brackets;
blanks and wide figures, which a screen adds; numbers of other offices, told by their first letter; numbers that are
cited; papers of before `params.since`, and those whose year nobody can tell.
Could not look: a field of numbers that holds another text.
Source: GB/T 9704-2012.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.numbers import PROPER, Number, parse
from checks.facts.papers import is_own
from checks.facts.policy import day, document_of, is_act, is_statute, title_of
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Document
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

UNREAD = "文号栏里的内容不像文号"
_SHORT = {
    **{"皖": "安徽", "豫": "河南", "鲁": "山东", "赣": "江西", "湘": "湖南", "鄂": "湖北", "桂": "广西", "黔": "贵州"},
    **{"闽": "福建", "津": "天津", "冀": "河北", "晋": "山西", "沪": "上海", "渝": "重庆", "京": "北京", "苏": "江苏"},
    **{"琼": "海南", "滇": "云南", "秦": "陕西", "陇": "甘肃", "粤": "广东", "穗": "广州", "甬": "宁波", "蓉": "成都"},
}
"""Letters that stand for a place whose name has none of them."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗|镇|乡|街道)")
_NOTICE = re.compile(r"公告$|通告$")
_INSTRUMENT = re.compile(r"罚|许可|[许决征告]字$|征补|强执")
_RUNNING = re.compile(r"年(?:第|\d)|令")  # 2024年第5号, 令第3号: numbers of another shape


@site_check("malformed-numbers")
def malformed_numbers(site: SiteView, rule: Rule) -> Iterator[Said]:
    hits: list[Finding] = []
    judged = 0
    since = date.fromisoformat(rule.param("since"))
    for page in site.pages():
        document = document_of(page)
        if document is None or not (shown := document.particulars.number_shown) or not _judges(site, page, document):
            continue
        number = parse(shown)
        if number is None and not _RUNNING.search(shown):
            yield Gap(UNREAD, page.url)
            continue
        if number is None or not _is_of(site, number) or not _is_new(document, number, since):
            continue
        judged += 1
        title = quoted(title_of(page, document), 100)
        for code, certainty in _faults(number).items():
            data = {"title": title, "shown": quoted(number.shown, 60), "expected": quoted(_proper(number), 60)}
            key = (code, page_key(page.url))
            hits.append(Finding(code, page.url, key, data, excerpt=quoted(number.shown), certainty=certainty))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _judges(site: SiteView, page: PageView, document: Document) -> bool:
    title = title_of(page, document)
    return is_act(title) and not is_statute(title) and is_own(site, page, document)


def _is_of(site: SiteView, number: Number) -> bool:
    """True for a number that begins with a letter of the place of the site: those of ministries begin with a field
    (财税, 人社部发), those of other places with another letter."""
    names = (site.unit.name, site.site.unit, site.site.name)
    places = "".join(found.group() if (found := _PLACE.match(name)) else name for name in names)
    first = number.word[0]
    return _SHORT.get(first, first) in places


def _is_new(document: Document, number: Number, since: date) -> bool:
    if number.order:
        return True
    if document.written is not None:
        return day(document.written) >= since
    return len(number.year) == 4 and int(number.year) > since.year


def _faults(number: Number) -> dict[str, Certainty]:
    """The codes of what is wrong with a number."""
    if number.order or _INSTRUMENT.search(number.word) or (not number.year and _NOTICE.search(number.word)):
        return {}
    sure, unsure = Certainty.CERTAIN, Certainty.SUSPECTED
    found: dict[str, Certainty] = {}
    if number.brackets and number.brackets not in PROPER:
        found["brackets"] = sure
    if number.nth:
        found["ordinal"] = unsure if _NOTICE.search(number.word) else sure
    if number.count.startswith("0"):
        found["zeros"] = sure
    if len(number.year) != 4 or number.nian:
        found["year"] = sure if number.year else unsure
    return found


def _proper(number: Number) -> str:
    """How it should be written, as far as it tells."""
    return number.text if number.year else f"{number.word}〔年份〕{int(number.count)}号"
