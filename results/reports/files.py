"""A report as files: every form that was asked for, or none of them.

All are written beside each other in a hidden folder first. Only when the last is whole do they take their places; where
one of them cannot, those that stood there before are put back. Who writes holds the folder, so that two reports never
mix, and puts right what one that was killed has left there.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp

from xlsxwriter.exceptions import FileCreateError

from results.errors import DiskFull, PersonError
from results.reports.content import Report
from results.reports.docx import put_docx
from results.reports.html import put_html
from results.reports.sheets import put_csv
from results.reports.sums import check_sums
from results.reports.xlsx import put_xlsx

_STAGE, _BEFORE = ".part-", "before"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Form(StrEnum):
    """How a report is written."""

    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    CSV = "csv"


def write_all(
    report: Report,
    folder: Path,
    name: str,
    forms: Collection[Form] = tuple(Form),
    template: Path | None = None,
    *,
    console: str = "",
    pages: Mapping[str, str] | None = None,
) -> list[Path]:
    """Writes `name.xlsx`, `name.docx`, `name.html` and a folder `name-csv` with a file for each table, and gives the
    files, in the order of `Form`. `template`: an office's own template of the letter (docx); `console`: the address of
    the console as readers know it, "" = evidence numbers lead nowhere; `pages`: the code of a site → the page of its
    own, relative to `folder`. The folder is made where it is not there. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    try:
        files = _written(report, folder, name, forms, template, console, pages)
    except (OSError, FileCreateError) as error:
        raise _unwritten(folder / name, error) from error
    tables = [f"{table.id}.csv" for table in report.tables]
    homes = [folder / file for file in files]
    return [one for home in homes for one in ([home / file for file in tables] if home.is_dir() else [home])]


def _written(
    report: Report,
    folder: Path,
    name: str,
    forms: Collection[Form],
    template: Path | None,
    console: str,
    pages: Mapping[str, str] | None,
) -> list[str]:
    """The names of the files, which have taken their places."""
    with _stage(folder) as stage:
        writers: dict[Form, tuple[str, Callable[[Path], object]]] = {
            Form.XLSX: (f"{name}.xlsx", lambda path: put_xlsx(report, path, console)),
            Form.DOCX: (f"{name}.docx", lambda path: put_docx(report, path, template)),
            Form.HTML: (f"{name}.html", lambda path: put_html(report, path, pages, console)),
            Form.CSV: (f"{name}-csv", lambda path: put_csv(report, path)),
        }
        asked = [writers[form] for form in Form if form in forms]
        # The document takes the most memory: first, while the others have left nothing behind.
        for file, write in sorted(asked, key=lambda one: not one[0].endswith(".docx")):
            write(stage / file)
        files = [file for file, _ in asked]
        place(stage, folder, files)
    return files


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    """The hidden folder, gone in the end. Waits for another report that is being written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    holder = os.open(folder, os.O_RDONLY)
    try:
        if _held(holder):
            for left in folder.glob(f"{_STAGE}*"):  # nobody else writes here now: whoever made these is gone
                _put_right(left, folder)
        stage = Path(mkdtemp(prefix=_STAGE, dir=folder))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    finally:
        os.close(holder)


def _held(folder: int) -> bool:
    """Waits until the folder is ours; False where its disk, such as one of the network, does not know of holding."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:
        return False
    return True


def _put_right(left: Path, folder: Path) -> None:
    """Removes what one that was killed has left; what it had just taken out of its place comes back."""
    before = left / _BEFORE
    for one in before.iterdir() if before.is_dir() else ():
        if not (folder / one.name).exists():
            os.replace(one, folder / one.name)
    shutil.rmtree(left, ignore_errors=True)


def place(stage: Path, folder: Path, names: Collection[str]) -> None:
    """All of them into the folder; what stood there before goes, or comes back where one cannot take its place."""
    before = stage / _BEFORE
    before.mkdir()
    moved: list[str] = []
    placed: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, before / name)
                moved.append(name)
            os.replace(stage / name, folder / name)
            placed.append(name)
    except OSError:
        for name in placed:
            os.replace(folder / name, stage / name)
        for name in moved:
            os.replace(before / name, folder / name)
        raise


def _unwritten(path: Path, error: Exception) -> PersonError:
    cause = error.args[0] if isinstance(error, FileCreateError) and error.args else error
    why = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
    if isinstance(cause, OSError) and cause.errno in _FULL:
        return DiskFull(f"磁盘空间不足，报告 {path} 没有写出（{why}）；请清理磁盘后重新生成")
    return PersonError(f"写不了报告 {path}（{why}）；请检查权限和磁盘空间，或先关闭已打开的同名文件")
