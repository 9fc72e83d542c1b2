"""The issues of a period: how each stood at its end, which vetoes persons confirmed in it, what became of notices.

What was mended in October stood in September; what a person has dismissed by now was never there; a duplicate counts in
the issue that it is one of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.rule import Rule, Veto
from checks.model.findings import Certainty, SubjectType
from checks.model.registry import BEIJING
from results.ledger import brief_issues, notice_items
from results.ledger.brief_issues import Brief
from results.ledger.histories import History, Stay, histories
from results.ledger.issues import IssueState
from results.ledger.spans import Span
from results.lines import told_of
from results.reports.period_rows import ProblemRow, Progress, Rectified, SubjectRow
from results.reports.periods import Period
from results.visits.warc import warc_path


class Problems:
    """The issues of the subjects `rows` that stood in the span, in the order of subject, check and number."""

    def __init__(self, connection: Connection, span: Span, edition: Edition, rows: Iterable[SubjectRow]) -> None:
        self._edition, self._subjects = edition, {row.key: row for row in rows}
        self._due = notice_items.deadlines(connection, span.told)
        told = {one.issue: one for one in histories(connection, span) if one.stood}
        self._found = [
            (self._row(issue, told[issue.id]), issue.finding.code, told[issue.id].agreed)
            for issue in brief_issues.numbered(connection, told)
            if issue.subject in self._subjects
        ]
        self._found.sort(key=lambda one: (one[0].type, one[0].subject, one[0].check, one[0].number))

    @property
    def rows(self) -> tuple[ProblemRow, ...]:
        """Each of them."""
        return tuple(row for row, _, _ in self._found)

    @property
    def once(self) -> dict[str, tuple[str, ...]]:
        """By subject the titles of the vetoes that persons confirmed of what stood in the span, mended or not: as many
        findings as a clause takes stood together, those of July and others of September are not added up."""
        agreed: dict[tuple[str, SubjectType, str], list[tuple[str, Stay]]] = {}
        for row, code, stays in self._found:
            if stays:
                agreed.setdefault((row.subject, row.type, row.check), []).extend((code, stay) for stay in stays)
        found: dict[str, list[str]] = {}
        for (subject, kind, check), stood in agreed.items():
            rule = self._edition.rules.get(check)
            if rule is not None and any(_reached(veto, stood) for veto in _clauses(rule, kind)):
                found.setdefault(subject, []).append(rule.title)
        return {subject: tuple(dict.fromkeys(titles)) for subject, titles in found.items()}

    def _row(self, issue: Brief, told: History) -> ProblemRow:
        finding, rule = issue.finding, self._edition.rules.get(issue.check)
        says, fix = told_of(finding, rule)
        of_site = issue.subject_type is SubjectType.SITE
        return ProblemRow(
            number=issue.id,
            subject=issue.subject,
            type=issue.subject_type,
            check=issue.check,
            title=rule.title if rule else issue.check,
            kind=rule.kind.value if rule else "",
            progress=_progress(told),
            confirmed=told.confirmed,
            suspected=finding.certainty is Certainty.SUSPECTED,
            says=says or finding.code,
            url=finding.at,
            first_seen=issue.first_seen,
            last_seen=self._last_seen(issue, told),
            found_on=finding.found_on or finding.at,
            fix=fix,
            indicator=rule.code if rule else (),
            grade=rule.verified.value if rule else "",
            mended=told.mended,
            notified=told.notified,
            due=self._due.get(issue.id) if told.notified else None,
            by=told.by,
            visit=issue.visit,
            warc=_warc(issue.visit) if issue.visit and of_site else "",
        )

    def _last_seen(self, issue: Brief, told: History) -> datetime:
        """When it was last seen, in the period. Nobody keeps more than the last sight: of one that was seen after the
        period too, until when it is known to have stood (the last look at its subject, or the one that missed it)."""
        row = self._subjects.get(issue.subject)
        if told.mended is not None:
            return max(issue.first_seen, min(issue.last_seen, told.mended))
        if row is None or row.moment is None:
            return issue.last_seen
        return max(issue.first_seen, min(issue.last_seen, row.moment))


def rectified(connection: Connection, period: Period, told: datetime, keys: Collection[str]) -> Rectified:
    """What became of the issues of the subjects `keys` that notices held which were sent in the period or the one
    before it (整改率 = mended of those whose deadline is over; standards.md 12: 贵州 发 659 单、整改 653 单).

    Withdrawn notices and dismissed issues do not count; an issue of several notices counts once, with the deadline of
    the first. A deadline is over when its day is, at the end of the period, or now where it is not over. An issue is
    mended when a run of the time until then saw that it is gone, and `again` when it came back in the period.
    """
    first = period.before()
    sent = notice_items.sent(connection, first.begins, min(period.ends, told), keys)
    span = Span(period.begins, period.ends, told)
    stands = {one.issue: one for one in histories(connection, span, sent) if not one.off}
    day = min(period.ends, told).astimezone(BEIJING).date()
    due = [number for number in stands if _over(sent[number], day)]
    return Rectified(
        notified=len(stands),
        due=len(due),
        mended=sum(not stands[number].standing for number in due),
        again=sum(one.came is IssueState.REOPENED for one in stands.values()),
    )


def undated(connection: Connection, period: Period, told: datetime, keys: Collection[str]) -> int:
    """How many of the issues that `rectified` counts have a notice without a deadline."""
    sent = notice_items.sent(connection, period.before().begins, min(period.ends, told), keys)
    return sum(due is None for due in sent.values())


def _over(due: date | None, day: date) -> bool:
    return due is not None and due < day


@lru_cache(maxsize=4_096)  # the issues of a site lie in few visits
def _warc(visit: str) -> str:
    return warc_path(Path(visit)).as_posix()


def _progress(told: History) -> Progress:
    if told.mended is not None:
        return Progress.MENDED
    if told.came is None:
        return Progress.OPEN
    return Progress.NEW if told.came is IssueState.NEW else Progress.AGAIN


def _clauses(rule: Rule, kind: SubjectType) -> tuple[Veto, ...]:
    return rule.clauses(accounts=kind is SubjectType.ACCOUNT)


def _reached(veto: Veto, agreed: Sequence[tuple[str, Stay]]) -> bool:
    """Did so many stand at one moment? One that ends when another begins did not stand with it."""
    changes: list[tuple[datetime, int]] = []
    for code, (since, until) in agreed:
        if not veto.counts or code in veto.counts:
            changes += [(since, 1)] if until is None else [(since, 1), (until, -1)]
    return max(accumulate(change for _, change in sorted(changes)), default=0) >= veto.at_least
