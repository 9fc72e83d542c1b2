"""How long an account has been silent, as far as its readings show: one arithmetic for the check and for what warns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from checks.model.posts import Post, Reading
from checks.model.registry import Account

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Silence:
    """`newest` is the newest post with a time that can be believed, `since` the latest moment at which it may have
    appeared, `until` where the silence was last seen (both aware). Not `proven`: something newer may have gone unseen.
    """

    newest: Post
    since: datetime
    until: datetime
    proven: bool

    @property
    def length(self) -> timedelta:
        """Never negative: what is dated after the reading is no silence."""
        return max(self.until - self.since, timedelta())


def silence(readings: Iterable[Reading], moment: datetime, earlier: Iterable[Post] = ()) -> Silence | None:
    """The silence of one account at `moment` by what its sources showed; None where no post with a time was seen.

    Silence ends where it was last seen. Readings that could not look say nothing. A post that an `earlier` night saw
    was published, though it is gone by now.
    """
    judgeable = [reading for reading in readings if reading.judgeable]
    posts = [post for reading in judgeable if (post := reading.newest) is not None]
    newest = max(posts, key=lambda post: post.latest or _NEVER, default=None)
    if newest is None or newest.latest is None:
        return None
    newest = max((newest, *earlier), key=lambda post: post.latest or _NEVER)
    ends = [until for reading in judgeable if (until := reading.proven_until) is not None]
    return Silence(newest, newest.latest or _NEVER, min(max(ends, default=moment), moment), bool(ends))


def empty(readings: Iterable[Reading]) -> bool:
    """True when all that is known of the account is that it never published anything."""
    judgeable = [reading for reading in readings if reading.judgeable]
    return bool(judgeable) and all(reading.complete and not reading.posts for reading in judgeable)


def rhythm(account: Account, days: int) -> int:
    """In how many days an account owes something new: the stricter of its own promise and of what is asked of all."""
    return min(account.days or days, days)
