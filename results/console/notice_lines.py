"""Issues of a notice as lines that a person reads, and who acts on a notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.indicators.edition import Edition
from results.console import gate
from results.console.desk import desk
from results.handling import Hand
from results.ledger.issues import STANDING, Issue, IssueState
from results.ledger.notice_lists import Item
from results.lines import issue_line
from results.notice_acts import Doing


@dataclass(frozen=True, slots=True)
class Line:
    """An issue of a notice with the words that a person reads; `mended` is a word of that list."""

    issue: Issue
    title: str
    told: dict[str, Any]
    mended: str = ""
    earlier: tuple[str, ...] = ()


def chosen_lines(issues: Sequence[Issue], edition: Edition, earlier: Mapping[int, list[str]]) -> list[Line]:
    """Issues that a notice may be drawn up of; `earlier` are the notices that held them before."""
    return [
        Line(one, _title(one, edition), issue_line(one, edition), earlier=tuple(earlier.get(one.id, ())))
        for one in issues
    ]


def item_lines(items: Sequence[Item], edition: Edition) -> list[Line]:
    """Issues of a notice, with what became of each."""
    found = []
    for item in items:
        one = item.issue
        line = Line(one, _title(one, edition), issue_line(one, edition), _outcome(item), item.earlier)
        found.append(line)
    return found


def _outcome(item: Item) -> str:
    state = item.issue.state
    if state in STANDING:
        return "returned" if item.returned or state is IssueState.REOPENED else "standing"
    return state.value


def _title(issue: Issue, edition: Edition) -> str:
    rule = edition.rules.get(issue.check)
    return rule.title if rule else issue.check


def doing(seen: int | None) -> Doing:
    """Who sent this request, as one who acts on a notice; `seen` is the version that he saw, None for a new one."""
    here, visitor = desk(), gate.visitor()
    return Doing(Hand(visitor.user.person, here.now(), seen), visitor.doer, here.channels)
