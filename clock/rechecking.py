"""A message of 我为政府网站找错 is rechecked at once: its address is visited, and the checks of its category judge it.

Three answers: true, false, cannot be told; a person has the last word (standards.md 8). True is what a check finds for
certain at that address; what it only suspects cannot be told. False is said only of categories in which a machine sees
all there is to see (`params.conclusive` of citizen-reports), and only where the place was judged.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from sqlalchemy import Connection

from checks.facts.columns import columns_seen
from checks.facts.judged_links import judged_address, reason, tried
from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.findings import Certainty, Finding, Outcome, Status
from checks.model.pages import PageKind
from checks.model.registry import Column, Site
from checks.model.urls import host_of, page_key
from clock.jobs import Done
from clock.onesite import look_at
from clock.progress import teller
from clock.settings import Settings
from results import lines
from results.ledger import issues
from results.ledger.complaints import Complaint, Truth
from results.ledger.issues import STANDING, Issue, IssueState
from results.masking import address_masked
from results.receiving import RULE
from results.visits.reader import StoredSite

MASKED = "网址里有个人号码，已打码，机器不打开；请人工核对"
UNOPENED = "dead-links"
"""The check whose category is about addresses that do not open."""
_MOST, _TOLD = 20, 3
_JUDGED = frozenset((Status.PASS, Status.FAIL, Status.REVIEW))


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What a recheck found; `evidence` is what it saw, as plain JSON values, with a Chinese sentence under `says`."""

    found: Truth
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the visit saw of the address. `dead` for certain, `doubtful`, or neither; `says` and `tried` in Chinese.

    `keys` are those of the address and of where it led; `column`: it is the list of a column; `left` counts the links
    of its page that were not asked; `links` are those that it shows; `scripted`: a script that was not run
    shows more.
    """

    read: bool
    dead: bool
    doubtful: bool
    says: str
    tried: str = ""
    keys: frozenset[str] = frozenset()
    column: bool = False
    left: int = 0
    links: frozenset[str] = frozenset()
    scripted: bool = False


def rechecked(
    settings: Settings, one: Complaint, site: Site, columns: Sequence[Column], edition: Edition, err: Console
) -> Rechecked:
    """Visits the address of a message below its site and judges it; not one in which a number was masked.

    Raises PersonError when our own network failed."""
    if address_masked(one.url):
        # Whoever opened it would be led elsewhere than the sender was, and find no page there.
        return Rechecked(Truth.UNCLEAR, {"says": MASKED, "at": lines.shown(datetime.now(UTC))})
    pages = int(edition.rules[RULE].param("recheck_pages"))
    manners = replace(settings.manners, pages=pages, second_look_minutes=0.0)
    known = [column for column in columns if page_key(column.url) == page_key(one.url)]
    told = teller(err)
    try:
        with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
            shown = known or [Column(site.key, "", one.url)]
            done = uvloop.run(look_at(replace(settings, manners=manners), site, Path(folder), told, shown))
            with StoredSite(Path(folder) / "visit.sqlite") as view:
                seen = _seen(view, one.url, done)
    finally:
        told.close()
    return conclude(one, done, seen, edition, site)


def checks_of(one: Complaint, edition: Edition) -> tuple[str, ...]:
    """The ids of the checks that judge what the category of a message is about."""
    return tuple(str(edition.rules[RULE].param("rechecks").get(one.category, "")).split())


def conclude(one: Complaint, done: Done, seen: Seen, edition: Edition, site: Site) -> Rechecked:
    """What the visit says of the message: pure."""
    asked = checks_of(one, edition)
    outcomes = [outcome for outcome in done.outcomes if outcome.check in asked]
    found = [
        (outcome, finding) for outcome in outcomes for finding in outcome.findings if _here(outcome, finding, seen)
    ]
    truth, says = _truth(one, seen, outcomes, found, edition)
    now = datetime.now(UTC)
    evidence = {
        "says": says,
        "at": lines.shown(now),
        "opened": seen.says,
        "tried": seen.tried,
        "findings": [lines.finding_line(o, f, edition, site, first_seen=now) for o, f in found[:_MOST]],
        "outcomes": [lines.finding_outcome(outcome, edition) for outcome in outcomes],
    }
    return Rechecked(truth, evidence)


def tied(connection: Connection, one: Complaint, asked: Sequence[str]) -> Issue | None:
    """The known issue that the message is one with: standing, at its address, found by a check of its category; of a
    duplicate the one that counts in its place."""
    if not one.site or not asked:
        return None
    place = page_key(one.url)
    states = [state.value for state in (*STANDING, IssueState.DUPLICATE)]
    for issue in list(issues.query(connection, sites=[one.site], checks=asked, states=states)):
        if place in (page_key(issue.finding.at), page_key(issue.finding.found_on or issue.finding.at)):
            main = issues.counting(connection, issue)
            if main.state in STANDING:
                return main
    return None


def _truth(
    one: Complaint,
    seen: Seen,
    outcomes: Sequence[Outcome],
    found: Sequence[tuple[Outcome, Finding]],
    edition: Edition,
) -> tuple[Truth, str]:
    rule = edition.rules[RULE]
    of_opening = UNOPENED in checks_of(one, edition)
    if of_opening and seen.dead:
        return Truth.TRUE, f"问题网址打不开：{seen.says}"
    if not seen.read:
        return Truth.UNCLEAR, f"问题网址没有读到：{seen.says}；请人工打开核对"
    # Of an address that does not open a link on its page says nothing: perhaps it is meant, perhaps not.
    sure = [(o, f) for o, f in found if f.certainty is Certainty.CERTAIN and (not of_opening or _is(f, seen.keys))]
    if sure:
        return Truth.TRUE, _told(edition, sure)
    if found and of_opening:
        told = _told(edition, found)
        return Truth.UNCLEAR, f"问题网址能打开（{seen.says}），但页面上有打不开的链接：{told}；请核对留言指的是哪一个"
    if found:
        return Truth.UNCLEAR, f"疑似：{_told(edition, found)}；请人工核对"
    if not outcomes:
        return Truth.UNCLEAR, f"“{one.category}”一类机器不能判断；网址能打开，请人工核对"
    if one.category not in rule.param("conclusive"):
        return Truth.UNCLEAR, "机器在这个网址没有查到这类问题，不等于没有；请人工核对"
    if of_opening and not seen.doubtful and not seen.left and not seen.scripted and _asked(outcomes):
        return Truth.FALSE, f"问题网址能打开（{seen.says}），页面上的链接也都能打开"
    if not of_opening and seen.column and _judged(outcomes, seen.keys):
        return Truth.FALSE, "问题网址的栏目读完了，更新没有超过期限"
    left = f"这一页还有 {seen.left} 个链接没有访问" if of_opening and seen.left else _why(outcomes) or seen.says
    left = "这一页的内容由脚本显示" if of_opening and seen.scripted and not seen.left else left
    return Truth.UNCLEAR, f"没有查到这类问题，但没有查全（{left}）；请人工核对"


def _seen(view: StoredSite, url: str, done: Done) -> Seen:
    page, answer = view.page(url), view.answer(url)
    keys = frozenset((page_key(url), *((page_key(page.page.final_url or page.url),) if page else ())))
    # The view names only some of the pages that show an address: what every page shows is looked up in this one.
    links = frozenset(link.url for link in page.facts.links) if page else frozenset()
    column = any(page_key(one.url) in keys for one in view.derived(columns_seen))
    if answer is None or not answer.looks:
        return Seen(page is not None, dead=False, doubtful=True, says="这次没有访问到", keys=keys, column=column)
    link = judged_address(view, answer)
    said = link.judgement
    unasked = [address for one in done.outcomes if one.check == UNOPENED for address in one.unseen]
    return Seen(
        read=page is not None or said.verdict.fine,
        dead=said.verdict.countable and said.certainty is Certainty.CERTAIN,
        doubtful=not said.verdict.fine,
        says=reason(link),
        tried=tried(link.probe),
        keys=keys,
        column=column,
        left=sum(
            address in links or any(page_key(shown) in keys for shown in view.places(address).pages)
            for address in unasked
        ),
        links=links,
        scripted=page is not None and (page.facts.scripted or page.facts.kind is PageKind.STUB),
    )


def _is(finding: Finding, keys: frozenset[str]) -> bool:
    return page_key(finding.at) in keys


def _at(finding: Finding, keys: frozenset[str]) -> bool:
    told = (finding.at, finding.found_on, *finding.places)
    return any(address and page_key(address) in keys for address in told)


def _here(outcome: Outcome, finding: Finding, seen: Seen) -> bool:
    """Is it a fault of the page, or of a link that the page shows?"""
    if outcome.check != UNOPENED:
        return _at(finding, seen.keys)
    if finding.key[:1] == ("host",):  # one fault for all links to it
        return _at(finding, seen.keys) or any(host_of(link) == finding.key[1] for link in seen.links)
    return _at(finding, seen.keys) or finding.at in seen.links


def _asked(outcomes: Iterable[Outcome]) -> bool:
    """Were links asked, and is it told of each that was not?"""
    (told,) = [one for one in outcomes if one.check == UNOPENED][:1] or (None,)
    return told is not None and told.status in _JUDGED and not told.unplaced


def _judged(outcomes: Iterable[Outcome], keys: frozenset[str]) -> bool:
    """Was something judged, and nothing left open at the address?"""
    judged = any(one.status in _JUDGED for one in outcomes)
    return judged and not any(page_key(address) in keys for one in outcomes for address in one.unseen)


def _told(edition: Edition, found: Iterable[tuple[Outcome, Finding]]) -> str:
    said = dict.fromkeys(_sentence(edition, outcome, finding) for outcome, finding in found)
    return "；".join(list(said)[:_TOLD]) + (f"等 {len(said)} 处" if len(said) > _TOLD else "")


def _sentence(edition: Edition, outcome: Outcome, finding: Finding) -> str:
    rule = edition.rules[outcome.check]
    data = {"target": finding.at, "source": finding.found_on or finding.at, **finding.data}
    return rule.sentence(finding.code, data)


def _why(outcomes: Iterable[Outcome]) -> str:
    told = (f"{word('status', one.status)}：{one.reason}" for one in outcomes if one.reason)
    return "；".join(dict.fromkeys(told))
