"""Sites that are not what the registry calls them: up although closed, gone although normal.

How judged: `up-but-closed`: the registry says closed or paused, and the registered home page opens under the site's own
name or code, with a text of its own. `down-but-normal`: the registry says normal, and every registered name was unknown
to the name servers at two looks apart in time; or the home page is a short notice that the site is closed or has moved;
or it leads, at two looks, to the home page of another organ. Always suspected: the registry we have may be late.
Not counted: a site that gives no answer or is being worked on; a home page that leads to another name of the same
organ; a site that is not registered. What our network or a name server in trouble kept from us was not looked at.
Source: 国办发〔2017〕47号 (GL-09).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.closure import closes, names_itself, pauses
from checks.facts.domains import Name, judged_door, led_to, name_of, names_seen, registered
from checks.facts.organs import organ_of, same_organ
from checks.indicators.edition import Rule
from checks.indicators.sentences import one_line
from checks.indicators.words import detail_of, word
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.looks import OURS
from checks.model.registry import Site, SubjectState
from checks.model.views import PageView, SiteView


@site_check(
    "unreported-changes", needs=[DnsProbe], states=(SubjectState.NORMAL, SubjectState.PAUSED, SubjectState.CLOSED)
)
def unreported_changes(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not (site.site.name or site.site.code):
        return
    if site.site.state is not SubjectState.NORMAL:
        yield from _closed(site, rule.param("least_text"))
    elif site.home is not None:
        yield Looked()
        facts = site.home.facts
        if _few_links(site.home, rule.param("most_links")) and closes(facts.title, facts.text):
            yield _finding(site.site, "down-but-normal", facts.text, notice=one_line(facts.text)[:60])
    else:
        yield from _unread(site)


def _closed(site: SiteView, least: int) -> Iterator[Said]:
    name = names_seen(site).get(name_of(site.site.home), Name(""))
    door = name.doors[-1] if name.doors else None
    if name.unclear:
        yield Gap(name.unclear, site.site.home)
    elif door is not None and door.failure in OURS:
        yield Gap(door.failure, site.site.home)
    else:
        yield Looked()
        if door is not None and _opens(door, site.site, least):
            yield _finding(site.site, "up-but-closed", door.title, title=door.title[:100])


def _opens(door: HttpProbe, site: Site, least: int) -> bool:
    """As the site itself: no notice, no wall, nobody else's page."""
    if led_to(door) not in ("", *registered(site)) or not judged_door(door).verdict.fine:
        return False
    notice = closes(door.title, door.text) or pauses(door.title, door.text)
    return not notice and names_itself(door, site) and len(door.text) >= least


def _unread(site: SiteView) -> Iterator[Said]:
    """The home page was not read: is the name gone, or does it belong to somebody else by now?"""
    names = names_seen(site)
    own = [names.get(host, Name(host)) for host in registered(site.site)]
    doors = names.get(name_of(site.site.home), Name("")).doors
    if own and all(name.gone for name in own):
        yield Looked()
        yield _finding(site.site, "down-but-normal", "", gone="、".join(name.name for name in own[:5]))
    elif len(doors) > 1 and (organ := _others(doors, site.site)):
        yield Looked()
        yield _finding(site.site, "down-but-normal", doors[-1].title, organ=organ, target=led_to(doors[-1]))
    else:
        failure = next((name.looks[-1].failure for name in own if name.looks and name.looks[-1].failure), None)
        ended = detail_of(site.coverage) or word("ended", site.coverage.ended)
        yield Gap(failure or f"首页没有读到：{ended}", site.site.home)


def _others(doors: tuple[HttpProbe, ...], site: Site) -> str:
    """The other organ to which all of `doors` led, "" for none."""
    own, found = registered(site), set[tuple[str, str]]()
    for door in doors:
        organ = organ_of(door.title)
        ours = any(same_organ(organ, name) for name in (organ_of(site.name), site.name, site.unit) if name)
        away = led_to(door) not in ("", *own) and judged_door(door).verdict.fine
        found.add((led_to(door), organ) if away and organ and not ours and not names_itself(door, site) else ("", ""))
    return found.pop()[1] if len(found) == 1 else ""


def _few_links(home: PageView, most: int) -> bool:
    return sum(link.tag == "a" for link in home.facts.links) <= most


def _finding(site: Site, code: str, shown: str, **data: str) -> Finding:
    told = {"state": word("state", site.state), **data}
    return Finding(code, site.home, (code,), told, excerpt=one_line(shown), certainty=Certainty.SUSPECTED)
