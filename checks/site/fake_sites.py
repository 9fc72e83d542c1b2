"""Links to sites that pass for an office without being one (假冒网站).

How judged: by what the page behind a link to a host that is not registered shows. `clone`: it carries this site's own
code, or its title is exactly this site's name; `self-styled`: its title names an organ and calls itself its official
site, outside .gov.cn. One finding for each host. Always suspected: an old name of the office itself looks the same.
Not counted: hosts below .gov.cn, .edu.cn and .org.cn; public bodies, news, encyclopedias and platforms by the list
in checks/facts/hosts.toml; pages below the root of a host, where people write about offices.
Source: 国办函〔2018〕55号 (GL-02), 监管工作年度考核指标 (NB-04).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.hosts import encyclopedic
from checks.facts.judged_links import JudgedLink, judged_links, link_data
from checks.facts.organs import organ_of, styled_official
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import Site
from checks.model.urls import host_of, page_key
from checks.model.views import SiteView


@site_check("fake-sites", needs=[LinkProbe])
def fake_sites(site: SiteView, rule: Rule) -> Iterator[Said]:
    hosts: dict[str, tuple[str, JudgedLink]] = {}
    suffixes = tuple(rule.param("suffixes"))
    own, judged = site.site.all_hosts, 0
    for link in judged_links(site):
        probe = link.probe
        host = host_of(probe.final_url or probe.subject)
        if host in own or host.partition(":")[0].endswith(suffixes) or encyclopedic(host):
            continue
        if not link.judgement.verdict.fine and not link.judgement.verdict.countable:
            yield Gap(word("reason", link.judgement.reason), probe.subject)
            continue
        judged += 1
        code = _code(probe, site.site)
        if code and host not in hosts:
            hosts[host] = code, link
    yield Looked(judged)
    for host, (code, link) in hosts.items():
        yield _finding(site, host, code, link, rule.param("common_pages"))


def _code(probe: LinkProbe, site: Site) -> str:
    if probe.failure is not None or not 200 <= (probe.status or 0) < 300:
        return ""
    carried = marks.of(probe.marks, marks.CODE)
    if site.code and carried.casefold() == site.code.casefold():
        return "clone"
    if not _is_root(probe.final_url or probe.subject):
        return ""
    if len(site.name) >= 4 and probe.title.strip() in (site.name, f"{site.name}网站", f"{site.name}门户网站"):
        return "clone"
    return "self-styled" if styled_official(probe.title) and organ_of(probe.title) else ""


def _is_root(url: str) -> bool:
    """The home page of a host: people write about offices deeper down."""
    key = page_key(url)
    return not urlsplit(url).query and key.partition("/")[2] == ""


def _finding(site: SiteView, host: str, code: str, link: JudgedLink, common: int) -> Finding:
    places, probe = link.places, link.probe
    home = site.home.url if site.home else site.site.home
    data = link_data(link, common) | {"host": host, "title": probe.title[:100], "organ": organ_of(probe.title)}
    if carried := marks.of(probe.marks, marks.CODE):
        data["site_code"] = carried
    return Finding(
        code,
        at=probe.subject,
        key=("host", host),
        data={name: value for name, value in data.items() if value != ""},
        found_on=home if places.on_home else places.pages[0],
        excerpt=probe.title[:200],
        certainty=Certainty.SUSPECTED,
        places=places.pages,
    )
