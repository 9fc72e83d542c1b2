"""Looks apart in time: which answers want a second one, and what two of them say together.

A fault that only a second look makes certain must be seen as the same fault twice: a server that was silent first and
says 404 later said 404 once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.model.captures import HISTORY_KEPT, Failure, LinkProbe, Look
from checks.model.verdicts import Judgement, Reason, decide

OURS = frozenset(
    {
        Failure.OUR_NETWORK,
        Failure.NO_NAMESERVER,
        Failure.CANCELLED,
        Failure.NO_IPV6,
        Failure.BUDGET,
        Failure.ROBOTS,
        Failure.PRIVATE_ADDRESS,  # our guard, where an answer came before
    }
)
"""Failures of a later look that say nothing new of the address."""
_SOFT = frozenset({Reason.SAME_AS_MADE_UP, Reason.SAYS_NOT_FOUND, Reason.TO_HOME})


def wanted(said: Judgement) -> Reason | None:
    """What a second look is to confirm or to clear; None when one look was enough."""
    if said.pending is not None:
        return said.pending
    return said.reason if said.reason in (Reason.NO_ANSWER, Reason.SILENT) else None


def together(first: LinkProbe, pending: Reason, later: LinkProbe) -> LinkProbe:
    """The answer of both looks: the later one stands, `rounds` grows when it shows the same fault (`pending`).

    A later look that failed for a reason of our own changes nothing: then it is `first` as it came.
    """
    if later.failure in OURS:
        return first
    same = _same(pending, first, later)
    return replace(
        later,
        subject=first.subject,
        looks=first.looks + later.looks,
        rounds=first.rounds + 1 if same else first.rounds,
        history=history((*_looks(first), *_looks(later))),
        failing_since=None,
        # What a GET of a page showed, a later HEAD does not show again.
        marks=tuple(dict.fromkeys((*first.marks, *later.marks))) if same and _is_page(later) else later.marks,
        title=later.title or (first.title if same else ""),
    )


def history(looks: Iterable[Look]) -> tuple[Look, ...]:
    """The first and the last of `looks`, at most `HISTORY_KEPT`."""
    told = tuple(looks)
    half = HISTORY_KEPT // 2
    return told if len(told) <= HISTORY_KEPT else (*told[:half], *told[-half:])


def _looks(probe: LinkProbe) -> tuple[Look, ...]:
    if probe.history or not probe.looks:
        return probe.history
    return (Look(probe.asked_at, probe.method, probe.status, probe.failure, probe.elapsed),)


def _is_page(probe: LinkProbe) -> bool:
    return probe.failure is None and 200 <= (probe.status or 0) < 300


def _same(pending: Reason, first: LinkProbe, later: LinkProbe) -> bool:
    said = decide(replace(later, rounds=2, failing_since=None))
    if said.reason is pending:
        return True
    match pending:
        case Reason.FENCED:  # known only of a site as a whole
            return said.reason is Reason.GONE
        case Reason.SILENT:
            return said.reason is Reason.NO_ANSWER
        case Reason.EMPTY_FILE:
            return said.verdict.fine and later.size == 0
        case Reason.SAME_AS_MADE_UP:
            # What its made-up neighbour says is known only of a site as a whole: the page shows what it showed then.
            return said.reason in _SOFT or (said.verdict.fine and _plain(first.title) == _plain(later.title) != "")
    return False


def _plain(title: str) -> str:
    return "".join(title.split())[:100]
