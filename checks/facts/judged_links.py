"""Every link of a site with what is said of it: the verdict table applied to a visit, and the words that go with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import NamedTuple

from checks.facts.excerpts import quoted
from checks.facts.soft_pages import FENCE, is_deep, soft_pages
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import LinkProbe, Look
from checks.model.findings import Certainty, Value
from checks.model.pages import HINTS, Place
from checks.model.registry import BEIJING
from checks.model.urls import host_of, page_key, template
from checks.model.verdicts import ANSWERED, GONE, Judgement, Reason, decide
from checks.model.views import Places, SiteView

FORM_POST = "form-post"
KEPT = 8_000
"""So many links are judged once for all checks."""
TOLD = 4
"""So many looks are told one by one; more are only counted."""
_LOCAL = re.compile(r"^(?:file:|[a-z]:[\\/|])", re.IGNORECASE)
_UNSURE = HINTS | {"script-written"}
"""Tags of what need not be what a reader meets: a script may write it in another case only."""
_COMMON = frozenset({Place.NAV, Place.FOOTER, Place.HEAD})


class JudgedLink(NamedTuple):
    """An address that some page shows: what it answered, and what is said of it."""

    probe: LinkProbe
    judgement: Judgement
    places: Places


def judged_links(site: SiteView, silent_after: timedelta = timedelta()) -> Iterator[JudgedLink]:
    """Every address that some page of the site shows, judged; streaming, but for the first `KEPT`, which are judged
    once for all checks that ask. Raises MissingCapture.

    What only a script, a style sheet, a form or a file names is never at fault for certain.

    `silent_after`: for how long, over runs, a host must have been silent before it is called dead (zero: never).
    """
    begun = site.derived(_begun)
    if silent_after not in begun:
        known = next(iter(begun.values()), None)
        told = _judged(site, silent_after) if known is None else _judged_anew(site, known, silent_after)
        begun[silent_after] = list(islice(told, KEPT))
    yield from begun[silent_after]
    if len(begun[silent_after]) == KEPT:
        yield from islice(_judged(site, silent_after), KEPT, None)


def _begun(site: SiteView) -> dict[timedelta, list[JudgedLink]]:
    """The first links by `silent_after`, filled when they are asked for."""
    return {}


def judged_address(site: SiteView, probe: LinkProbe, silent_after: timedelta = timedelta()) -> JudgedLink:
    """One answer, judged as `judged_links` does it, whether or not a page shows its address."""
    places = site.places(probe.subject)
    return _judge(site.derived(soft_pages).marked(probe, places), places, site.derived(_fenced), silent_after)


def _judged(site: SiteView, silent_after: timedelta) -> Iterator[JudgedLink]:
    fenced, soft = site.derived(_fenced), site.derived(soft_pages)
    doubtful = fenced | soft.fenced
    for probe in site.probes(LinkProbe):
        places = site.places(probe.subject)
        if not places.count:
            continue
        plain = probe.status == 200 and not (probe.marks or probe.final_url or probe.failure)
        known = probe.subject in soft.shown or (doubtful and host_of(probe.subject) in doubtful)
        if plain and not known and places.tag != FORM_POST:
            yield JudgedLink(probe, ANSWERED, places)
        else:
            yield _judge(soft.marked(probe, places), places, fenced, silent_after)


def _judge(probe: LinkProbe, places: Places, fenced: frozenset[str], silent_after: timedelta) -> JudgedLink:
    """`probe` with all its marks, judged."""
    further = {marks.FENCED} if fenced and host_of(probe.subject) in fenced else set()
    if places.tag == FORM_POST:
        further.add(marks.SUBMITTED)
    said = decide(probe, frozenset(further), silent_after=silent_after)
    if places.tag in _UNSURE and said.certainty is Certainty.CERTAIN:
        said = replace(said, certainty=Certainty.SUSPECTED)
    return JudgedLink(probe, said, places)


def _judged_anew(site: SiteView, known: Iterable[JudgedLink], silent_after: timedelta) -> Iterator[JudgedLink]:
    """`known` links under another `silent_after`, which only says something of those that did not answer."""
    fenced = site.derived(_fenced)
    for link in known:
        yield link if link.probe.failure is None else _judge(link.probe, link.places, fenced, silent_after)


def _fenced(site: SiteView) -> frozenset[str]:
    """Hosts that answer 404 to everything but the home page; what they refuse shows no more than that."""
    homes = site.derived(soft_pages).homes
    gone = Counter(
        host_of(answer.subject)
        for answer in site.probes(LinkProbe)
        if answer.status in GONE and page_key(answer.subject) not in homes
    )
    silent = {host for host, count in gone.items() if count >= FENCE}
    if silent:  # few sites link to such a host at all
        silent -= {host_of(answer.subject) for answer in site.probes(LinkProbe) if _is_alive(answer, homes)}
    return frozenset(silent)


def _is_alive(answer: LinkProbe, homes: frozenset[str]) -> bool:
    """Did an address other than the home page show something?"""
    good = answer.status is not None and answer.status < 400
    return good and page_key(answer.subject) not in homes and _shows(answer, homes)


def _shows(answer: LinkProbe, homes: frozenset[str]) -> bool:
    """Did something else than the home page, and no wall, come?"""
    led_home = page_key(answer.final_url or answer.subject) in homes or not is_deep(answer.subject, homes)
    return not led_home and not marks.of(answer.marks, marks.WALL)


def local_files(site: SiteView) -> Mapping[str, Places]:
    """What links to files on somebody's own disk (file:, C:\\) the pages show, and where; at most 1,000."""
    return site.derived(_local_files)


def _local_files(site: SiteView) -> dict[str, Places]:
    shown: dict[str, list[str]] = {}
    home = site.home.url if site.home else site.site.home
    for page in site.pages():
        for href in page.facts.odd_links:
            if _LOCAL.match(href) and (href in shown or len(shown) < 1_000):
                shown.setdefault(href, []).append(page.url)
    return {
        href: Places(len(pages), tuple(pages[:20]), on_home=page_key(home) in map(page_key, pages))
        for href, pages in shown.items()
    }


def link_data(link: JudgedLink, common_pages: int) -> dict[str, Value]:
    """What sentences say of a judged link: target, verdict, reason, remedy, text, where it stands, what was tried.

    From `common_pages` pages on, a link in navigation or foot is said to stand in the template of those pages.
    """
    places, probe = link.places, link.probe
    spot = next((spot for spot in places.spots if spot.line), None)
    data: dict[str, Value] = {
        "target": probe.subject,
        "verdict": link.judgement.verdict.value,
        "reason_code": link.judgement.reason.value,
        "reason": reason(link),
        "remedy": word("remedy", link.judgement.reason),
        "text": quoted(places.text, 100),
        "pages": places.count,
        "tag": places.tag,
        "tried": tried(probe),
        "looks": probe.looks,
    }
    if (thing := word("thing", places.tag)) != places.tag:
        data["thing"] = thing
    if spot is not None:
        data |= {"line": spot.line, "column": spot.column}
    if places.count >= common_pages and (where := common_part(places)):
        data["where"] = where
    if probe.final_url:
        data["final"] = probe.final_url
    return data


def reason(link: JudgedLink) -> str:
    """Why, in Chinese, with the status or the failure behind it."""
    return probe_reason(link.probe, link.judgement)


def probe_reason(probe: LinkProbe, judgement: Judgement) -> str:
    """The same of an answer that no page shows."""
    said = word("reason", judgement.reason)
    if judgement.reason in (Reason.NO_ANSWER, Reason.SILENT, Reason.SEEN_ONCE) and probe.failure:
        return f"{said}（{word('failure', probe.failure)}）"
    return f"{said}（HTTP {probe.status}）" if probe.status and not 200 <= probe.status < 300 else said


def common_part(places: Places) -> str:
    """The part of a template that shows the link, in Chinese: with the shape of its pages where they have one."""
    shapes = {template(page) for page in places.pages}
    part = word("place", places.place) if places.place in _COMMON else "页面"
    return f"{part}（{shapes.pop()}）" if len(shapes) == 1 else part if places.place in _COMMON else ""


def tried(probe: LinkProbe) -> str:
    """What was tried and when (+08:00), in Chinese: `11-21 10:00:05 HEAD 404；11-21 10:11:09 GET 404`."""
    if not probe.looks:
        return ""
    looks = probe.history or (Look(probe.asked_at, probe.method, probe.status, probe.failure, probe.elapsed),)
    shown = looks if len(looks) <= TOLD else (*looks[:2], *looks[2 - TOLD :])
    told = "；".join(map(_look, shown))
    return told if probe.looks <= len(shown) else f"{told}（共 {probe.looks} 次）"


def _look(look: Look) -> str:
    came = word("failure", look.failure) if look.failure else str(look.status)
    slow = f"（{look.elapsed:.1f} 秒）" if look.elapsed >= 1 else ""
    return f"{look.at.astimezone(BEIJING):%m-%d %H:%M:%S} {look.method} {came}{slow}"
