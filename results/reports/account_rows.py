"""The rows of accounts that a weekly report is built from, and what may be said of one."""

from __future__ import annotations

from dataclasses import dataclass

from checks.indicators.words import word
from checks.model.posts import Post
from checks.model.registry import BEIJING
from results.due import Due
from results.ledger.incidents import IncidentRow
from results.reports.content import IssueRow, Value
from results.verdicts import NOT_READ, VetoRow


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of the sample and what its reading showed. `state` is a value of `ReadingState`, "" = not read, and
    `reason` says in Chinese why nothing can be concluded.

    `newest`, its last post, and `days`, how long before the reading that was, are None where that is not known; `posts`
    counts those of the period, None where the reading does not show all of them.
    """

    key: str
    name: str
    unit: str
    platform: str
    home: str
    state: str = ""
    reason: str = ""
    newest: Post | None = None
    days: int | None = None
    posts: int | None = None
    vetoes: tuple[VetoRow, ...] = ()
    unseen: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    visit: str = ""


@dataclass(frozen=True, slots=True)
class UnseenRow:
    """A check that could not look at `count` accounts for the same reason: not at all (`none`), or in part."""

    check: str
    title: str
    none: bool
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class AccountsPart:
    """What a weekly report is built from beside its sites. In `issues`, `site` is the key of an account; `due` is of
    all that are registered, not of the sample."""

    rows: tuple[AccountRow, ...] = ()
    issues: tuple[IssueRow, ...] = ()
    unseen: tuple[UnseenRow, ...] = ()
    incidents: tuple[IncidentRow, ...] = ()
    due: tuple[Due, ...] = ()


def state_word(row: AccountRow) -> str:
    """How its reading ended: one of the four words, or that there was none."""
    return word("reading", row.state) if row.state else NOT_READ


def moment_of(post: Post | None) -> Value:
    """When a post appeared: a moment, or a day where no more is known."""
    if post is None or post.moment is None:
        return None
    return f"{post.moment.astimezone(BEIJING):%Y-%m-%d}" if post.day_only else post.moment
