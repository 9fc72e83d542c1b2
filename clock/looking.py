"""A look at one issue, now: its places are visited and its check judges them; what came of it is a first opinion.

Three answers: still there, gone, could not be seen. Gone is said by the law by which a night says mended
(`results.following`), and only where every place that the issue names was looked at again: a night reads the whole
site, this reads a few pages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console

from checks import catalog
from checks.facts.judged_links import judged_address, reason, tried
from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.captures import SearchProbe
from checks.model.findings import Certainty, Finding, Outcome, Status, fingerprint
from checks.model.registry import Column, Site
from checks.model.urls import host_of, page_key
from clock.jobs import Done
from clock.onesite import look_at
from clock.progress import teller
from clock.rechecking import RULE
from clock.settings import Settings
from clock.ways import ASKED_BESIDE
from results import lines
from results.evidence import places
from results.following import gone
from results.ledger.issues import Issue
from results.ledger.looks import Answer
from results.masking import masked
from results.precision import doubted
from results.visits.again import Again
from results.visits.reader import StoredSite

_PLACES = 8
"""So many places of an issue are visited before anything else."""
_JUDGED = frozenset((Status.PASS, Status.FAIL, Status.REVIEW))


@dataclass(frozen=True, slots=True)
class Told:
    """What a look found; `evidence` are plain JSON values."""

    answer: Answer
    says: str
    evidence: dict[str, Any]


def looked(
    settings: Settings,
    issue: Issue,
    site: Site,
    columns: Sequence[Column],
    edition: Edition,
    err: Console,
    fallen: frozenset[str] = frozenset(),
) -> Told:
    """Visits the places of `issue` and judges them; what checks that have `fallen` say is suspected only. Raises
    PersonError when our own network failed."""
    known = [column for column in columns if page_key(column.url) in {page_key(url) for url in places(issue)}]
    there = {page_key(column.url) for column in known}
    # What stands on another host is asked as the link that it is.
    own = [url for url in places(issue)[:_PLACES] if host_of(url) in site.all_hosts and page_key(url) not in there]
    asked = [*known, *(Column(site.key, "", url) for url in own)]
    told = teller(err)
    try:
        with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
            done = uvloop.run(look_at(_narrowed(settings, issue, edition), site, Path(folder), told, asked))
            with StoredSite(Path(folder) / "visit.sqlite") as view:
                return conclude(issue, done, view, edition, fallen)
    finally:
        told.close()


def conclude(
    issue: Issue, done: Done, view: StoredSite, edition: Edition, fallen: frozenset[str] = frozenset()
) -> Told:
    """What the visit says of the issue."""
    outcome = next((one for one in doubted(done.outcomes, fallen) if one.check == issue.check), None)
    again = [one for one in outcome.findings if _same(issue, outcome, one)] if outcome else []
    answer, says = _answer(issue, outcome, again, Again(view), edition)
    evidence: dict[str, Any] = {
        "places": [_seen(view, url) for url in places(issue)[:_PLACES]],
        "outcome": lines.finding_outcome(outcome, edition) if outcome else None,
        "pages": done.coverage.pages if done.coverage else view.coverage.pages,
        "at": lines.shown(datetime.now(UTC)),
    }
    return Told(answer, says, evidence)


def _answer(
    issue: Issue, outcome: Outcome | None, again: Sequence[Finding], view: Again, edition: Edition
) -> tuple[Answer, str]:
    if outcome is None:
        return Answer.UNSEEN, "这一项不是单看几个网页能判断的（由台账、人工或别的检查得出）；请等下次巡查"
    if again:
        doubt = "" if again[0].certainty is Certainty.CERTAIN else "疑似："
        return Answer.THERE, f"还能查到。{doubt}{_sentence(edition, outcome, again[0])}"
    if outcome.status not in _JUDGED:
        why = word("failure", outcome.reason) or word("status", outcome.status)
        return Answer.UNSEEN, f"这次没有判断：{why}；请等下次巡查，或打开网页核对"
    at, page = issue.finding.at, issue.finding.found_on or issue.finding.at
    named = places(issue)
    elsewhere = [url for url in named if url not in (at, page)]
    if not gone(at, page, outcome, view.looked, view.shown) or not all(map(view.looked, elsewhere)):
        return Answer.UNSEEN, f"没有再查到，但有的地方这次没有看到，不能算已不在{_left(outcome)}；请打开网页核对"
    where = f"记下的 {len(named)} 处都看了，" if len(named) > 1 else "所在的网页看了，"
    return Answer.GONE, f"{where}没有再查到。这只是初步结论，是否销号以夜间巡查为准"


def _same(issue: Issue, outcome: Outcome, finding: Finding) -> bool:
    return fingerprint(outcome.check, issue.subject, finding.key) == issue.fingerprint


def _left(outcome: Outcome) -> str:
    if outcome.reason:
        return f"（{word('failure', outcome.reason)}）"
    return f"（查了 {outcome.judged}/{outcome.of}）" if outcome.of > outcome.judged else ""


def _sentence(edition: Edition, outcome: Outcome, finding: Finding) -> str:
    rule = edition.rules.get(outcome.check)
    data = {"target": finding.at, "source": finding.found_on or finding.at, **masked(finding).data}
    return rule.sentence(finding.code, data) if rule else finding.code


def _seen(view: StoredSite, url: str) -> dict[str, Any]:
    """What one place answered this time."""
    page, answer = view.page(url), view.answer(url)
    if answer is None or not answer.looks:
        return {"url": url, "says": "这次没有访问到", "tried": "", "digest": ""}
    link = judged_address(view, answer)
    return {"url": url, "says": reason(link), "tried": tried(link.probe), "digest": page.page.digest if page else ""}


def _narrowed(settings: Settings, issue: Issue, edition: Edition) -> Settings:
    """Few pages, little time, no second look after a pause; asked over both families and of the search only where the
    check wants that: somebody waits."""
    pages = int(edition.rules[RULE].param("recheck_pages"))
    minutes = min(settings.manners.minutes, max(settings.console.look_minutes / 2, 0.5))
    few = {"pages": pages, "minutes": minutes, "second_look_minutes": 0.0, "attachments": 5}
    manners = replace(settings.manners, **few)
    check = catalog.load().get(issue.check)
    needs = frozenset(check.needs) if check else frozenset()
    search = replace(settings.search, on=settings.search.on and SearchProbe in needs)
    ways = replace(settings.ways, on=settings.ways.on and not needs.isdisjoint(ASKED_BESIDE))
    return replace(settings, manners=manners, search=search, ways=ways)
