"""The office's own lists as a workbook that `lexicon import` reads back; without entries it is the empty form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from results.errors import PersonError
from results.intake.headers import Field
from results.intake.lexicon import PEOPLE, PEOPLE_FIELDS, WORD_FIELDS, WORDS
from results.lexicon import STATES, Level, Lexicon, Person, Word

_SHOWN = {Level.GRAVE: "严重", Level.SERIOUS: "较重", Level.PLAIN: "一般"}
_ROWS_CHECKED = 5000
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
    part = path.with_name(path.name + ".part")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(part, options) as book:
            _sheet(book, WORDS, WORD_FIELDS, [_word(word) for word in lexicon.words])
            _sheet(book, PEOPLE, PEOPLE_FIELDS, [_person(person) for person in lexicon.people])
            sheet = book.add_worksheet("填表说明")
            sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
            for number, sentence in enumerate(_EXPLAINED):
                sheet.write_string(number, 0, sentence)
        part.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了 {path}（{error}）；请检查文件夹权限，或先关闭已打开的同名文件") from error


def _sheet(book: Any, name: str, fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    needed = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
    free = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for index, field in enumerate(fields):
        sheet.write_string(
            0, index, f"★{field.title}" if field.needed else field.title, needed if field.needed else free
        )
        sheet.set_column(
            index, index, 30 if field.id in ("wrong", "right", "why", "title", "unit", "unless") else 14, text
        )
        if field.note:
            sheet.write_comment(0, index, field.note, {"x_scale": 1.6, "y_scale": 0.8})
        if field.choices:
            choices = {"validate": "list", "source": list(field.choices), "error_type": "warning", "ignore_blank": True}
            sheet.data_validation(1, index, _ROWS_CHECKED, index, choices)
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            sheet.write_string(number, index, value, text)


def _word(word: Word) -> list[str]:
    told = ["|".join(word.wrong), word.right, _SHOWN[word.level], word.why, word.source, word.since, word.until]
    return [*told, "、".join(word.unless), "是" if word.off else ""]


def _person(person: Person) -> list[str]:
    state = next((shown for shown, state in STATES.items() if state == person.state), person.state)
    told = [person.name, person.title, person.unit, person.begun, person.ended, state]
    return [*told, "是" if person.off else ""]
