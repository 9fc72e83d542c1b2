"""A report as files: every form that was asked for, or none of them.

All are written beside each other in a hidden folder first. Only when the last is whole do they take their places; where
one of them cannot, those that stood there before are put back.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Collection, Mapping
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
    stage = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(mkdtemp(prefix=".part-", dir=folder))
        writers: dict[Form, tuple[str, Callable[[Path], object]]] = {
            Form.XLSX: (f"{name}.xlsx", lambda path: put_xlsx(report, path, console)),
            Form.DOCX: (f"{name}.docx", lambda path: put_docx(report, path, template)),
            Form.HTML: (f"{name}.html", lambda path: put_html(report, path, pages, console)),
            Form.CSV: (f"{name}-csv", lambda path: put_csv(report, path)),
        }
        asked = [writers[form] for form in Form if form in forms]
        for file, write in asked:
            write(stage / file)
        place(stage, folder, [file for file, _ in asked])
    except (OSError, FileCreateError) as error:
        raise _unwritten(folder / name, error) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
    tables = [f"{table.id}.csv" for table in report.tables]
    homes = [folder / file for file, _ in asked]
    return [one for home in homes for one in ([home / file for file in tables] if home.is_dir() else [home])]


def place(stage: Path, folder: Path, names: Collection[str]) -> None:
    """All of them into the folder; what stood there before goes, or comes back where one cannot take its place."""
    before = stage / "before"
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
