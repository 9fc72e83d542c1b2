"""Home pages that lead to sites of others without telling the reader that he leaves.

How judged: plain links of the home page to hosts that are no government's (not below one of `params.government`, nor
the site's own); nothing in the link acts on a click, and nothing in the page looks like such a notice. `silent`: one
finding for the site, with how many hosts. Suspected only, for nobody clicked.
Not counted: links in hidden parts; those that a script or a list to choose from opens.
Could not look: a script in a file of the site or of a government, other than one of `params.libraries`, may ask the
reader when he clicks.
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-37), not verified.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageFacts
from checks.model.urls import host_of
from checks.model.views import SiteView

NO_HOME = "首页没有读到，或只是跳转页"
SCRIPTED = "点击链接时脚本可能有提示，没有运行"


@site_check("missing-leave-notice")
def missing_leave_notice(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None or home.facts.layout is None:
        yield Gap(NO_HOME, site.site.home)
        return
    layout, own = home.facts.layout, site.site.all_hosts
    hosts = {host_of(url): url for url in reversed(layout.leaving)}
    government = rule.param("government")
    strange = [host for host in reversed(hosts) if not _is_ours(host, own, government)]
    if not strange:
        return
    if not layout.warns and _may_ask(home.facts, own, government, rule.param("libraries")):
        yield Gap(SCRIPTED, home.url)
        return
    yield Looked()
    if not layout.warns:
        data: dict[str, Value] = {"target": hosts[strange[0]], "hosts": len(strange)}
        yield Finding(
            "silent", home.url, ("silent",), data, excerpt=hosts[strange[0]][:200], certainty=Certainty.SUSPECTED
        )


def _is_ours(host: str, own: frozenset[str], government: list[str]) -> bool:
    """Is that a host of the site, or of any government?"""
    bare = host.partition(":")[0]
    return host in own or any(f".{bare}".endswith(f".{name}") for name in government)


def _may_ask(facts: PageFacts, own: frozenset[str], government: list[str], libraries: list[str]) -> bool:
    """Does the page run a script of its own, or of the platform it stands on, from a file that is no mere library?"""
    files = (link.url for link in facts.links if link.tag == "script" and _is_ours(host_of(link.url), own, government))
    names = (urlsplit(file).path.rpartition("/")[2].lower() for file in files)
    return any(not name.startswith(tuple(libraries)) for name in names)
