"""The newest reading of each account, out of the files of all runs that are still kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.model.posts import Post, Reading
from results.errors import VisitDamaged
from results.visits.keeping import SUFFIX
from results.visits.read_accounts import readings_and_earlier
from results.visits.readings import read_keys

FILES = "accounts-*"
FEW = 500
"""So many accounts are asked for one by one; of more it is first read which of them a file holds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading, the run that made it, its file relative to the data folder, and the posts that earlier nights saw and
    it does not show, newest first."""

    reading: Reading
    run: int
    visit: str
    earlier: tuple[Post, ...] = ()


def newest_readings(
    data: Path, accounts: Collection[str], told: Callable[[str], None], *, upto: int | None = None
) -> Iterator[Kept]:
    """The newest reading of each of `accounts` (keys) in a run, `upto` or before it, one at a time in memory, in no
    order; nothing for one that was never read or whose reading is no longer kept.

    `data` is the data folder. A file that cannot be read is passed over for what is older, and `told` why. Raises
    StorageError when the disk refuses.
    """
    left = set(accounts)
    folders = [path for path in (data / "visits").glob("*-*") if path.is_dir()]
    runs = sorted(((number, path) for path in folders if (number := _run(path)) is not None), reverse=True)
    for run, folder in runs:
        if upto is not None and run > upto:
            continue
        for path in sorted(folder.glob(f"{FILES}{SUFFIX}")):
            if not left:
                return
            try:
                here = left if len(left) <= FEW else left & set(read_keys(path))
                for reading, earlier in readings_and_earlier(path, here):
                    left.discard(reading.account)
                    yield Kept(reading, run, path.relative_to(data).as_posix(), earlier)
            except VisitDamaged as error:
                told(error.message)


def _run(folder: Path) -> int | None:
    number = folder.name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else None
