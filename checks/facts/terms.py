"""How long a document holds, as its own text says: 自…起施行，有效期五年 · 试行两年 · 有效期至… ·
自印发之日起30日后施行.

`last_day` is the last day on which it holds, the day on which it starts counted: five years from 1 March 2020 end on
28 February 2025; where the month of the end has no such day, on the last of that month. `latest` is the same read in
favour of the office: by 民法典第二百零一、二百零二条 the first day is not counted, so that the same five years end on
1 March 2025, and "from the day of issue" may mean the day of writing or that of publication. Between the two it is
doubtful whether the document still holds. Only sentences about the document itself count: what is said of
certificates, of contracts or of another document named in 《》 is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from checks.facts import dates
from checks.facts import term_words as words
from checks.facts.spans import add_months, day_of, number_of, span_of
from checks.facts.workdays import Calendar

_MOST_TEXT, _MOST_SENTENCE, _MOST_CLAUSES = 120_000, 400, 30
_SENTENCES = re.compile(r"[。；;\n！]")
_TOLD = re.compile(
    r"起.{0,30}(?:[施执试暂实]\s?行|实\s?施|生效|启用|适用)|有\s?效|试行|暂行|失效|废止|期限|为期|[行施][至到]|执行时间|"
    r"[自从于].{6,24}(?:[施执实]行|实施|生效|起[至到])"
)
"""What a sentence that tells a start or an end has, looked for before anything dear."""
_MAY_END = re.compile("有效|期|试行|暂行|失效|废止|止|至|到|继续|年[后内]|终止")
_MARKS = "。；;\n！"
_QUICK = re.compile("起|有效|试行|暂行|失效|废止|期限|为期|行至|施至|施行|有 效|日执行|执行时间")
_CLAUSES = re.compile(r"[,，:：(（]")
_PLAIN = str.maketrans("０１２３４５６７８９／．－", "0123456789/.-")
_BLANKS = re.compile(r"\s+")
_ISSUED = frozenset(("印发", "签发", "签署", "发文", "成文", "下发", "制发"))
_CALENDAR = Calendar()
_VERBS = ("施行", "实施", "执行", "实行", "试行", "暂行")
_Starts = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Term:
    """When a document starts and the last day on which it holds; `words` are the sentence this was read from.

    `latest` is the last day as the reading kindest to the office gives it. `doubtful` when two sentences give two last
    days (then the later one stands)."""

    effective: datetime | None = None
    last_day: datetime | None = None
    words: str = ""
    latest: datetime | None = None
    doubtful: bool = False
    uncomputed: bool = False  # a term is given, and no day from which it could be counted


@dataclass(slots=True)
class _Reader:
    """What was read so far. `starts` is the pair (start, start as late as may be)."""

    written: datetime | None
    published: datetime | None
    starts: _Starts | None = None
    last: datetime | None = None
    latest: datetime | None = None
    said: str = ""
    doubtful: bool = False
    uncounted: bool = False
    began: bool = False  # the sentence ahead told the start of this document

    def ended(self, last: datetime | None, latest: datetime | None, sentence: str) -> bool:
        if last is None or (self.starts and last < self.starts[0]):
            return False
        if self.last is not None and last != self.last:
            self.doubtful = True
        if self.last is None or last > self.last:
            self.last, self.latest, self.said = last, latest or last, sentence
        return True


def read_term(text: str, written: datetime | None, published: datetime | None) -> Term:
    """The term that a document's own text gives; empty where it gives none or its start is not known."""
    if "行" not in text and "有效" not in text and "实施" not in text and "失效" not in text:
        return Term()
    reader = _Reader(written, published)
    for follows, raw in _sentences(text[-_MOST_TEXT:]):
        reader.began = reader.began and follows
        if _TOLD.search(raw):
            sentence = _BLANKS.sub("", raw).translate(_PLAIN)
            _read(reader, words.NUMBERED.sub("", words.NUMBER_OF.sub("》", sentence), 1))
        else:
            reader.began = False
    start = reader.starts[0] if reader.starts else None
    uncomputed = reader.uncounted and reader.last is None
    return Term(start, reader.last, reader.said[:200], reader.latest, reader.doubtful, uncomputed)


def _sentences(text: str) -> Iterator[tuple[bool, str]]:
    """The sentences that may tell a term, each with whether it follows directly on the one told before."""
    done = 0
    for found in _QUICK.finditer(text):
        at = found.start()
        if at < done:
            continue
        low = max(done, at - _MOST_SENTENCE)
        begin = max(low, 1 + max(text.rfind(mark, low, at) for mark in _MARKS))
        stop = _SENTENCES.search(text, at)
        end = stop.start() if stop else len(text)
        follows = done > 0 and not text[done:begin][:_MOST_SENTENCE].strip(_MARKS + " \u3000")
        yield follows, text[max(begin, end - _MOST_SENTENCE) : end]
        done = end


def _read(reader: _Reader, sentence: str) -> None:
    """One sentence, clause by clause: `own` says of what it speaks."""
    before, starts_at = reader.began, len(sentence)
    clauses: list[tuple[int, str, bool | None]] = []
    own: bool | None = None
    for at, clause in islice(_clauses(sentence), _MOST_CLAUSES):
        clauses.append((at, clause, own))
        if _start(reader, sentence, at, clause, own):
            starts_at, own = min(at, starts_at), True
        else:
            own = words.speaks(clause, own)
    reader.began = starts_at < len(sentence)
    if not _MAY_END.search(sentence):
        return
    for at, clause, about in clauses:  # a term may stand before the start that it is counted from
        if _end(reader, sentence, at, clause, about, before or at >= starts_at):
            reader.began = False


def _clauses(sentence: str) -> Iterator[tuple[int, str]]:
    at = 0
    for mark in _CLAUSES.finditer(sentence):
        yield at, sentence[at : mark.start()]
        at = mark.end()
    yield at, sentence[at:]


def _heads(pattern: re.Pattern[str], sentence: str, at: int, clause: str) -> Iterator[tuple[re.Match[str], str]]:
    """Matches that begin in the clause, with the words of the clause ahead of them."""
    for found in pattern.finditer(sentence, at, min(len(sentence), at + len(clause) + 60)):
        if found.start() > at + len(clause):
            return
        yield found, sentence[at : found.start()]


def _is_own(head: str, own: bool | None, began: bool) -> bool:
    """True when words behind `head` are said of the document: it is named there, or nothing else is and it was before.

    `began`: may a clause that names nothing speak of it?"""
    if not words.OWN_HEAD.match(head):
        return False
    return bool(words.NAMED_OWN.search(head)) or (own is not False and (began or own is True))


def _start(reader: _Reader, sentence: str, at: int, clause: str, own: bool | None) -> bool:
    for pattern in (words.STARTS, words.STARTS_ON):
        for found, head in _heads(pattern, sentence, at, clause):
            if _is_own(head, own, began=True) and (day := dates.first_day(found.group(1))):
                reader.starts = (day, day)
                return True
    for found, head in _heads(words.STARTS_WITH, sentence, at, clause):
        word, when, count, unit, verb = found.groups()
        if not _is_own(head, own, began=True) or (verb is None and "有效" not in sentence[found.start() :]):
            continue
        if starts := _from(reader, word, when, count, unit):
            reader.starts = starts
        return True
    return False


def _promises(sentence: str) -> bool:
    return "有效" in sentence or "施行" in sentence or "失效" in sentence


def _bases(reader: _Reader, word: str) -> _Starts | None:
    """The day of issue or of publication, and the later of the two."""
    told = [day for day in (reader.written, reader.published) if day]
    if not told:
        return None
    return (told[0] if word in _ISSUED else told[-1]), max(told)


def _from(reader: _Reader, word: str, when: str, count: str | None, unit: str | None) -> _Starts | None:
    bases = _bases(reader, word)
    if bases is None:
        return None
    if "次月" in when:
        first, last = (add_months(base.replace(day=1), 1) for base in bases)
        return first, last
    if "次日" in when:
        return bases[0] + timedelta(days=1), bases[1] + timedelta(days=1)
    if count is None:
        return bases
    first_of, last_of = (_later(base, number_of(count), unit or "") for base in bases)
    return (first_of, last_of + timedelta(days=1)) if first_of and last_of else None


def _later(base: datetime, count: int, unit: str) -> datetime | None:
    if unit.endswith("工作日"):
        day = _CALENDAR.after(base.date(), min(count, 400))
        return base.replace(year=day.year, month=day.month, day=day.day) if day else None
    return add_months(base, count) if unit == "个月" else base + timedelta(days=count)


def _end(reader: _Reader, sentence: str, at: int, clause: str, own: bool | None, began: bool) -> bool:
    """Whether the clause tells the last day of this document."""
    for pattern in (words.BETWEEN, words.BETWEEN_BARE):
        for found, head in _heads(pattern, sentence, at, clause):
            sure = pattern is words.BETWEEN or _promises(sentence) or "行" in found.group(0)
            if sure and _is_own(head, own, began or pattern is words.BETWEEN_BARE):
                first = day_of(found.group("first"), None, last=False)
                last = day_of(found.group("last"), first)
                if first and last:
                    reader.starts = (first, first)
                    return reader.ended(last, last, sentence)
    for found, head in _heads(words.UNTIL, sentence, at, clause):
        if _is_own(head, own, began):
            return reader.ended(day_of(found.group(1), _first(reader)), None, sentence)
    for found, head in _heads(words.UNTIL_VERB, sentence, at, clause):
        begun = began and head.endswith(("起", "始", "开始"))
        if begun or _is_own(head, own, began):
            return reader.ended(day_of(found.group(1), _first(reader)), None, sentence)
    return _stops(reader, sentence, at, clause, own, began) or _lasts(reader, sentence, at, clause, own, began)


def _stops(reader: _Reader, sentence: str, at: int, clause: str, own: bool | None, began: bool) -> bool:
    """至…止, 于…失效."""
    if began and own is not False and (found := words.STOPS.match(clause)):
        return reader.ended(day_of(found.group(1), _first(reader)), None, sentence)
    for found, head in _heads(words.LAPSES, sentence, at, clause):
        if _is_own(head, own, began):
            last = day_of(found.group(2), _first(reader))
            if last and (found.group(3) or found.group(1) in ("自", "从")):
                last -= timedelta(days=1)
            return reader.ended(last, None, sentence)
    return False


def _lasts(reader: _Reader, sentence: str, at: int, clause: str, own: bool | None, began: bool) -> bool:
    """有效期五年, 试行一年, 五年后自动失效; 有效期延长两年 of a term that is known."""
    for found, head in _heads(words.LONGER, sentence, at, clause):
        if _is_own(head, own, began):
            if reader.last is None:
                reader.uncounted = True
                break
            last, reader.last = reader.last, None
            return reader.ended(*span_of((last + timedelta(days=1),) * 2, found.group("length")), sentence)
    for found, head in _heads(words.SPAN, sentence, at, clause):
        if _is_own(head, own, began):
            return _spans(reader, found, sentence)
    for found, head in _heads(words.SPAN_FROM, sentence, at, clause):
        if _is_own(head, own, began=True):
            return _spans(reader, found, sentence)
    for found, head in _heads(words.SPAN_BARE, sentence, at, clause):
        begun = began and head.endswith(("起", "始"))
        if begun or (_is_own(head, own, began) and (began or found.group(0).startswith(("试行", "暂行")))):
            return reader.ended(*span_of(reader.starts, found.group("length")), sentence)
    if began and own is not False:
        verb = max((clause.rfind(one) for one in _VERBS if one in clause), default=-2)
        said = words.OWN_HEAD.match(clause[: max(verb, 0)]) or words.BEGUN.search(clause[: max(verb, 0)])
        if said and (found_after := words.SPAN_AFTER.match(clause[verb + 2 :])):
            return reader.ended(*span_of(reader.starts, found_after.group("length")), sentence)
    return False


def _first(reader: _Reader) -> datetime | None:
    return reader.starts[0] if reader.starts else None


def _spans(reader: _Reader, found: re.Match[str], sentence: str) -> bool:
    """A span that may say itself from which day it is counted."""
    base, starts = found.group("base"), reader.starts
    if base and (day := dates.first_day(base)):
        starts = (day, day)
    elif base and base[:2] not in (*_VERBS, "生效"):
        starts = _bases(reader, base[:2])
    reader.uncounted |= starts is None
    if base and starts and reader.starts is None:
        reader.starts = starts
    return reader.ended(*span_of(starts, found.group("length")), sentence)
