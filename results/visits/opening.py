"""Opens a visit file for reading, or says why it cannot be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from results.errors import VisitDamaged
from results.visits.schema import READABLE


def open_visit(path: Path) -> sqlite3.Connection:
    """A visit file opened for reading. Raises VisitDamaged when it is none, or of a version we do not know."""
    connection = sqlite3.connect(address(path), uri=True, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    try:
        row = connection.execute("select version, state from visit").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    if row is None or row["version"] not in READABLE or row["state"] == "crawling":
        connection.close()
        raise VisitDamaged(f"{path} 不是完整的访问文件，或由别的版本的程序写成；请重新访问该网站")
    return connection


def address(path: Path, mode: str = "ro") -> str:
    """The file as SQLite wants it named where it must not be made when it is missing."""
    return f"file:{str(path.absolute()).replace('%', '%25').replace('?', '%3f').replace('#', '%23')}?mode={mode}"
