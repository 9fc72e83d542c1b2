"""Every table of a report as a csv file: UTF-8 with BOM, as Excel opens it, no cell able to start a formula."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from results.errors import PersonError
from results.reports.content import Report, Shape
from results.reports.sums import check_sums
from results.reports.wording import shown, starts_formula


def write_csv(report: Report, folder: Path) -> list[Path]:
    """Writes `<table id>.csv` for each table into `folder`, returns the paths. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in report.tables:
            path = folder / f"{table.id}.csv"
            part = path.with_suffix(".part")
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow([head.title for head in table.heads])
                for row in table.rows:
                    cells = zip(row, table.heads, strict=True)
                    writer.writerow([safe(shown(v)) if h.shape not in _NUMBERS else shown(v) for v, h in cells])
            os.replace(part, path)
            written.append(path)
    except OSError as error:
        raise PersonError(f"写不了报告 {error.filename}（{error.strerror}）；请检查权限和磁盘空间") from error
    return written


_NUMBERS = (Shape.NUMBER, Shape.POINTS, Shape.EVIDENCE)


def safe(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet might take it for a formula."""
    return f"'{text}" if starts_formula(text) else text
