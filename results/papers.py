"""Papers from the console: who may ask for which, and what lies in the folder of reports."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from results.errors import NotAllowed, PersonError
from results.ledger import audit, papers
from results.ledger.audit import Act, Doer
from results.reports.periods import Period, Span, holding, period

LONGEST = timedelta(minutes=30)
"""What has been in the making for so long was interrupted."""
_OFFERED = {Span.MONTH: 13, Span.QUARTER: 6, Span.HALF: 3, Span.YEAR: 3}
"""Periods of each span that are offered, the one that runs first."""
SHOWN = 300
"""Files that are listed at once."""
_KINDS = frozenset((".xlsx", ".docx", ".html", ".csv"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the folder of reports, or a folder of files there (`folder`). `size` in bytes, `made` aware (UTC)."""

    name: str
    size: int
    made: datetime
    folder: bool = False


def offered(today: date) -> dict[Span, list[Period]]:
    """The periods that may be asked for, the newest first; `today` in Beijing."""
    found: dict[Span, list[Period]] = {}
    for span, count in _OFFERED.items():
        one = holding(span, today)
        for _ in range(count):
            found.setdefault(span, []).append(one)
            one = one.before()
    return found


def ask(
    connection: Connection, doer: Doer, *, whole: bool, span: str, code: str, moment: datetime, today: date
) -> bool:
    """Puts a paper into the queue; False where the same waits already, which is no fault: a second click.

    Raises NotAllowed for who does not see all units (`whole`), for a span or a period that there is not.
    """
    require_whole(whole)
    try:
        wanted = period(Span(span), code, today)
    except ValueError as error:
        raise NotAllowed("没有这种报告；请从列表中选择") from error
    except PersonError as error:
        raise NotAllowed(error.message) from error
    papers.settle(connection, started=moment - LONGEST, moment=moment)
    if not papers.put(connection, wanted.span.value, wanted.code, who=doer.name, moment=moment):
        return False
    audit.tell(connection, doer, Act.REPORT_ASKED, f"report:{wanted.code}", moment=moment)
    return True


def require_whole(whole: bool) -> None:
    """Reports name every unit: they are for who sees every unit. Raises NotAllowed."""
    if not whole:
        raise NotAllowed("报告包含全部单位，只有能看全部单位的用户可以生成和下载；请向管理员申请")


def kept(folder: Path) -> list[Kept]:
    """What lies in the folder of reports, the newest first; nothing where there is no folder. Raises PersonError."""
    try:
        found = sorted(_kept(folder), key=lambda one: (one.made, one.name), reverse=True)
    except OSError as error:
        raise PersonError(f"读不了报告文件夹 {folder}（{error.strerror}）；请检查权限") from error
    return found[:SHOWN]


def named(folder: Path, name: str) -> Path | None:
    """The file or folder with this name among what is listed: nothing else is ever handed out."""
    return folder / name if any(one.name == name for one in kept(folder)) else None


def _kept(folder: Path) -> Iterator[Kept]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink() or entry.name.startswith("."):  # hidden is what is being written (reports.files)
                continue
            with suppress(FileNotFoundError):  # a report that takes its place in this moment is seen the next time
                if one := _entry(entry):
                    yield one


def _entry(entry: os.DirEntry[str]) -> Kept | None:
    told = entry.stat()
    made = datetime.fromtimestamp(told.st_mtime, UTC)
    if entry.is_file() and Path(entry.name).suffix in _KINDS:
        return Kept(entry.name, told.st_size, made)
    if entry.is_dir() and (inside := list(files_in(Path(entry.path)))):
        return Kept(entry.name, sum(path.stat().st_size for path in inside), made, folder=True)
    return None


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder of reports, such as its tables as csv or its pages."""
    return (path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix in _KINDS)
