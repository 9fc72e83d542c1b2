"""What a report is made of: the rows that come in, and the tables, figures and sums that go out. No format here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from checks.model.findings import Status
from results.link_details import LinkDetail
from results.reports.charts import Chart
from results.reports.letter import Letter
from results.reports.row_laws import RowRank, RowRate, RowSum
from results.reports.sample import Sample
from results.scorecard import Mark
from results.verdicts import ScoreRow, VetoRow


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One subject of the sample and how far it was looked at. `ended` is a value of `Ended`, "" = no visit.

    `unknown` says in Chinese why it was not measured, "" when it was. `visit` and `warc` name the files of evidence.
    """

    key: str
    name: str
    unit: str
    home: str
    code: str = ""
    kind: str = ""
    visited_at: datetime | None = None
    ended: str = ""
    known: int = 0
    asked: int = 0
    pages: int = 0
    failed: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    detail: str = ""
    unknown: str = ""
    vetoes: tuple[VetoRow, ...] = ()
    unseen: tuple[str, ...] = ()
    """Titles of vetoes that might be reached in what could not be looked at."""
    warned: tuple[str, ...] = ()
    """Titles of vetoes that are not reached, but near."""
    score: ScoreRow | None = None
    visit: str = ""
    warc: str = ""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue of a site. `state` is the ledger's (new, open, confirmed, notified, reopened, fixed, dismissed)."""

    number: int
    site: str
    check: str
    title: str
    kind: str
    state: str
    certainty: str
    says: str
    url: str
    found_on: str = ""
    fix: str = ""
    excerpt: str = ""
    indicator: tuple[str, ...] = ()
    grade: str = ""
    first_seen: datetime | None = None
    last_seen: datetime | None = None
    visit: str = ""
    warc: str = ""
    link: LinkDetail | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One check on one site; `reason` says in Chinese why it did not look at everything."""

    site: str
    check: str
    title: str
    status: Status
    judged: int = 0
    of: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GlancedRow:
    """A site that the registry calls closed or paused. `says` are its standing issues in Chinese, `visit` the file of
    the latest look at it, "" when there was none."""

    name: str
    unit: str
    state: str
    home: str
    says: tuple[str, ...] = ()
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """All that a weekly report is built from. `pass_mark` is the least score that passes, from the edition."""

    office: str
    start: date
    end: date
    made_at: datetime
    edition: str
    sample: Sample | None
    sites: tuple[SiteRow, ...]
    issues: tuple[IssueRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    pass_mark: Decimal | None = None
    begun: datetime | None = None
    """When the run began: the week of availability that is told ends before its day."""
    cards: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """The IPv6 scorecard of each site, by its key."""
    glanced: tuple[GlancedRow, ...] = ()


class Shape(StrEnum):
    """What a column of a table holds, so that a format can show it."""

    TEXT = "text"
    LINK = "link"
    NUMBER = "number"
    POINTS = "points"
    CODE = "code"  # short, never broken over lines
    EVIDENCE = "evidence"  # the number of an issue: leads to its page in the console where its address is known
    MOMENT = "moment"
    LONG = "long"


Value = str | int | Decimal | datetime | None


@dataclass(frozen=True, slots=True)
class Head:
    title: str
    shape: Shape = Shape.TEXT


def heads(titles: str) -> tuple[Head, ...]:
    """Heads from `title` or `title:shape`, separated by blanks."""
    parts = (title.partition(":") for title in titles.split())
    return tuple(Head(title, Shape(shape) if shape else Shape.TEXT) for title, _, shape in parts)


@dataclass(frozen=True, slots=True)
class Table:
    """`id` is ASCII and unique in the report. A row has a value for each head. `empty` is shown for no rows. `laws` are
    what its columns owe each other: they are computed again before the report is told."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str = "无"
    group: str = ""
    """Title of a column by which the rows are ordered and may be shown in groups."""
    note: str = ""
    brief: int = 0
    """So many rows are shown where a person reads a page (html, docx), and where the others are is said; 0: all."""
    laws: tuple[RowSum | RowRate | RowRank, ...] = ()
    paper: tuple[str, ...] = ()
    """Titles of the columns that stand on paper (docx), where all of them would not be legible; (): all."""

    def column(self, title: str) -> int:
        """Index of the column. KeyError when there is none."""
        for index, head in enumerate(self.heads):
            if head.title == title:
                return index
        raise KeyError(title)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number counted from a table: its rows, those whose `column` is one of `values`, or the sum of `column`.

    `within` are pairs of a column and a value: no other rows count. `quiet` when a table shows it already."""

    label: str
    value: int
    table: str
    column: str = ""
    values: tuple[str, ...] = ()
    total: bool = False
    tone: str = ""  # good, bad, unsure: how it may be coloured
    within: tuple[tuple[str, str], ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """Parts that must add up. `quiet` when a table shows them already."""

    label: str
    whole: int
    parts: tuple[tuple[str, int], ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `of` in per cent, half up to `places`; None: nothing to divide by. `left_out` is said too."""

    label: str
    part: int
    of: int
    shown: Decimal | None
    places: int
    left_out: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar for one subject: `done` of `of`, for the picture of coverage."""

    label: str
    done: int
    of: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    says: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    shares: tuple[Share, ...] = ()
    wholes: tuple[Whole, ...] = ()
    bars: tuple[Bar, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """`letter` is None for a report that is tables and figures only. `left_out` says in Chinese what is in no sum, and
    why: it is told on the first page of every format."""

    title: str
    period: str
    made: str
    sections: tuple[Section, ...]
    letter: Letter | None = None
    left_out: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)
