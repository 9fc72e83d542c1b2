"""The sheet of tasks that inspectors fill in: its columns, and a filled one to answers, all or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from checks.indicators.edition import Edition
from results import by_hand
from results.answering import Given, clash
from results.errors import NotAllowed
from results.intake import cells
from results.intake.faults import CellFault, SheetErrors
from results.intake.filled import Form, filled_rows
from results.intake.headers import Field, match
from results.intake.rows import Row
from results.ledger.tasks import Answer, Task, Verdict
from results.masking import mask

T = TypeVar("T")
WHAT = "人工检查任务表"
VERDICTS: Mapping[str, Verdict] = {
    **dict.fromkeys(("达标", "合格", "met"), Verdict.MET),
    **dict.fromkeys(("不达标", "不合格", "unmet"), Verdict.UNMET),
    **dict.fromkeys(("不适用", "not-applicable"), Verdict.NOT_APPLICABLE),
    **dict.fromkeys(("无法判断", "unclear"), Verdict.UNCLEAR),
}
MOST_FAULTS = 200
MOST_URLS = 20
FIELDS: Sequence[Field] = (
    Field("task", "编号", ("任务编号", "number"), True),
    Field("subject", "对象标识", ("标识码", "网站标识码")),
    Field("rule", "规则"),
    Field("verdict", "结论", ("检查结论",), True, choices=("达标", "不达标", "不适用", "无法判断")),
    Field("faults", "处数", note="不达标且按处扣分的必填"),
    Field("code", "情形", note="规则分几种情形的必填，取值见“要求”一列"),
    Field("urls", "网址", ("问题网址", "url"), note="能看到问题的网址，几个网址分行写"),
    Field("remark", "说明", ("备注",), note="不达标必填：问题是什么；无法判断的写明原因"),
    Field("points", "加分", note="加分项达标的必填"),
    Field("who", "检查人", ("检查人员",)),
    Field("version", "版本", note="请勿改动：导入时据此看出别人是否已另有结论"),
)
_FORM = Form(
    lambda line: match(FIELDS, line),
    "前几行里应有表头「编号」和「结论」；请用 tasks --export 导出的表填写",
    "请用 tasks --export 导出后填写",
    "请用 tasks --export 重新导出",
)
_FILLED = ("faults", "code", "urls", "remark", "points")


@dataclass(frozen=True, slots=True)
class Read:
    """What a filled sheet says: the answers, and how many tasks of it were left blank."""

    given: tuple[Given, ...]
    blank: int


def read_answers(
    path: Path, find: Callable[[Sequence[int]], Mapping[int, Task]], edition: Edition, *, who: str = ""
) -> Read:
    """The answers of a sheet. `find` gives the tasks with these numbers; `who` answers where the sheet names nobody.

    Raises SheetErrors with every bad row; then nothing of it may be used.
    """
    try:
        rows = list(filled_rows(path, _FORM))
    except SheetErrors as error:
        raise SheetErrors(error.errors, WHAT) from error
    numbers = {index: row.read("task", _number, 0, needed=True) for index, row in enumerate(rows)}
    known = find([number for number in numbers.values() if number])
    seen: dict[int, Row] = {}
    given: list[Given] = []
    blank = 0
    for index, row in enumerate(rows):
        task = _task(row, numbers[index], known, seen)
        if task is None:
            continue
        verdict = row.read("verdict", lambda value: cells.choice(value, VERDICTS, None), None)
        if verdict is not None:
            given.append(_given(row, task, verdict, edition, who))
        elif not row.errors and not any(row.read(name, str, "") for name in _FILLED):
            blank += 1
        elif not row.errors:
            row.fault("verdict", CellFault("没有填写结论", f"应为：{'、'.join(FIELDS[3].choices)}"))
    if errors := [error for row in rows for error in row.errors]:
        raise SheetErrors(errors, WHAT)
    return Read(tuple(given), blank)


def _task(row: Row, number: int, known: Mapping[int, Task], seen: dict[int, Row]) -> Task | None:
    """The task of a row, None when the row cannot be that of a task."""
    if not number:
        return None
    if number in seen:
        row.fault("task", CellFault(f"与{seen[number].place}重复", "请只留一行"))
        return None
    seen[number] = row
    if number not in known:
        row.fault("task", CellFault(f"没有编号为 {number} 的任务", "请核对编号，或用 tasks --export 重新导出"))
        return None
    task = known[number]
    for name, told, is_it in (("rule", "规则", task.rule), ("subject", "对象", task.subject)):
        if (shown := row.text(name)) and shown != is_it:
            row.fault(name, CellFault(f"编号 {number} 的{told}是“{is_it}”，不是“{shown[:60]}”", "各行可能错位，请核对"))
    return task


def _given(row: Row, task: Task, verdict: Verdict, edition: Edition, who: str) -> Given:
    """The answer of a row; what is wrong with it is noted in the row."""
    answer = Answer(
        verdict,
        faults=row.read("faults", _faults, 0),
        code=row.text("code"),
        urls=row.read("urls", addresses, ()),
        remark=mask(row.text("remark")),
        points=row.read("points", points, None),
    )
    given = Given(task, answer, row.text("who") or who)
    if not given.who:
        row.fault("who", CellFault("没有填写检查人", "请填写姓名，或导入时用 --who 写明"))
    if task.rule not in edition.rules:
        row.fault("task", CellFault(f"规则 {task.rule} 不在现用的规则版本中", "请删去这一行"))
    elif not row.errors:
        for name, problem, expected in by_hand.wrong(edition.rules[task.rule], edition, answer):
            row.fault(name, CellFault(problem, expected))
    version = row.read("version", _version, 0)
    if not row.errors and (problem := clash(given, version)):
        row.fault("verdict", CellFault(problem, "请与对方核对，重新导出后再填"))
    return given


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as it was typed, each field as text."""

    verdict: str
    faults: str = ""
    code: str = ""
    urls: str = ""
    remark: str = ""
    points: str = ""


def typed_answer(typed: Typed) -> Answer:
    """What was typed as an answer. Raises NotAllowed with every field that cannot be read."""
    wrong: list[str] = []

    def means(name: str, meaning: Callable[[], T], empty: T) -> T:
        try:
            return meaning()
        except CellFault as fault:
            wrong.append(f"{name}：{fault}")
            return empty

    verdict = means("结论", lambda: cells.choice(typed.verdict, VERDICTS, None), None)
    answer = Answer(
        verdict or Verdict.UNCLEAR,
        faults=means("处数", lambda: _faults(cells.text(typed.faults)), 0),
        code=typed.code,
        urls=means("网址", lambda: addresses(typed.urls), ()),
        remark=means("说明", lambda: cells.line(cells.text(typed.remark)), ""),
        points=means("加分", lambda: points(typed.points), None),
    )
    if wrong:
        raise NotAllowed("；".join(wrong))
    if verdict is None:
        raise NotAllowed("没有写结论；应为：达标、不达标、不适用、无法判断")
    return answer


def addresses(value: str) -> tuple[str, ...]:
    """Several addresses, separated by blanks, line ends, |, ； or ，. Raises CellFault."""
    parts = [part for part in re.split(r"[\s|；，]+", value) if part]
    if len(parts) > MOST_URLS:
        raise CellFault(f"写了 {len(parts)} 个网址", f"最多 {MOST_URLS} 个")
    return tuple(dict.fromkeys(cells.address(part) for part in parts))


def points(value: str) -> Decimal | None:
    """Points with at most two decimals, None for an empty cell. Raises CellFault."""
    given = unicodedata.normalize("NFKC", value).replace(" ", "").removesuffix("分")
    if not given:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", given):
        raise CellFault(f"“{value[:60]}”不是分数", "应为大于 0 的数，最多两位小数")
    return Decimal(given)


def _number(value: str) -> int:
    return _whole(value, 1, 10**9, "任务编号")


def _faults(value: str) -> int:
    return _whole(value.removesuffix("处"), 1, MOST_FAULTS, "处数") if value else 0


def _version(value: str) -> int:
    return _whole(value, 0, 10**6, "版本") if value else 0


def _whole(value: str, least: int, most: int, what: str) -> int:
    given = unicodedata.normalize("NFKC", value).replace(" ", "")
    given = re.sub(r"\.0+$", "", given)
    if not re.fullmatch(r"[0-9]{1,9}", given) or not least <= int(given) <= most:
        raise CellFault(f"“{value[:60]}”不是{what}", f"应为 {least} 到 {most} 的整数")
    return int(given)
