"""The first page: what the last night looked at, what it did not and why; then veto clues, the last runs,
regions and levels, and issues by state."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Status
from results.console import gate
from results.console.answered import answered
from results.console.desk import desk
from results.console.overview import overview
from results.ledger import coverage, issue_lists, issues, runs, sums
from results.ledger.issues import IssueState
from results.ledger.runs import RunState
from results.ledger.scope import Scope

NIGHT = "nightly"
_TO_CONFIRM = (IssueState.NEW, IssueState.OPEN, IssueState.REOPENED)
_CONFIRMED = (IssueState.CONFIRMED, IssueState.NOTIFIED)

home = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Clue:
    """A rule that may fail a subject: so many issues wait for a person, so many were confirmed."""

    check: str
    title: str
    at_least: int
    waiting: int
    confirmed: int


@home.get("/")
def page() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition = here.edition()
    with here.ledger.connect() as connection:
        last = runs.latest(connection, NIGHT)
        newest = runs.latest(connection, NIGHT, state=None)
        going = newest if newest and newest.state is RunState.RUNNING else None
        told = {
            "last": last,
            "covered": coverage.covered(connection, scope, last.id) if last else None,
            "answered": answered(sums.of(connection, scope, last.id)) if last else (),
            "going": going,
            "going_covered": coverage.covered(connection, scope, going.id) if going else None,
            "clues": _clues(connection, scope, edition),
            "seen": overview(connection, scope),
            "counts": issues.counts(connection, scope=scope),
        }
    return render_template("home.html", states=list(IssueState), statuses=list(Status), **told)


def _clues(connection: Connection, scope: Scope, edition: Edition) -> list[Clue]:
    """Of the rules that may fail a subject, those that anything was found for; what waits for a person first."""
    grave = {rule.id: rule for rule in edition.rules.values() if rule.vetoes}
    found = issue_lists.by_check(connection, scope, tuple(grave))
    clues = [
        Clue(
            check,
            rule.title,
            min(veto.at_least for veto in rule.vetoes),
            sum(found.get((check, state), 0) for state in _TO_CONFIRM),
            sum(found.get((check, state), 0) for state in _CONFIRMED),
        )
        for check, rule in grave.items()
    ]
    seen = [clue for clue in clues if clue.waiting or clue.confirmed]
    return sorted(seen, key=lambda clue: (-clue.confirmed, -clue.waiting, clue.check))
