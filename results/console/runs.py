"""Runs: a list, and a page for each: what was due, what was done, what was not and why."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Status
from results.console import gate
from results.console.answered import answered
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.errors import NoSuchRun
from results.ledger import coverage, incidents, run_tallies, sums
from results.ledger import runs as ledger_runs
from results.ledger.runs import Run
from results.ledger.scope import Scope

_MOST = 30
"""Checks that could not look, and reasons for it, that the page of a run names."""

runs = Blueprint("runs", __name__, url_prefix="/runs")


@runs.get("/")
def listed() -> ResponseReturnValue:
    here = desk()
    before = request.args.get("before", type=typed_number)
    with here.ledger.connect() as connection:
        found = ledger_runs.before(connection, before, here.page + 1)
    older = found[here.page - 1].id if len(found) > here.page else None
    return render_template("runs.html", runs=found[: here.page], older=older, begun=before is not None)


@runs.get("/<int:number>")
def one(number: int) -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition = here.edition()
    with here.ledger.connect() as connection:
        try:
            run = ledger_runs.get(connection, number)
        except NoSuchRun:
            abort(404)
        told = {
            "covered": coverage.covered(connection, scope, number),
            "answered": answered(sums.of(connection, scope, number)),
            "incidents": incidents.of_run(connection, number),
            **_unseen(connection, scope, run, edition),
        }
    return render_template("run.html", run=run, statuses=list(Status), rules=edition.rules, **told)


def _unseen(connection: Connection, scope: Scope, run: Run, edition: Edition) -> dict[str, object]:
    """Which checks could not look and why; `counted` is False where nobody counted it for this reader."""
    found = run_tallies.unknowns(connection, scope, run.id)
    return {"counted": found is not None, "unseen": (found or [])[:_MOST], "more": max(len(found or []) - _MOST, 0)}
