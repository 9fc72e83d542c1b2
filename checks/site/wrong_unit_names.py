"""Pages that write the name of their own office wrongly.

How judged: by the office under a text (落款), the source of an article (来源, ContentSource) and the sponsor in the
foot, against the registered office and site. `misspelt`: the registered name but for one letter in a fixed phrase
(`params.phrases`). `other-place`: the text is signed by the same office of another county, district or town, though its
source is the own one. All are suspected; one finding for each wording at each kind of place.
Not counted: names of other offices and places as sources; short forms and full forms (省市 before the name, 和 left
out); a letter in the name of the place; cities, whose offices stand above those of counties; the name in titles and
heads (site-name-differs); whether a sponsor is there at all (footer-identity). Former names are in no registry.
Could not look: the registry gives no Chinese name.
Source: none; a hint of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.proper import proper_pages
from checks.facts.unit_names import misspelt, place_and_office, signature, sources
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageFacts, PageKind
from checks.model.views import SiteView

NAMELESS = "登记表没有主办单位的中文名称"
PLACES, MOST = 20, 500
"""So many pages are told of one wording, so many different wordings are remembered."""
_CALLED = re.compile(r"(?:门户网站|官方网站|政府网站|网站|官网|门户网|网)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4,40}")
_PASSED_ON = re.compile(r"转发|转载")
_CARRIERS = {"signature": "落款", "source": "来源", "foot": "页脚的主办单位"}


@site_check("wrong-unit-names")
def wrong_unit_names(site: SiteView, rule: Rule) -> Iterator[Said]:
    told = (site.unit.name, site.site.unit, _CALLED.sub("", site.site.name))
    own = tuple(dict.fromkeys(name for name in told if _CHINESE.fullmatch(name)))
    if not own:
        yield Gap(NAMELESS, site.site.home)
        return
    seen: dict[str, str] = {}  # wording → whose name it gets wrong, "" where none
    wrong: dict[tuple[str, str, str, str], list[str]] = {}
    for page in proper_pages(site):
        given = list(_given(page.facts))
        yield Looked(bool(given))
        for carrier, name in given:
            if name not in seen and len(seen) < MOST:
                seen[name] = next((n for n in own if misspelt(name, n, *_phrases(rule))), "")
            if meant := seen.get(name):
                wrong.setdefault(("misspelt", carrier, name, meant), []).append(page.url)
            elif carrier == "signature" and (meant := _elsewhere(site, page.facts, name, own)):
                wrong.setdefault(("other-place", carrier, name, meant), []).append(page.url)
    for (code, carrier, name, meant), pages in wrong.items():
        yield _finding(code, carrier, name, meant, pages)


def _phrases(rule: Rule) -> tuple[list[str], list[str]]:
    return rule.param("phrases"), rule.param("others")


def _given(facts: PageFacts) -> Iterator[tuple[str, str]]:
    """(where it stands, the name) of every office that a page names as its own."""
    if _CHINESE.fullmatch(facts.footer.sponsor):
        yield "foot", facts.footer.sponsor
    if facts.kind is PageKind.ARTICLE:
        yield from (("source", name) for name in dict.fromkeys(sources(facts)))
        if signed := signature(facts.text):
            yield "signature", signed


def _elsewhere(site: SiteView, facts: PageFacts, signed: str, own: tuple[str, ...]) -> str:
    """The own name of which `signed` is the same office of another place, on a page whose source is the own office."""
    place, office = place_and_office(signed)
    if not place or _PASSED_ON.search(facts.heading) or not any(name in own for name in sources(facts)):
        return ""
    if any(place in told for told in (*own, site.unit.parent, site.unit.region, site.site.region)):
        return ""
    for name in own:
        where, ours = place_and_office(name)
        if where and where[-1] == place[-1] and ours == office:
            return name
    return ""


def _finding(code: str, carrier: str, name: str, meant: str, pages: list[str]) -> Finding:
    data: dict[str, Value] = {"carrier": _CARRIERS[carrier], "shown": quoted(name, 60), "expected": quoted(meant, 60)}
    data["pages"] = len(pages)
    return Finding(
        code,
        pages[0],
        (code, carrier, name),
        data,
        excerpt=quoted(name, 60),
        certainty=Certainty.SUSPECTED,
        places=tuple(pages[:PLACES]),
    )
