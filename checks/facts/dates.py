"""Days as offices write them, and the day a page was published.

A visible label (发布时间：…) is believed first, then the PubDate meta, then a date written by a script, then
the address:
sites were moved and their metas then told the day of the move, and folders carry the day of loading. All are
kept, because
a difference is a finding of its own. Labels that mean another day (成文日期, 截止时间 …) are never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache

from checks.facts.templates import remembered
from checks.model.pages import DateSeen, DateSource, Meta
from checks.model.registry import BEIJING

FIRST_YEAR, LAST_YEAR = 1949, 2099

DAY = re.compile(
    r"(?<![\d/])((?:19|20)\d\d)\s{0,2}(?:([-/.])\s{0,2}(\d{1,2})\s{0,2}\2\s{0,2}(\d{1,2})|年\s{0,2}(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}日?)(?!\d)"
    r"(?:\s{0,3}(?:日|T)?\s{0,3}([012]?\d)\s{0,2}[:：时]\s{0,2}([0-5]\d)(?:\s{0,2}[:：分]\s{0,2}([0-5]\d))?)?"
)
"""A full date with an optional time: groups year, separator, month, day, month, day, hour, minute, second."""
MONTH_DAY = re.compile(
    r"(?<![\d./:-])(0?[1-9]|1[0-2])(?:[-/.](0[1-9]|[12]\d|3[01])|月([1-9]|0[1-9]|[12]\d|3[01])日)(?![\d./:-])"
)
YEAR_MONTH = re.compile(r"^[\[(（]?((?:19|20)\d\d)\s?[-/.年]\s?(0?[1-9]|1[0-2])月?[\])）]?$")
CHINESE_DAY = re.compile(
    r"([一二〇○零三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})日?"
)
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}

_URL_DAYS = (
    re.compile(r"/t((?:19|20)\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)-(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(?:\d\d/)?t?((?:19|20)\d{6})_"),
    re.compile(r"/((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)/"),
    re.compile(r"/(?:content_)?((?:19|20)\d\d)([01]\d)([0-3]\d)\d{0,12}[._]"),
)
_SCRIPT_DAY = re.compile(
    r"""\b(?:pub(?:lish)?_?(?:data|date|time))\s{0,3}[=:]\s{0,3}["']([^"'<>]{6,30})["']""", re.IGNORECASE
)
_META_NAMES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "og:release_date",
    "publishtime",
    "dc.date",
)

_LABEL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff ]{0,20}$")
_BEST = re.compile(
    r"(?:发布|发表|公布|发稿|刊发|上传|录入|添加|公开|发文章|更新|上网|入库)(?:的)?(?:时间|日期)$|发布于$|发布$"
)
_PLAIN = re.compile(r"(?:^|[^\u4e00-\u9fff])(?:时\s?间|日\s?期|日间)$")
_NOT = re.compile(
    r"(?:成文|生成|发文|公示|初审|复审|终审|审核|工作|截止|截至|提交|回复|答复|办结|留言|受理|来信|写信|咨询|施行|实施|生效|失效|废止|有效|报名|"
    r"活动|会议|办理|起止|开始|结束|征集|访谈|出生|印发|签发|制定|通过|修订|当前|下载|开标|招标|投标|成立|任职|到期|办公|上班|接待|登记|注册)"
    r"(?:的)?\s?(?:时间|日期|期限|期|日|于)?$|^(?:今天|现在)"
)


def day(year: int, month: int, date: int) -> datetime | None:
    """That day at 00:00 +08:00, None when there is no such day or its year is not sane."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime(year, month, date, tzinfo=BEIJING)
    except ValueError:
        return None


def from_match(found: re.Match[str]) -> tuple[datetime, bool] | None:
    """(moment, whether the time of day was given) for a match of `DAY`."""
    return _moment(*found.groups())


@lru_cache(maxsize=4096)
def _moment(
    year: str,
    _: str,
    month: str,
    date: str,
    month_cn: str,
    date_cn: str,
    hour: str | None,
    minute: str,
    second: str | None,
) -> tuple[datetime, bool] | None:
    value = day(int(year), int(month or month_cn), int(date or date_cn))
    if value is None:
        return None
    if hour is None or int(hour) > 23:
        return value, False
    return value.replace(hour=int(hour), minute=int(minute), second=int(second or 0)), True


def first_day(text: str) -> datetime | None:
    """The first full date in `text` (figures or Chinese numerals) at 00:00 +08:00."""
    for found in DAY.finditer(text):
        if parsed := from_match(found):
            return parsed[0].replace(hour=0, minute=0, second=0)
    return next(chinese_days(text), None)


def chinese_days(text: str) -> Iterator[datetime]:
    """Dates in Chinese numerals: 二〇二二年五月十九日."""
    for found in CHINESE_DAY.finditer(text):
        year = int("".join(str(_FIGURES[figure]) for figure in found.group(1)))
        value = day(year, number(found.group(2)), number(found.group(3)))
        if value:
            yield value


def number(text: str) -> int:
    """A Chinese numeral below 100 (十九, 廿五, 二十五) or figures; 0 when it is none."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("两", "二")
    tens, ten, units = text.rpartition("十")
    if any(figure not in _FIGURES for figure in tens + units) or len(tens) > 1 or len(units) > 1:
        return 0
    return (_FIGURES.get(tens, 1) * 10 if ten else 0) + _FIGURES.get(units, 0)


def from_url(url: str) -> DateSeen | None:
    """The day an address carries."""
    path = url.partition("://")[2].partition("?")[0]
    for pattern in _URL_DAYS:
        if found := pattern.search(path):
            year, month, date = found.groups()
            if len(date) == 8:
                year, month, date = date[:4], date[4:6], date[6:]
            if value := day(int(year), int(month), int(date)):
                return DateSeen(value.astimezone(UTC), DateSource.URL, found.group(0).strip("/"))
    return None


def from_metas(metas: Iterable[Meta]) -> DateSeen | None:
    """The day that PubDate or its like gives."""
    for meta in metas:
        if meta.name.lower() in _META_NAMES and (found := DAY.search(meta.content)) and (parsed := from_match(found)):
            return _seen(parsed, DateSource.META, meta.content)
    return None


def from_scripts(scripts: Iterable[str]) -> DateSeen | None:
    """A date of publication that a script of the page holds: `var pubdata='2017年08月11日'`."""
    return next((seen for script in scripts if (seen := _of_script(script)) is not None), None)


@remembered
def _of_script(script: str) -> DateSeen | None:
    for name in _SCRIPT_DAY.finditer(script):
        if (found := DAY.search(name.group(1))) and (parsed := from_match(found)):
            return _seen(parsed, DateSource.SCRIPT, name.group(1))
    return None


def from_lines(lines: Iterable[str]) -> tuple[DateSeen | None, DateSeen | None]:
    """(date with a label of publication, first date with no label on a line that says little else) of a page's
    lines.
    """
    labelled: DateSeen | None = None
    bare: DateSeen | None = None
    before = ""
    for line in lines:
        if ("20" in line or "19" in line) and len(line) <= 300:
            for found in DAY.finditer(line):
                standing = _standing(line[: found.start()], before)
                if standing < 0 or (parsed := from_match(found)) is None:
                    continue
                if standing and labelled is None:
                    labelled = _seen(parsed, DateSource.LABEL, line[max(0, found.start() - 8) : found.end()])
                elif not standing and bare is None and len(line) < 80:
                    bare = _seen(parsed, DateSource.BARE, found.group(0))
            if labelled:
                break
        before = line
    return labelled, bare


def _standing(ahead: str, line_before: str) -> int:
    """1 when the words before a date say that it is the publication, -1 when another day, 0 when they say nothing."""
    ahead = ahead.rstrip(" :：[【(（﹕")
    if not ahead and len(line_before) <= 12:
        ahead = line_before.rstrip(" :：")
    label = _LABEL.search(ahead[-24:])
    if label is None:
        return 0
    words = label.group(0).replace(" ", "")
    if _NOT.search(words):
        return -1
    return 1 if _BEST.search(words) or _PLAIN.search(label.group(0)) else 0


def _seen(parsed: tuple[datetime, bool], source: DateSource, raw: str) -> DateSeen:
    value, exact = parsed
    return DateSeen(value.astimezone(UTC), source, raw.strip()[:60], exact)
