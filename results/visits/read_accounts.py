"""What the accounts file of a share tells as a whole: every reading."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from checks.model.posts import Reading
from results.visits.readings import opened, read_keys, reading_of
from results.visits.storing import storing

_AT_ONCE = 500


def readings_in(path: Path, keys: Collection[str] | None = None) -> Iterator[Reading]:
    """The readings of the file, by account; those of `keys` when given. One is in memory at a time.

    Raises VisitDamaged for what is no such file, StorageError when the disk refuses.
    """
    wanted = read_keys(path) if keys is None else sorted(keys)
    with storing(path), closing(opened(path)) as connection:
        for start in range(0, len(wanted), _AT_ONCE):
            piece = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(piece))
            asked = f"select * from readings where account in ({marks}) order by account"
            for row in connection.execute(asked, piece):
                yield reading_of(path, row)
