"""Tasks that only a person can judge: what waits, by site, unit and rule; and one at a time, with what to open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.indicators.edition import Edition, Judged, Kind, Rule
from checks.indicators.words import word
from results import by_hand
from results.answering import Given, answer_at_console
from results.console import gate
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.errors import NotAllowed
from results.intake.answers import Typed, typed_answer
from results.ledger import runs, task_lists
from results.ledger import tasks as ledger_tasks
from results.ledger.scope import sees
from results.ledger.task_lists import Wanted
from results.ledger.tasks import Task, Verdict

_LONGEST = 100
_FIELDS = ("verdict", "faults", "code", "urls", "remark", "points")

tasks = Blueprint("tasks", __name__, url_prefix="/tasks")


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its rule, as far as the edition still has it."""

    task: Task
    rule: Rule | None

    @property
    def title(self) -> str:
        return self.rule.title if self.rule else self.task.rule

    @property
    def period(self) -> str:
        return by_hand.shown_period(self.task.period)


@tasks.get("/")
def listed() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition, given = here.edition(), request.args
    texts = {name: " ".join(given.get(name, "").split())[:_LONGEST] for name in ("site", "unit", "rule")}
    wanted = Wanted(**texts, done=given.get("state") == "done")
    after = given.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        page = task_lists.page(connection, scope, wanted, after=after, size=here.page)
    return render_template(
        "tasks.html",
        lines=_lines(page.tasks, edition),
        after=page.after,
        begun=after is not None,
        wanted=wanted,
        arguments={**{k: v for k, v in texts.items() if v}, **({"state": "done"} if wanted.done else {})},
        rules=sorted((r for r in edition.rules.values() if r.judged is Judged.BY_HAND), key=lambda r: r.title),
    )


@tasks.get("/<int:number>")
def one(number: int) -> ResponseReturnValue:
    return _page(number)


@tasks.post("/<int:number>/answer")
def answer(number: int) -> ResponseReturnValue:
    here, who = desk(), gate.visitor()
    edition, form = here.edition(), request.form
    typed = {name: form.get(name, "") for name in _FIELDS}
    seen = form.get("version", type=typed_number)
    try:
        said = typed_answer(Typed(**typed))
        with here.ledger.begin() as connection:
            task = _seen(connection, number, held=True)
            done = answer_at_console(
                connection,
                who.doer,
                Given(task, said, who.user.person),
                edition,
                seen=-1 if seen is None else seen,
                moment=here.now(),
                code=here.code,
            )
            onward = _next(task_lists.of_subject(connection, task), task)
    except NotAllowed as refused:
        return _page(number, refused=refused.message, typed=typed), 422
    flash("与原来的答案相同，没有改动" if done.same else f"任务 {number} 已记下：{word('answer', said.verdict)}")
    if onward is None:
        flash("这个网站的人工检查都答完了")
        return redirect(url_for("tasks.one", number=number))
    return redirect(url_for("tasks.one", number=onward))


def _page(number: int, *, refused: str = "", typed: Mapping[str, str] | None = None) -> str:
    here = desk()
    edition = here.edition()
    with here.ledger.connect() as connection:
        task = _seen(connection, number)
        beside = task_lists.of_subject(connection, task)
        events = list(ledger_tasks.events(connection, number))
        job = runs.last_job(connection, task.subject)
    rule = edition.rules.get(task.rule)
    bonus = rule is not None and rule.kind is Kind.BONUS
    return render_template(
        "task.html",
        line=Line(task, rule),
        beside=_lines(beside, edition),
        onward=_next(beside, task),
        events=events,
        visit=job.visit if job else "",
        refused=refused,
        typed=dict(typed) if typed is not None else _kept(task),
        verdicts=list(Verdict),
        codes=_codes(rule) if rule and not bonus else (),
        most=by_hand.most_points(rule, edition) if rule and bonus else None,
        bonus=bonus,
    )


def _seen(connection: Connection, number: int, *, held: bool = False) -> Task:
    """The task, where the reader may see its subject; who may not is told that it is not there."""
    read = ledger_tasks.numbered if held else ledger_tasks.read
    task = read(connection, [number]).get(number)
    if task is None or not sees(connection, gate.visitor().user.scope, task.subject):
        abort(404)
    return task


def _next(beside: Sequence[Task], task: Task) -> int | None:
    """The next open task of the same subject, in the order of the rules and then from the beginning."""
    waits = [one for one in beside if one.answer is None and one.id != task.id]
    later = [one for one in waits if (one.rule, one.id) > (task.rule, task.id)]
    return next((one.id for one in (*later, *waits)), None)


def _lines(found: Sequence[Task], edition: Edition) -> list[Line]:
    return [Line(task, edition.rules.get(task.rule)) for task in found]


def _codes(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The kinds of fault to choose from, with the sentence of each; none where there is only one."""
    named = by_hand.codes(rule)
    return tuple((code, rule.says.get(code, code)) for code in named) if len(named) > 1 else ()


def _kept(task: Task) -> dict[str, Any]:
    """The answer that is there, as the form holds it."""
    said = task.answer
    if said is None:
        return dict.fromkeys(_FIELDS, "")
    told = (said.verdict.value, said.faults or "", said.code, "\n".join(said.urls), said.remark, said.points or "")
    return {name: str(value) for name, value in zip(_FIELDS, told, strict=True)}
