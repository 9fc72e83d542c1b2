"""How long a document holds, as its own text says: 自…起施行，有效期五年 · 试行两年 · 有效期至… ·
自印发之日起30日后施行.

`last_day` is the last day on which it holds: five years from 1 March 2020 end on 28 February 2025. Only
sentences about the
document itself count: what is said of certificates, of contracts or of another document named in 《》 is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks.facts import dates
from checks.model.pages import Validity

_FIGURE = r"(\d{1,3}|[一二三四五六七八九十两]{1,3})"
_FULL_DAY = (
    r"((?:19|20)\d\d\s?[年.\-/]\s?\d{1,2}\s?[月.\-/]\s?\d{1,2}\s?日?|"
    r"[一二〇○零三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_STARTS = re.compile(
    rf"自\s?{_FULL_DAY}\s?(?:之日)?起(?:开始)?(?:正式)?(?:[\u4e00-\u9fff]{{0,6}})?(?:施行|实施|执行|生效|试行)"
)
_STARTS_WITH = re.compile(
    rf"自(?:本\S{{0,4}})?(发布|公布|印发|下发|颁布|颁发|发文|签发|成文)(?:之日|之时|日)?起\s?(?:满?\s?{_FIGURE}\s?(个工作日|日|天|个月)\s?(?:之?后|起)?)?\s?(?:正式)?(?:起)?(施行|实施|执行|生效|试行|有效)?"
)
_UNTIL = re.compile(
    rf"(?:有效期|有效期限|施行期限|试行期|执行期)(?:限)?(?:为|截止|延续|延长|顺延|暂定)?\s?(?:至|到|截至)\s?{_FULL_DAY}"
)
_SPAN = re.compile(
    rf"(?:有效期|有效期限|试行期|试行期限|施行期限|暂行期|试行|暂行)(?:限)?\s?(?:为|是|:|：|暂定为?|定为)?\s?{_FIGURE}\s?(年|个月|月)"
)
_BETWEEN = re.compile(
    rf"自\s?{_FULL_DAY}\s?(?:起)?(?:施行|实施|执行)?[,，]?\s?至\s?{_FULL_DAY}\s?(?:止|有效|失效|施行|废止)"
)
_OTHERS = re.compile(
    r"(?:证书?|执照|牌照|资格|资质|许可|批件|批文|批准|认定|合同|协议|报价|投标|成绩|备案|公示|签证|护照|标志|承诺|担保|保函|称号|报告|检验|名单|券|账号|期权|药品|产品)\S{0,4}$"
)
_SENTENCE = re.compile(r"[^。；;\n]{4,300}")
_AHEAD = re.compile(
    r"施行|实施|执行|试行|生效|印发|发布|公布|本(?:办法|通知|规定|意见|细则|方案|文件|规范|措施|政策|决定|公告|通告|规则|制度|标准|条例|规程|目录|指南|要求|章程|实施)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """When a document starts and the last day on which it holds; `words` are the sentence this was read from."""

    effective: datetime | None = None
    last_day: datetime | None = None
    words: str = ""


def read_term(text: str, written: datetime | None, published: datetime | None) -> Term:
    """The term that a document's own text gives; empty where it gives none or its start is not known."""
    effective: datetime | None = None
    last: datetime | None = None
    words = ""
    if "施行" not in text and "有效期" not in text and "实施" not in text and "执行" not in text and "试行" not in text:
        return Term()
    for found in _SENTENCE.finditer(text[-120_000:]):
        sentence = found.group(0).strip()
        if not ("起" in sentence or "有效" in sentence or "试行" in sentence or "至" in sentence) or not _AHEAD.search(
            sentence
        ):
            continue
        start = _start(sentence, written, published)
        effective = start or effective
        end = _end(sentence, start or effective)
        if end or start:
            last, words = (end or last), (sentence if end else words)
    return Term(effective, last, words[:200])


def _start(sentence: str, written: datetime | None, published: datetime | None) -> datetime | None:
    for found in _STARTS.finditer(sentence):
        if _own(sentence, found.start()):
            return dates.first_day(found.group(1))
    found_with = _STARTS_WITH.search(sentence)
    if found_with is None or not _own(sentence, found_with.start()):
        return None
    word, count, unit, verb = found_with.groups()
    base = written or published if word in ("印发", "签发", "发文", "成文", "下发") else published or written
    if base is None or (verb is None and "有效" not in sentence):
        return None
    if count is None:
        return base
    if unit == "个工作日":
        return None  # needs the calendar of working days
    number = dates.number(count)
    return add_months(base, number) if unit == "个月" else base + timedelta(days=number)


def _end(sentence: str, start: datetime | None) -> datetime | None:
    until = _UNTIL.search(sentence)
    if until and _own(sentence, until.start()):
        return dates.first_day(until.group(1))
    between = _BETWEEN.search(sentence)
    if between and _own(sentence, between.start()):
        return dates.first_day(between.group(2))
    for span in _SPAN.finditer(sentence):
        if start is None or not _own(sentence, span.start()):
            continue
        number = dates.number(span.group(1))
        months = number * 12 if span.group(2) == "年" else number
        if 0 < months <= 600:
            return add_months(start, months) - timedelta(days=1)
    return None


def _own(sentence: str, at: int) -> bool:
    """True when what is said at `at` is said of the document itself: neither of another named in 《》 nor of a
    certificate.
    """
    ahead = sentence[:at]
    clause = max(ahead.rfind(mark) for mark in "，,：:")
    subject = ahead[clause + 1 :] if clause >= 0 and not ahead.endswith(("，", ",")) else ahead
    if _OTHERS.search(subject):
        return False
    return "》" not in ahead or "本" in ahead[ahead.rfind("》") :]


def add_months(start: datetime, months: int) -> datetime:
    """The same day `months` later; the first of the month after where that month has no such day."""
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    try:
        return start.replace(year=year, month=month + 1)
    except ValueError:
        return start.replace(year=year + (month == 11), month=(month + 1) % 12 + 1, day=1)


_VALIDITIES = (
    (Validity.PARTLY, ("部分有效", "部分失效", "部分废止", "部分条款")),
    (Validity.NOT_YET, ("尚未", "未生效", "未施行", "未实施", "待生效", "即将")),
    (Validity.AMENDED, ("修改", "修订", "修正")),
    (Validity.REPEALED, ("废止",)),
    (Validity.EXPIRED, ("失效", "无效", "过期", "到期")),
    (Validity.VALID, ("有效",)),
)


def validity(text: str) -> Validity | None:
    """The six values of 有效性 for what a page shows; None for anything else (是, a date, 无)."""
    compact = "".join(text.split())
    if len(compact) > 16:
        return None
    if compact in ("未失效", "未废止"):
        return Validity.VALID
    return next((value for value, words in _VALIDITIES if any(word in compact for word in words)), None)
