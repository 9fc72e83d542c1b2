"""Outcomes of a run become issues over time: new, still there, fixed, there again.

Fixed takes three things: the check judged (PASS, FAIL, or REVIEW: what it found elsewhere is suspected only), the place
was looked at again, the fault was not repeated.
What could not be looked at stays as it was. What a person decided stands: dismissed stays dismissed, over any number of
runs and whether or not the fault is seen, confirmed stays confirmed while it is there, and a duplicate stays one:
seeing it is seeing the issue that counts in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, insert, select, update

from checks.indicators.edition import Edition
from checks.model.findings import Finding, Outcome, Status, fingerprint
from results.ledger import runs, tables, word_index
from results.ledger.engine import claim
from results.ledger.issues import STANDING, IssueState
from results.ledger.word_index import Told
from results.masking import masked


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did to the issues of a subject: so many are new, still open, fixed, there again, still dismissed."""

    new: int = 0
    open: int = 0
    fixed: int = 0
    reopened: int = 0
    dismissed: int = 0


def follow(
    connection: Connection,
    run_id: int,
    subject: str,
    outcomes: Iterable[Outcome],
    looked_again: Callable[[str], bool],
    edition: Edition,
    visit: str,
    *,
    moment: datetime | None = None,
    shown: Callable[[str], bool] = lambda url: True,
) -> Counts:
    """Brings the issues of `subject` up to date, in the caller's transaction; gives what it did.

    Idempotent: a second call for the same run and subject changes nothing and gives what the first one gave.
    `looked_again(url)`: this visit got a conclusive answer there. `shown(url)`: this visit met the address at all; a
    thing at fault that is no longer shown is gone once the page that showed it was looked at again.
    `edition` is the one judged by, `visit` names the visit file, `moment` is when the visit began (aware; the start of
    the run when not given). Raises NoSuchRun.
    """
    if not claim(connection, tables.followed, {"run": run_id, "subject": subject, "counts": {}}):
        return _before(connection, run_id, subject)
    began = moment or runs.get(connection, run_id).started
    step = _Step(connection, run_id, subject, began, {"edition": edition.version, "visit": visit})
    answered = list(outcomes)
    for outcome in answered:
        for finding in outcome.findings:
            step.see(outcome, masked(finding))
    step.see_by_other_names()
    for outcome in answered:
        if outcome.status in (Status.PASS, Status.FAIL, Status.REVIEW):
            step.miss(outcome, looked_again, shown)
    return step.write()


def matter(finding: Finding) -> str:
    """What was said, for decisions that hold wherever it is said: data `text`, else the excerpt, blanks folded."""
    return " ".join(str(finding.data.get("text", "") or finding.excerpt).split())


def gone(
    at: str, page: str, outcome: Outcome, looked_again: Callable[[str], bool], shown: Callable[[str], bool]
) -> bool:
    """Was the place of a fault looked at again that `outcome` does not repeat? `at` is the thing at fault, `page` shows
    it. Where it was, and the fault was not repeated, it is gone."""
    unseen = frozenset(outcome.unseen)
    # Somewhere, nobody knows where, it could not look: that may have been the page. A link answers for itself.
    blind = bool(outcome.unplaced or (outcome.of > outcome.judged and not unseen))
    left = looked_again(at) if at == page else looked_again(at) or not shown(at)
    return left and looked_again(page) and not {at, page} & unseen and not (blind and at == page)


class _Step:
    """One subject in one run: reads its issues once, decides, and writes at the end."""

    def __init__(self, connection: Connection, run: int, subject: str, moment: datetime, marks: dict[str, str]) -> None:
        self._connection, self._run, self._subject, self._moment, self._marks = connection, run, subject, moment, marks
        # Held: a decision that a person makes meanwhile would be written over by what was read before it.
        asked = select(tables.issues).where(tables.issues.c.subject == subject).order_by(tables.issues.c.id)
        issues = connection.execute(asked.with_for_update()).mappings()
        self._known: dict[str, dict[str, Any]] = {row["fingerprint"]: dict(row) for row in issues}
        self._by_other_names: set[int] = set()  # issues of which a duplicate was seen
        self._seen: set[str] = set()
        self._new: list[dict[str, Any]] = []
        self._changes: list[dict[str, Any]] = []
        self._reworded: list[tuple[int, Told, Told]] = []
        self._events: list[dict[str, Any]] = []
        self._counts = dict.fromkeys(Counts.__slots__, 0)

    def see(self, outcome: Outcome, finding: Finding) -> None:
        """A fault that the run found."""
        name = fingerprint(outcome.check, self._subject, finding.key)
        if name in self._seen:
            return
        self._seen.add(name)
        known = self._known.get(name)
        if known is None:
            self._begin(name, outcome, finding)
        elif self._moment >= known["last_seen"] and not (
            known["state"] == IssueState.FIXED and self._moment < known["changed"]
        ):  # a run that was resumed late does not overrule a later one
            self._go_on(known, finding)

    def see_by_other_names(self) -> None:
        """Whose duplicate was seen is there; it was not seen itself, so what is kept of its last sight stays."""
        for known in self._known.values():
            seen = known["id"] in self._by_other_names and known["fingerprint"] not in self._seen
            if seen and known["state"] == IssueState.FIXED and self._moment >= known["changed"]:
                self._counts["reopened"] += 1
                self._change(known, IssueState.REOPENED)

    def miss(self, outcome: Outcome, looked_again: Callable[[str], bool], shown: Callable[[str], bool]) -> None:
        """What a check that could look did not find again."""
        for name, known in self._known.items():
            stands = known["check"] == outcome.check and known["state"] in STANDING and name not in self._seen
            if not stands or known["last_seen"] >= self._moment or known["id"] in self._by_other_names:
                continue
            if gone(known["url"], known["found_on"] or known["url"], outcome, looked_again, shown):
                self._counts["fixed"] += 1
                self._change(known, IssueState.FIXED)

    def write(self) -> Counts:
        connection = self._connection
        if self._new:
            made = connection.execute(
                insert(tables.issues).returning(tables.issues.c.id, tables.issues.c.fingerprint), self._new
            )
            numbers = {row.fingerprint: row.id for row in made}
            word_index.add(connection, [(numbers[row["fingerprint"]], _told(row)) for row in self._new])
            self._events = [{**event, "issue": numbers.get(event["issue"], event["issue"])} for event in self._events]
        for names, rows in _alike(self._changes):
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
            table = tables.issues
            connection.execute(
                update(table).where(table.c.id == bindparam("issue_id")).values(values),
                [{"issue_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in rows],
            )
        word_index.change(connection, self._reworded)
        if self._events:
            connection.execute(insert(tables.issue_events), self._events)
        place = (tables.followed.c.run == self._run) & (tables.followed.c.subject == self._subject)
        connection.execute(update(tables.followed).where(place).values(counts=self._counts))
        return Counts(**self._counts)

    def _begin(self, name: str, outcome: Outcome, finding: Finding) -> None:
        decision = self._decisions.get((outcome.check, matter(finding)))
        state = IssueState.DISMISSED if decision else IssueState.NEW
        moment = self._moment
        self._counts["dismissed" if decision else "new"] += 1
        self._new.append(
            {
                "fingerprint": name,
                "check": outcome.check,
                "subject_type": outcome.subject_type.value,
                "subject": self._subject,
                "state": state.value,
                **_shape(finding),
                **self._marks,
                "first_run": self._run,
                "last_run": self._run,
                "first_seen": moment,
                "last_seen": moment,
                "changed": moment,
                "times": 1,
            }
        )
        self._tell(name, IssueState.NEW)
        if decision:
            self._tell(name, IssueState.DISMISSED, decision.who, decision.reason)

    @cached_property
    def _decisions(self) -> dict[tuple[str, str], Any]:
        """What persons decided that holds for this subject, by check and words; read when something new is found."""
        table = tables.decisions
        asked = select(table).where(table.c.subject.in_(("", self._subject))).order_by(table.c.id.desc())
        return {(one.check, one.text): one for one in self._connection.execute(asked)}

    def _go_on(self, known: dict[str, Any], finding: Finding) -> None:
        state = IssueState(known["state"])
        if state is IssueState.DISMISSED:
            self._counts["dismissed"] += 1
        elif state is IssueState.DUPLICATE:
            self._by_other_names.add(known["duplicate_of"])
        elif state is IssueState.FIXED:
            self._counts["reopened"] += 1
            state = IssueState.REOPENED
        else:
            self._counts["open"] += 1
            state = IssueState.OPEN if state is IssueState.NEW else state
        sight = {"last_seen": self._moment, "last_run": self._run, "times": known["times"] + 1}
        shape = _shape(finding)
        if (before := _told(known)) != (after := _told(shape)):
            self._reworded.append((known["id"], before, after))
        self._change(known, state, {**shape, **self._marks, **sight})

    def _change(self, known: dict[str, Any], state: IssueState, more: dict[str, Any] | None = None) -> None:
        if state != known["state"]:
            more = {**(more or {}), "state": state.value, "changed": self._moment}
            if state is not IssueState.OPEN:
                self._tell(known["id"], state)
        self._changes.append({"id": known["id"], **(more or {})})

    def _tell(self, issue: int | str, state: IssueState, who: str = "", reason: str = "") -> None:
        event = {"issue": issue, "at": self._moment, "who": who, "what": state.value, "reason": reason}
        self._events.append({**event, "run": self._run})


def _shape(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "certainty": finding.certainty.value,
        "url": finding.at,
        "found_on": finding.found_on,
        "text": matter(finding),
        "finding": msgspec.to_builtins(finding),
    }


def _told(row: Mapping[str, Any]) -> Told:
    return Told(row["text"], row["url"], row["found_on"])


def _alike(changes: Sequence[dict[str, Any]]) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
    """Changes of the same columns together, so that each is one statement."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for change in changes:
        groups.setdefault(tuple(sorted(set(change) - {"id"})), []).append(change)
    for names, rows in groups.items():
        yield list(names), rows


def _before(connection: Connection, run: int, subject: str) -> Counts:
    table = tables.followed
    asked = select(table.c.counts).where(table.c.run == run, table.c.subject == subject)
    return Counts(**connection.execute(asked).scalar_one())
