"""What persons decided since a run, laid over the score of that run.

The score is made anew by `results.scoring.rescored`, for the checks whose issues they decided on alone: what the check
answered is kept, its findings are the issues that it saw and that were there at the end of the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.registry import Account, Site
from results.ledger import issues, outcomes
from results.ledger.histories import decided, histories
from results.ledger.issues import Issue
from results.ledger.outcomes import OutcomeRow, ScoreRow
from results.ledger.spans import Span
from results.score import Score, from_row
from results.scoring import rescored


class Decisions:
    """The decisions of a span and of the time until it is told; they are made anew by the rules of `edition`."""

    def __init__(self, connection: Connection, span: Span, edition: Edition) -> None:
        self._connection, self._span, self._edition = connection, span, edition
        self._when: dict[str, dict[str, datetime]] = {}
        for (subject, check), at in decided(connection, span).items():
            self._when.setdefault(subject, {})[check] = at

    def applied(self, row: ScoreRow, run: int, subject: Site | Account, since: datetime) -> Score:
        """The score `row` of a subject with what was decided since `since`, when the run `run` looked at it.

        A check that the edition in force does not have stays as that run judged it.
        """
        old = from_row(row)
        when = self._when.get(subject.key, {})
        checks = sorted(check for check, at in when.items() if at >= since and check in self._edition.rules)
        if not checks:
            return old
        found = list(issues.query(self._connection, sites=[subject.key], checks=checks))
        told = {one.issue: one for one in histories(self._connection, self._span, [one.id for one in found])}
        stood = [one for one in found if one.id in told and told[one.id].standing and _seen(one, run, row.run)]
        said = outcomes.of_checks(self._connection, (run, row.run), subject.key, checks)
        decided: dict[str, object] = {"confirmed": {one.fingerprint for one in stood if told[one.id].confirmed}}
        if isinstance(subject, Site):
            decided["given"] = {bonus.rule: bonus.points for bonus in old.bonuses}
        return rescored(old, _answers(subject, checks, stood, said), self._edition, subject, **decided)


def _seen(issue: Issue, run: int, scored: int) -> bool:
    """Was it among what the run found, or what a person answered beside it?"""
    return issue.first_run <= scored and issue.last_run >= run


def _answers(
    subject: Site | Account, checks: Sequence[str], found: Sequence[Issue], said: Mapping[str, OutcomeRow]
) -> Iterator[Outcome]:
    kind = SubjectType.SITE if isinstance(subject, Site) else SubjectType.ACCOUNT
    for check in checks:
        findings = tuple(one.finding for one in found if one.check == check)
        if (row := said.get(check)) is not None:
            yield Outcome(check, kind, subject.key, row.status, findings, row.judged, row.of, row.reason)
        else:  # nobody kept it: what was found was looked at
            status = Status.FAIL if findings else Status.PASS
            yield Outcome(check, kind, subject.key, status, findings, len(findings), len(findings))
