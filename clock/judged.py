"""What a judged visit leaves in the ledger: its outcomes, the issues they are or mend, and a score where one is due."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import detail_of, word
from checks.model.captures import Coverage
from checks.model.findings import Status
from checks.model.registry import GLANCED, Site
from clock.jobs import Done
from clock.registered import from_ledger
from clock.summary import Row
from results import by_hand
from results.following import follow
from results.ledger import column_months, contents, runs
from results.ledger import outcomes as ledger_outcomes
from results.ledger.runs import Run
from results.precision import doubted
from results.score import Look, keep
from results.scoring import Score, score
from results.verdicts import UNREAD, keep_site
from results.visits.again import Again
from results.visits.reader import StoredSite


def enter(
    connection: Connection,
    run: Run,
    site: Site,
    path: Path,
    visit: str,
    result: Done,
    edition: Edition,
    fallen: frozenset[str] = frozenset(),
) -> Row:
    """Keeps in the caller's transaction what `result` says of the visit `path`, known as `visit`. What checks that have
    `fallen` say is suspected only (`results.precision`).

    A site that was only glanced at is followed and gets no score: nobody checked it, and nothing is divided by it.
    """
    key, glanced = site.key, site.state in GLANCED
    remembered = () if glanced else from_ledger(connection, site, edition, run.started, result.outcomes)
    outcomes = doubted((*result.outcomes, *remembered), fallen)
    told = by_hand.Answers() if glanced else by_hand.answers(connection, site, edition, run.started)
    with StoredSite(path) as view:
        ledger_outcomes.save(connection, run.id, (*outcomes, *told.outcomes))
        again = Again(view)
        given = (outcomes, again.looked, edition, visit)
        counts = follow(connection, run.id, key, *given, moment=run.started, shown=again.shown)
    decided = {} if glanced else by_hand.decided(connection, key, told)
    points = None if glanced else score((*outcomes, *told.outcomes), edition, site, **decided)
    if points is not None:
        _keep(connection, run, site, points, result, edition)
    runs.finish_job(connection, run.id, key, moment=datetime.now(UTC), visit=visit, detail=_unread(result.coverage))
    statuses: dict[Status, int] = {}
    for outcome in outcomes:
        statuses[outcome.status] = statuses.get(outcome.status, 0) + 1
    says = tuple(
        edition.rules[outcome.check].sentence(finding.code, finding.data)
        for outcome in (outcomes if glanced else ())
        for finding in outcome.findings
    )
    return Row(site, result.coverage or Coverage(), statuses, points, counts, says)


def _keep(connection: Connection, run: Run, site: Site, points: Score, result: Done, edition: Edition) -> None:
    """The score of the run, what may be said of the site now, and what its visit held."""
    seen = result.coverage or Coverage()
    how = Look(seen.ended.value, detail_of(seen))
    keep(connection, run.id, site.key, points, how)
    keep_site(connection, run.id, site, points, edition, ended=how.ended, detail=how.detail, at=run.started)
    if result.contents is not None:
        contents.save(connection, site.key, run.id, run.started, result.contents)
    column_months.keep(connection, site.key, run.id, result.issued)


def _unread(seen: Coverage | None) -> str:
    """Why nothing can be said of a site that was visited, in Chinese; "" where its home page was read."""
    if seen is None or seen.ended not in UNREAD:
        return ""
    return detail_of(seen) or word("ended", seen.ended)
