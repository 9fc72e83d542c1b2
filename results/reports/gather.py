"""Fills the rows of a weekly report from the ledger and the visit files. It reads; it decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import detail_of, word
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING, Site
from results.errors import VisitDamaged
from results.ledger import issues, outcomes, registry, runs
from results.ledger.issues import STANDING, Issue, IssueState
from results.lines import issue_line
from results.link_details import link_detail
from results.reports.content import IssueRow, OutcomeRow, SiteRow, Weekly
from results.reports.glanced import glanced
from results.reports.sample import Sample
from results.reports.site_sheet import cards
from results.verdicts import ScoreRow, pass_mark, reached
from results.visits.reader import StoredSite
from results.visits.warc import warc_path

_AT_ONCE = 500
"""Subjects that one question to the ledger names."""


@dataclass(frozen=True, slots=True)
class Week:
    """Which week is told, by whom and when: `start` and `end` are days in Beijing, `made_at` is aware."""

    office: str
    start: date
    end: date
    made_at: datetime
    sample: Sample | None = None


def gather(
    connection: Connection, run: int, week: Week, edition: Edition, sites: Collection[str], folder: Path
) -> Weekly:
    """The rows of the sites with the keys `sites` as the run `run` left them.

    `folder` is what relative names of visit files stand in. Raises NoSuchRun. A site that the run did not visit, or
    whose visit file cannot be read, is told as not measured.
    """
    told = runs.get(connection, run)
    jobs = {job.subject: job for job in runs.jobs(connection, run, kind="site")}
    scores = {row.subject: row for row in outcomes.scores(connection, run)}
    known = registry.load(connection).sites
    chosen = [site for site in known if site.key in set(sites)]
    rows = []
    for site in chosen:
        job = jobs.get(site.key)
        row = _visited(_site(site), job.visit if job else "", folder, job.detail if job else "")
        rows.append(_scored(row, scores.get(site.key)))
    keys = {site.key for site in chosen}
    given = Weekly(
        office=week.office,
        start=week.start,
        end=week.end,
        made_at=week.made_at,
        edition=told.edition,
        sample=week.sample,
        sites=tuple(rows),
        issues=tuple(issue_rows(connection, keys, week, edition)),
        outcomes=tuple(_outcomes(connection, run, keys, edition)),
        pass_mark=pass_mark(edition),
        begun=told.started,
        glanced=tuple(glanced(connection, known, edition)),
    )
    return replace(given, cards=cards(connection, given, chosen, edition, folder))


def gather_latest(connection: Connection, site: Site, moment: datetime, edition: Edition, folder: Path) -> Weekly:
    """One site as its newest visit and its newest answers left it, for its sheet at `moment` (aware); without issues.

    `folder` as for `gather`. Of a large registry nothing else is read.
    """
    job, today = runs.last_job(connection, site.key), moment.astimezone(BEIJING).date()
    rows = outcomes.newest(connection, site.key)
    return Weekly(
        office="",
        start=today,
        end=today,
        made_at=moment,
        edition=edition.version,
        sample=None,
        sites=(latest_row(connection, site, folder),),
        issues=(),
        outcomes=tuple(_outcome(row, edition) for row in rows),
        pass_mark=pass_mark(edition),
        begun=runs.get(connection, job.run).started if job else None,
    )


def latest_row(connection: Connection, site: Site, folder: Path) -> SiteRow:
    """A site as its newest visit and its newest score left it, whatever runs these were. `folder` as for `gather`."""
    job = runs.last_job(connection, site.key)
    row = _visited(_site(site), job.visit if job else "", folder, "" if job else "还没有巡查过")
    return _scored(row, outcomes.latest_score(connection, site.key))


def _site(site: Site) -> SiteRow:
    return SiteRow(site.key, site.name, site.unit, site.home, site.code, site.kind.value)


def _visited(row: SiteRow, visit: str, folder: Path, detail: str) -> SiteRow:
    """The row with what the visit file says of coverage."""
    if not visit:
        return replace(row, unknown=detail or "本次没有访问")
    path = folder / visit
    if not path.exists():
        return replace(row, unknown=f"访问记录 {visit} 已不在")
    try:
        with StoredSite(path) as view:
            coverage, moment = view.coverage, view.moment
    except VisitDamaged as error:
        return replace(row, unknown=error.message)
    archive = warc_path(path)
    return replace(
        row,
        visited_at=moment,
        ended=coverage.ended.value,
        known=coverage.known,
        asked=coverage.asked,
        pages=coverage.pages,
        failed=coverage.failed,
        skipped=coverage.skipped,
        detail=detail_of(coverage),
        visit=visit,
        warc=str(Path(visit).parent / archive.name) if archive.exists() else "",
    )


def _scored(row: SiteRow, score: outcomes.ScoreRow | None) -> SiteRow:
    """The row with its vetoes, and with its points where the official text gives points to such a site."""
    if score is None:
        return replace(row, unknown=row.unknown or "本次没有评判")
    vetoes, unseen, warned = reached(score.detail)
    return replace(
        row,
        vetoes=vetoes,
        unseen=unseen,
        warned=warned,
        score=ScoreRow(score.low, score.high, score.base) if score.detail.get("scored") else None,
    )


def issue_rows(connection: Connection, keys: Collection[str], week: Week, edition: Edition) -> Iterator[IssueRow]:
    """What stands against the sites or accounts `keys`, and what was mended in the week."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _AT_ONCE):
        chosen = ordered[start : start + _AT_ONCE]
        for issue in issues.query(connection, states=(*STANDING, IssueState.FIXED), sites=chosen):
            mended = issue.changed.astimezone(BEIJING).date()
            if issue.state is not IssueState.FIXED or week.start <= mended <= week.end:
                yield _issue(issue, edition)


def _issue(issue: Issue, edition: Edition) -> IssueRow:
    line, rule = issue_line(issue, edition), edition.rules.get(issue.check)
    return IssueRow(
        number=issue.id,
        site=issue.subject,
        check=issue.check,
        title=rule.title if rule else issue.check,
        kind=line["kind"],
        state=issue.state.value,
        certainty=line["certainty"],
        says=line["says"] or issue.finding.code,
        url=line["url"],
        found_on=line["found_on"],
        fix=line["fix"],
        excerpt=line["excerpt"],
        indicator=tuple(line["indicator"]),
        grade=rule.verified.value if rule else "",
        first_seen=issue.first_seen,
        last_seen=issue.last_seen,
        visit=issue.visit,
        warc=str(warc_path(Path(issue.visit))) if issue.visit and issue.subject_type is SubjectType.SITE else "",
        link=link_detail(line["url"], line["found_on"], line["data"], line["fix"]),
    )


def _outcomes(connection: Connection, run: int, keys: Collection[str], edition: Edition) -> Iterator[OutcomeRow]:
    for row in outcomes.query(connection, run, kind=SubjectType.SITE):
        if row.subject in keys:
            yield _outcome(row, edition)


def _outcome(row: outcomes.OutcomeRow, edition: Edition) -> OutcomeRow:
    rule = edition.rules.get(row.check)
    title = rule.title if rule else row.check
    reason = row.reason or ("检查程序出错，见 outcomes" if row.problem else "")
    return OutcomeRow(row.subject, row.check, title, row.status, row.judged, row.of, word("failure", reason))
