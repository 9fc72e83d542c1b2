"""Files of readings as checks look at them: each account with what was read of it, and what lies beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec

from checks.model.posts import Post, Reading
from checks.model.published import SitePapers
from checks.model.registry import Account, Unit
from checks.model.views import GatheredAccount
from results.visits.posted import answered, beside
from results.visits.reading_rows import POSTS, reading_from
from results.visits.readings import VERSION, damaged, opened, read_keys
from results.visits.storing import storing


def views_of(path: Path, accounts: Sequence[str] | None = None) -> list[GatheredAccount]:
    """The accounts that were read, by key, with what was read; those of `accounts`, in their order, when given.

    Raises VisitDamaged for what is no such file, StorageError when the disk refuses.
    """
    with storing(path), closing(opened(path)) as connection:
        try:
            batch = connection.execute("select * from batch").fetchone()
            began, passed = datetime.fromisoformat(batch["moment"]), "handed" in batch.keys() and bool(batch["handed"])  # noqa: SIM118
            keys = read_keys(path) if accounts is None else accounts
            rows = (connection.execute("select * from readings where account = ?", (key,)).fetchone() for key in keys)
            return _with_answers(
                path, [_view(connection, row, began, handed=passed) for row in rows if row is not None]
            )
        except (sqlite3.DatabaseError, msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
            raise damaged(path, error) from error


def _with_answers(path: Path, views: list[GatheredAccount]) -> list[GatheredAccount]:
    """The views with what the links of their posts answered, where somebody asked."""
    wanted = [{url for one in view.read for post in one.posts for url in post.links} for view in views]
    if not any(wanted) or not beside(path).exists():
        return views
    answers = {answer.subject: answer for answer in answered(path, sorted(set[str]().union(*wanted)))}
    return [
        replace(view, answers=tuple(answers[url] for url in sorted(urls) if url in answers))
        for view, urls in zip(views, wanted, strict=True)
    ]


def _view(connection: sqlite3.Connection, row: sqlite3.Row, moment: datetime, *, handed: bool) -> GatheredAccount:
    noun = connection.execute("select noun from accounts where key = ?", (row["account"],)).fetchone()
    account = msgspec.json.decode(noun["noun"], type=Account)
    of_unit = connection.execute("select noun from accounts where unit = ? order by key", (account.unit,))
    everyone = (msgspec.json.decode(one["noun"], type=Account) for one in of_unit)
    siblings = tuple(one for one in everyone if one.key != account.key)
    unit = connection.execute("select noun from units where name = ?", (account.unit,)).fetchone()
    sites = _sites(connection, account.unit) if handed else None
    papers = any(site.papers for site in sites or ())
    reading = reading_from(row)
    return GatheredAccount(
        account,
        moment,
        msgspec.json.decode(unit["noun"], type=Unit) if unit else Unit(account.unit),
        (reading,),
        siblings,
        earlier=earlier_posts(connection, reading),
        read_beside=tuple(_beside(connection, siblings)) if papers else (),  # nobody asks for them otherwise
        published=sites,
    )


def _sites(connection: sqlite3.Connection, unit: str) -> tuple[SitePapers, ...]:
    rows = connection.execute("select noun from sites where unit = ? order by home", (unit,))
    return tuple(msgspec.json.decode(row["noun"], type=SitePapers) for row in rows)


def _beside(connection: sqlite3.Connection, siblings: Iterable[Account]) -> Iterator[Reading]:
    """What was read of other accounts: in this file, or in another one of the same run."""
    for one in siblings:
        asked = "select * from readings where account = ?1 union all select * from beside where account = ?1 limit 1"
        if (row := connection.execute(asked, (one.key,)).fetchone()) is not None:
            yield reading_from(row)


def earlier_posts(connection: sqlite3.Connection, reading: Reading) -> tuple[Post, ...]:
    """What earlier nights saw and this one does not show, as its file keeps it; newest first."""
    (version,) = connection.execute("pragma user_version").fetchone()
    if version < VERSION:
        return ()
    row = connection.execute("select posts from earlier where account = ?", (reading.account,)).fetchone()
    shown = {post.key for post in reading.posts}
    return tuple(post for post in POSTS.decode(row["posts"]) if post.key not in shown) if row else ()
