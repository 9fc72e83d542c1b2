"""The rows of accounts that a weekly report is built from, and what may be said of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checks.indicators.words import word
from checks.model.posts import ReadingState
from results.reports.content import Verdict, VetoRow

NOT_READ = "没有读取"
READ = frozenset((ReadingState.NEW, ReadingState.CONFIRMED_NONE))
"""How a reading ends that shows what may be judged."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the sample and what its reading showed. `state` is a value of `ReadingState`, "" = not read, and
    `reason` says in Chinese why nothing can be concluded.

    `newest` (aware; `day_only`: only the day is known) and `days`, how long before the reading that was, are None where
    that is not known; `posts` counts those of the period, None where the reading does not show all of them.
    """

    key: str
    name: str
    unit: str
    platform: str
    home: str
    state: str = ""
    reason: str = ""
    newest: datetime | None = None
    day_only: bool = False
    days: int | None = None
    posts: int | None = None
    vetoes: tuple[VetoRow, ...] = ()
    unseen: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    visit: str = ""


def state_word(row: AccountRow) -> str:
    """How its reading ended: one of the four words, or that there was none."""
    return word("reading", row.state) if row.state else NOT_READ


def verdict(row: AccountRow) -> tuple[Verdict, str]:
    """What may be said of an account, and why. In doubt it is 未测, never 合格 and never 不合格.

    What a person confirmed stands, whatever the source shows tonight.
    """
    if confirmed := [veto.title for veto in row.vetoes if veto.confirmed]:
        return Verdict.FAILED, f"经人工确认触发单项否决：{'、'.join(confirmed)}"
    if row.vetoes:
        return Verdict.CANDIDATE, f"可能触发单项否决，待人工确认：{'、'.join(veto.title for veto in row.vetoes)}"
    if row.state not in READ:
        return Verdict.UNKNOWN, f"{state_word(row)}：{row.reason}" if row.reason else state_word(row)
    if row.reason:
        return Verdict.UNKNOWN, row.reason
    if row.unseen:
        return Verdict.UNKNOWN, f"单项否决项未能查全：{'、'.join(row.unseen)}"
    return Verdict.PASSED, f"预警：{'、'.join(row.warned)}" if row.warned else ""
