"""A report as files: every form that was asked for, or none of them."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from results.reports.content import Report
from results.reports.docx import write_docx
from results.reports.html import write_html
from results.reports.sheets import write_csv
from results.reports.xlsx import write_xlsx


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
) -> list[Path]:
    """Writes `name.xlsx`, `name.docx`, `name.html` and a folder `name-csv` with a file for each table, and gives the
    files. `template`: an office's own template of the letter (docx); `console`: the address of the console as readers
    know it, "" = evidence numbers lead nowhere. Raises PersonError, also SumsDiffer."""
    written = []
    if Form.XLSX in forms:
        written.append(write_xlsx(report, folder / f"{name}.xlsx"))
    if Form.DOCX in forms:
        written.append(write_docx(report, folder / f"{name}.docx", template))
    if Form.HTML in forms:
        written.append(write_html(report, folder / f"{name}.html"))
    if Form.CSV in forms:
        written += write_csv(report, folder / f"{name}-csv")
    return written
