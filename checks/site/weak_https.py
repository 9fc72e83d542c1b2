"""Sites that can be read without encryption although they need not, or with an encryption that is out of date.

How judged: `no-https`: the home page opens by http, and port 443 of its host refuses (suspected where it says nothing,
or has a certificate for other names); `no-redirect`: it opens by http and stays there, although the same page opens by
https with a certificate that holds; `no-hsts`: http leads to https, and the header that makes browsers remember it is
not sent. For hosts that pages lead to by https: `old-protocol`: nothing newer than TLS 1.1; `old-accepted`: TLS 1.2 or
newer, and older ones as well.
Not counted: home pages at a bare address or with a port; http pages that send readers on by script; another page
behind https. Walls, brakes and broken handshakes (also 国密 alone): could not look.
Source: none of the official texts; this project's own advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.secure import covers, https_hosts, landed, opened, tls_host
from checks.indicators.edition import Rule
from checks.model.captures import Failure, HttpProbe, TlsProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.views import SiteView

NOT_ASKED = "本次没有经 http、https 分别访问首页"
NO_OLD = "本机不能用旧版协议提问"
_NUMBER = re.compile(r"[\d.]+|\[.*")
_FORGET = re.compile(r"""max-age\s{0,4}=\s{0,4}"?0+"?\s{0,4}(?:;|$)""", re.IGNORECASE)


@site_check("weak-https", needs=[TlsProbe, HttpProbe])
def weak_https(site: SiteView, rule: Rule) -> Iterator[Said]:
    used, old = site.derived(https_hosts), frozenset(rule.param("old"))
    seen = {tls_host(probe): probe for probe in site.probes(TlsProbe)}
    for host in sorted(used & seen.keys()):
        yield from _protocols(site, host, seen[host], old)
    host = (urlsplit(site.site.home).netloc or "").lower()
    if host and ":" not in host and not _NUMBER.fullmatch(host):
        yield from _home(site, host, seen.get(host), host in used)


def _protocols(site: SiteView, host: str, probe: TlsProbe, old: frozenset[str]) -> Iterator[Said]:
    if probe.failure or not probe.protocol:
        yield Gap(probe.failure or Failure.TLS, site.site.door(host))
        return
    yield Looked()
    if probe.protocol in old:
        yield _finding(site, host, "old-protocol", shown=probe.protocol)
    elif probe.old_protocols is None:
        yield Gap(NO_OLD, site.site.door(host))
    elif taken := [name for name in probe.old_protocols if name in old]:
        yield _finding(site, host, "old-accepted", shown="、".join(taken))


def _home(site: SiteView, host: str, tls: TlsProbe | None, used: bool) -> Iterator[Said]:
    """How the home page answers by http and by https."""
    asked = [probe for probe in site.probes(HttpProbe) if probe.level == 1 and not probe.address]
    plain, secure = ([p for p in asked if p.subject.startswith(f"{scheme}://{host}/")] for scheme in ("http", "https"))
    if tls is None or not plain:
        yield Gap(NOT_ASKED, site.site.home)
        return
    open_plain = [probe for probe in plain if opened(probe) and probe.family != 6]
    open_secure = [probe for probe in secure if opened(probe) and landed(probe).startswith("https:")]
    closed = tls.failure in (Failure.REFUSED, Failure.TIMEOUT)
    others = tls.distrust is not None and not covers(tls.names, host)
    if open_plain and not open_secure and closed:
        yield Looked()
        yield _finding(site, host, "no-https", suspected=tls.failure is not Failure.REFUSED)
    elif not used and open_plain and others:
        yield Looked()
        yield _finding(site, host, "no-https", suspected=True, shown="、".join(tls.names[:5])[:200])
    elif tls.failure or not open_secure:
        yield Gap(tls.failure or Failure.BAD_RESPONSE, site.site.home)
    else:
        yield Looked()
        if tls.distrust is None:
            yield from _doors(site, host, open_plain, open_secure)


def _doors(site: SiteView, host: str, plain: list[HttpProbe], secure: list[HttpProbe]) -> Iterator[Said]:
    """https opens as it should: does http lead there, and is it remembered?"""
    sent = bool(site.home and site.home.facts.refresh.startswith("https:"))
    staying = [probe for probe in plain if landed(probe).startswith("http:")]
    if staying and not sent:
        titles, theirs = ({probe.title for probe in probes} - {""} for probes in (staying, secure))
        if titles & theirs or not titles | theirs:
            yield _finding(site, host, "no-redirect", suspected=not titles)
        return
    if all(_forgotten(probe.hsts) for probe in secure):
        yield _finding(site, host, "no-hsts", shown=secure[0].hsts[:100])


def _forgotten(hsts: str) -> bool:
    """True when the header is not there, or tells browsers to forget it."""
    return "max-age" not in hsts.lower() or _FORGET.search(hsts) is not None


def _finding(site: SiteView, host: str, code: str, suspected: bool = False, shown: str = "") -> Finding:
    certainty = Certainty.SUSPECTED if suspected else Certainty.CERTAIN
    data = {"host": host, "shown": shown}
    return Finding(
        code, site.site.door(host), (code, host), data, excerpt=f"{host} {shown}".strip(), certainty=certainty
    )
