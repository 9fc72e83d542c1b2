"""The precision of checks on the command line, and in what a night and `judge` say."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from checks.indicators.edition import load
from checks.model.captures import Coverage
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import Registry
from checks.runner import judge_site
from clock.jobs import Done, JudgeJob
from clock.night import _Night
from clock.precision import fallen_here, list_precision, told_fallen
from clock.progress import teller
from clock.rejudge import judge_visits
from clock.settings import Data, Settings
from results import triage
from results.following import follow
from results.ledger import issues, outcomes, registry, runs
from results.ledger.engine import Ledger, open_ledger
from results.visits.reader import StoredSite
from tests.clock.test_judged import CLOSED, PAGE, THERE
from tests.results.visits.making import visit

CHECK = "idle-domains"
LATELY = datetime.now(UTC) - timedelta(days=1)


def settings_of(folder: Path) -> Settings:
    return Settings(data=Data(str(folder / "data")))


def discredit(ledger: Ledger, count: int = 20, subject: str = "x") -> None:
    """So many issues of the check were dismissed by persons, lately."""
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=LATELY, subjects=[subject])
        found = tuple(Finding("alive", f"http://x/{n}", (str(n),)) for n in range(count))
        said = Outcome(CHECK, SubjectType.SITE, subject, Status.FAIL, found, count, count)
        follow(connection, run, subject, [said], lambda url: True, load(), "v")
        for issue in list(issues.query(connection, sites=[subject])):
            triage.dismiss(connection, issue.id, who="王", reason="不是", moment=LATELY)


def out() -> Console:
    return Console(file=io.StringIO(), width=300)


def said(console: Console) -> str:
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_the_table_and_the_lines(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with open_ledger(settings.ledger_url) as ledger:
        discredit(ledger)
    table, lines = out(), out()
    list_precision(settings, table, months=0, form="table", output=None)
    assert "降为疑似" in said(table)
    assert "0%（0%–16%）" in said(table)
    list_precision(settings, lines, months=0, form="jsonl", output=None)
    whole, code = (json.loads(line) for line in said(lines).splitlines())
    assert (whole["check"], whole["code"], whole["dismissed"], whole["standing"]) == (CHECK, "", 20, "fallen")
    assert code["code"] == "alive"


def test_a_run_says_what_it_does_not_believe(tmp_path: Path) -> None:
    told: list[str] = []
    with open_ledger(settings_of(tmp_path).ledger_url) as ledger:
        assert told_fallen(ledger, load(), datetime.now(UTC), told.append) == frozenset()
        assert told == []
        discredit(ledger)
        assert told_fallen(ledger, load(), datetime.now(UTC), told.append) == {CHECK}
    assert load().rules[CHECK].title in told[0]


def test_a_night_follows_what_a_fallen_check_says_as_suspected(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    with open_ledger(settings.ledger_url) as ledger:
        discredit(ledger)
        known = Registry(sites=(CLOSED,))
        with ledger.begin() as connection:
            registry.save(connection, known)
            given = {"edition": "e", "code": "c", "moment": datetime.now(UTC), "subjects": [CLOSED.key]}
            run = runs.get(connection, runs.start(connection, kind="nightly", **given))
        night = _Night(settings, ledger, run, known, teller(out()))
        path = visit(night._path(CLOSED.key), THERE, PAGE, coverage=Coverage(known=1, asked=1), site=CLOSED)
        with StoredSite(path) as view:
            done = Done(CLOSED.key, coverage=view.coverage, outcomes=judge_site(view, night.edition))
        night._judged(JudgeJob(CLOSED.key, 1.0, path, (), {}), done)
        with ledger.connect() as connection:
            statuses = {one.check: one.status for one in outcomes.query(connection, run.id)}
        assert statuses[CHECK] is Status.REVIEW
        assert night.accounts._fallen == {CHECK}


def test_judge_believes_what_the_ledger_believes_and_makes_none(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    path = visit(tmp_path / "1.visit", THERE, PAGE, coverage=Coverage(known=1, asked=1), site=CLOSED)

    def statuses() -> dict[str, str]:
        lines = out()
        judge_visits(settings, [path], lines, edition=None, overlays=None, reread=False, form="jsonl", output=None)
        return {line["check"]: line["status"] for line in map(json.loads, said(lines).splitlines())}

    assert fallen_here(settings, load()) == frozenset()
    assert statuses()[CHECK] == "FAIL"
    assert not settings.folder.exists()
    with open_ledger(settings.ledger_url) as ledger:
        discredit(ledger, 19)
        assert statuses()[CHECK] == "FAIL"
        discredit(ledger, 1, subject="y")
        assert statuses()[CHECK] == "REVIEW"
