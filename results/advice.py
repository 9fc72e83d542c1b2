"""清理整合: what the use of an account is, in figures, and what speaks for keeping, merging or cancelling it.

A number that is a lower bound is never low, and a number that is not known is no number. Every threshold is a parameter
of the edition, and each sentence says how well it is verified.
Source: 国办发〔2018〕123号 (XM-01, XM-14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from checks.indicators import sentences
from checks.indicators.edition import Edition
from checks.indicators.words import why, word
from checks.model.activity import drawn, published, silent_days
from checks.model.posts import Count, Post, Reading, ReadingState
from checks.model.registry import Account

IDLE, SILENT = "idle-accounts", "silent-account"


class Group(StrEnum):
    """Why accounts stand together."""

    PLATFORM = "same-platform"
    KINDRED = "near-function"
    SINGLE = "single"
    UNREAD = "unread"


class Suggestion(StrEnum):
    """What a person might do."""

    KEEP = "keep"
    MERGE = "merge"
    VERIFY = "verify"
    NONE = "none"  # nothing is known to suggest it by


class Reason(StrEnum):
    """What speaks for it: sentences in words.toml."""

    SEVERAL = "several"
    NEAR = "near"
    MAIN = "main"
    FEW_FOLLOWERS = "few-followers"
    FEW_READS = "few-reads"
    FEW_RESPONSES = "few-responses"
    FEW_POSTS = "few-posts"
    SILENT = "silent"
    SLEEPING = "sleeping"
    DEAD = "dead"
    NEVER = "never"
    UNSURE = "unsure"
    UNREAD = "unread"


UNUSED = frozenset((Reason.FEW_READS, Reason.FEW_RESPONSES, Reason.FEW_POSTS, Reason.SLEEPING, Reason.DEAD))
WEAK = UNUSED | {Reason.FEW_FOLLOWERS, Reason.SILENT, Reason.NEVER}
_USE = {"reads": Reason.FEW_READS, "responses": Reason.FEW_RESPONSES}
_NEVER = datetime.min.replace(tzinfo=UTC)
_SILENCE = ((Reason.DEAD, "dead_days"), (Reason.SLEEPING, "sleeping_days"), (Reason.SILENT, "days"))
Says = dict[Reason, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one reading says of the use of an account; None is unknown. `why` is in Chinese, why it could not be read.

    `month` are the posts of the last days (the rule says how many), `use` what half of the posts draw at most (`reads`
    or `responses`), `silent` whole days, `empty`: nothing was ever published.
    """

    state: ReadingState
    asked_at: datetime
    why: str = ""
    followers: Count | None = None
    month: Count | None = None
    use: tuple[str, Count] | None = None
    newest: Post | None = None
    silent: int | None = None
    empty: bool = False

    @property
    def read(self) -> bool:
        """False where the account could not be looked at, or is odd: nothing may be suggested by it."""
        return self.state in (ReadingState.NEW, ReadingState.CONFIRMED_NONE)


@dataclass(frozen=True, slots=True)
class Row:
    """One account of a group: `number` counts the groups, `says` are the reasons as officials read them, `into` is the
    account that it might be merged into."""

    number: int
    group: Group
    account: Account
    figures: Figures | None
    suggestion: Suggestion
    says: Says
    into: Account | None = None


def figures(reading: Reading, edition: Edition, earlier: Sequence[Post] = ()) -> Figures:
    """What a reading says of the use of its account. A post that `earlier` nights saw was published, though it is gone
    by now."""
    rule, profile, newest = edition.rules[IDLE], reading.profile, reading.newest
    if newest is not None:
        newest = max((newest, *earlier), key=lambda post: post.latest or _NEVER)
    return Figures(
        reading.state,
        reading.asked_at,
        "" if reading.judgeable else why(reading),
        profile.followers if profile is not None else None,
        published(reading, rule.param("month_days")),
        drawn(reading.posts, rule.param("posts")) if reading.judgeable else None,
        replace(newest, text="", repost_of=None) if newest is not None else None,
        silent_days(reading, earlier),
        reading.judgeable and reading.complete and not reading.posts and not earlier,
    )


def weaknesses(told: Figures | None, edition: Edition) -> Says:
    """What speaks against an account by its figures alone, or that nothing is known of it."""
    return dict(_weaknesses(told, edition))


def gone(told: Figures | None, edition: Edition) -> bool:
    """Nothing for so long that a person should ask whether anybody still keeps the account."""
    if told is None:
        return False
    return told.empty or (told.silent is not None and told.silent >= edition.rules[IDLE].param("quiet_days"))


def idles(says: Says) -> bool:
    """Hardly anybody follows it, and it is hardly used."""
    return Reason.FEW_FOLLOWERS in says and not UNUSED.isdisjoint(says)


def sentence(reason: Reason, **data: object) -> str:
    """A reason as officials read it."""
    return sentences.fill(word("advice-reason", reason), data)


def _weaknesses(told: Figures | None, edition: Edition) -> Iterator[tuple[Reason, str]]:
    rule = edition.rules[IDLE]
    if told is None or not told.read:
        yield Reason.UNREAD, sentence(Reason.UNREAD, why=told.why if told else "没有读取记录")
        return
    followers, use, month = told.followers, told.use, told.month
    if followers is not None and _low(followers, rule.param("followers")):
        yield Reason.FEW_FOLLOWERS, sentence(Reason.FEW_FOLLOWERS, most=rule.params["followers"].shown)
    if use is not None and _low(use[1], rule.param(use[0])):
        told_use = sentence(_USE[use[0]], value=use[1].value, most=rule.params[use[0]].shown)
        yield _USE[use[0]], told_use
    limits = edition.rules[SILENT]
    silence = next((one for one, name in _SILENCE if (told.silent or 0) >= limits.param(name)), None)
    if told.empty:
        yield Reason.NEVER, sentence(Reason.NEVER)
    elif silence is not None:
        yield silence, sentence(silence, days=told.silent, limit=limits.params[dict(_SILENCE)[silence]].shown)
    elif month is not None and _low(month, rule.param("month_posts") - 1):
        limit = {"days": rule.param("month_days"), "least": rule.params["month_posts"].shown}
        yield Reason.FEW_POSTS, sentence(Reason.FEW_POSTS, count=month.value, **limit)


def _low(count: Count, most: int) -> bool:
    return not count.at_least and count.value <= most
