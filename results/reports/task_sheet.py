"""Tasks as a workbook that inspectors fill in and `tasks --import` reads. Nothing in it is ever a formula."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from checks.indicators.edition import Edition, Kind, Rule
from checks.indicators.words import word
from results import by_hand
from results.errors import PersonError
from results.intake.answers import FIELDS, MOST_FAULTS
from results.ledger.tasks import Task
from results.reports.wording import link, shown, starts_formula

LINKS = 65_000
"""Excel keeps at most 65,530 links in one sheet; what is above is written as text."""
_ROWS = 1_000  # so many blank rows below the tasks are checked as well
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
}
_LOOKS = tuple(f"查看{number}" for number in range(1, by_hand.LOOKS + 1))
_TITLES = {field.id: field.title for field in FIELDS}
_SAYS = ("编号", "主办单位", "名称", "对象标识", "规则", "检查内容", "周期", "要求")
_ANSWER = tuple(_TITLES[name] for name in ("verdict", "faults", "code", "urls", "remark", "points", "who", "version"))
_HEADS = (*_SAYS, *_LOOKS, *_ANSWER)
_WIDE = {"编号": 8, "主办单位": 22, "名称": 22, "规则": 18, "检查内容": 18, "要求": 60, "网址": 36, "说明": 40}
_EXPLAINED = (
    "一、每行是一项须由人判断的任务。按“要求”打开“查看”各列的网址，把结果填在蓝色表头的各列，其余各列不要改动。",
    "二、结论只能是：达标、不达标、不适用、无法判断。暂时没有查的留空，导入时会跳过。",
    "三、不达标的必须写“说明”；按处扣分的写“处数”；扣分和单项否决的写“网址”（几个网址分行写）。",
    "四、加分项达标的写“加分”；没有申报的填“不适用”。",
    "五、导入时如有一行不合格，整张表都不会导入，程序会列出每一处的工作表、行、列和改法；重复导入不会改变结果。",
    "六、“版本”一列用来看出别人是否已经另有结论，请勿改动。",
)


def write_tasks(tasks: Iterable[Task], edition: Edition, path: Path) -> int:
    """Writes the workbook, whole or not at all; how many tasks. Raises PersonError."""
    part = path.with_name(path.name + ".part")
    try:
        part.touch()  # before the temporary files are made that would stay open if this failed
        with xlsxwriter.Workbook(part, _OPTIONS) as book:
            count = _sheet(book, tasks, edition)
            notes = book.add_worksheet("填表说明")
            notes.set_column(0, 0, 110)
            for number, sentence in enumerate(_EXPLAINED):
                notes.write_string(number, 0, sentence)
        os.replace(part, path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        part.unlink(missing_ok=True)
        raise PersonError(f"写不了 {path}（{error}）；请检查权限和磁盘空间，或先关闭已打开的同名文件") from error
    return count


def _sheet(book: Any, tasks: Iterable[Task], edition: Edition) -> int:
    sheet, formats = book.add_worksheet("人工检查"), _formats(book)
    sheet.freeze_panes(1, 3)
    for index, title in enumerate(_HEADS):
        sheet.set_column(index, index, _WIDE.get(title, 12), formats["text"])
        sheet.write_string(0, index, title, formats["fill" if title in _ANSWER else "head"])
    count = links = 0
    for count, task in enumerate(tasks, 1):
        links += _row(sheet, count, task, edition, formats, links)
    sheet.autofilter(0, 0, max(count, 1), len(_HEADS) - 1)
    _checked(sheet, count + _ROWS)
    return count


def _row(sheet: Any, row: int, task: Task, edition: Edition, formats: Mapping[str, Any], links: int) -> int:
    """Writes a task and returns how many links it took."""
    rule = edition.rules.get(task.rule)
    title, demand = (rule.title, _demand(rule, edition)) if rule else ("", "")
    said = (str(task.id), task.unit, task.name, task.subject, task.rule, title)
    write = _writer(sheet, row, formats)
    for index, text in enumerate((*said, by_hand.shown_period(task.period), demand)):
        write(index, text)
    taken = 0
    for index, look in enumerate(task.looks[: len(_LOOKS)], len(_SAYS)):
        if (address := link(look.url)) and links + taken < LINKS:
            sheet.write_url(row, index, address, formats["link"], shown(look.name) or address)
            taken += 1
        else:
            write(index, look.url)
    for index, text in enumerate(_answer(task), len(_SAYS) + len(_LOOKS)):
        write(index, text)
    return taken


def _writer(sheet: Any, row: int, formats: Mapping[str, Any]) -> Callable[[int, str], None]:
    def write(index: int, text: str) -> None:
        if text := shown(text):
            sheet.write_string(row, index, text, formats["quoted" if starts_formula(text) else "text"])

    return write


def _answer(task: Task) -> tuple[str, ...]:
    told = task.answer
    if told is None:
        return ("", "", "", "", "", "", "", str(task.version))
    points = "" if told.points is None else f"{told.points:f}"
    faults = str(told.faults) if told.faults else ""
    said = (word("answer", told.verdict), faults, told.code, "\n".join(told.urls), told.remark, points)
    return (*said, task.who, str(task.version))


def _demand(rule: Rule, edition: Edition) -> str:
    """What the rule demands, how it is judged, and what has to be filled in."""
    parts = [rule.demand, f"怎样检查：{rule.how}" if rule.how else ""]
    if rule.kind is Kind.BONUS:
        most: Decimal | None = by_hand.most_points(rule, edition)
        parts.append(f"加分最多 {most} 分" if most is not None else "")
    if rule.deduct:
        prices = "、".join(f"{code} 每处 {price} 分" for code, price in rule.deduct.items())
        parts.append(f"扣分：{prices}，最多 {rule.cap} 分（{word('grade', rule.prices_verified)}）")
    if rule.vetoes:
        parts.append("单项否决")
    if len(codes := by_hand.codes(rule)) > 1:
        parts.append(f"情形：{'、'.join(codes)}")
    return "\n".join(part for part in parts if part)


def _checked(sheet: Any, last: int) -> None:
    """Lists and bounds of the columns that are filled in."""
    at = {title: _HEADS.index(title) for title in _ANSWER}
    verdicts = next(field.choices for field in FIELDS if field.id == "verdict")
    for title, rule in (
        (_TITLES["verdict"], {"validate": "list", "source": list(verdicts)}),
        (
            _TITLES["faults"],
            {
                "validate": "integer",
                "criteria": "between",
                "minimum": 1,
                "maximum": MOST_FAULTS,
                "error_type": "warning",
            },
        ),
    ):
        sheet.data_validation(1, at[title], last, at[title], {**rule, "ignore_blank": True})


def _formats(book: Any) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top", "num_format": "@"}
    return {
        "head": book.add_format({"bold": True, "bg_color": "#D9D9D9", "border": 1}),
        "fill": book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1}),
        "text": book.add_format(plain),
        "quoted": book.add_format({**plain, "quote_prefix": True}),
        "link": book.add_format({**plain, "font_color": "#0563C1", "underline": 1}),
    }
