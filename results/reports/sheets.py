"""Every table of a report as a csv file: UTF-8 with BOM, as Excel opens it, no cell able to start a formula."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

from results.errors import PersonError
from results.reports.content import Report, Table, Value
from results.reports.sums import check_sums
from results.reports.wording import shown, starts_formula


def write_csv(report: Report, folder: Path) -> list[Path]:
    """Writes `<table id>.csv` for each table into `folder`, returns the paths. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    try:
        return put_csv(report, folder)
    except OSError as error:
        raise PersonError(f"写不了报告 {error.filename}（{error.strerror}）；请检查权限和磁盘空间") from error


def put_csv(report: Report, folder: Path) -> list[Path]:
    """The files of a report whose sums were checked. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_put(table, folder / f"{table.id}.csv") for table in report.tables]


def _put(table: Table, path: Path) -> Path:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([head.title for head in table.heads])
        writer.writerows([_cell(value) for value in row] for row in table.rows)
    os.replace(part, path)
    return path


def _cell(value: Value) -> str:
    return str(value) if isinstance(value, int | Decimal) else safe(shown(value))


def safe(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet might take it for a formula."""
    return f"'{text}" if starts_formula(text) else text
