"""Certificates that browsers warn of, and those that soon will be.

How judged: for each host of the site that shows a certificate; its days by the day of the visit. `expired`, `not-yet`;
`expiring`: few days are left, and little of the time it was made for; `wrong-name`; `self-signed`; `incomplete`: a link
of the chain is left out, or the authority is unknown to us (an office's own, 国密): suspected; `unproven`: it did not
hold for another reason: suspected. All are suspected where nobody leads to the host by https.
Not counted: a certificate for other names on a host that nobody leads to by https (it belongs to another site of the
machine); a closed port on such a host. Days that OpenSSL and the visit see differently: could not look.
Source: none of the official texts; this project's own advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.secure import covers, https_hosts, tls_host
from checks.indicators.edition import Rule
from checks.model.captures import Distrust, Failure, TlsProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import BEIJING
from checks.model.views import SiteView

CLOCKS = "证书的有效期与访问时间对不上"
NOT_ASKED = "本次没有查询该域名的证书"
_CODES = {
    Distrust.WRONG_NAME: "wrong-name",
    Distrust.SELF_SIGNED: "self-signed",
    Distrust.INCOMPLETE: "incomplete",
    Distrust.OTHER: "unproven",
}
_UNSURE = frozenset(("incomplete", "unproven"))


@site_check("bad-certificate", needs=[TlsProbe])
def bad_certificate(site: SiteView, rule: Rule) -> Iterator[Said]:
    used = site.derived(https_hosts)
    seen = {tls_host(probe): probe for probe in site.probes(TlsProbe)}
    if missing := len(used - seen.keys()):
        yield Gap(NOT_ASKED, site.site.home, missing)
    for host, probe in seen.items():
        closed = probe.failure is Failure.REFUSED
        if host not in used and (closed or not covers(probe.names, urlsplit(f"//{host}").hostname or "")):
            yield Looked()
            continue
        if probe.failure:
            yield Gap(probe.failure, site.site.door(host))
            continue
        codes = _codes(probe, site.moment, rule)
        if not codes and probe.distrust:
            yield Gap(CLOCKS, site.site.door(host))
            continue
        yield Looked()
        for code in codes:
            yield _finding(site, host, probe, code, host in used)


def _codes(probe: TlsProbe, moment: datetime, rule: Rule) -> list[str]:
    """What is wrong: the first thing that OpenSSL met, and the days by the clock of the visit."""
    found = [_CODES[probe.distrust]] if probe.distrust in _CODES else []
    if probe.distrust and probe.not_after and probe.not_after <= moment:
        return [*found, "expired"]
    if probe.distrust and probe.not_before and probe.not_before > moment:
        return [*found, "not-yet"]
    if probe.distrust is None and _runs_out(probe, moment, rule):
        found.append("expiring")
    return found


def _runs_out(probe: TlsProbe, moment: datetime, rule: Rule) -> bool:
    """Programs renew short certificates when a third of their time is left: there, days alone tell little."""
    if probe.not_after is None or probe.not_before is None:
        return False
    left, life = probe.not_after - moment, probe.not_after - probe.not_before
    days: float = rule.param("days")
    share: float = rule.param("life_share")
    return left <= timedelta(days=days) and left <= life * share


def _finding(site: SiteView, host: str, probe: TlsProbe, code: str, used: bool) -> Finding:
    certain = used and code not in _UNSURE
    data: dict[str, str | int] = {"host": host, "shown": "、".join(probe.names[:5])[:200], "issuer": probe.issuer}
    if probe.not_after:
        data["until"] = probe.not_after.astimezone(BEIJING).date().isoformat()
        data["days"] = max((probe.not_after - site.moment).days, 0)
    if probe.not_before:
        data["since"] = probe.not_before.astimezone(BEIJING).date().isoformat()
    return Finding(
        code,
        site.site.door(host),
        (code, host),
        {name: value for name, value in data.items() if value != ""},
        excerpt=f"{host} {data['shown']}"[:200],
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
    )
