"""Runs of the weeks: what a night keeps of a visit and of a reading, through the code that a night goes through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Connection, update

from checks.indicators.edition import Edition
from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.findings import Certainty, Outcome, Status, SubjectType
from checks.model.posts import Post, PostKind, Reading, ReadingState, SourceReason
from checks.model.registry import BEIJING, GLANCED, Account, Registry, Site, SubjectState
from checks.model.rounds import Round
from clock.account_run import Accounts
from clock.jobs import Done
from clock.judged import enter
from clock.night import slug
from clock.pauses import CUT
from results.ledger import registry, rounds, run_tallies, runs, sums, tables
from results.ledger.column_months import ColumnMonth
from results.ledger.contents import ColumnLook, Contents, Fresh
from results.ledger.engine import Ledger
from results.ledger.runs import JobState, RunState
from results.visits.readings import ReadingFile
from tests.results.quarter.faults import Fault
from tests.results.quarter.log import Log, at
from tests.results.quarter.visited import DOWN, Visits, coverage_of, six_failed, six_of

ACCOUNT_CHECKS = ("silent-account", "wrong-expressions", "wrong-officials", "leaked-secrets", "few-originals", "typos")
_HINTS = ("typos", "slow-pages", "malformed-numbers", "personal-data", "site-labels")
CLOSED = ("idle-domains", "unreported-changes")
"""What judges a site that is closed."""
_DAY = timedelta(days=1)
BROKEN = (at("07-16 02:00"), at("08-01 00:20"), at("08-20 02:00"))
"""Runs in which the source of a platform fails for most of its accounts: two of them in a week."""


@dataclass(frozen=True)
class Planned:
    """A run: `keys` None means all; `cut`: our own network fails when half of the sites are visited."""

    kind: str
    at: datetime
    keys: frozenset[str] | None = None
    cut: bool = False


class Nights:
    """Performs runs on a ledger and writes down what happened in them."""

    def __init__(self, ledger: Ledger, folder: Path, faults: Sequence[Fault], log: Log, chance: Random) -> None:
        self._ledger, self._folder, self._log, self._chance = ledger, folder, log, chance
        self._visits = Visits(folder, {})
        self.by_subject: dict[str, list[Fault]] = {}
        for fault in faults:
            self.by_subject.setdefault(fault.subject, []).append(fault)

    def run(self, planned: Planned, edition: Edition, down: Collection[str]) -> int:
        """One run from its start to its end; its number."""
        with self._ledger.begin() as connection:
            known = registry.load(connection)
            due = [one for one in known.sites if one.state in (SubjectState.NORMAL, *GLANCED)]
            due = [one for one in due if planned.keys is None or one.key in planned.keys]
            begun = {"kind": planned.kind, "edition": edition.version, "code": "1", "moment": planned.at}
            number = runs.start(connection, subjects=[one.key for one in due], **begun)  # type: ignore[arg-type]
            run = runs.get(connection, number)
        self._log.runs.append(
            {
                "run": number,
                "kind": planned.kind,
                "at": planned.at,
                "edition": edition.version,
                "whole": not planned.cut,
            }
        )
        reached = due[: len(due) // 2] if planned.cut else due
        for site in reached:
            self._site(run, site, edition, site.key in down)
        if not planned.cut:
            self._accounts(run, known, edition, planned.keys)
        with self._ledger.begin() as connection:
            for site in due[len(reached) :]:
                told = {"moment": planned.at, "state": JobState.WAITING, "detail": CUT}
                runs.finish_job(connection, number, site.key, **told)
            state = RunState.ABANDONED if planned.cut else RunState.FINISHED
            runs.finish(connection, number, planned.at + timedelta(hours=2), state=state)
        sums.keep(self._ledger, number)
        run_tallies.keep(self._ledger, number)
        return number

    def _site(self, run: runs.Run, site: Site, edition: Edition, down: bool) -> None:
        moment = run.started
        path = self._folder / "visits" / f"{run.id:06}-{moment:%Y%m%d}" / f"{slug(site.key)}.visit"
        coverage = DOWN if down else coverage_of(site.key)
        begun = self._visits.put(path, site, coverage, moment)
        glanced = site.state in GLANCED
        found = [] if down else [one for one in self.by_subject.get(site.key, ()) if one.there(moment)]
        found = [one for one in found if (one.check in CLOSED) is glanced]
        unknown, partly = ({}, {}) if glanced else self._gaps(site.key, down)
        said = tuple(_site_outcomes(site, edition, found, unknown, partly, closed=glanced))
        seen = [one for one in found if one.check not in unknown]
        visit = path.relative_to(self._folder).as_posix()
        read = not down and not glanced
        more = {"contents": self._held(site, moment), "issued": self._issued(site, moment)} if read else {}
        done = Done(site.key, coverage, outcomes=said, **more)  # type: ignore[arg-type]  # by name
        with self._ledger.begin() as connection:
            enter(connection, run, site, path, visit, done, edition)
            jobs = tables.jobs  # a job ends now: here it ends in its night
            mine = (jobs.c.run == run.id, jobs.c.subject == site.key)
            connection.execute(update(jobs).where(*mine).values(ended=moment + timedelta(hours=1)))
        self._log.looks.append(
            {"run": run.id, "at": moment, "subject": site.key, "type": SubjectType.SITE, "looked": not down,
             "ended": coverage.ended.value, "seen": [one.name for one in seen], "unknown": unknown, "partly": partly,
             "glanced": glanced, "coverage": coverage, "begun": begun, "visit": visit}
        )  # fmt: skip

    def _gaps(self, key: str, down: bool) -> tuple[dict[str, str], dict[str, str]]:
        """Which checks could not look, all or in part, and why."""
        if down:
            return {"*": "timeout"}, {}
        unknown = {"ipv6-address": "本机的域名服务器没有应答"} if self._chance.random() < 0.2 else {}
        if self._chance.random() < 0.05:
            unknown["stale-home"] = "首页无法读取"
        return unknown, {"dead-links": "timeout"} if self._chance.random() < 0.3 else {}

    def _held(self, site: Site, moment: datetime) -> Contents:
        """A column that is kept up and one that is not."""
        late = site.key[-1] in "358"
        days = 40 if late else 3
        newest = (moment - days * _DAY).date().isoformat()
        news = ColumnLook(_yw(site), "要闻", "news", Fresh.STALE if late else Fresh.FRESH, 20, newest, days)
        self._log.held.append({"at": moment, "site": site.key, "news": (1, "stale" if late else "fresh", days)})
        other = ColumnLook(f"{site.home}gk/", "概况", "overview", Fresh.UNSEEN, why="列表没有读完")
        return Contents((news, other))

    def _issued(self, site: Site, moment: datetime) -> tuple[ColumnMonth, ...]:
        """What its lists show of sixty days: entries by month, and through which day of it all are known."""
        today = moment.astimezone(BEIJING).date()
        since = today - 60 * _DAY
        days = [day for day in entries_of(site.key) if since <= day <= today]
        rows = []
        for month in sorted({(since + n * _DAY).strftime("%Y%m") for n in range(61)}):
            first = date(int(month[:4]), int(month[4:]), 1)
            end = (first + 32 * _DAY).replace(day=1)
            mine = [day for day in days if first <= day < end]
            whole = 0 if since > first else (min(end, today) - first).days
            told = (len(mine), sum(day.day % 3 == 0 for day in mine), sum(day.day % 3 == 1 for day in mine), whole)
            why = "" if (end - first).days == whole else "列表没有读完"
            self._log.issued.append({"at": moment, "site": site.key, "month": int(month), "told": told})
            rows += [ColumnMonth(url, name, int(month), *told, why) for url, name in (("", ""), (_yw(site), "要闻"))]
        return tuple(rows)

    def _accounts(self, run: runs.Run, known: Registry, edition: Edition, keys: frozenset[str] | None) -> None:
        """The accounts of a run, as `clock.night` hands them on; what was read and found is ours."""
        folder = self._folder / "visits" / f"{run.id:06}-{run.started:%Y%m%d}"
        by_key = {one.key: one for one in known.accounts}
        accounts = Accounts(self._ledger, run, known, edition, folder, self._folder, keys)
        states: dict[str, Reading] = {}
        for job in accounts.reading():
            file = ReadingFile(job.path, run.started, job.run, job.share.read, job.share.units)
            for account in job.share.read:
                reading = states[account.key] = self.reading(account, run.started)
                told = {"run": run.id, "at": run.started, "account": account.key, "read": reading.judgeable}
                posts = [(one.moment, _origin(one)) for one in reading.posts]
                how = {"state": reading.state, "why": (reading.reason, reading.first_reason)}
                how |= {"place": (reading.source, reading.host)}
                self._log.readings.append({**told, **how, "since": reading.since, "posts": posts})
                file.keep(reading)
            file.close()
        for judging in accounts.judging():
            visit = judging.path.relative_to(self._folder).as_posix()
            said = [one for key in judging.accounts for one in self._account(run, by_key[key], states[key], visit)]
            accounts.judged(judging, Done(judging.name, outcomes=tuple(said)))
        accounts.end()

    def _account(self, run: runs.Run, account: Account, reading: Reading, visit: str) -> Iterator[Outcome]:
        looked = reading.judgeable and account.state is SubjectState.NORMAL
        found = [one for one in self.by_subject.get(account.key, ()) if looked and one.there(run.started)]
        kind = (SubjectType.ACCOUNT, account.key)
        partly = {"typos": "timeout"} if looked and sum(account.key.encode()) % 6 == 1 else {}
        for check in ACCOUNT_CHECKS if looked else ():
            findings = tuple(one.finding for one in found if one.check == check)
            yield Outcome(check, *kind, _status(findings), findings, 1, 1 + (check in partly), partly.get(check, ""))
        if not looked:
            yield Outcome("silent-account", *kind, Status.UNKNOWN, of=1, reason=str(reading.reason or "登记状态"))
        self._log.looks.append(
            {"run": run.id, "at": run.started, "subject": account.key, "type": SubjectType.ACCOUNT, "looked": looked,
             "ended": reading.state.value, "seen": [one.name for one in found], "partly": partly,
             "unknown": {} if looked else {"silent-account": str(reading.reason or "登记状态")}, "glanced": False,
             "visit": visit}
        )  # fmt: skip

    def reading(self, account: Account, moment: datetime) -> Reading:
        """What was read of an account: a post every some days until it fell silent; of one in nine nothing at all."""
        mark = sum(account.key.encode())
        if moment in BROKEN and account.source == "weibo" and mark % 5:
            how = (ReadingState.COULD_NOT_LOOK, SourceReason.INCIDENT)
            first = (Failure.TIMEOUT, SourceReason.LOGIN)[mark % 3 > 1]
            return Reading(account.key, account.source, moment, *how, host="weibo.example.cn", first_reason=first)
        if mark % 9 == 0 and (moment.day + mark) % 3:
            state, reason = ReadingState.COULD_NOT_LOOK, (SourceReason.QUOTA, Failure.TIMEOUT)[mark % 2]
            return Reading(account.key, account.source, moment, state, reason, host="gateway.example.cn")
        since = moment - 60 * _DAY
        posts = tuple(one for one in self.posts(account) if since <= (one.moment or since) <= moment)
        fresh = any(one.moment and one.moment >= moment - 14 * _DAY for one in posts)
        state = ReadingState.NEW if fresh else ReadingState.CONFIRMED_NONE
        host = f"{account.source}.example.cn"
        return Reading(account.key, account.source, moment, state, posts=posts, complete=True, since=since, host=host)

    def posts(self, account: Account) -> Iterator[Post]:
        """All that an account publishes from May to October, unless it is silent."""
        mark = sum(account.key.encode())
        silent = [one for one in self.by_subject.get(account.key, ()) if one.code == "silent"]
        step, day = timedelta(days=2 + mark % 8, hours=mark % 5), datetime(2026, 5, 1, mark % 24, tzinfo=UTC)
        number = 0
        while day.month < 11:
            number += 1
            told = any(begin - 15 * _DAY <= day < end for one in silent for begin, end in one.spans)
            if not told:
                kind = PostKind.REPOST if number % 5 == 0 else PostKind.ARTICLE
                original = None if number % 7 == 0 else number % 5 != 0
                title = f"{account.name}第{number}条"
                url = f"http://posts.example.cn/{mark}/{number}"
                yield Post(f"p{mark}-{number:04}x", url, title, moment=day, original=original, kind=kind)
            day += step


def _yw(site: Site) -> str:
    return f"{site.home.rstrip('/')}/yw/"


def entries_of(site: str) -> list[date]:
    """The days on which a site publishes something: every few days, one in seven nothing in August."""
    mark = int(site[-2:])
    days = [date(2026, 5, 1) + n * (1 + mark % 6) * _DAY for n in range(160 // (1 + mark % 6))]
    return [day for day in days if mark % 7 or day.month != 8]


def _origin(post: Post) -> str:
    return "repost" if post.kind is PostKind.REPOST else "original" if post.original else "unsaid"


def _status(findings: Sequence[object]) -> Status:
    if not findings:
        return Status.PASS
    sure = any(getattr(one, "certainty", None) is Certainty.CERTAIN for one in findings)
    return Status.FAIL if sure else Status.REVIEW


def _site_outcomes(
    site: Site,
    edition: Edition,
    found: Sequence[Fault],
    unknown: dict[str, str],
    partly: dict[str, str],
    *,
    closed: bool,
) -> Iterator[Outcome]:
    for rule in edition.rules.values():
        asked = rule.judged.by_check and (rule.deduct or rule.clauses(accounts=False) or rule.id in _MORE)
        if not (rule.id in CLOSED if closed else asked):
            continue
        why = unknown.get(rule.id) or unknown.get("*")
        kind = (SubjectType.SITE, site.key)
        if why:
            yield Outcome(rule.id, *kind, Status.UNKNOWN, of=10, reason=why)
            continue
        findings = tuple(one.finding for one in found if one.check == rule.id)
        judged = 9 if rule.id in partly else 10
        yield Outcome(rule.id, *kind, _status(findings), findings, judged, 10, partly.get(rule.id, ""))


_MORE = frozenset((*_HINTS, "ipv6-address", "ipv6-home", "ipv6-links", "ipv6-latency"))
Spans = tuple[tuple[datetime, datetime], ...]


def rounds_between(
    connection: Connection, sites: Sequence[Site], first: datetime, days: int, down: Mapping[str, Spans]
) -> None:
    """Twenty rounds of availability a day; over IPv6 those are asked too whose home page opens that way."""
    for hour in (first + day * _DAY + timedelta(minutes=72 * step) for day in range(days) for step in range(20)):
        answers = {}
        for site in sites:
            failed = any(begin <= hour < end for begin, end in down.get(site.key, ()))
            answers[site.key, site.home, 0] = _answer(site, hour, 0, failed)
            if (six := six_of(site.key)) and six.home:
                answers[site.key, site.home, 6] = _answer(site, hour, 6, failed or six_failed(site.key, hour))
        rounds.add(connection, Round("本机", hour, hour + timedelta(minutes=10), len(sites), 1, True), answers)


def _answer(site: Site, moment: datetime, family: int, failed: bool) -> HttpProbe:
    if failed:
        return HttpProbe(site.home, moment, family, failure=Failure.TIMEOUT, phases=Phases(whole=20.0))
    phases = Phases(0.01, 0.02, None, 0.1, 0.4)
    return HttpProbe(site.home, moment, family, status=200, phases=phases, size=40_000)
