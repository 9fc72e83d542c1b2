"""What became of issues, told as of a day that is past: their events are played again, from the first.

What runs saw counts to the end of a span. What persons said of it counts until it is told: a fault of September that
was confirmed in October was one in September too. Once a run after the span saw it mended or come back, what persons
agree with is another matter; what they dismissed was never there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, and_, func, select

from results.ledger import tables
from results.ledger.issues import IssueState
from results.ledger.spans import Span

RECONSIDERED = "reconsidered"
_DECIDED = (
    *(IssueState.CONFIRMED.value, IssueState.DISMISSED.value, IssueState.DUPLICATE.value, IssueState.NOTIFIED.value),
    RECONSIDERED,
)
_SEEN = (IssueState.NEW.value, IssueState.FIXED.value, IssueState.REOPENED.value)
_issues, _events = tables.issues, tables.issue_events
_AT_ONCE = 500

Stay = tuple[datetime, datetime | None]
"""From when until before when something stood (aware); None: to the end of the span."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: `run` is False when a person did it."""

    at: datetime
    what: str
    who: str
    run: bool


@dataclass(frozen=True, slots=True)
class History:
    """How an issue went in a span. It `stood` at some moment of it, it was `standing` at its end; `came` says how it
    came to stand (NEW or REOPENED) where that was in the span, `mended` when it was mended, where it is at the end.

    A person agreed with what stood last (`confirmed`, `by` whom). `agreed`: from when until when (None: still) it
    stood, as far as that reaches into the span and a person agreed with it. `off`: dismissed, or a duplicate of another
    one: it counts nowhere. `notified`: its unit was told.
    """

    issue: int
    stood: bool = False
    standing: bool = False
    came: IssueState | None = None
    mended: datetime | None = None
    confirmed: bool = False
    by: str = ""
    agreed: tuple[Stay, ...] = ()
    off: bool = False
    notified: bool = False


def histories(connection: Connection, span: Span, numbers: Collection[int] | None = None) -> Iterator[History]:
    """Of the issues with these numbers, else of all that may have stood in the span, each in the order of its number.
    Streaming; without numbers what was mended before the span or counts nowhere is left out."""
    if numbers is None:
        idle = (IssueState.DISMISSED.value, IssueState.DUPLICATE.value)
        over = and_(_issues.c.state == IssueState.FIXED.value, _issues.c.changed < span.since)
        counted = ~and_(_issues.c.state.in_(idle), _issues.c.changed <= span.told)
        yield from _played(connection, span, _issues.c.first_seen < span.until, ~over, counted)
        return
    wanted = sorted(set(numbers))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _played(connection, span, _issues.c.id.in_(wanted[start : start + _AT_ONCE]))


def decided(connection: Connection, span: Span) -> dict[tuple[str, str], datetime]:
    """When a person last said something of the issues of a subject and check that were seen before the end of the span,
    from its beginning until it is told."""
    here = (_events.c.run.is_(None), _events.c.what.in_(_DECIDED))
    asked = select(_issues.c.subject, _issues.c.check, func.max(_events.c.at).label("at"))
    asked = asked.join(_issues, _issues.c.id == _events.c.issue).where(*here)
    asked = asked.where(_events.c.at >= span.since, _events.c.at <= span.told, _issues.c.first_seen < span.until)
    rows = connection.execute(asked.group_by(_issues.c.subject, _issues.c.check))
    return {(row.subject, row.check): row.at for row in rows}


def play(issue: int, events: Iterable[Event], span: Span) -> History:
    """The history of an issue by its events, in the order in which they happened."""
    played = _Play(span)
    for event in events:
        if event.at <= span.told:
            played.take(event)
    return played.ended(issue)


def _played(connection: Connection, span: Span, *where: ColumnElement[bool]) -> Iterator[History]:
    told = (_events.c.what.in_((*_SEEN, *_DECIDED)), _events.c.at <= span.told)
    columns = (_events.c.issue, _events.c.at, _events.c.what, _events.c.who, _events.c.run)
    asked = select(*columns).join(_issues, _issues.c.id == _events.c.issue).where(*where, *told)
    asked = asked.order_by(_events.c.issue, _events.c.id).execution_options(yield_per=2_000)
    with connection.execute(asked) as found:
        for issue, rows in groupby(found, itemgetter(0)):
            yield play(issue, (Event(at, what, who, run is not None) for _, at, what, who, run in rows), span)


class _Play:
    """One issue while its events are played."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._since: datetime | None = None  # it stands since then
        self._came: IssueState | None = None
        self._mended: datetime | None = None
        self._stood = self._confirmed = self._off = self._notified = False
        self._stays: list[Stay] = []  # those that are over, since it came back last
        self._agreed: list[Stay] = []  # those before
        self._by = ""
        self._past = False  # a later run has seen it mended, or there again

    def take(self, event: Event) -> None:
        """The next event."""
        if event.what == IssueState.DISMISSED:  # by a person, or by a run that remembers one
            self._off = True
        elif not event.run:
            self._decide(event)
        elif event.at >= self._span.until:
            self._past = True
        elif event.what == IssueState.FIXED:
            self._leave(event.at)
        else:
            self._come(event)

    def ended(self, issue: int) -> History:
        """What came of it."""
        standing = self._since is not None
        last = [*self._stays, *([(self._since, None)] if self._since is not None else [])]
        agreed = [*self._agreed, *(last if self._confirmed else [])]
        return History(
            issue,
            stood=(standing or self._stood) and not self._off,
            standing=standing and not self._off,
            came=self._came if standing and self._since is not None and self._since >= self._span.since else None,
            mended=None if standing else self._mended,
            confirmed=self._confirmed and not self._off,
            by=self._by if self._confirmed else "",
            agreed=() if self._off else tuple(agreed),
            off=self._off,
            notified=self._notified and not self._off,
        )

    def _come(self, event: Event) -> None:
        self._since, self._came, self._mended = event.at, IssueState(event.what), None
        if event.what == IssueState.REOPENED:  # a person is to look anew
            self._agreed += self._stays if self._confirmed else []
            self._stays = []
            self._confirmed, self._notified, self._by = False, False, ""

    def _leave(self, at: datetime) -> None:
        if at >= self._span.since:
            self._stood, self._mended = True, at
            self._stays += [(self._since, at)] if self._since is not None else []
        self._since = None

    def _decide(self, event: Event) -> None:
        if event.what == RECONSIDERED:
            self._off = self._confirmed = self._notified = False
            self._by = ""
        elif event.what == IssueState.DUPLICATE:
            self._off = True
        elif not self._past:
            self._off, self._confirmed = False, True
            self._by = event.who if event.what == IssueState.CONFIRMED else self._by or event.who
            self._notified = event.what == IssueState.NOTIFIED
