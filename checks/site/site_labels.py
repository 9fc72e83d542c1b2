"""Pages that do not say, for machines, which site they belong to.

How judged: every page a reader meets carries the metas named in the edition (SiteName, SiteDomain, SiteIDCode),
filled, and agreeing with the registry. `missing`: no such meta. `invalid`: blank, a template's placeholder, stray
blanks or line breaks, a scheme in the domain, a code built as none is. `mismatch`: the registry says otherwise. Where
a label stands twice, one good value is enough (see repeated-labels).
Not counted: stubs, interface answers, framed fragments, error messages; capital or small letters in the name of a
meta; full width, quotes and blanks inside a name, and what kind of site it is called (门户网站, 网, …); www before a
domain, its port and a slash behind it; a Chinese domain; anything the registry does not say.
Source: 国办发〔2017〕47号 附件《网页设计规范》第四部分 (TAG-01, TAG-02).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.labelled import filled, values_of
from checks.facts.names import same_name
from checks.facts.proper import proper_pages
from checks.facts.site_codes import well_formed
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Looked, Said, Value
from checks.model.registry import Site
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_SCHEME = re.compile(r"^\s*[a-zA-Z]{2,8}:/{0,2}")
_SEVERAL = re.compile(r"[,，;；、|\s]+")
_WORST = ("mismatch", "invalid", "missing")
_REMEMBERED = 256  # values of labels: most pages of a site carry the same


@site_check("site-labels")
def site_labels(site: SiteView, rule: Rule) -> Iterator[Said]:
    expected = {label: _expected(label, site.site) for label in rule.param("labels")}
    hits: list[Finding] = []
    judged = 0
    code_of = lru_cache(maxsize=_REMEMBERED)(partial(_code, site=site.site))
    for page in proper_pages(site):
        judged += 1
        hits += (hit for label, due in expected.items() if (hit := _fault(page, label, due, code_of)))
    yield Looked(judged)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _fault(page: PageView, label: str, expected: str, code_of: Callable[[str, str], str]) -> Finding | None:
    written = values_of(page, label)
    codes = [code_of(label, value) for value in written] or ["missing"]
    if "" in codes:
        return None
    code = min(codes, key=_WORST.index)
    shown = quoted(written[codes.index(code)], 100) if written else ""
    data: dict[str, Value] = {"label": label, "shown": shown, "expected": expected}
    if code == "invalid" and (reason := _reason(written[codes.index(code)])):
        data["reason"] = reason
    excerpt = f"{label}={shown}" if written else ""
    return Finding(code, page.url, (label, code, page_key(page.url)), data, excerpt=excerpt)


def _reason(value: str) -> str:
    """Why a value that looks right is not: what a reader cannot see. "" where it is plain."""
    if value != value.strip() or "\n" in value:
        return "前后或中间有多余的空格、换行"
    return "应只写域名，不带协议" if _SCHEME.match(value) else ""


def _expected(label: str, site: Site) -> str:
    named = {"SiteName": site.name, "SiteIDCode": site.code}
    return _host(site.home) if label == "SiteDomain" else named.get(label, "")


def _code(label: str, value: str, site: Site) -> str:
    """What is wrong with one value, "" when nothing is."""
    if not filled(label, value) or value != value.strip() or "\n" in value:
        return "invalid"
    match label:
        case "SiteName":
            return "" if _same_name(value, site) else "mismatch"
        case "SiteDomain":
            return _domain(value, site)
        case "SiteIDCode":
            return _id_code(value, site)
    return ""


def _same_name(value: str, site: Site) -> bool:
    """A site that nobody registered by name is called by its host: then there is nothing to compare with."""
    if not fold(site.name) or _host(site.name) == _host(site.home):
        return True
    return same_name(value, site.name)


def _domain(value: str, site: Site) -> str:
    if _SCHEME.match(value):
        return "invalid"
    hosts = {_host(host) for host in site.all_hosts}
    named = {_host(part) for part in _SEVERAL.split(value)}
    if not all(host.isascii() for host in named):
        return ""
    return "" if named & hosts else "mismatch"


def _id_code(value: str, site: Site) -> str:
    if not (value.isascii() and value.isalnum()):
        return "invalid"
    if not site.code:
        return "" if well_formed(value) else "invalid"
    return "mismatch" if value.casefold() != site.code.casefold() else ""


def _host(address: str) -> str:
    """Host of an address or of what stands for one, without scheme, port, path and www."""
    host = _SCHEME.sub("", address.strip()).strip("/").partition("/")[0].partition(":")[0]
    return host.lower().rstrip(".").removeprefix("www.")
