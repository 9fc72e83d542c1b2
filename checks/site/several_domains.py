"""Several names of one site without a main one, and a portal whose bare name leads nowhere.

How judged: by the home pages of the site's names, asked as a visitor would. `no-main`: a further registered name shows
the home page and does not lead to the name of the home page; suspected unless title and text are the same.
`bare-name-dead`: the twin of a portal's name (□□□.gov.cn for www.□□□.gov.cn, or the reverse) has no address, or opens
no page, at two looks apart in time; the latter is suspected. `bare-name-differs`: it shows another site (suspected).
Not counted: names that differ only by www as several; ports, and http beside https; departments, and names below those
of a portal, for the twin; what leads to a registered name, or names the site itself; what our network kept from us.
Source: 国办函〔2018〕55号 (GL-07); the twin is a recommendation of this project.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.closure import names_itself, shows_nothing
from checks.facts.domains import Name, judged_door, led_to, name_of, names_seen, registered, twin
from checks.facts.soft import alike
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import HttpProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.looks import OURS
from checks.model.verdicts import Reason
from checks.model.views import PageView, SiteView

NO_ADDRESS = "没有解析到任何地址"
EMPTY = "页面上什么也没有"
NOT_ASKED = "没有问到首页"


@site_check("several-domains")
def several_domains(site: SiteView, rule: Rule) -> Iterator[Said]:
    other = twin(site.site)
    further = {host: url for host, url in registered(site.site).items() if not _same(host, name_of(site.site.home))}
    if not further and not other:
        return
    names, home = names_seen(site), site.home
    for host, url in further.items():
        yield from _further(names.get(host, Name(host)), url, home)
    if other:
        yield from _twin(site, names.get(other, Name(other)), f"http://{other}/", home)


def _further(name: Name, url: str, home: PageView | None) -> Iterator[Said]:
    door = name.doors[-1] if name.doors else None
    if name.unclear or home is None:
        yield Gap(name.unclear or "首页没有读到", url)
    elif door is None:
        yield from (Looked(),) if not name.looks[-1].a + name.looks[-1].aaaa else (Gap(NOT_ASKED, url),)
    elif not judged_door(door).verdict.fine:
        yield Gap(word("reason", judged_door(door).reason), url)
    else:
        yield Looked()
        main = name_of(home.page.final_url or home.url)
        shown, title = led_to(door) or name.name, home.facts.title.strip()
        if not _same(shown, main) and shown == name.name and title and door.title.strip() == title[:200].strip():
            data = {"host": name.name, "main": main, "title": title[:100]}
            sure = Certainty.CERTAIN if alike(door.text, home.facts.text) else Certainty.SUSPECTED
            yield Finding("no-main", url, ("host", name.name), data, excerpt=title[:200], certainty=sure)


def _twin(site: SiteView, name: Name, url: str, home: PageView | None) -> Iterator[Said]:
    door = name.doors[-1] if name.doors else None
    if name.without_address:
        yield Looked()
        yield _finding("bare-name-dead", url, name, site, sure=Certainty.CERTAIN, how=NO_ADDRESS)
    elif name.unclear or door is None or door.failure in OURS:
        yield Gap(name.unclear or (door.failure if door and door.failure else NOT_ASKED), url)
    elif how := _shut(name, door):
        yield Looked()
        yield _finding("bare-name-dead", url, name, site, how=how)
    elif not judged_door(door).verdict.fine or home is None or not door.title.strip():
        yield Gap(word("reason", judged_door(door).reason) if home is not None else "首页没有读到", url)
    else:
        yield Looked()
        if not (name.by_wildcard or _is_home(door, site, home)):
            yield _finding("bare-name-differs", url, name, site, title=door.title[:100])


def _finding(
    code: str, url: str, name: Name, site: SiteView, *, sure: Certainty = Certainty.SUSPECTED, **data: str
) -> Finding:
    told = {"host": name.name, "main": name_of(site.site.home), **data}
    return Finding(code, url, ("twin", name.name), told, excerpt=data.get("title", ""), certainty=sure)


def _shut(name: Name, door: HttpProbe) -> str:
    """How nothing opens: as two looks found, or by a page that shows nothing; "" otherwise."""
    told = [judged_door(one) for one in name.doors]
    if told[-1].verdict.fine:
        return EMPTY if shows_nothing(door.title, door.text) else ""
    bad = all(one.countable or one.reason is Reason.NO_ANSWER for one in told)
    return word("reason", told[-1].reason) if bad and len(told) > 1 else ""


def _is_home(door: HttpProbe, site: SiteView, home: PageView) -> bool:
    names = {*registered(site.site), name_of(home.page.final_url or home.url)}
    if led_to(door) in names or names_itself(door, site.site):
        return True
    return door.title.strip() == home.facts.title.strip()[:200] or alike(door.text, home.facts.text)


def _same(one: str, other: str) -> bool:
    """Two names that differ by www. at most."""
    return one.removeprefix("www.") == other.removeprefix("www.")
