"""Tasks for people on the command line: listed, written as a sheet, answered one by one or by a filled sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from clock.code import code_version
from clock.listing import reading, show
from clock.rules import edition_of
from clock.settings import Settings
from results.answering import Given, record
from results.errors import PersonError
from results.intake import answers
from results.intake.answers import Typed, typed_answer
from results.ledger import registry, tasks
from results.ledger.engine import open_ledger
from results.ledger.tasks import Answer, Task
from results.lines import task_line
from results.reports.columns import TASKS
from results.reports.task_sheet import write_tasks


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which tasks: of sites (codes, home pages, names), of rules; `done` None = open and answered."""

    sites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it was typed."""

    verdict: str
    faults: int = 0
    code: str = ""
    urls: tuple[str, ...] = ()
    remark: str = ""
    points: str = ""


def list_tasks(settings: Settings, out: Console, chosen: Chosen, *, form: str, output: Path | None) -> None:
    """Tasks in the form asked for."""
    edition = _edition(settings)
    with (
        open_ledger(settings.ledger_url) as ledger,
        ledger.connect() as connection,
        reading(_query(connection, chosen, edition)) as found,
    ):
        show((task_line(task, edition) for task in found), TASKS, form, output, out, "人工检查任务")


def export_tasks(settings: Settings, file: Path, out: Console, chosen: Chosen) -> None:
    """Tasks as a sheet to fill in, the open ones unless told otherwise."""
    if file.suffix.lower() != ".xlsx":
        raise PersonError(
            f"任务表只能写成 .xlsx，不是 {file.name}；要 csv 请用 tasks --format csv --output {file.name}"
        )
    edition = _edition(settings)
    picked = Chosen(chosen.sites, chosen.rules, bool(chosen.done))
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        count = write_tasks(_query(connection, picked, edition), edition, file)
    out.print(f"已写出 {count} 项人工检查任务：{file}；填好后用 tasks --import {file} 导入", markup=False)


def import_answers(settings: Settings, file: Path, out: Console, *, who: str = "") -> None:
    """Takes in a filled sheet, all or nothing."""
    edition = _edition(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        read = answers.read_answers(file, lambda numbers: tasks.numbered(connection, numbers), edition, who=who)
        done = record(connection, read.given, edition, moment=datetime.now(UTC), code=code_version())
    counted = f"新答 {done.new} 项，改答 {done.changed} 项，未变 {done.same} 项，没有填写 {read.blank} 项"
    out.print(f"已导入 {file}：{counted}", markup=False)


def answer_task(settings: Settings, out: Console, number: int, said: Said, *, who: str) -> None:
    """Answers one task. The person sees what is there, so another answer takes its place."""
    edition = _edition(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        task = tasks.get(connection, number)
        given = Given(task, _answer(said), who)
        done = record(connection, [given], edition, moment=datetime.now(UTC), code=code_version())
        before = f"，原结论为 {task.who} 答的“{word('answer', task.answer.verdict)}”" if task.answer else ""
    told = "与原来相同，没有改动" if done.same else f"已记下{before}"
    rule = edition.rules.get(task.rule)
    out.print(
        f"任务 {number}（{task.name or task.subject}，{rule.title if rule else task.rule}）：{told}", markup=False
    )


def _edition(settings: Settings) -> Edition:
    return edition_of(settings)


def _query(connection: Connection, chosen: Chosen, edition: Edition) -> Iterable[Task]:
    known = registry.load(connection)
    subjects = [registry.subject_named(known, text).key for text in chosen.sites]
    if unknown := [name for name in chosen.rules if name not in edition.rules]:
        raise PersonError(f"没有这样的规则：{'、'.join(unknown)}；可用 python -m checks list 查看规则名")
    return tasks.query(connection, subjects=subjects, rules=chosen.rules, answered=chosen.done)


def _answer(said: Said) -> Answer:
    faults = str(said.faults) if said.faults else ""
    return typed_answer(Typed(said.verdict, faults, said.code, "\n".join(said.urls), said.remark, said.points))
