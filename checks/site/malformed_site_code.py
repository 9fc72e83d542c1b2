"""Site codes that are not built as site codes are, or are those of another place.

How judged: by the registered code; where none is registered, by the one in the SiteIDCode of the home page, else in its
foot. `structure`: not ten characters, six of the division (or bm and four of a ministry) and four of order. `region`:
the division is known and not that of the registered region (or, without one, of the place the office is named after).
`level`: the division is that of a province, city or county, and the registry says another. All but `structure` are
suspected: offices serve other places, and divisions change.
Not counted: divisions and places that the table does not know; codes of ministries, beyond their structure; towns;
the districts of municipalities, which rank with cities; counties that a province governs itself.
Source: read off the codes of real sites, 国办发〔2017〕47号 (网站标识码); GB/T 2260.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts import regions, site_codes
from checks.facts.excerpts import quoted
from checks.facts.labelled import filled, values_of
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import Level, Site
from checks.model.views import SiteView

UNSEEN = "没有登记标识码，首页也没有读到"
_RANKS = {Level.PROVINCE: "省级", Level.CITY: "市级", Level.COUNTY: "县级"}
_GOVERNED_BY_PROVINCE = "90"


@site_check("malformed-site-code")
def malformed_site_code(site: SiteView, rule: Rule) -> Iterator[Said]:
    code = site.site.code or _shown(site)
    if not code:
        if site.home is None:
            yield Gap(UNSEEN, site.site.home)
        return
    yield Looked()
    if not site_codes.well_formed(code, rule.param("length"), rule.param("ministry_prefix")):
        yield _finding("structure", site, code)
        return
    division = site_codes.division(code)
    if not division:
        return
    if regions.agrees(division, _named(site.site)) is False:
        yield _finding("region", site, code, place=regions.place_of(division), expected=_named(site.site))
    elif (rank := _rank(division)) and site.site.level in _RANKS and site.site.level is not rank:
        yield _finding("level", site, code, place=_RANKS[rank], expected=_RANKS[site.site.level])


def _shown(site: SiteView) -> str:
    """What the home page says its code is, "" where it says none."""
    if site.home is None:
        return ""
    said = [value.strip() for value in values_of(site.home, "SiteIDCode") if filled("SiteIDCode", value)]
    return said[0] if said else site.home.facts.footer.site_code


def _named(site: Site) -> str:
    return site.region or site.unit


def _rank(division: str) -> Level | None:
    """The level that a division stands for, None where it tells none."""
    if division[2:4] == _GOVERNED_BY_PROVINCE or (regions.municipal(division) and division[2:] != "0000"):
        return None
    if division[2:] == "0000":
        return Level.PROVINCE
    return Level.CITY if division[4:] == "00" else Level.COUNTY


def _finding(code: str, site: SiteView, shown: str, place: str = "", expected: str = "") -> Finding:
    certainty = Certainty.CERTAIN if code == "structure" else Certainty.SUSPECTED
    data = {"shown": quoted(shown, 40), "place": place, "expected": quoted(expected, 60)}
    return Finding(code, site.site.home, (code,), data, excerpt=quoted(shown, 40), certainty=certainty)
