"""The sites and accounts of a period: each by the last of its runs that could look, with what persons decided since.

Nothing is taken from what stands now. A candidate that a person confirmed after the run is confirmed, a finding that
was dismissed counts nowhere: the score of that run is made anew with these decisions, by the rules in force, for the
checks that they touch (`results.scoring.rescored`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.captures import Ended
from checks.model.findings import SubjectType
from checks.model.posts import ReadingState
from checks.model.registry import GLANCED, Account, Level, Registry, Site, SubjectState, Unit
from results.ledger import spans
from results.ledger.outcomes import READ, ScoreRow
from results.ledger.posts import newest_moments
from results.ledger.runs import Run, RunJob
from results.ledger.spans import Span
from results.reports.period_decisions import Decisions, Judged
from results.reports.period_rows import SubjectRow
from results.score import Look, look_of
from results.verdicts import ScoreRow as Points
from results.verdicts import Seen, Verdict, of_account, of_site, pass_mark, reached, unjudged
from results.visits.warc import warc_path

NEVER = "本期没有检查过"
UNJUDGED = "检查了，但没有评判"


@dataclass(frozen=True, slots=True)
class Told:
    """What subjects are told from: the registry, the span of a period and its runs by number, the edition in force, the
    folder that relative names of visit files stand in."""

    connection: Connection
    known: Registry
    span: Span
    runs: Mapping[int, Run]
    edition: Edition
    folder: Path


@dataclass(frozen=True, slots=True)
class _Said:
    """What may be said of a subject that was judged, and by what."""

    judged: Judged
    verdict: Verdict
    why: str
    seen: Seen


class Subjects:
    """The subjects of one period. `site_looks` and `account_looks` have all that runs took up, also what is closed or
    registered no more."""

    def __init__(self, told: Told, months: Sequence[int]) -> None:
        self._told, self._connection, self._span = told, told.connection, told.span
        self._units = {unit.name: unit for unit in told.known.units}
        self._mark = pass_mark(told.edition)
        self._sites = [one for one in told.known.sites if one.state not in GLANCED]
        self._accounts = [one for one in told.known.accounts if one.state not in GLANCED]
        self.site_looks = spans.site_looks(told.connection, told.span)
        self.account_looks = spans.account_looks(told.connection, months)

    def sites(self) -> tuple[SubjectRow, ...]:
        """The sites that are registered and not closed, in the order of the registry."""
        runs = self._site_runs()
        said = self._said_of_sites(runs)
        jobs = {
            job.subject: job
            for run, keys in _by_run(runs).items()
            for job in spans.site_jobs(self._connection, run, keys)
        }
        return tuple(self._site(one, jobs.get(one.key), said.get(one.key)) for one in self._sites)

    def accounts(self) -> tuple[SubjectRow, ...]:
        """The accounts that are registered and not given up, in the order of the registry."""
        said = self._said_of_accounts()
        newest = self._newest(said)
        return tuple(self._account(one, said.get(one.key), newest.get(one.key)) for one in self._accounts)

    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts of the `sites` and `accounts` that a run took up, by their keys; no more is read for them."""
        runs = self._site_runs()
        said = self._said_of_sites(runs) | self._said_of_accounts()
        return dict.fromkeys(runs, Verdict.UNKNOWN) | {key: one.verdict for key, one in said.items()}

    def _site_runs(self) -> dict[str, int]:
        """The run by which each site is told: the last that could look at it, else the last that tried."""
        looks = self.site_looks
        return {one.key: looks[one.key].last or looks[one.key].tried for one in self._sites if one.key in looks}

    def _said_of_sites(self, runs: Mapping[str, int]) -> dict[str, _Said]:
        scores = self._scores({key: run for key, run in runs.items() if self.site_looks[key].last is not None})
        judged = {
            one.key: Judged(one, scores[one.key], runs[one.key], self._began(runs[one.key]))
            for one in self._sites
            if one.key in scores
        }
        decisions = self._decisions(judged)
        return {key: self._said_of_site(one, decisions) for key, one in judged.items()}

    def _said_of_site(self, judged: Judged, decisions: Decisions) -> _Said:
        score = decisions.applied(judged)
        look = look_of(judged.row) or Look(Ended.COMPLETE.value)
        points = Points(score.low, score.high, score.base) if score.detail["scored"] else None
        seen = Seen(*reached(score.detail), points, ended=look.ended, detail=look.detail)
        return _Said(judged, *of_site(seen, self._mark), seen)

    def _said_of_accounts(self) -> dict[str, _Said]:
        wanted = {one.key: one for one in self._accounts}
        scores = self._read_last(wanted)
        judged = {key: Judged(wanted[key], row, row.run, self._began(row.run)) for key, row in scores.items()}
        decisions = self._decisions(judged)
        found: dict[str, _Said] = {}
        for key, one in judged.items():
            reason = unjudged(wanted[key])
            seen = Seen(*reached(decisions.applied(one).detail), state=_state(one.row), reason=reason)
            found[key] = _Said(one, *of_account(seen), seen)
        return found

    def _decisions(self, judged: Mapping[str, Judged]) -> Decisions:
        return Decisions(self._connection, self._span, self._told.edition, judged.values())

    def _began(self, run: int) -> datetime:
        return self._told.runs[run].started

    def _scores(self, runs: Mapping[str, int]) -> dict[str, ScoreRow]:
        """What these runs scored; where a person answered a question later in the period, the score made then."""
        found: dict[str, ScoreRow] = {}
        answered = spans.answered(self._connection, self._span)
        newer = {key: answered[key] for key, run in runs.items() if answered.get(key, 0) > run}
        for chosen in (runs, newer):
            for run, keys in _by_run(chosen).items():
                for row in spans.scores_in(self._connection, run, keys):
                    found[row.subject] = _with_look(row, found.get(row.subject))
        return found

    def _site(self, site: Site, job: RunJob | None, said: _Said | None) -> SubjectRow:
        blank = self._blank(site)
        if job is None:
            return blank
        looks, began = self.site_looks[site.key], self._began(job.run)
        tried = replace(blank, run=job.run, moment=began, looked=looks.looked, missed=looks.missed)
        if said is None:
            return replace(tried, why=job.detail or UNJUDGED)
        seen, (visit, warc) = said.seen, self._evidence(job.visit)
        return replace(
            tried,
            verdict=said.verdict,
            why=said.why,
            vetoes=seen.vetoes,
            score=seen.score,
            visit=visit,
            warc=warc,
        )

    def _read_last(self, wanted: Mapping[str, Account]) -> dict[str, ScoreRow]:
        """The score of each account in the last run that could read it, else in the last that tried."""
        found: dict[str, ScoreRow] = {}
        pending = set(wanted)
        for run in sorted(self._told.runs, reverse=True):
            for row in spans.scores_in(self._connection, run, pending):
                if _state(row) in READ:
                    found[row.subject] = row
                    pending.discard(row.subject)
                else:
                    found.setdefault(row.subject, row)
        return found

    def _account(self, account: Account, said: _Said | None, newest: datetime | None) -> SubjectRow:
        blank = self._blank(account)
        looked, missed = self._looks(account.key, said)
        if said is None:
            return replace(blank, looked=looked, missed=missed)
        since = said.judged.since
        return replace(
            blank,
            looked=looked,
            missed=missed,
            run=said.judged.run,
            moment=since,
            verdict=said.verdict,
            why=said.why,
            vetoes=said.seen.vetoes,
            newest=newest,
            days=None if newest is None else max((since - newest).days, 0),
        )

    def _looks(self, account: str, said: _Said | None) -> tuple[int, int]:
        """How many runs could look at an account and how many could not: that by which it is told is one of them."""
        looked, missed = self.account_looks.get(account, (0, 0))
        if said is None:
            return looked, missed
        read = said.seen.state in READ
        return max(looked, int(read)), max(missed, int(not read))

    def _newest(self, said: Mapping[str, _Said]) -> dict[str, datetime]:
        """The last post of each account that was looked at, as of its run."""
        by_moment: dict[datetime, list[str]] = {}
        for key, one in said.items():
            if self._looks(key, one)[0]:
                by_moment.setdefault(one.judged.since, []).append(key)
        newest: dict[str, datetime] = {}
        for moment, keys in by_moment.items():
            newest |= newest_moments(self._connection, keys, moment)
        return newest

    def _blank(self, one: Site | Account) -> SubjectRow:
        unit = self._units.get(one.unit, Unit(one.unit))
        level = one.level if one.level is not Level.UNKNOWN else unit.level
        site = isinstance(one, Site)
        return SubjectRow(
            key=one.key,
            type=SubjectType.SITE if site else SubjectType.ACCOUNT,
            name=one.name,
            unit=one.unit,
            region=one.region or unit.region,
            level=word("level", level),
            kind=word("site_kind", one.kind) if isinstance(one, Site) else one.platform,
            home=one.home,
            verdict=Verdict.UNKNOWN,
            why=NEVER if one.state is SubjectState.NORMAL else f"登记状态为{word('state', one.state)}，没有检查",
            code=one.code if isinstance(one, Site) else "",
            state=one.state,
            verified_as="" if isinstance(one, Site) else one.verified_as,
            branch=self._branch(one.unit),
        )

    def _branch(self, name: str) -> str:
        """The unit of the second level above a unit, or itself; "" for one at the top."""
        seen: list[str] = []
        while name and name not in seen:
            seen.append(name)
            name = self._units[name].parent if name in self._units else ""
        return seen[-2] if len(seen) > 1 else ""

    def _evidence(self, visit: str) -> tuple[str, str]:
        """The names of the visit file and of its archive, as far as they are still there."""
        path = self._told.folder / visit
        if not visit or not path.is_file():
            return "", ""
        archive = warc_path(path)
        return visit, (Path(visit).parent / archive.name).as_posix() if archive.exists() else ""


def _with_look(row: ScoreRow, before: ScoreRow | None) -> ScoreRow:
    """A score that an answer made knows nothing of the look: that of the run before it stays."""
    if before is None or "look" in row.detail or "look" not in before.detail:
        return row
    return replace(row, detail={**row.detail, "look": before.detail["look"]})


def _state(row: ScoreRow) -> str:
    look = look_of(row)
    return look.ended if look else ReadingState.NEW.value


def _by_run(runs: Mapping[str, int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for subject, run in runs.items():
        found.setdefault(run, []).append(subject)
    return found
