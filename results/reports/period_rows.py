"""What the reports of a period are built from: what stood at its end, what happened in it. Plain rows, no format.

What was seen counts to the end of the period; what persons decided of it counts until the report is made: a candidate
of the last night that was confirmed a week later is 不合格, one that was dismissed is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from checks.model.findings import Status, SubjectType
from checks.model.registry import SubjectState
from results.complaint_figures import Counted
from results.ledger.contents import Fresh
from results.ledger.month_flows import Flow
from results.precision import Precision
from results.reports.content import GlancedRow, OutcomeRow
from results.reports.periods import Period
from results.verdicts import ScoreRow, Verdict, VetoRow


class Progress(StrEnum):
    """How an issue stands at the end of a period."""

    NEW = "新发现"  # first seen in it
    AGAIN = "再次出现"  # mended before, and there again
    OPEN = "未整改"  # there before it, and still
    MENDED = "已整改"  # mended in it


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A site or an account that was registered and not closed at the end of the period.

    `kind` is the kind of a site in Chinese or the platform of an account, `home` its address. `looked` and `missed`
    count the runs of the period that could and could not look at it; `run` and `moment` are of the last that could, or,
    where none could, of the last that tried; None: none tried. `verdict` and `vetoes` are as of that run with the
    decisions made since; `once` are titles of vetoes that a person confirmed in the period, mended or not; `earlier` is
    the verdict of the period before, None where it was not in it.
    """

    key: str
    type: SubjectType
    name: str
    unit: str
    region: str
    level: str
    kind: str
    home: str
    verdict: Verdict
    why: str
    code: str = ""
    state: SubjectState = SubjectState.NORMAL
    run: int | None = None
    moment: datetime | None = None
    looked: int = 0
    missed: int = 0
    vetoes: tuple[VetoRow, ...] = ()
    once: tuple[str, ...] = ()
    score: ScoreRow | None = None
    earlier: Verdict | None = None
    newest: datetime | None = None
    """Of an account: its last post as of that run; None where not known."""
    days: int | None = None
    """Of an account: days between its last post and that run."""
    posts: int | None = None
    """Of an account: posts published in the period; None where not all were seen."""
    verified_as: str = ""
    visit: str = ""
    warc: str = ""
    interaction: Status | None = None
    """Of an account: how the check of its ways to answer the public (NV-3) came out; None: nobody looked."""
    branch: str = ""
    """The unit of the second level that its unit is or belongs to: the group of who has no region. "": not known."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """An issue that stood in the period. `kind` is a value of `Kind` (veto, deduct, bonus, hint); `confirmed` when a
    person agreed; `by` is who did, "" for nobody; `notified` when its unit was told. `suspected` is what the machine
    says, whether or not a person confirmed it. `last_seen` lies in the period, also of what was seen after it."""

    number: int
    subject: str
    type: SubjectType
    check: str
    title: str
    kind: str
    progress: Progress
    confirmed: bool
    suspected: bool
    says: str
    url: str
    first_seen: datetime
    last_seen: datetime
    found_on: str = ""
    fix: str = ""
    indicator: tuple[str, ...] = ()
    grade: str = ""
    mended: datetime | None = None
    notified: bool = False
    by: str = ""
    visit: str = ""
    warc: str = ""
    due: date | None = None
    """Until when its unit was told to mend it; None where no day was set."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of the period, and how its subjects came out: counts of verdicts by subject type."""

    number: int
    kind: str
    started: datetime
    ended: datetime | None
    sites: Mapping[Verdict, int] = field(default_factory=dict)
    accounts: Mapping[Verdict, int] = field(default_factory=dict)
    issues: int = 0


@dataclass(frozen=True, slots=True)
class TaskCount:
    """Questions to a person, by rule: answered and open at the end of the period."""

    rule: str
    title: str
    answered: int
    open: int


@dataclass(frozen=True, slots=True)
class Rectified:
    """What became of the issues whose units were told in the period before and in this one (整改率).

    `due` were notified with a deadline that is over at the end of the period; `mended` of them are mended.
    """

    notified: int = 0
    due: int = 0
    mended: int = 0
    again: int = 0


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """How one check came out on the subjects of a type, each by the last run of the period that could look at it:
    counts of subjects by `Status`."""

    check: str
    title: str
    passed: int = 0
    failed: int = 0
    review: int = 0
    unknown: int = 0
    not_applicable: int = 0
    type: SubjectType = SubjectType.SITE


@dataclass(frozen=True, slots=True)
class FreshRow:
    """The columns of one category of a site, by the gravest of them: `days` lie between its newest entry and the look,
    None where that is not known."""

    site: str
    category: str
    columns: int
    state: Fresh
    days: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """What a site, one of its columns (`column` is its name, "" for the whole site) or an account published in a month
    (202609). `count` is None where not all was seen and nothing is known; `at_least` when more may have been published.
    `originals` and `reposts` are None where that is told of none; where it is told of some, nobody says it of the rest.
    `running`, not of columns: so many months in a row, this one and those before it, are over and known to be of
    nought. `why` says in Chinese what is not known."""

    subject: str
    type: SubjectType
    month: int
    count: int | None
    column: str = ""
    url: str = ""
    at_least: bool = False
    originals: int | None = None
    reposts: int | None = None
    why: str = ""
    running: int = 0


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """All that a monthly, quarterly or yearly report is built from.

    `unfinished` when the period is not over at `made_at` (aware, UTC). `left_out` says in Chinese what is in no sum and
    why. `months` tell how problems came and went, hints left out; `published` has every subject of `sites` and
    `accounts` and every month of the period.
    """

    office: str
    period: Period
    made_at: datetime
    editions: tuple[str, ...]
    pass_mark: Decimal | None
    unfinished: bool = False
    sites: tuple[SubjectRow, ...] = ()
    accounts: tuple[SubjectRow, ...] = ()
    problems: tuple[ProblemRow, ...] = ()
    unseen: tuple[OutcomeRow, ...] = ()
    checked: tuple[IndicatorCount, ...] = ()
    runs: tuple[RunRow, ...] = ()
    months: tuple[Flow, ...] = ()
    tasks: tuple[TaskCount, ...] = ()
    rectified: Rectified = Rectified()
    complaints: Counted | None = None
    precision: tuple[Precision, ...] = ()
    freshness: tuple[FreshRow, ...] = ()
    published: tuple[PublishedRow, ...] = ()
    closed: tuple[GlancedRow, ...] = ()
    left_out: tuple[str, ...] = ()
