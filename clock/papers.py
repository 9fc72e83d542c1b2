"""The papers of a period: 月检查, 季通报, half-year and annual reports, made from the ledger.

A paper is written whole or not at all (`results.reports.files`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from clock.noticing import write_document
from clock.rules import edition_of
from clock.settings import Settings, SettingsError
from clock.triaging import workdays_of
from results.errors import PersonError
from results.ledger.engine import open_ledger
from results.reports import annual, monthly, quarterly
from results.reports.chart_png import wanting
from results.reports.content import Report
from results.reports.docx_template import FIELDS, default_template
from results.reports.files import Form, write_all
from results.reports.period_gather import gather_period, looked_in
from results.reports.period_rows import PeriodRows
from results.reports.periods import Period, Span
from results.reports.phrases import FIELDS as OF_LETTER
from results.reports.phrases import OfficeWords, sources

Build = Callable[[PeriodRows, Sequence[PeriodRows], OfficeWords], Report]


@dataclass(frozen=True, slots=True)
class Kind:
    """A paper: the name that its files begin with, how it is built, whether it is told by its quarters."""

    name: str
    build: Build
    by_quarters: bool = False


PAPERS: Mapping[Span, Kind] = {
    Span.MONTH: Kind("月检查", lambda given, parts, words: monthly.monthly(given)),
    Span.QUARTER: Kind("季通报", lambda given, parts, words: quarterly.quarterly(given, words)),
    Span.HALF: Kind("半年报告", annual.annual, by_quarters=True),
    Span.YEAR: Kind("年度报告", annual.annual, by_quarters=True),
}


def write_paper(
    settings: Settings,
    given: Period,
    *,
    forms: Collection[Form] = tuple(Form),
    template: Path | None = None,
    folder: Path | None = None,
) -> tuple[list[Path], tuple[str, ...]]:
    """Makes the paper of a period and writes it; its files, and what was left out, in Chinese.

    `template`: an office's own letter in place of that of the settings; `folder`: in place of the reports in the data
    folder. Raises PersonError: a period without runs, sums that differ, a template or a folder that cannot be used.
    """
    used = template_of(settings, template)
    name, console = f"{PAPERS[given.span].name}-{given.code}", settings.outgoing.console
    with rarely_collected():
        report = built(settings, given)
        files = write_all(report, folder or settings.folder / "reports", name, forms, used, console=console)
    return files, report.left_out


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Millions of rows without a cycle among them: looking for cycles all the while takes a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def tell(files: Sequence[Path], out: Console) -> None:
    """Names the files that were written, of tables (csv) only their folder, and what pictures want."""
    tables = [file for file in files if file.suffix == ".csv"]
    for file in (file for file in files if file.suffix != ".csv"):
        out.print(f"报告：{file}", markup=False)
    if tables:
        out.print(f"报告：{tables[0].parent}（{len(tables)} 个 csv 文件）", markup=False)
    if any(file.suffix == ".docx" for file in files) and (missing := wanting()):
        out.print(missing, markup=False)


def write_template(to: Path, out: Console) -> None:
    """The letter of the program, for an office to make its own of. Raises PersonError."""
    write_document(to, default_template())
    out.print(f"通报模板已写入 {to}；改好后在设置里写 [reports] bulletin_template。可用的字段：", markup=False)
    for name, meaning in {**FIELDS, **OF_LETTER}.items():
        out.print(f"  {{{{ {name} }}}} {meaning}", markup=False)


def built(settings: Settings, given: Period) -> Report:
    """The paper of a period as content, as the ledger tells it now. Raises PersonError."""
    kind, edition, moment = PAPERS[given.span], edition_of(settings), datetime.now(UTC)
    words = OfficeWords(contact=settings.reports.contact, sources=sources(edition))
    if settings.reports.receiver:
        words = replace(words, receiver=settings.reports.receiver)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:

        def rows(one: Period) -> PeriodRows:
            office = settings.reports.office
            return gather_period(connection, one, office, moment, edition, settings.folder, workdays_of(edition))

        whole = rows(given)
        begun = [one for one in _quarters(given) if one.begins <= moment] if kind.by_quarters else []
        parts = [rows(one) for one in begun if looked_in(connection, one)]
    without = [one.name for one in begun if one not in [part.period for part in parts]]
    if without:
        told = f"{'、'.join(without)}没有任何检查记录，没有数字"
        whole = replace(whole, left_out=(*whole.left_out, told))
    return kind.build(whole, parts, words)


def forms_of(text: str) -> tuple[Form, ...]:
    """The formats that a person wrote; all for nothing. Raises PersonError."""
    names = [part for part in text.replace("，", ",").replace("、", ",").lower().split(",") if part.strip()]
    try:
        return tuple(dict.fromkeys(Form(name.strip()) for name in names)) or tuple(Form)
    except ValueError as error:
        raise PersonError(f"没有这样的格式：{text[:40]}；可用的有 {'、'.join(Form)}，用逗号分开") from error


def template_of(settings: Settings, own: Path | None) -> Path | None:
    """The letter that an office made its own; None for that of the program. Raises SettingsError."""
    kept = settings.reports.bulletin_template
    template = own or (Path(kept) if kept else None)
    if template is not None and not template.is_file():
        where = "--template" if own else "reports.bulletin_template"
        raise SettingsError(f"找不到通报模板 {template}；请检查 {where}")
    return template


def _quarters(given: Period) -> Iterator[Period]:
    one = Period(Span.QUARTER, given.year, (given.start.month - 1) // 3 + 1)
    while one.start <= given.end:
        yield one
        one = one.after()
