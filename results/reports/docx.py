"""A report as a document of Word, laid out by GB/T 9704-2012.

One with a letter is the paper that an office signs: the letter by its template, then each annex on a page of its own.
One without is told section by section: sentences, figures, charts and tables. What stands in a workbook only is said.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.shared import Pt

from results.errors import PersonError
from results.reports.annexes import Annex, annexes
from results.reports.chart_png import draw
from results.reports.charts import Chart
from results.reports.content import Report, Section, Table
from results.reports.docx_filling import LARGEST, asked, filled
from results.reports.docx_pages import lies_now, new_page, usable
from results.reports.docx_tables import add_table, elsewhere, lies, on_paper
from results.reports.docx_template import FIELDS, LEFT_OUT, default_template, letter_fields
from results.reports.letter import Letter
from results.reports.official_paper import FOUR, ONE, Style, add_styles, blank, write
from results.reports.sums import check_sums
from results.reports.wording import line


def write_docx(report: Report, path: Path, template: Path | None = None) -> Path:
    """Writes the document, whole or not at all, and returns its path. Raises PersonError, also SumsDiffer.

    `template`: an office's own template of the letter; it is not asked for where the report has no letter.
    """
    check_sums(report)
    part = path.with_suffix(".part")
    try:
        put_docx(report, part, template)
        os.replace(part, path)
    except OSError as error:
        raise PersonError(f"写不了报告 {path}（{error.strerror}）；请检查权限和磁盘空间") from error
    return path


def put_docx(report: Report, path: Path, template: Path | None = None) -> None:
    """Writes the document of a report whose sums were checked. Raises OSError, and PersonError for a template."""
    paper = _told(report) if report.letter is None else _signed(report, report.letter, template)
    about = paper.core_properties
    about.title, about.author, about.comments = line(report.title)[:250], "巡网", ""
    paper.save(str(path))


def _signed(report: Report, letter: Letter, template: Path | None) -> Paper:
    """The letter by its template, and what is annexed."""
    annexed = annexes(report)
    name = f"通报模板 {template}" if template else "通报模板"
    source = _read(template, name) if template else default_template()
    fields = letter_fields(report, letter, annexed)
    paper = Document(io.BytesIO(filled(source, fields, name, next(iter(FIELDS)))))
    add_styles(paper)
    _centre_signature(paper, str(fields["署名"]), str(fields["日期"]))
    for annex in annexed:
        _annex(paper, annex)
    if report.left_out and LEFT_OUT not in asked(source, name):
        new_page(paper)
        _left_out(paper, report)
    return paper


def _read(template: Path, name: str) -> bytes:
    try:
        with template.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise PersonError(f"读不到{name}（{error.strerror}）；请检查路径和权限") from error


def _centre_signature(paper: Paper, signature: str, day: str) -> None:
    """署名 is centred over 成文日期, which ends four characters from the edge."""
    wide = [sum(1.0 if one > "\u2e7f" else 0.5 for one in text) for text in (signature, day)]
    for above, below in zip(paper.paragraphs, paper.paragraphs[1:], strict=False):
        of_ours = above.style is not None and above.style.name == Style.SIGNATURE
        if of_ours and above.text == signature and below.text == day:
            above.paragraph_format.right_indent = Pt(max(0.0, FOUR.pt - (wide[0] - wide[1]) / 2 * ONE.pt))


def _annex(paper: Paper, annex: Annex) -> None:
    lying = annex.table is not None and lies(on_paper(annex.table), usable(paper))
    new_page(paper, lying=lying)
    write(paper, Style.ANNEX, annex.mark)
    write(paper, Style.TITLE, line(annex.title))
    if annex.table is not None:
        _table(paper, annex.table)
    for chart in annex.charts:
        _chart(paper, chart)


def _told(report: Report) -> Paper:
    paper = blank()
    write(paper, Style.TITLE, line(report.title))
    for text in (report.period, report.made):
        write(paper, Style.MARK, line(text))
    if report.left_out:
        write(paper, Style.TEXT)
        _left_out(paper, report)
    for section in report.sections:
        _section(paper, section)
    return paper


def _left_out(paper: Paper, report: Report) -> None:
    write(paper, Style.FIRST, "没有计入统计的内容")
    for sentence in report.left_out:
        write(paper, Style.TEXT, line(sentence))


def _section(paper: Paper, section: Section) -> None:
    if lies_now(paper):
        new_page(paper)
    write(paper, Style.FIRST, line(section.title))
    for sentence in (*section.says, *_figures(section)):
        write(paper, Style.TEXT, line(sentence))
    for chart in section.charts:
        _chart(paper, chart)
    for table in section.tables:
        lying = lies(on_paper(table), usable(paper))
        if lying != lies_now(paper):
            new_page(paper, lying=lying)
        write(paper, Style.SECOND, line(table.title))
        _table(paper, table)


def _figures(section: Section) -> Sequence[str]:
    """The figures of a section as sentences, with what a percentage leaves out."""
    told = []
    if figures := [f"{one.label} {one.value}" for one in section.figures if not one.quiet]:
        told.append("；".join(figures) + "。")
    for one in section.shares:
        shown = "没有可以计算的" if one.shown is None else f"{one.shown}%"
        left = f"，另有 {one.left_out} 个未计入（{one.why}）" if one.left_out else ""
        told.append(f"{one.label} {shown}（{one.part} ÷ {one.of}{left}）。")
    for whole in section.wholes:
        if not whole.quiet:
            parts = " ＋ ".join(f"{label} {value}" for label, value in whole.parts)
            told.append(f"{whole.label} {whole.whole} ＝ {parts}。")
    return told


def _table(paper: Paper, table: Table) -> None:
    if table.note:
        write(paper, Style.NOTE, line(table.note))
    if not table.rows:
        write(paper, Style.TEXT, line(table.empty))
        return
    add_table(paper, on_paper(table), usable(paper, lying=lies_now(paper)))
    write(paper, Style.NOTE, elsewhere(table))


def _chart(paper: Paper, chart: Chart) -> None:
    """The picture, or what there is to be done for one."""
    drawn = draw(chart)
    write(paper, Style.NOTE)
    if drawn.png:
        write(paper, Style.PICTURE)
        place = paper.paragraphs[-1].add_run()
        picture = place.add_picture(io.BytesIO(drawn.png), width=Pt(usable(paper) / 20))
        picture._inline.docPr.set("descr", drawn.says)
    else:
        write(paper, Style.PICTURE, line(chart.title))
    for note in drawn.notes:
        write(paper, Style.NOTE, line(note))
