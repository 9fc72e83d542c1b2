"""Which hosts of a site readers meet over https, and what a host showed of TLS: for the checks on encryption."""

from __future__ import annotations

from checks.model import marks
from checks.model.captures import HttpProbe, LinkProbe, TlsProbe
from checks.model.pages import HINTS
from checks.model.urls import host_of
from checks.model.views import MissingCapture, SiteView

_IN_ITS_PLACE = (marks.WALL, marks.EMPTY, marks.MAINTENANCE, marks.UNWITNESSED)


def tls_host(probe: TlsProbe) -> str:
    """The host of a probe as addresses write it: without the port of https."""
    return probe.subject.removesuffix(":443")


def https_hosts(site: SiteView) -> frozenset[str]:
    """The registered hosts that a reader meets over https: the home page stands there or leads there, or a page links
    there. A host that nobody leads to by https may have whatever lies on port 443 of its machine."""
    own = site.site.all_hosts
    found = {host_of(url) for url in (site.site.home, _home(site)) if url.startswith("https:")}
    try:
        for probe in site.probes(LinkProbe):
            if not (probe.subject.startswith("https:") or probe.final_url.startswith("https:")):
                continue
            host = host_of(probe.final_url if probe.final_url.startswith("https:") else probe.subject)
            if host in own and host not in found:
                places = site.places(probe.subject)
                if places.count and places.tag not in HINTS:
                    found.add(host)
    except MissingCapture:
        pass  # no link was asked: what is known of the home page must do
    return frozenset(found & own)


def covers(names: tuple[str, ...], host: str) -> bool:
    """True when a certificate for `names` is one for `host` (without port), or its names are not known."""
    _, _, below = host.partition(".")
    return not names or any(name.lower() in (host, f"*.{below}") for name in names)


def opened(answer: HttpProbe) -> bool:
    """True when the page itself was shown, and nothing that answers in its place."""
    stood_in = any(mark.startswith(_IN_ITS_PLACE) for mark in answer.marks)
    return answer.failure is None and 200 <= (answer.status or 0) < 300 and not stood_in


def landed(answer: HttpProbe) -> str:
    """The address at which an answer ended."""
    return answer.final_url or answer.subject


def _home(site: SiteView) -> str:
    """Where the home page ended, or sends its readers by meta or script."""
    if site.home is None:
        return ""
    sent = site.home.facts.refresh
    return sent if sent.startswith("https:") else site.home.page.final_url or site.home.url
