"""A post and a look at an account, as the ledger keeps them: what goes into a row, and what comes out of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping

from checks.model.posts import Count, Counts, Post, PostKind, Repost
from checks.model.registry import BEIJING

COUNTS = ("reads", "likes", "comments", "forwards")
_MOST = 2**62  # below what a database holds


class Origin(StrEnum):
    """Whose a post is, as far as its platform says."""

    ORIGINAL = "original"
    REPOST = "repost"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as one night saw it at the moment `at` (aware). `moment` is None where no time can be believed; `source`
    is the account that it passes on; `digest` that of the folded text that it carries, "" where there is too little."""

    account: str
    post: str
    at: datetime
    moment: datetime | None
    day_only: bool = False
    kind: PostKind = PostKind.OTHER
    origin: Origin = Origin.UNSAID
    title: str = ""
    url: str = ""
    source: str = ""
    digest: str = ""
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class Look:
    """One reading of an account at `at` (aware): `judged` when it could look; month (202611) → bits of the days, in
    Beijing, of which it saw all posts, the lowest bit for the first."""

    account: str
    at: datetime
    judged: bool
    days: Mapping[int, int] = field(default_factory=dict)


def month_of(moment: datetime) -> int:
    """The month of a moment in Beijing: 202611."""
    local = moment.astimezone(BEIJING)
    return local.year * 100 + local.month


def months_between(first: int, last: int) -> Iterator[int]:
    """Each month from `first` to `last`, both with them: 202611, 202612, 202701."""
    while first <= last:
        yield first
        first += 1 if first % 100 < 12 else 89


def row_of(one: Seen, run: int) -> dict[str, Any]:
    """The row of a post that `run` saw for the first time."""
    shown = {name: getattr(one.counts, name) for name in COUNTS}
    return {
        "account": one.account,
        "post": clean(one.post),
        "moment": one.moment,
        "day_only": one.day_only and one.moment is not None,
        "month": month_of(one.moment or one.at),
        "kind": one.kind.value,
        "origin": one.origin.value,
        "title": clean(one.title),
        "url": clean(one.url),
        "source": clean(one.source),
        "digest": one.digest,
        "first_run": run,
        "first_seen": one.at,
        "seen": one.at,
        **{name: None if count is None else min(count.value, _MOST) for name, count in shown.items()},
        "least": " ".join(name for name, count in shown.items() if count is not None and count.at_least),
    }


def look_rows(look: Look, run: int) -> Iterator[dict[str, Any]]:
    """A row for each month that a look says something of; it is counted in its own."""
    its_own = month_of(look.at)
    for month in sorted({its_own, *look.days}):
        counted = month == its_own
        yield {
            "account": look.account,
            "month": month,
            "looked": int(counted and look.judged),
            "missed": int(counted and not look.judged),
            "days": look.days.get(month, 0),
            "run": run if counted else 0,
        }


def clean(text: str) -> str:
    """What both databases take: everything fetched is hostile."""
    return text.replace("\0", "").encode(errors="replace").decode()


def post_of(row: RowMapping) -> Post:
    """The post of a row, without its text, which is not kept."""
    least = row["least"].split()
    counts = {name: None if row[name] is None else Count(row[name], name in least) for name in COUNTS}
    return Post(
        id=row["post"],
        url=row["url"],
        title=row["title"],
        moment=row["moment"],
        day_only=row["day_only"],
        original={Origin.ORIGINAL: True, Origin.REPOST: False}.get(Origin(row["origin"])),
        repost_of=Repost(account=row["source"]) if row["source"] else None,
        counts=Counts(**counts),
        kind=PostKind(row["kind"]),
    )
