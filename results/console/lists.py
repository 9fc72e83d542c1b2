"""What the pages of subjects show alike: the worst of what stands against them, and how they stand in a word."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.registry import GLANCED
from results.console.issues import Line as Told
from results.ledger.subjects import Line
from results.ledger.verdicts import IDLE, NEVER
from results.ledger.worst import worst
from results.lines import issue_line
from results.verdicts import Verdict

MOST = 12
"""Issues that the page of a subject shows; the list has all."""
_OTHERS = {NEVER: "没有巡查过", IDLE: "不评判"}


def worst_lines(connection: Connection, keys: Sequence[str], edition: Edition) -> list[Told]:
    """The worst of what stands against some subjects: what may veto, then what costs points."""
    grave = [rule.id for rule in edition.rules.values() if rule.vetoes]
    priced = [rule.id for rule in edition.rules.values() if rule.deduct and rule.id not in grave]
    found = worst(connection, keys, (grave, priced), MOST)
    return [Told(issue, edition.rules.get(issue.check), issue_line(issue, edition)) for issue in found]


def verdict_word(code: str) -> str:
    """What a code of a verdict is called."""
    return _OTHERS.get(code) or Verdict[code.upper()].value


def said(line: Line) -> str:
    """How a subject stands, in a word."""
    if line.state in GLANCED:
        return f"{_OTHERS[IDLE]}（{word('state', line.state)}）"
    return verdict_word(line.verdict or NEVER)


def points(line: Line) -> str:
    """The points of a site as an interval, "" where none are given."""
    if line.low is None or line.high is None or line.state in GLANCED:
        return ""
    low, high = (f"{value / 100:.2f}" for value in (line.low, line.high))
    return low if low == high else f"{low}—{high}"
