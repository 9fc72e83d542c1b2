"""Drawing up a notice: units that have confirmed issues, the issues to choose from, the notice as it would be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from results import notice_acts
from results.console import gate
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.console.notice_lines import chosen_lines, doing
from results.errors import NotAllowed
from results.ledger import notice_lists
from results.ledger.scope import of_unit_named

MOST = 500
"""Issues that are chosen from for one notice."""
_LONGEST = 100
_MOST_WORKDAYS = 250

drafts = Blueprint("drafts", __name__, url_prefix="/notices/draw")


@drafts.get("/")
def units() -> ResponseReturnValue:
    """Units with confirmed issues; with a unit in the address, its issues to choose from."""
    here, scope = desk(), gate.visitor().user.scope
    unit, text = request.args.get("unit", ""), " ".join(request.args.get("text", "").split())[:_LONGEST]
    with here.ledger.connect() as connection:
        if not unit:
            found = notice_lists.waiting(connection, scope, text)
            return render_template("notice-units.html", units=found, text=text)
        _require_unit(connection, unit)
        issues = notice_lists.candidates(connection, unit, limit=MOST + 1)
        earlier = notice_lists.earlier(connection, [issue.id for issue in issues])
    lines = chosen_lines(issues[:MOST], here.edition(), earlier)
    more = len(issues) > MOST
    workdays = here.notice_workdays
    due = _due(workdays)
    return render_template("notice-draw.html", unit=unit, lines=lines, more=more, workdays=workdays, due=due)


@drafts.post("/")
def draw() -> ResponseReturnValue:
    """Shows the notice as it would be; draws it up where that was seen and sent again."""
    here = desk()
    unit = request.form.get("unit", "")
    numbers = [value for value in request.form.getlist("issue", type=typed_number) if value is not None][: MOST + 1]
    workdays = request.form.get("workdays", type=typed_number) or 0
    said = _wrong(unit, numbers, workdays)
    if said:
        flash(said)
        return redirect(url_for("drafts.units", unit=unit or None))
    due = _due(workdays)
    if request.form.get("step") != "send":
        return _preview(unit, numbers, workdays, due)
    try:
        with here.ledger.begin() as connection:
            _require_unit(connection, unit)
            made = notice_acts.draw(connection, doing(None), unit, numbers, due=due)
    except NotAllowed as refused:
        flash(refused.message)
        return redirect(url_for("drafts.units", unit=unit))
    flash(f"整改通知 {made.number} 已发出")
    return redirect(url_for("notices.one", number=made.number))


def _due(workdays: int) -> date | None:
    """The last of so many workdays from today; None where the arrangement of that year is not known."""
    here = desk()
    return here.workdays(here.edition()).after(here.today, workdays)


def _preview(unit: str, numbers: Sequence[int], workdays: int, due: date | None) -> ResponseReturnValue:
    here = desk()
    with here.ledger.connect() as connection:
        _require_unit(connection, unit)
        issues = notice_lists.candidates(connection, unit, limit=MOST)
        chosen = [issue for issue in issues if issue.id in set(numbers)]
        earlier = notice_lists.earlier(connection, numbers)
    if len(chosen) != len(set(numbers)):
        flash("选中的问题里有的刚刚被别人处理过，或者不能再写进通知；请重新选择")
        return redirect(url_for("drafts.units", unit=unit))
    lines = chosen_lines(chosen, here.edition(), earlier)
    given = {"unit": unit, "lines": lines, "workdays": workdays, "due": due, "today": here.today}
    return render_template("notice-preview.html", channels=here.channels, **given)


def _wrong(unit: str, numbers: Sequence[int], workdays: int) -> str:
    """What keeps a notice from being drawn up as typed; "" when nothing does."""
    if not unit:
        return "请先选一个单位"
    if not numbers:
        return "一个问题也没有选；请勾选要写进通知的问题"
    if len(numbers) > MOST:
        return f"一份通知最多选 {MOST} 个问题；请分几份"
    if not 1 <= workdays <= _MOST_WORKDAYS:
        return f"整改期限应是 1 到 {_MOST_WORKDAYS} 个工作日；请改写"
    return ""


def _require_unit(connection: Connection, unit: str) -> None:
    if not of_unit_named(connection, gate.visitor().user.scope, unit):
        abort(404)
