"""A report as a document of Word, laid out by GB/T 9704-2012."""

from __future__ import annotations

import os
from pathlib import Path

from results.errors import PersonError
from results.reports.content import Report
from results.reports.official_paper import Style, blank, write
from results.reports.sums import check_sums
from results.reports.wording import shown


def write_docx(report: Report, path: Path, template: Path | None = None) -> Path:
    """Writes the document, whole or not at all, and returns its path. Raises PersonError, also SumsDiffer.

    `template`: an office's own template of the letter; it is not asked for where the report has no letter.
    """
    check_sums(report)
    paper = blank()
    write(paper, Style.TITLE, shown(report.title))
    for paragraph in report.letter.body if report.letter else ():
        write(paper, Style.TEXT, shown(paragraph.text))
    part = path.with_suffix(".part")
    try:
        paper.save(str(part))
        os.replace(part, path)
    except OSError as error:
        raise PersonError(f"写不了报告 {path}（{error.strerror}）；请检查权限和磁盘空间") from error
    return path
