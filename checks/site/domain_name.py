"""Home pages whose domain has not the form that government sites must have.

How judged: by the host of the registered home page. `suffix`: it does not end in the suffix of the edition (.gov.cn),
or is a bare address. `portal-form`: a portal that is not www.□□□.gov.cn. `department-form`: a department that is not
○○○.□□□.gov.cn, also with further names before the suffix; with www before such a name it is suspected.
Not counted: the forms on sites of other kinds; a portal at □□□.gov.cn whose www name is registered as well; ports.
Source: 国办函〔2018〕55号 (GL-02, GL-03, GL-04), 国办秘函〔2019〕19号 (WD-401).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@site_check("domain-name")
def domain_name(site: SiteView, rule: Rule) -> Iterator[Said]:
    host = (urlsplit(site.site.home).hostname or "").lower().rstrip(".")
    suffix: str = rule.param("suffix")
    if not host:
        yield Gap("首页网址无法读出域名", site.site.home)
        return
    yield Looked()
    names = _names(host, suffix)
    if not names:
        yield _finding("suffix", site, host, suffix)
    elif site.site.kind is SiteKind.PORTAL and not _portal(names, site, suffix):
        yield _finding("portal-form", site, host, f"www.□□□{suffix}")
    elif site.site.kind is SiteKind.DEPARTMENT and not _department(names):
        doubtful = names[0] == "www" and _department(names[1:])
        yield _finding("department-form", site, host, f"○○○.□□□{suffix}", suspected=doubtful)


def _names(host: str, suffix: str) -> list[str]:
    """The names before the suffix; empty when the host is an address, has another suffix, or no name before it."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        names = host.removesuffix(suffix).split(".") if host.endswith(suffix) else []
        return names if all(_NAME.fullmatch(name) for name in names) else []
    return []


def _portal(names: list[str], site: SiteView, suffix: str) -> bool:
    """www.□□□.gov.cn, www.gov.cn itself, or □□□.gov.cn where the office has registered its www name too."""
    if names[0] == "www":
        return len(names) <= 2
    return len(names) == 1 and f"www.{names[0]}{suffix}" in {host.partition(":")[0] for host in site.site.hosts}


def _department(names: list[str]) -> bool:
    return len(names) >= 2 and names[0] != "www"


def _finding(code: str, site: SiteView, host: str, expected: str, suspected: bool = False) -> Finding:
    certainty = Certainty.SUSPECTED if suspected else Certainty.CERTAIN
    data = {"host": host, "shown": host, "expected": expected}
    return Finding(code, site.site.home, (code,), data, excerpt=host, certainty=certainty)
