"""What the links of posts answered: asked once the accounts were read, kept in a file beside that of the readings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from checks.model.captures import LinkProbe
from results.visits.answers import AnswerFile, answers_for
from results.visits.opening import address
from results.visits.storing import storing

_BEFORE_LINKS = 2
"""The last version of a file of readings without addresses."""


def posted_links(path: Path) -> list[str]:
    """The addresses that the posts in the file of readings `path` link to and that are to be asked, in order. Raises
    StorageError."""
    with storing(path), closing(sqlite3.connect(address(path), uri=True)) as connection:
        if connection.execute("pragma user_version").fetchone()[0] <= _BEFORE_LINKS:
            return []
        return [url for (url,) in connection.execute("select url from links order by url")]


def beside(path: Path) -> Path:
    """Where the answers are."""
    return path.with_suffix(".links")


def lay_beside(path: Path, answers: Iterable[LinkProbe]) -> None:
    """Keeps the answers for the readings `path`; what was kept before stays. Raises StorageError."""
    where = beside(path)
    if where.exists():
        return
    with storing(where):
        file = AnswerFile(where)
        for answer in answers:
            file.keep(answer)
        file.close()


def answered(path: Path, urls: Iterable[str]) -> Iterator[LinkProbe]:
    """What was answered at `urls`. Raises StorageError."""
    with storing(path):
        yield from answers_for((beside(path),), urls)
