"""Sheets of wrong expressions and of officials to a lexicon, all or nothing; a file is told by its headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from results.intake import cells
from results.intake.faults import CellFault, SheetError, SheetErrors
from results.intake.filled import Form, filled_rows
from results.intake.headers import Field, Recognised, match
from results.intake.ordinary import ordinary_use
from results.intake.reading import HEAD_ROWS
from results.intake.rows import YES, Row
from results.lexicon import STATES, Level, Lexicon, Person, Word
from results.masking import mask

WHAT = "词库表"
WORDS, PEOPLE = "词语", "领导人员"
MOST_FORMS, MOST_UNLESS, LONGEST = 50, 100, 60
_OFF = Field("off", "停用", ("是否停用", "停用标记"), note="是：保留这一行，但暂不检查", choices=("是", "否"))
WORD_FIELDS: Sequence[Field] = (
    Field("wrong", "错误表述", ("错误写法", "错误用语", "错词", "错误词", "不规范表述"), True, "几种错误写法用 | 分隔"),
    Field("right", "正确表述", ("正确写法", "规范表述", "正确用语", "正确词"), True, "不应出现的词可以留空"),
    Field(
        "level",
        "级别",
        ("严重程度", "错误级别", "等级"),
        note="严重、较重、一般，或 L1、L2、L3；留空为一般",
        choices=("严重", "较重", "一般"),
    ),
    Field("why", "理由", ("错误原因", "原因", "说明"), note="为什么错，写给看到问题的人"),
    Field("source", "来源", ("依据", "出处")),
    Field("since", "起始日期", ("开始日期", "起始时间"), note="从这一天起才算错，例：2018-03-17；留空为一直"),
    Field("until", "截止日期", ("结束日期", "截止时间"), note="到这一天为止算错"),
    Field("unless", "例外", ("例外情形", "白名单"), note="在这些更长的词语里不算错，用、分隔"),
    _OFF,
)
PEOPLE_FIELDS: Sequence[Field] = (
    Field("name", "姓名", ("领导姓名",), True),
    Field("title", "职务", ("职务名称", "现任职务"), True, "几个职务用、分隔，例：县委副书记、县长"),
    Field("unit", "单位", ("所在单位", "工作单位", "任职单位"), note="单位全称，例：临江县财政局"),
    Field("from", "任职日期", ("任职时间", "到任日期"), note="例：2024-01-10"),
    Field("to", "离任日期", ("离任时间", "免职日期"), note="状态是离任、被查处的必填"),
    Field("state", "状态", ("任职状态",), note="在任、离任、被查处；留空为在任", choices=tuple(STATES)),
    _OFF,
)
LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("严重", "l1", "1"), Level.GRAVE),
    **dict.fromkeys(("较重", "l2", "2"), Level.SERIOUS),
    **dict.fromkeys(("一般", "l3", "3"), Level.PLAIN),
}
_STATES = {**STATES, **{state: state for state in STATES.values()}}
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff·•]{1,30}")
_NONE: tuple[str, ...] = ()
_FORMS, _WORDS = re.compile(r"[|｜；;\n]+"), re.compile(r"[、|｜；;，\n]+")


@dataclass(frozen=True, slots=True)
class Read:
    """What sheets hold, and what a person should look at although it is no fault."""

    lexicon: Lexicon
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    errors: list[SheetError] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    forms: dict[str, Row] = field(default_factory=dict)
    keys: dict[tuple[str, str, str], Row] = field(default_factory=dict)


def read_lists(paths: Sequence[Path]) -> Read:
    """The words and officials of csv and xlsx files together.

    Raises SheetErrors with every bad row of every file; then nothing of them may be used.
    """
    reading = _Reading()
    for path in paths:
        try:
            for row in filled_rows(path, _FORM):
                (_word if row.head.fields is WORD_FIELDS else _person)(reading, row)
                reading.errors.extend(row.errors)
        except SheetErrors as error:
            reading.errors.extend(error.errors)
    if reading.errors:
        raise SheetErrors(reading.errors, WHAT)
    return Read(Lexicon(tuple(reading.words), tuple(reading.people)), tuple(reading.notes))


def recognised(line: Sequence[str]) -> Recognised | None:
    """What the row of headers heads: words or officials; None when neither."""
    guesses = [head for fields in (WORD_FIELDS, PEOPLE_FIELDS) if (head := match(fields, line)) is not None]
    return max(guesses, key=lambda head: (not head.missing, len(head.at)), default=None)


_FORM = Form(
    recognised,
    f"前 {HEAD_ROWS} 行里应有表头：词语表有「错误表述」「正确表述」，领导人员表有「姓名」「职务」",
    "请填写后再导入；空表可用 lexicon export 得到",
)


def _word(reading: _Reading, row: Row) -> None:
    forms = row.read("wrong", _wrong, _NONE, needed=True)
    right = row.text("right")
    unless = row.read("unless", _unless, _NONE)
    off = row.read("off", lambda value: cells.choice(value, YES, False), False)
    level = row.read("level", lambda value: cells.choice(value, LEVELS, Level.PLAIN), Level.PLAIN)
    since, until = _period(row, "since", "until")
    if right and right in forms:
        row.fault("right", CellFault("与错误表述相同", "请改正其中一个"))
    for form in forms:
        if form in reading.forms:
            row.fault("wrong", CellFault(f"“{form[:30]}”与{reading.forms[form].place}重复", "请只留一行"))
        reading.forms.setdefault(form, row)
    if row.errors:
        return
    if any(form in right for form in forms) and right not in unless:
        unless = (*unless, right)  # else every right use would be called wrong
        reading.notes.append(f"{row.place}：正确表述里含有错误表述，已把“{right[:30]}”记为例外")
    for form in forms:
        if use := ordinary_use(form, unless):
            reading.notes.append(f"{row.place}：“{form}”在常用词语里也会出现（如“{use}”），可能误报；请在“例外”里写明")
    told = (mask(row.text("why")), mask(row.text("source")))
    reading.words.append(Word(forms, right, level, *told, since, until, unless, off))


def _person(reading: _Reading, row: Row) -> None:
    name, title = row.read("name", _name, "", needed=True), row.text("title", needed=True)
    state = row.read("state", lambda value: cells.choice(value, _STATES, "serving"), "serving")
    off = row.read("off", lambda value: cells.choice(value, YES, False), False)
    begun, ended = _period(row, "from", "to")
    if state != "serving" and not ended and not row.errors:
        row.fault("to", CellFault("没有填写", "状态是离任、被查处的，必须填离任日期"))
    if any(len(part) < 2 for part in re.split(r"[、，,；;|/\s]+", title) if part):
        row.fault("title", CellFault(f"“{title[:30]}”不是完整的职务", "应至少两个字，例：县长"))
    person = Person(name, title, row.text("unit"), begun, ended, state, off)
    if person.key in reading.keys and not row.errors:
        row.fault("name", CellFault(f"与{reading.keys[person.key].place}重复", "同一人同一职务请只留一行"))
    if not row.errors:
        reading.keys[person.key] = row
        reading.people.append(person)


def _period(row: Row, first: str, last: str) -> tuple[str, str]:
    since, until = row.day(first), row.day(last)
    if since and until and since > until:
        row.fault(last, CellFault(f"{until} 早于起始的 {since}", "请核对两个日期"))
    return since.isoformat() if since else "", until.isoformat() if until else ""


def _wrong(value: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(form for part in _FORMS.split(value) if (form := part.strip())))
    if len(forms) > MOST_FORMS:
        raise CellFault(f"写了 {len(forms)} 种写法", f"一行最多 {MOST_FORMS} 种；请分几行写")
    for form in forms:
        if len("".join(form.split())) < 2:
            raise CellFault(f"“{form}”只有一个字", "至少两个字；单个字会在许多正确的词里出现，请连同前后的字一起写")
        if len(form) > LONGEST:
            raise CellFault(f"“{form[:20]}…”有 {len(form)} 个字，太长", f"最多 {LONGEST} 个字")
    return forms


def _unless(value: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word for part in _WORDS.split(value) if (word := part.strip())))
    if len(words) > MOST_UNLESS:
        raise CellFault(f"写了 {len(words)} 个例外", f"最多 {MOST_UNLESS} 个")
    return words


def _name(value: str) -> str:
    name = "".join(value.split()).replace("•", "·")
    if name and not _NAME.fullmatch(name):
        raise CellFault(f"“{mask(value)[:30]}”不是姓名", "应为至少两个字的中文姓名，不带职务和称呼")
    return name
