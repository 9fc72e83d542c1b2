"""Posts of accounts over nights: each stored once, counted by month, and which days of a month were seen whole.

The posts themselves are kept for a time; what they came to by month stays. A post whose time nobody can tell is stored
once too, and counted apart in the month in which it was first seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, and_, case, delete, func, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from checks.model.posts import Post, PostKind
from checks.model.registry import BEIJING
from results.ledger.account_tables import post_months, posts
from results.ledger.post_rows import COUNTS, Look, Origin, Seen, look_rows, month_of, months_between, post_of, row_of

_AT_ONCE = 500  # accounts named in one question
_REFRESHED = timedelta(days=30)
_TIMED = {"originals": Origin.ORIGINAL, "reposts": Origin.REPOST, "unsaid": Origin.UNSAID}
_TALLIES = (*_TIMED, "timeless")


@dataclass(frozen=True, slots=True)
class Month:
    """What an account published in a month, as far as it was seen. `unsaid`: nobody says whether they are original;
    `timeless` were first seen in this month, without a time. `looked` and `missed` count the runs that could and could
    not look; `days` has a bit for each day of which all posts are known, the lowest for the first."""

    account: str
    month: int
    originals: int = 0
    reposts: int = 0
    unsaid: int = 0
    timeless: int = 0
    looked: int = 0
    missed: int = 0
    days: int = 0

    @property
    def published(self) -> int:
        """Posts with a time in this month."""
        return self.originals + self.reposts + self.unsaid


@dataclass(frozen=True, slots=True)
class Copy:
    """A post that carries a text. `moment` is None where no time can be believed."""

    account: str
    post: str
    moment: datetime | None
    url: str
    source: str


def enter(connection: Connection, run: int, seen: Iterable[Seen], looks: Iterable[Look], oldest: int) -> None:
    """Keeps what a run saw of some accounts; done again, it changes nothing.

    A post that is there keeps when it was first seen; what its platform tells differently now is taken over, but no
    time after that moment. Posts of months before `oldest` (202611) are not stored: they were counted and forgotten.
    """
    kept = {(one.account, one.post): one for one in seen if one.moment is None or month_of(one.moment) >= oldest}
    if kept:
        # In the order of the key, so that neighbours are written beside each other.
        rows = [row_of(kept[key], run) for key in sorted(kept)]
        connection.execute(_enter_posts(connection, max(one.at for one in kept.values())), rows)
    if months := [row for look in looks for row in look_rows(look, run)]:
        connection.execute(_enter_months(connection), months)


def published(connection: Connection, accounts: Sequence[str], first: int, last: int) -> Iterator[Month]:
    """For each of `accounts`, in their order, each month from `first` to `last` (202611), also those of which nothing
    is known: nothing published is told from not looked at by `days`."""
    months = list(months_between(first, last))
    for start in range(0, len(accounts), _AT_ONCE):
        some = accounts[start : start + _AT_ONCE]
        counted = {(row["account"], row["month"]): row for row in _counted(connection, some, months)}
        within = (post_months.c.month.in_(months), post_months.c.account.in_(some))
        looked = connection.execute(select(post_months).where(*within)).mappings()
        known = {(row["account"], row["month"]): row for row in looked}
        for account in some:
            for month in months:
                yield _month(account, month, counted.get((account, month)), known.get((account, month)))


def posts_of(
    connection: Connection, accounts: Sequence[str], since: datetime, until: datetime, limit: int
) -> dict[str, tuple[Post, ...]]:
    """The newest posts of each account, `limit` at most, newest first, of which a believed time lies from `since` to
    `until` (aware). They come without their texts; accounts without any are left out. What persons noted is left out
    too: a record may be corrected later, and the newest speaks for itself."""
    months = list(months_between(month_of(since), month_of(until)))
    found: dict[str, list[Post]] = {}
    for start in range(0, len(accounts), _AT_ONCE):
        place = func.row_number().over(partition_by=posts.c.account, order_by=(posts.c.moment.desc(), posts.c.post))
        within = (posts.c.month.in_(months), posts.c.account.in_(accounts[start : start + _AT_ONCE]))
        timed = (posts.c.moment >= since, posts.c.moment <= until, posts.c.kind != PostKind.RECORD.value)
        ranked = select(posts, place.label("place")).where(*within, *timed).subquery()
        asked = select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.account, ranked.c.place)
        for row in connection.execute(asked).mappings():
            found.setdefault(row["account"], []).append(post_of(row))
    return {account: tuple(some) for account, some in found.items()}


def newest_moments(
    connection: Connection, accounts: Sequence[str], until: datetime, months: int = 14
) -> dict[str, datetime]:
    """When each of `accounts` last published, up to `until` (aware) and no more than `months` before it; those of which
    nothing is known are left out, and so is what persons noted (see `posts_of`). Read month by month, because most
    published lately."""
    found: dict[str, datetime] = {}
    pending, month = list(accounts), month_of(until)
    for _ in range(months):
        for start in range(0, len(pending), _AT_ONCE):
            some = (posts.c.month == month, posts.c.account.in_(pending[start : start + _AT_ONCE]))
            timed = (posts.c.moment <= until, posts.c.kind != PostKind.RECORD.value)
            asked = select(posts.c.account, func.max(posts.c.moment).label("at")).where(*some, *timed)
            found.update({row.account: row.at for row in connection.execute(asked.group_by(posts.c.account))})
        pending = [one for one in pending if one not in found]
        month = month - 1 if month % 100 > 1 else month - 89
    return found


def copies(connection: Connection, digest: str) -> list[Copy]:
    """Who carries the text with this digest, the earliest first, those without a time last."""
    if not digest:
        return []
    columns = (posts.c.account, posts.c.post, posts.c.moment, posts.c.url, posts.c.source)
    asked = select(*columns).where(posts.c.digest == digest)
    asked = asked.order_by(posts.c.moment.is_(None), posts.c.moment, posts.c.account, posts.c.post)
    return [Copy(*row) for row in connection.execute(asked)]


def prune(connection: Connection, before: int) -> int:
    """Forgets the posts of months before `before` (202611) when they were counted; those without a time only when they
    are listed no more. How many. Done again, it changes nothing."""
    start = datetime(before // 100, before % 100, 1, tzinfo=BEIJING)
    old = and_(posts.c.month < before, or_(posts.c.moment.is_not(None), posts.c.seen < start))
    blank = ("looked", "missed", "days", "run")
    sums = select(posts.c.account, posts.c.month, *(literal(0).label(name) for name in blank), *_tallies())
    made = _insert(connection, post_months).from_select(
        ["account", "month", *blank, *_TALLIES], sums.where(old).group_by(posts.c.account, posts.c.month)
    )
    table, new = post_months.c, made.excluded
    # A month is counted once; what has no time leaves one by one.
    told = {name: func.coalesce(table[name], new[name]) for name in _TIMED}
    told["timeless"] = func.coalesce(table.timeless, 0) + new.timeless
    connection.execute(made.on_conflict_do_update(index_elements=["account", "month"], set_=told))
    return connection.execute(delete(posts).where(old)).rowcount


def _tallies() -> list[Any]:
    timed = posts.c.moment.is_not(None)
    wanted = [and_(timed, posts.c.origin == origin.value) for origin in _TIMED.values()]
    pairs = zip(_TALLIES, [*wanted, posts.c.moment.is_(None)], strict=True)
    return [func.sum(case((where, 1), else_=0)).label(name) for name, where in pairs]


def _counted(connection: Connection, accounts: Sequence[str], months: Collection[int]) -> Sequence[RowMapping]:
    asked = select(posts.c.account, posts.c.month, *_tallies()).group_by(posts.c.account, posts.c.month)
    return connection.execute(asked.where(posts.c.month.in_(months), posts.c.account.in_(accounts))).mappings().all()


def _month(account: str, month: int, counted: RowMapping | None, looked: RowMapping | None) -> Month:
    tallies = dict.fromkeys(_TALLIES, 0) if counted is None else {name: int(counted[name]) for name in _TALLIES}
    if looked is None:
        return Month(account, month, **tallies)
    if looked["originals"] is not None:  # its posts are forgotten, but for those without a time that are listed still
        tallies = {name: looked[name] for name in _TIMED} | {"timeless": tallies["timeless"] + looked["timeless"]}
    return Month(account, month, **tallies, looked=looked["looked"], missed=looked["missed"], days=looked["days"])


def _insert(connection: Connection, table: Table) -> Any:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _enter_posts(connection: Connection, at: datetime) -> Any:
    made = _insert(connection, posts)
    new, table = made.excluded, posts.c
    # A time after it was first seen is none; one that was believed is not forgotten.
    believed = and_(new.moment.is_not(None), new.moment <= table.first_seen)
    taken = {name: case((believed, new[name]), else_=table[name]) for name in ("moment", "day_only", "month")}
    plain = ("kind", "origin", "title", "url", "source", "digest", *COUNTS, "least")
    differs = [table[name].is_distinct_from(new[name]) for name in plain]
    differs += [and_(believed, table.moment.is_distinct_from(new.moment)), table.seen < at - _REFRESHED]
    values = {**taken, **{name: new[name] for name in plain}, "seen": new.seen}
    return made.on_conflict_do_update(index_elements=["account", "post"], set_=values, where=or_(*differs))


def _enter_months(connection: Connection) -> Any:
    made = _insert(connection, post_months)
    new, table = made.excluded, post_months.c
    first = table.run < new.run  # a run is counted once
    values = {name: table[name] + case((first, new[name]), else_=0) for name in ("looked", "missed")}
    values["days"] = table.days.bitwise_or(new.days)
    values["run"] = case((first, new.run), else_=table.run)
    return made.on_conflict_do_update(index_elements=["account", "month"], set_=values)
