"""Which visits of a subject are still kept, and where in the data folder a visit lies that the ledger names."""

from __future__ import annotations

from pathlib import Path

from results.visits.keeping import SUFFIX


def inside(data: Path, visit: str) -> Path | None:
    """The visit file that `visit` names, relative to the data folder; None for what names none, or leads outside."""
    if not visit.endswith(SUFFIX) or not visit.isprintable():
        return None
    path = (data / visit).resolve()
    return path if path.is_relative_to(data.resolve()) else None


def kept_visits(path: Path) -> list[Path]:
    """The visits of the same subject that are kept, the newest first, whether or not `path` is one of them still.

    A run has a folder, whose name begins with its number, and in it one file a subject, always of the same name.
    """
    runs = path.parent.parent
    if not runs.is_dir():
        return []
    folders = sorted((one for one in runs.iterdir() if one.is_dir()), key=_age, reverse=True)
    return [file for folder in folders if (file := folder / path.name).is_file()]


def _age(folder: Path) -> tuple[int, str]:
    number = folder.name.partition("-")[0]
    return (int(number) if number.isascii() and number.isdigit() else -1), folder.name
