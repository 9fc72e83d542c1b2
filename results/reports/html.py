"""A report as one HTML file that needs nothing else: opens from a mail or a closed network, prints on A4."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.filters import do_urlencode
from markupsafe import Markup, escape

from checks.indicators.words import word
from results.errors import PersonError
from results.reports.annexes import annexes
from results.reports.chart_svg import picture
from results.reports.content import Bar, Head, Report, Shape, Table, Value
from results.reports.site_sheet import SiteSheet
from results.reports.sums import check_sums
from results.reports.tones import TONES
from results.reports.wording import evidence, line, link, shown

_AWAY = Markup('<a href="{}" rel="{}" target="_blank">{}</a>')
_HERE = Markup('<a href="{}">{}</a>')
_TAG = Markup('<span class="tag {}">{}</span>')
_POINTED_AT = re.compile(r"【([^【】]{1,60})】")


def html(report: Report, pages: Mapping[str, str] | None = None, console: str = "") -> str:
    """The report as a page. `pages`: the code of a site → the page of its own, relative to this one; `console`: the
    address of the console as readers know it, where evidence numbers lead to. Raises SumsDiffer (a PersonError)."""
    check_sums(report)
    return _template("report.html").render(_given(report, pages, console))


def write_html(report: Report, path: Path, pages: Mapping[str, str] | None = None, console: str = "") -> Path:
    """Writes the page, whole or not at all, and returns its path. Raises PersonError, also SumsDiffer."""
    check_sums(report)
    part = path.with_suffix(".part")
    try:
        put_html(report, part, pages, console)
        os.replace(part, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    return path


def put_html(report: Report, path: Path, pages: Mapping[str, str] | None = None, console: str = "") -> None:
    """Writes the page of a report whose sums were checked, row by row: it is never in memory as a whole. Raises
    OSError."""
    stream = _template("report.html").stream(_given(report, pages, console))
    stream.enable_buffering(200)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(stream)


def _given(report: Report, pages: Mapping[str, str] | None, console: str) -> dict[str, Any]:
    one = partial(_cell, pages=pages or {}, console=console)
    row = partial(_cells, pages=pages or {}, console=console)
    return {"report": report, "cell": one, "cells": row, "annexes": annexes(report)}


def _cells(row: Sequence[Value], heads: Sequence[Head], *, pages: Mapping[str, str], console: str) -> Markup:
    """The cells of a row: a page has several hundred thousand, too many to be asked for one by one."""
    told = zip(row, heads, strict=True)
    # Each cell is markup already, and a shape is a word of ours.
    parts = [f'<td class="{head.shape}">{_cell(one, head, pages=pages, console=console)}</td>' for one, head in told]
    return Markup("".join(parts))


def _cell(value: Value, head: Head, *, pages: Mapping[str, str], console: str) -> Markup:
    """What stands in a cell, escaped."""
    text = shown(value)
    match head.shape:
        case Shape.EVIDENCE if to := evidence(console, value):
            return _AWAY.format(to, "noopener noreferrer", text)
        case Shape.CODE if text in pages:
            return _HERE.format(do_urlencode(pages[text]), text)
        case Shape.LINK if to := link(text):
            return _AWAY.format(to, "noopener noreferrer nofollow", text)
    return _TAG.format(tone, text) if (tone := TONES.get(text, "")) else escape(text)


def site_html(sheet: SiteSheet) -> str:
    """The sheet of one site as a page."""
    return _template("site.html").render(sheet=sheet)


def write_site(sheet: SiteSheet, path: Path) -> Path:
    """Writes the page of one site, whole or not at all, and returns its path. Raises PersonError."""
    return _write(site_html(sheet), path)


def _write(page: str, path: Path) -> Path:
    part = path.with_suffix(".part")
    try:
        part.write_text(page, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise _unwritten(path, error) from error
    return path


def _unwritten(path: Path, error: OSError) -> PersonError:
    return PersonError(f"写不了报告 {path}（{error.strerror}）；请检查权限和磁盘空间")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("results.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=shown, link=link, share=_share, tone=lambda value: TONES.get(value, ""), word=_word, pointed=pointed
    )
    environment.filters.update(evidence=lambda number, console: evidence(console, number), picture=picture)
    environment.filters.update(kept=kept, plain=line)
    environment.globals.update(groups=_groups)
    return environment.get_template(name)


def pointed(excerpt: Value, says: Value) -> list[tuple[str, bool]]:
    """An excerpt in pieces: True for the words that a check points at, in 【】 and named by its sentence."""
    text, said = shown(excerpt), shown(says)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _POINTED_AT.finditer(text):
        if found[1] in said:
            pieces += ((text[at : found.start()], False), (found[0], True))
            at = found.end()
    return [*pieces, (text[at:], False)]


def _word(value: str, kind: str) -> str:
    return word(kind, value)


def _share(bar: Bar) -> float:
    """Done of all, in per cent between 0 and 100, for the width of a bar."""
    return round(100 * min(max(bar.done, 0), bar.of) / bar.of, 1) if bar.of > 0 else 0.0


def _groups(table: Table) -> list[tuple[str, list[tuple[Value, ...]]]]:
    """Rows by the column that groups them; one group without a name where the table has none."""
    rows = kept(table)
    if not table.group or not rows:
        return [("", list(rows))]
    index = table.column(table.group)
    return [(shown(name), list(some)) for name, some in groupby(rows, key=lambda row: row[index])]


def kept(table: Table) -> Sequence[tuple[Value, ...]]:
    """The rows that a page shows."""
    return table.rows[: table.brief] if table.brief else table.rows
