"""Makes a ledger with a quarter of a city in it: nights, scores, issues and what persons did; in bulk, the same every
time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from bench import papers_rows
from bench.console_bulk import bared, write
from bench.papers_rows import FIRST, NIGHTS, Size
from checks.indicators.edition import Edition, Judged
from checks.model.captures import Ended
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.posts import ReadingState
from checks.model.registry import Account, Level, Registry, Site, SiteKind, SubjectState, Unit
from results.ledger import registry, run_tallies, runs, sums, tables, tallies
from results.ledger.engine import Ledger
from results.score import as_json
from results.scoring import score, verdict

REGIONS, OFFICES = 12, 60
_KEPT = 4
"""Of so many newest runs all scores of accounts are kept, of those before what stood at the end of a month."""
_PLATFORMS = ("weibo", "wechat_mp", "toutiao", "douyin")
_KINDS = (SiteKind.PORTAL, SiteKind.DEPARTMENT, SiteKind.DEPARTMENT, SiteKind.OTHER)


def fill(ledger: Ledger, edition: Edition, size: Size) -> None:
    """Fills an empty ledger."""
    known = known_of(size)
    with ledger.begin() as connection:
        registry.save(connection, known)
    with bared(ledger):
        nights = [_night(ledger, edition, known, number) for number in range(NIGHTS)]
        with ledger.begin() as connection:
            papers_rows.fill(connection, size, known, edition, nights)
    with ledger.begin() as connection:
        tallies.lay_out(connection)
    for run in nights[-3:]:
        sums.keep(ledger, run)
    for run in nights:
        run_tallies.keep(ledger, run)


@cache
def known_of(size: Size) -> Registry:
    """A city of twelve places."""
    units = [Unit("市政府办公室", "", Level.CITY, "")]
    for region in range(REGIONS):
        units += [Unit(f"第{region}县第{n}局", "市政府办公室", Level.COUNTY, f"第{region}县") for n in range(OFFICES)]
    sites = tuple(
        Site(
            f"{units[1 + n % (len(units) - 1)].name}网站{n}", f"http://www.s{n}.gov.cn/", units[1 + n % 720].name,
            code=f"34{n:08}", kind=_KINDS[n % 4],
        )
        for n in range(size.sites)
    )  # fmt: skip
    accounts = tuple(
        Account(_PLATFORMS[n % 4], f"发布{n}", units[1 + n % 720].name, f"id{n}", state=SubjectState.NORMAL)
        for n in range(size.accounts)
    )
    return Registry(tuple(units), sites, (), accounts)


def _night(ledger: Ledger, edition: Edition, known: Registry, night: int) -> int:
    """A run with its jobs and scores; outcomes of those nights that end a month."""
    began, chance = FIRST + timedelta(days=night), Random(night)
    last = night == NIGHTS - 1 or (began + timedelta(days=1)).month != began.month
    ways = _details(edition)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition=edition.version, code="1", moment=began)
        lots = {site.key: chance.choices(_SITES, (70, 8, 5, 17))[0] for site in known.sites}
        write(connection, tables.jobs, (_job(run, site.key, lots[site.key], began) for site in known.sites))
        write(connection, tables.scores, (_score(run, key, edition, ways[way]) for key, way in lots.items()))
        drawn = {one.key: chance.choices(_ACCOUNTS, (80, 5, 15))[0] for one in known.accounts}
        if last or night >= NIGHTS - _KEPT:
            write(connection, tables.scores, (_score(run, key, edition, ways[way]) for key, way in drawn.items()))
            write(connection, tables.outcomes, _outcomes(run, "site", lots, _checks(edition, accounts=False)))
            write(connection, tables.outcomes, _outcomes(run, "account", drawn, _checks(edition, accounts=True)))
        runs.finish(connection, run, began + timedelta(hours=4))
    return run


_SITES = ("site-passed", "site-candidate", "site-failed", "site-unknown")
_ACCOUNTS = ("account-passed", "account-candidate", "account-unknown")


def _checks(edition: Edition, *, accounts: bool) -> list[str]:
    rules = [rule for rule in edition.rules.values() if rule.judged in (Judged.MACHINE, Judged.SUSPECTED)]
    return [rule.id for rule in rules if rule.clauses(accounts=accounts) and (accounts or not rule.asked_of)][:30]


def _details(edition: Edition) -> dict[str, str]:
    """The whole scores as the ledger keeps them, one of each kind."""
    site = Site("某", "http://s.cn/", "某", code="1", kind=SiteKind.PORTAL)
    account = Account("weibo", "某", "某", platform_id="1")
    checks = [rule.id for rule in edition.rules.values() if rule.judged is not Judged.BY_HAND]
    passed = {check: Outcome(check, SubjectType.SITE, site.key, Status.PASS, (), 10, 10) for check in checks}
    stale = Finding("stale", site.home, ("home",), certainty=Certainty.CERTAIN)
    veto = {**passed, "stale-home": Outcome("stale-home", SubjectType.SITE, site.key, Status.FAIL, (stale,), 1, 1)}
    silent = Outcome("silent-account", SubjectType.ACCOUNT, account.key, Status.FAIL, (
        Finding("silent", account.address, ("silent",)),), 1, 1)  # fmt: skip
    quiet = [passed[one] for one in ("wrong-expressions", "wrong-officials", "leaked-secrets", "silent-account")]
    looks = {"site": Ended.COMPLETE.value, "account": ReadingState.NEW.value}
    told = {
        "site-passed": score(passed.values(), edition, site),
        "site-candidate": score(veto.values(), edition, site),
        "site-failed": score(veto.values(), edition, site),
        "site-unknown": score((), edition, site),
        "account-passed": verdict(quiet, edition, account),
        "account-candidate": verdict([*quiet[:3], silent], edition, account),
        "account-unknown": verdict((), edition, account),
    }
    ended = {**{name: looks[name.partition("-")[0]] for name in told}, "site-unknown": Ended.HOME_FAILED.value}
    ended["account-unknown"] = ReadingState.COULD_NOT_LOOK.value
    return {
        name: json.dumps(
            {**as_json(one), "look": {"ended": ended[name], "detail": ""}}, ensure_ascii=False, default=str
        )
        for name, one in told.items()
    }


def _job(run: int, key: str, way: str, moment: datetime) -> dict[str, Any]:
    detail = "首页没有应答" if way == "site-unknown" else ""
    row = {"run": run, "subject": key, "kind": "site", "state": "done", "visit": f"visits/{run}/{key}.visit"}
    return {**row, "detail": detail, "ended": moment}


def _score(run: int, key: str, edition: Edition, detail: str) -> dict[str, Any]:
    points = {"low": "82.00", "high": "97.50", "base": "100"}
    return {"run": run, "subject": key, **points, "edition": edition.version, "detail": detail}


def _outcomes(run: int, kind: str, lots: dict[str, str], checks: Sequence[str]) -> Iterator[dict[str, Any]]:
    for key, way in lots.items():
        for check in checks:
            unknown = way.endswith("unknown")
            row = {"run": run, "subject_type": kind, "subject": key, "check": check}
            status, why = ("UNKNOWN", "首页没有应答") if unknown else ("PASS", "")
            yield {**row, "status": status, "judged": 0 if unknown else 1, "of": 1, "reason": why, "problem": "",
                   "findings": 0}  # fmt: skip
