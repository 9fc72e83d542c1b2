"""What persons decided since a run, laid over the scores of that run.

A score is made anew by `results.scoring.rescored`, for the checks whose issues they decided on alone: what the check
answered is kept, its findings are the issues that it saw and that were there at the end of the period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.registry import Account, Site
from results.ledger import decided_issues, outcomes
from results.ledger.decided_issues import Found
from results.ledger.histories import History, decided, histories
from results.ledger.outcomes import OutcomeRow, ScoreRow
from results.ledger.spans import Span
from results.score import as_json, from_row
from results.scoring import rescored


@dataclass(frozen=True, slots=True)
class Judged:
    """A subject and its score: the run `run` looked at it at `since`; the score may be of an answer later than that."""

    subject: Site | Account
    row: ScoreRow
    run: int
    since: datetime


class Decisions:
    """The scores of some subjects with what was decided since, by the rules of `edition`. All that it takes is read
    at once: a province has thousands of them."""

    def __init__(self, connection: Connection, span: Span, edition: Edition, judged: Iterable[Judged]) -> None:
        self._edition = edition
        when: defaultdict[str, dict[str, datetime]] = defaultdict(dict)
        for (subject, check), at in decided(connection, span).items():
            if check in edition.rules:  # one that is not in force stays as its run judged it
                when[subject][check] = at
        touched = [(one, _since(when.get(one.subject.key, {}), one.since)) for one in judged]
        self._checks = {one.subject.key: checks for one, checks in touched if checks}
        found = decided_issues.of(connection, self._checks)
        told = {one.issue: one for one in histories(connection, span, [one.id for one in found])}
        self._stood: defaultdict[str, list[tuple[Found, History]]] = defaultdict(list)
        for one in found:
            if one.id in told and told[one.id].standing:
                self._stood[one.subject].append((one, told[one.id]))
        runs: defaultdict[tuple[int, SubjectType], list[str]] = defaultdict(list)
        for one_, checks in touched:
            for run in {one_.run, one_.row.run} if checks else ():
                runs[run, _kind(one_.subject)].append(one_.subject.key)
        self._said: dict[tuple[str, str], OutcomeRow] = {}
        for (run, kind), keys in sorted(runs.items()):  # what a later run says of a check takes the place of the first
            checked = {check for key in keys for check in self._checks[key]}
            self._said |= {(row.subject, row.check): row for row in outcomes.of(connection, run, kind, keys, checked)}

    def applied(self, one: Judged) -> ScoreRow:
        """The score of a subject, as the ledger keeps it, with what was decided since it was looked at."""
        key = one.subject.key
        if key not in self._checks:
            return one.row
        old = from_row(one.row)
        stood = [(issue, told) for issue, told in self._stood[key] if _seen(issue, one)]
        sure: dict[str, object] = {"confirmed": {issue.fingerprint for issue, told in stood if told.confirmed}}
        if isinstance(one.subject, Site):
            sure["given"] = {bonus.rule: bonus.points for bonus in old.bonuses}
        new = self._answers(one.subject, [issue for issue, _ in stood])
        score = rescored(old, new, self._edition, one.subject, **sure)
        return replace(one.row, low=score.low, high=score.high, base=score.base, detail=as_json(score))

    def _answers(self, subject: Site | Account, found: Sequence[Found]) -> Iterator[Outcome]:
        key = subject.key
        for check in self._checks[key]:
            findings = tuple(one.finding for one in found if one.check == check)
            row = self._said.get((key, check))
            if row is not None:
                numbers = (row.judged, row.of, row.reason)
                yield Outcome(check, _kind(subject), key, row.status, findings, *numbers)
            else:  # nobody kept it: what was found was looked at
                status = Status.FAIL if findings else Status.PASS
                yield Outcome(check, _kind(subject), key, status, findings, len(findings), len(findings))


def _since(when: Mapping[str, datetime], since: datetime) -> tuple[str, ...]:
    return tuple(sorted(check for check, at in when.items() if at >= since))


def _seen(issue: Found, one: Judged) -> bool:
    """Was it among what the run found, or what a person answered beside it?"""
    return issue.first_run <= one.row.run and issue.last_run >= one.run


def _kind(subject: Site | Account) -> SubjectType:
    return SubjectType.SITE if isinstance(subject, Site) else SubjectType.ACCOUNT
