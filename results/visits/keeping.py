"""Keeps the newest visits of every subject and removes the rest, so that the disk does not fill."""

from __future__ import annotations

from pathlib import Path

from results.visits.posted import beside
from results.visits.storing import storing
from results.visits.warc import warc_path

SUFFIX = ".visit"


def prune(folder: Path, *, keep: int) -> int:
    """Removes all but the newest `keep` closed visits of each subject, with what lies beside them; gives how many.

    `folder` holds one folder a run, whose names sort by age, and in them one visit file a subject. What is unfinished
    is left alone; the folder of a run goes with its last visit, never the newest one. Raises StorageError.
    """
    if keep < 1 or not folder.is_dir():
        return 0
    removed = 0
    with storing(folder):
        runs = sorted(path for path in folder.iterdir() if path.is_dir())
        kept: dict[str, int] = {}
        for run in reversed(runs):
            for visit in sorted(run.glob(f"*{SUFFIX}")):
                kept[visit.name] = kept.get(visit.name, 0) + 1
                if kept[visit.name] > keep:
                    warc_path(visit).unlink(missing_ok=True)
                    beside(visit).unlink(missing_ok=True)
                    visit.unlink()
                    removed += 1
        for run in runs[:-1]:
            _clear(run)
    return removed


def _clear(run: Path) -> None:
    """Removes a run's folder when no visit is in it, finished or not."""
    if any(run.glob(f"*{SUFFIX}*")):
        return
    for left in (*run.glob("answers-*"), *run.glob("again-*")):
        left.unlink()
    if not any(run.iterdir()):
        run.rmdir()
