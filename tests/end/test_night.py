"""One night on the fake county: what is found is its answer key, and nothing else."""

from __future__ import annotations

import collections
import itertools
import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.server import Served
from tests.end.office import Office, timeless

OF_LEDGER = ("unreachable-site", "ipv6-unsteady", "surplus-sites")
"""Judged from the rounds of a week, or from all sites of a unit."""
STEADY = ("check", "site_code", "code", "url", "key", "found_on", "status", "certainty", "state", "says")


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def served(county: County) -> Iterator[Served]:
    with fake.serve(county) as server:
        yield server


@pytest.fixture(scope="module")
def office(county: County, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that has imported its registry and spent one undisturbed night."""
    made = Office.opened(tmp_path_factory.mktemp("office"), county, served)
    made.furnish()
    made.run("nightly")
    return made


def triples(rows: Any) -> set[tuple[str, str, str, str]]:
    return {(row["site_code"], row["check"], row["code"], row["url"]) for row in rows}


def row(outcome: dict[str, Any]) -> tuple[Any, ...]:
    """What an outcome says, without the run and the edition it was said in."""
    return tuple(outcome[name] for name in ("subject", "check", "status", "judged", "of", "reason", "findings"))


def test_what_is_found_is_the_answer_key(office: Office, served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    found = triples(office.lines("issues"))
    key = {(answer.site_code, answer.check, answer.code, answer.url) for answer in served.answers}
    with capsys.disabled():
        print("\ncheck                 seeded found right precision recall")
        for check in sorted({row[1] for row in found | key}):
            ours = {row for row in found if row[1] == check}
            theirs = {row for row in key if row[1] == check}
            right = len(ours & theirs)
            print(
                f"{check:21} {len(theirs):6} {len(ours):5} {right:5} "
                f"{right / len(ours) if ours else 1:9.3f} {right / len(theirs) if theirs else 1:6.3f}"
            )
    assert sorted(key - found) == [], "seeded and not found"
    assert sorted(found - key) == [], "found and not seeded"


def test_a_week_that_cannot_be_judged_is_unknown(office: Office, county: County) -> None:
    said = {(o["subject"], o["check"]): (o["status"], o["judged"], o["of"]) for o in office.lines("outcomes")}
    codes = {site.key: site.code for site in county.sites}
    assert said[codes["sjj"], "unreachable-site"] == ("UNKNOWN", 133, 140)
    assert said[codes["jtj"], "unreachable-site"] == ("PASS", 164, 164)
    assert said[codes["lyj"], "unreachable-site"] == ("PASS", 168, 168)
    assert said[codes["scjg"], "ipv6-unsteady"] == ("PASS", 40, 40)
    assert said[codes["czj"], "ipv6-unsteady"] == ("PASS", 38, 38)
    assert said[codes["mzj"], "ipv6-unsteady"] == ("NOT_APPLICABLE", 0, 0)


def test_certain_and_suspected_are_told_apart(office: Office, served: Served) -> None:
    said = {(i["site_code"], i["check"], i["code"], i["url"]): i["status"] for i in office.lines("issues")}
    for answer in served.answers:
        assert said[answer.site_code, answer.check, answer.code, answer.url] == answer.status, answer


def test_every_issue_has_a_sentence_a_fix_and_evidence(office: Office) -> None:
    for issue in office.lines("issues"):
        assert issue["says"], issue
        assert issue["fix"], issue
        assert "{" not in issue["says"] + issue["fix"], issue
        assert Path(office.folder / "data", issue["visit"]).exists() or Path(issue["visit"]).exists(), issue


def test_what_could_not_be_looked_at_is_unknown(office: Office, county: County) -> None:
    outcomes = {(o["subject"], o["check"]): o for o in office.lines("outcomes")}
    unknown = collections.Counter(o["status"] for o in outcomes.values())["UNKNOWN"]
    assert unknown
    assert all(o["reason"] for o in outcomes.values() if o["status"] == "UNKNOWN")


def test_stored_visits_are_judged_the_same_again(office: Office) -> None:
    again = office.lines("judge", *map(str, office.visits))
    # What the ledger judges from many days or many sites is not in a visit.
    then = [outcome for outcome in office.lines("outcomes") if outcome["check"] not in OF_LEDGER]

    assert sorted(map(row, again)) == sorted(map(row, then))


def test_reread_from_the_archive_gives_the_same(office: Office) -> None:
    stored = office.lines("judge", *map(str, office.visits))
    assert office.lines("judge", "--reread", *map(str, office.visits)) == stored


def test_an_overlay_changes_the_numbers(office: Office) -> None:
    overlay = office.folder / "strict.toml"
    overlay.write_text('[stale-columns.params]\nnews_days = { value = 2, verified = "ours" }\n', encoding="utf-8")
    plain = office.lines("judge", *map(str, office.visits))
    strict = office.lines("judge", "--overlay", str(overlay), *map(str, office.visits))
    assert {o["edition"].partition("+lexicon@")[0] for o in strict} == {"national-2019+strict"}
    assert [row(o) for o in strict if o["check"] != "stale-columns"] == [
        row(o) for o in plain if o["check"] != "stale-columns"
    ]
    assert sum(o["findings"] for o in strict) > sum(o["findings"] for o in plain)


def test_what_was_published_is_what_the_county_published(office: Office, county: County) -> None:
    """No number is above the county's, and one that is told as whole is the county's, nought too."""
    today = datetime.now(BEIJING).date()
    told = office.lines("published", "--from", f"{today.year - 1}-{today:%m}", "--columns")
    of_column = {(line["url"], line["month"]): line for line in told if line["kind"] == "column"}
    of_site = {(line["subject"], line["month"]): line for line in told if line["kind"] == "site"}
    compared: collections.Counter[str] = collections.Counter()
    for site, month in itertools.product(county.sites, sorted({line["month"] for line in told})):
        here = [(c, {one.path for one in c.articles if f"{one.day:%Y-%m}" == month}) for c in site.columns]
        for column, articles in here:
            if (line := of_column.get((site.url(column.first), month))) is not None:
                compared += _compared(line, len(articles), site.key, column.slug)
        letters = any(articles for column, articles in here if column.slug == "hdjl")
        if not letters and (line := of_site.get((site.code, month))) is not None:
            compared += _compared(line, len(set().union(*(articles for _, articles in here))), site.key)
    assert compared["published"] > 300
    assert compared["none"] > 500
    assert compared["at least"] > 10
    assert compared["partial"] > 50


def _compared(line: dict[str, Any], published: int, *whose: str) -> collections.Counter[str]:
    """What a line says, held against what was published."""
    if line["published"] is None:
        return collections.Counter([line["state"]])
    more = line["at_least"]
    right = line["published"] <= published if more else line["published"] == published
    assert right, (whose, published, line)
    return collections.Counter(["at least" if more else line["state"]])


def test_killed_and_resumed_it_finds_the_same(office: Office, county: County, served: Served, tmp_path: Path) -> None:
    killed = Office.opened(tmp_path / "killed", county, served, "\n[run]\nworkers = 1\nvisits_at_once = 2\n")
    killed.furnish()
    process = killed.start("nightly")
    until = time.monotonic() + 60
    # In the middle: some visits are whole, others are not.
    while time.monotonic() < until and len(list(killed.folder.glob("data/visits/*/*.part"))) < 3:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)  # ends only when the workers, who share its output, are gone too
    assert killed.lines("issues") == []
    assert "第 1 次巡查" in killed.run("nightly", "--resume")

    def steady(rows: list[dict[str, Any]]) -> list[list[str]]:
        return sorted(timeless(row, STEADY) for row in rows)

    assert steady(killed.lines("issues")) == steady(office.lines("issues"))
