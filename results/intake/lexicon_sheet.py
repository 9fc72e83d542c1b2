"""The office's own lists as a workbook that `lexicon import` reads back; without entries it is the empty form."""

from __future__ import annotations

from pathlib import Path

from results.intake.blank import Blank, write_blank
from results.intake.headers import Field
from results.intake.lexicon import PEOPLE, PEOPLE_FIELDS, WORD_FIELDS, WORDS
from results.lexicon import STATES, Level, Lexicon, Person, Word

_SHOWN = {Level.GRAVE: "严重", Level.SERIOUS: "较重", Level.PLAIN: "一般"}
_WIDE = frozenset(("wrong", "right", "why", "title", "unit", "unless"))
_EXPLAINED = (
    "一、“词语”表一行一个错误表述，几种错误写法用 | 分隔；“领导人员”表一行一人，几个职务用、分隔。带 ★ 的列必填。",
    "二、级别：严重（单项否决的线索，由人确认）、较重、一般。",
    "三、起始日期、截止日期说明从哪天到哪天算错；当时正确的旧稿不会报。日期写成 2018-03-17。",
    "四、例外是更长的、正确的词语，错误表述在其中出现时不报；一个字的词不接受，符号一律按原样比对。",
    "五、停用写“是”的行保留在词库里，但暂不检查。离任、被查处的领导人员必须填离任日期。",
    "六、导入时同一错误写法、同一人同一职务以新表为准；如有一处不合格，全部内容都不会导入。",
)


def write_lists(path: Path, lexicon: Lexicon) -> None:
    """Writes the workbook, whole or not at all. Raises PersonError."""
    words = Blank(WORDS, WORD_FIELDS, [_word(word) for word in lexicon.words], _width)
    people = Blank(PEOPLE, PEOPLE_FIELDS, [_person(person) for person in lexicon.people], _width)
    write_blank(path, (words, people), _EXPLAINED)


def _width(field: Field) -> int:
    return 30 if field.id in _WIDE else 14


def _word(word: Word) -> list[str]:
    told = ["|".join(word.wrong), word.right, _SHOWN[word.level], word.why, word.source, word.since, word.until]
    return [*told, "、".join(word.unless), "是" if word.off else ""]


def _person(person: Person) -> list[str]:
    state = next((shown for shown, state in STATES.items() if state == person.state), person.state)
    told = [person.name, person.title, person.unit, person.begun, person.ended, state]
    return [*told, "是" if person.off else ""]
