"""How long does a night's worth of posts take to be kept? `python -m bench.posts [--accounts N] [--url URL]`

Accounts with twenty posts each: the first night, a second one in which each has a new post and every count has changed,
the counts of all accounts for three months, and the end of the first month. By `--url` on a PostgreSQL. Then the
arithmetic to 90,000 accounts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks.model.posts import Count, Counts, Post, PostKind, Reading, ReadingState
from checks.model.registry import Account, Unit
from clock.posts import keep_posts
from results.ledger import posts
from results.ledger.engine import Ledger, open_ledger
from results.visits.readings import ReadingFile

POSTS, ALL = 20, 90_000
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
OLDEST = 202510


def _option(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


ACCOUNTS = int(_option("--accounts", "5000"))


def _readings(folder: Path, night: int) -> Path:
    """The file of a night: its posts are those of the night before, moved on by one."""
    path, at = folder / f"{night}.visit", NOW + timedelta(days=night)
    accounts = [Account("微信公众号", f"号{n}", f"单位{n // 3}", f"gh_{n:06}", source="feed") for n in range(ACCOUNTS)]
    file = ReadingFile(path, at, str(night), accounts, (Unit("单位0"),))
    for one in accounts:
        shown = tuple(_post(one.platform_id, night, place) for place in range(POSTS))
        since = at - timedelta(days=14)
        file.keep(Reading(one.key, "feed", at, ReadingState.NEW, posts=shown, complete=True, since=since))
    file.close()
    return path


def _post(account: str, night: int, place: int) -> Post:
    number = night - place
    counts = Counts(Count(100 * night + place), Count(night), None, None)
    return Post(
        f"{account}_{2650000 + number}",
        f"https://mp.weixin.qq.com/s/{account}{number}",
        f"某县发布：关于做好防汛工作的通告第{number}号",
        f"{account}第{number}期：{'各乡镇人民政府，县直有关单位。' * 12}",
        NOW + timedelta(days=number) - timedelta(hours=9),
        counts=counts,
        kind=PostKind.ARTICLE,
    )


@contextmanager
def _timed(name: str, told: dict[str, tuple[float, float]]) -> Iterator[None]:
    began, used = time.monotonic(), time.process_time()
    yield
    told[name] = time.monotonic() - began, time.process_time() - used


def run(url: str, folder: Path) -> dict[str, tuple[float, float]]:
    """(seconds of wall clock, of CPU in this process) of each step."""
    files = [_readings(folder, night) for night in (1, 2)]
    told: dict[str, tuple[float, float]] = {}
    keys = [f"微信公众号|gh_{n:06}" for n in range(ACCOUNTS)]
    with open_ledger(url) as ledger:
        for night, path in enumerate(files, 1):
            with _timed(f"night {night}", told):
                keep_posts(ledger, night, path, OLDEST)
        with _timed("the same again", told):
            keep_posts(ledger, 2, files[-1], OLDEST)
        with _timed("three months counted", told), ledger.connect() as connection:
            found = sum(one.published for one in posts.published(connection, keys, 202609, 202611))
        if found != ACCOUNTS * (POSTS + 1):
            raise SystemExit(f"{found} posts were counted, {ACCOUNTS * (POSTS + 1)} were there")
        with _timed("newest posts of all", told), ledger.connect() as connection:
            posts.posts_of(connection, keys, NOW - timedelta(days=90), NOW + timedelta(days=2), 50)
        with _timed("a month forgotten", told):
            _forget(ledger)
    return told


def _forget(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        posts.prune(connection, 202612)


def lines(told: dict[str, tuple[float, float]]) -> list[str]:
    """What the measurement says, and what follows for a country."""
    minutes = ALL / ACCOUNTS / 60
    rows = [f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu * minutes:.1f} |" for name, (wall, cpu) in told.items()]
    head = f"{ACCOUNTS:,} accounts of {POSTS} posts, one process, from the files of readings into the ledger:"
    return [head, "", f"| step | s | CPU s | CPU minutes for {ALL:,} accounts |", "|---|---|---|---|", *rows]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        measured = run(_option("--url", f"sqlite:///{room}/ledger.sqlite"), Path(room))
    print("\n".join(lines(measured)))
