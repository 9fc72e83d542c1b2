"""Fills the rows of a period from the ledger: what stood at its end, what happened in it. It decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import Status, SubjectType
from checks.model.registry import BEIJING
from results import precision
from results.complaint_figures import INSTANT, Counted, count
from results.due import CHECK
from results.errors import PersonError
from results.ledger import complaint_lists, registry, run_history, spans
from results.ledger import complaints as ledger_complaints
from results.ledger.complaint_lists import Sight
from results.ledger.run_tallies import Tally
from results.ledger.runs import Run
from results.ledger.scope import WHOLE
from results.ledger.spans import Span
from results.ledger.verdicts import NEVER
from results.receiving import dated_by
from results.reports.content import OutcomeRow
from results.reports.glanced import glanced
from results.reports.period_gaps import checked, interaction, task_rows, unseen
from results.reports.period_left_out import Looked, left_out
from results.reports.period_problems import Problems, rectified, undated
from results.reports.period_rows import PeriodRows, PublishedRow, RunRow, SubjectRow
from results.reports.period_subjects import Subjects, Told
from results.reports.periods import Period
from results.reports.publications import freshness, published, without_freshness
from results.reports.trends import month_flows_of
from results.verdicts import Verdict, pass_mark
from results.workdays import Workdays

_A_QUARTER = 3
"""Months; what is longer is told by its months too."""


def gather_period(
    connection: Connection,
    period: Period,
    office: str,
    made_at: datetime,
    edition: Edition,
    folder: Path,
    complaints: Workdays,
) -> PeriodRows:
    """The rows of a period as the ledger tells them at `made_at` (aware).

    `folder` is what relative names of visit files stand in; `complaints` are the workdays by which messages of the
    public are to be answered. Raises PersonError for a period without runs.
    """
    span = Span(period.begins, period.ends, made_at)
    runs = spans.visiting(connection, span)
    if not runs:
        raise PersonError(_without_runs(connection, period))
    known = registry.load(connection)
    told = Told(connection, known, span, {run.id: run for run in runs}, edition, folder)
    given = PeriodRows(
        office=office,
        period=period,
        made_at=made_at,
        editions=tuple(dict.fromkeys(run.edition for run in runs)),
        pass_mark=pass_mark(edition),
        unfinished=made_at < period.ends,
        runs=tuple(_runs(connection, runs)),
        tasks=task_rows(connection, span, edition),
        complaints=_complaints(connection, span, edition, complaints),
        precision=tuple(precision.precision(connection, edition, made_at)),
        closed=tuple(glanced(connection, known.sites, edition)),
        months=month_flows_of(connection, period, edition) if len(period.months) > _A_QUARTER else (),
    )
    return _looked(given, told)


def looked_in(connection: Connection, period: Period) -> bool:
    """Did any run begin in the period?"""
    return bool(spans.visiting(connection, Span(period.begins, period.ends, period.ends)))


def _looked(given: PeriodRows, told: Told) -> PeriodRows:
    """The rows with the subjects of the period, and with all that is said of them."""
    connection, span, period, subjects = told.connection, told.span, given.period, Subjects(told, given.period.months)
    sites, accounts = subjects.sites(), subjects.accounts()
    of_sites, of_accounts = [row.key for row in sites], [row.key for row in accounts]
    keys = {*of_sites, *of_accounts}
    problems = Problems(connection, span, told.edition, (*sites, *accounts))
    posted = published(connection, of_sites, of_accounts, period, span.told.astimezone(BEIJING).date())
    gaps = tuple(unseen(connection, told.edition, (*sites, *accounts)))
    talks = interaction(connection, span, accounts)
    more = _More(_earlier(told, period), problems.once, _unread(gaps), _posts(posted), talks)
    sites, accounts = more.laid_over(sites), more.laid_over(accounts)
    fresh = freshness(connection, of_sites, period)
    without = undated(connection, period, span.told, keys)
    looked = Looked(told.known, tuple(told.runs.values()), (*sites, *accounts), subjects, told.edition.version, without)
    return replace(
        given,
        sites=sites,
        accounts=accounts,
        problems=problems.rows,
        unseen=gaps,
        checked=checked(connection, told.edition, (*sites, *accounts)),
        rectified=rectified(connection, period, span.told, keys),
        freshness=fresh,
        published=posted,
        left_out=(*left_out(connection, span, looked), *filter(None, [without_freshness(of_sites, fresh, period)])),
    )


@dataclass(frozen=True, slots=True)
class _More:
    """What is known of subjects by their keys, besides how they came out."""

    earlier: Mapping[str, Verdict]
    once: Mapping[str, tuple[str, ...]]
    unread: Mapping[str, str]
    posts: Mapping[str, int]
    interaction: Mapping[str, Status]

    def laid_over(self, rows: Iterable[SubjectRow]) -> tuple[SubjectRow, ...]:
        return tuple(self._row(row) for row in rows)

    def _row(self, row: SubjectRow) -> SubjectRow:
        key = row.key
        unread = self.unread.get(key, "") if row.type is SubjectType.ACCOUNT and row.verdict is Verdict.UNKNOWN else ""
        return replace(
            row,
            earlier=self.earlier.get(key),
            once=self.once.get(key, ()),
            posts=self.posts.get(key),
            interaction=self.interaction.get(key),
            why=row.why if unread in row.why else f"{row.why}：{unread}",
        )


def _without_runs(connection: Connection, period: Period) -> str:
    """What a person is told of a period in which nothing was looked at."""
    known = spans.first_and_last(connection)
    if known is None:
        return f"{period.name}没有任何检查记录，台账里也没有一次检查；请先运行 nightly，第二天起就有可以报告的内容"
    first, last = (f"{moment.astimezone(BEIJING):%Y年%m月%d日}" for moment in known)
    known_from = f"台账里的检查从 {first} 到 {last}"
    return f"{period.name}没有任何检查记录，不能出报告；{known_from}，请改写这段时间里的月份、季度或年份"


def _earlier(told: Told, period: Period) -> dict[str, Verdict]:
    """The verdicts of the period before, on what was looked at in it."""
    before = period.before()
    span = Span(before.begins, before.ends, told.span.told)
    runs = {run.id: run for run in spans.visiting(told.connection, span)}
    if not runs:
        return {}
    return Subjects(replace(told, span=span, runs=runs), before.months).verdicts()


def _unread(gaps: Iterable[OutcomeRow]) -> dict[str, str]:
    """Why accounts could not be read, as the check of silence told it."""
    return {one.site: one.reason for one in gaps if one.check == CHECK and one.reason}


def _posts(posted: Sequence[PublishedRow]) -> dict[str, int]:
    """How many posts each account published in the period, where all of it is known."""
    found: Counter[str] = Counter()
    unknown: set[str] = set()
    for one in posted:
        if one.type is SubjectType.ACCOUNT:
            found[one.subject] += one.count or 0
            if one.count is None or one.at_least:
                unknown.add(one.subject)
    return {key: count for key, count in found.items() if key not in unknown}


def _runs(connection: Connection, runs: Sequence[Run]) -> Iterator[RunRow]:
    stood = run_history.in_all(connection, [run.id for run in runs])
    for run in runs:
        row = RunRow(run.id, run.kind, run.started, run.ended)
        if (told := stood.get(run.id)) is not None:
            row = replace(row, sites=_verdicts(told.sites), accounts=_verdicts(told.accounts), issues=told.issues)
        yield row


def _verdicts(tally: Tally) -> dict[Verdict, int]:
    """Counts by verdict; what was never judged is 未测."""
    codes = {one.code: one for one in Verdict} | {NEVER: Verdict.UNKNOWN}
    found: Counter[Verdict] = Counter()
    for code, number in tally.verdicts.items():
        found[codes[code]] += number
    return dict(found)


def _complaints(connection: Connection, span: Span, edition: Edition, workdays: Workdays) -> Counted | None:
    """The figures of the messages received in the span, as they stand now; None where none was ever taken in."""
    found = complaint_lists.slim(connection, Sight(WHOLE), since=span.since, until=span.until)
    hours = int(edition.rules[INSTANT].param("instant_hours"))
    counted = count(map(dated_by(edition, workdays), found), span.told, workdays.between, hours)
    if counted.whole.received or ledger_complaints.any_taken(connection):
        return counted
    return None
