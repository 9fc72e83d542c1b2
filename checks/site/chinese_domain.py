"""Chinese domain names of a site that have not the form that government sites must have.

How judged: by the Chinese names that the registry gives (home page, further hosts) and that the label SiteDomain gives
on any page. `suffix`: such a name is not △△△ with the suffix of the edition (.政务).
Not counted: sites without a Chinese name; sites that are no government's or department's (institutions may end in
.公益); a name in the address itself that leads into the site (□□□.政务/…).
Source: 国办函〔2018〕55号 (GL-06).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.labelled import values_of
from checks.facts.proper import proper_pages
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView

_SEVERAL = re.compile(r"[,，;；、|\s]+")
_SCHEME = re.compile(r"^[a-zA-Z]{2,8}:/{0,2}")
_NAME = re.compile(r"[\w-]{1,63}(?:[.。．][\w-]{1,63}){1,8}")
_DOTS = str.maketrans("。．", "..")


@site_check("chinese-domain")
def chinese_domain(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER:
        return
    suffix: str = rule.param("suffix")
    names = dict.fromkeys(map(_name, (urlsplit(site.site.home).netloc, *site.site.hosts)), site.site.home)
    yield Looked()
    for page in proper_pages(site):
        yield Looked()  # also without a Chinese name: taking a wrong one away mends it
        for value in values_of(page, "SiteDomain"):
            for part in _SEVERAL.split(value):
                names.setdefault(_name(part), page.url)
    for name, where in names.items():
        if name.isascii() or not _NAME.fullmatch(name):
            continue
        if not name.endswith(suffix) or name.count(".") != 1 + name.startswith("www."):
            data = {"shown": quoted(name, 60), "expected": f"△△△{suffix}"}
            yield Finding("suffix", where, (name[:100],), data, excerpt=quoted(name, 60))


def _name(written: str) -> str:
    """A domain without scheme, port and path, in the letters that people read."""
    host = _SCHEME.sub("", written.strip()).strip("/").partition("/")[0].partition(":")[0].lower().translate(_DOTS)
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
