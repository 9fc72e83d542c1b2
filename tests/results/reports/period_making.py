"""A ledger of some nights, written by hand: what each night saw of three sites and two accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection

from checks.indicators import edition as editions
from checks.indicators.edition import Edition
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.posts import ReadingState
from checks.model.registry import BEIJING, Account, Level, Registry, Site, SiteKind, Unit
from results import by_hand, scoring
from results.complaint_figures import INSTANT
from results.due import CHECK
from results.following import follow
from results.ledger import issues, outcomes, registry, run_tallies, runs
from results.ledger.engine import Ledger
from results.ledger.runs import JobState, RunState
from results.reports.period_gather import gather_period
from results.reports.period_rows import PeriodRows, ProblemRow, SubjectRow
from results.reports.periods import Period, Span
from results.score import Look, keep
from results.verdicts import keep_account, keep_site
from results.workdays import DEADLINES
from tests.results.making import edition, rule, veto

UNITS = (Unit("县政府办", region="城关", level=Level.COUNTY), Unit("教育局", "县政府办", region="城关"), Unit("水务局"))
ONE = Site("县政府网", "http://a.gov.cn/", "县政府办", code="3399990001", kind=SiteKind.PORTAL)
TWO = Site("教育局网", "http://b.gov.cn/", "教育局", code="3399990002", kind=SiteKind.DEPARTMENT, region="河东")
THREE = Site("水务局网", "http://c.gov.cn/", "水务局", code="3399990003")
BLOG = Account("weibo", "教育发布", "教育局", platform_id="1", home="http://w.example/1", verified_as="教育局")
CHAT = Account("wechat_mp", "水务之声", "水务局", platform_id="2")
REGISTRY = Registry(UNITS, (ONE, TWO, THREE), (), (BLOG, CHAT))
SEPTEMBER, AUGUST = Period(Span.MONTH, 2026, 9), Period(Span.MONTH, 2026, 8)
WHOLE, UNREAD, SHUT = "complete", ReadingState.COULD_NOT_LOOK.value, "home-failed"
_NATIONAL = editions.load()
LINKS = rule("dead-links", vetoes=(veto(2, "inner"),))
SILENT = replace(rule(CHECK, vetoes=(replace(veto(1, "silent"), code="NV-2a"),), deduct={}), title="账号不更新")
EDITION: Edition = edition(LINKS, SILENT, _NATIONAL.rules[INSTANT], _NATIONAL.rules[DEADLINES])


def at(month: int, day: int, hour: int = 1) -> datetime:
    """A moment of 2026 in Beijing, as UTC."""
    return datetime(2026, month, day, hour, tzinfo=BEIJING).astimezone(UTC)


class Days:
    """Every day is a workday."""

    def after(self, start: date, count: int) -> date:
        return date.fromordinal(start.toordinal() + count)

    def between(self, start: date, end: date) -> int:
        return (end - start).days


@dataclass
class Desk:
    """Nights and what persons do, in one ledger."""

    ledger: Ledger
    folder: Path
    known: Registry = REGISTRY
    rules: Edition = EDITION

    def night(
        self,
        month: int,
        day: int,
        found: Mapping[str, Sequence[str]] | None = None,
        *,
        ended: Mapping[str, str] | None = None,
        failed: Mapping[str, str] | None = None,
        kind: str = "nightly",
        sure: Certainty = Certainty.CERTAIN,
        unseen: Mapping[str, int] | None = None,
        blind: Sequence[str] = (),
        state: RunState = RunState.FINISHED,
    ) -> int:
        """A run over all that is registered. `found`: names of faults by key of the subject ("silent" of accounts);
        `ended`: how the look at a subject ended, where it was not whole; `failed`: jobs that failed, with why;
        `unseen`: so many links could not be looked at; of those `blind` the check could look at nothing."""
        moment = at(month, day)
        with self.ledger.begin() as connection:
            registry.save(connection, self.known)
            keys = [site.key for site in self.known.sites]
            run = runs.start(connection, kind=kind, edition=self.rules.version, code="1", moment=moment, subjects=keys)
            for subject in (*self.known.sites, *self.known.accounts):
                if why := (failed or {}).get(subject.key):
                    given = {"state": JobState.FAILED, "detail": why}
                    runs.finish_job(connection, run, subject.key, moment=moment, **given)  # type: ignore[arg-type]
                    continue
                end = (ended or {}).get(subject.key, "")
                names = (found or {}).get(subject.key, ())
                missed = -1 if subject.key in blind else (unseen or {}).get(subject.key, 0)
                self._enter(connection, run, subject, names, end, sure, missed)
            runs.finish(connection, run, moment, state=state)
        run_tallies.keep(self.ledger, run)
        return run

    def _enter(
        self,
        connection: Connection,
        run: int,
        subject: Site | Account,
        names: Sequence[str],
        end: str,
        sure: Certainty,
        unseen: int,
    ) -> None:
        moment = runs.get(connection, run).started
        site = isinstance(subject, Site)
        check, code = ("dead-links", "inner") if site else (CHECK, "silent")
        kind, home = (SubjectType.SITE if site else SubjectType.ACCOUNT), subject.home
        findings = tuple(Finding(code, f"{home}{name}", (name,), found_on=home, certainty=sure) for name in names)
        could = end not in (SHUT, UNREAD) and unseen >= 0
        status = Status.UNKNOWN if not could else Status.FAIL if names else Status.PASS
        numbers = (10, 10 + unseen) if could else (0, 10)
        why = "" if could and not unseen else "timeout"
        said = Outcome(check, kind, subject.key, status, findings if could else (), *numbers, why)
        answers = by_hand.answers(connection, subject, self.rules, moment)
        outcomes.save(connection, run, (said, *answers.outcomes))
        follow(connection, run, subject.key, [said], lambda url: True, self.rules, f"{run}.visit", moment=moment)
        decided = by_hand.decided(connection, subject.key, answers)
        if isinstance(subject, Site):
            points = scoring.score((said, *answers.outcomes), self.rules, subject, **decided)
            keep(connection, run, subject.key, points, Look(end or WHOLE))
            keep_site(connection, run, subject, points, self.rules, ended=end or WHOLE, detail="", at=moment)
            detail = "首页打不开" if end == SHUT else ""
            runs.finish_job(connection, run, subject.key, moment=moment, visit=f"{run}.visit", detail=detail)
        else:
            decided.pop("given")
            points = scoring.verdict((said, *answers.outcomes), self.rules, subject, **decided)
            state = end or ReadingState.NEW.value
            keep(connection, run, subject.key, points, Look(state))
            keep_account(connection, run, subject, points, state=state, at=moment)

    def numbers(self, *keys: str) -> list[int]:
        """The issues of some subjects, or of all."""
        with self.ledger.connect() as connection:
            return [one.id for one in issues.query(connection, sites=keys)]

    def told(self, period: Period = SEPTEMBER, made: datetime | None = None) -> PeriodRows:
        """The rows of a period, told two days after it unless said otherwise."""
        moment = made or datetime(period.after().year, period.after().start.month, 3, tzinfo=UTC)
        with self.ledger.connect() as connection:
            return gather_period(connection, period, "县政府办", moment, self.rules, self.folder, Days())


def row(given: PeriodRows, key: str) -> SubjectRow:
    """The row of one subject."""
    (found,) = (one for one in (*given.sites, *given.accounts) if one.key == key)
    return found


def problem(given: PeriodRows, number: int) -> ProblemRow:
    """The row of one issue."""
    (found,) = (one for one in given.problems if one.number == number)
    return found
