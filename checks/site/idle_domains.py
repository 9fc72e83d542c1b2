"""Names of closed sites that still lead somewhere.

How judged: of a site that the registry calls closed or cancelled, each registered name with a public address is asked
for its home page once. `resolves`: nothing opens there; `serves`: a page does; `taken`: the page is for sale, tampered
with, or about gambling or porn (suspected: the name may be in other hands).
Not counted: names that are gone, or have only private addresses; a notice that the site is closed or has moved, and a
redirect to another host, while it lasts; a page shown for every name of a zone, unless it is this site's own. What our
own network or a name server in trouble kept from us was not looked at.
Source: 国办函〔2018〕55号 (GL-07).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.closure import closes, names_itself, shows_nothing
from checks.facts.domains import Name, judged_door, led_to, names_seen, registered
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import DnsProbe, HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.looks import OURS
from checks.model.registry import Site, SubjectState
from checks.model.verdicts import Judgement, Reason
from checks.model.views import SiteView

TAKEN = frozenset((Reason.HARMFUL, Reason.TAMPERED, Reason.PARKED))
NO_RECORD = "no-record"
"""What a provider shows at a name whose record (备案) was taken back: nobody has taken that name."""


@site_check("idle-domains", needs=[DnsProbe], states=(SubjectState.CLOSED, SubjectState.CANCELLED))
def idle_domains(site: SiteView, rule: Rule) -> Iterator[Said]:
    names = names_seen(site)
    for host, home in registered(site.site).items():
        name = names.get(host, Name(host))
        door = name.doors[-1] if name.doors else None
        if name.unclear:
            yield Gap(name.unclear, home)
        elif not name.addresses or (name.by_wildcard and not (door and names_itself(door, site.site))):
            yield Looked()
        elif door is None or door.failure in OURS:
            yield Gap("没有问到首页" if door is None or door.failure is None else door.failure, home)
        else:
            yield Looked()
            yield from _said(site.site, name, home, door)


def _said(site: Site, name: Name, home: str, door: HttpProbe) -> Iterator[Finding]:
    judged = judged_door(door)
    code = _code(name, door, judged)
    if code:
        how = word("reason", judged.reason) if not judged.verdict.fine else "页面上什么也没有"
        data = {"host": name.name, "address": name.addresses[0], "state": word("state", site.state)}
        data |= {"title": door.title[:100]} if code != "resolves" else {"how": how}
        sure = Certainty.SUSPECTED if code == "taken" else Certainty.CERTAIN
        yield Finding(code, home, ("host", name.name), data, excerpt=door.title[:200], certainty=sure)


def _code(name: Name, door: HttpProbe, judged: Judgement) -> str:
    """ "" for what a closed site may show."""
    if judged.reason in TAKEN:
        return "resolves" if marks.of(door.marks, marks.PARKED) == NO_RECORD else "taken"
    if not judged.verdict.fine:
        return "resolves"
    if led_to(door) not in ("", name.name) or closes(door.title, door.text):
        return ""
    return "resolves" if shows_nothing(door.title, door.text) else "serves"
