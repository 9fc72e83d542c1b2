"""Home pages that do not show the name under which the site is registered.

How judged: on the home page alone. `title`: its title does not have the registered name in it. `head`: its head calls
the site something else in words (the text of the logo, of a link to the home page). All are suspected: the wording of
the rule was not at hand, and a site may be known by another name. The label SiteName is judged by site-labels.
Not counted: what kind of site it is called (门户网站, 网 …), blanks, widths, quotes, words before and behind the name
in the title; a name at the head that is only in a picture; a site that is registered without a name.
Source: 国办发〔2017〕47号 (GL-20), 国办秘函〔2019〕19号 (WD-401).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.names import head_names, same_name, shows_name, stem
from checks.facts.soft import page_says_not_found
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.registry import Site
from checks.model.views import SiteView

UNREAD = "首页没有读到"


@site_check("site-name-differs")
def site_name_differs(site: SiteView, rule: Rule) -> Iterator[Said]:
    name, home = site.site.name, site.home
    if not stem(name) or _is_host(site.site):
        return
    if home is None or home.facts.kind is PageKind.STUB or page_says_not_found(home.facts):
        yield Gap(UNREAD, site.site.home)
        return
    yield Looked()
    if not shows_name(home.facts.title, name):
        yield _finding("title", site, home.facts.title)
    called = head_names(home, site.site.home)
    yield Looked(bool(called))
    if called and not any(same_name(words, name) or shows_name(words, name) for words in called):
        yield _finding("head", site, called[0])


def _is_host(site: Site) -> bool:
    """A site that nobody registered by name is called by its host."""
    return site.name.strip().lower() in (urlsplit(site.home).netloc.lower(), site.home.strip("/").lower())


def _finding(code: str, site: SiteView, shown: str) -> Finding:
    data = {"shown": quoted(shown, 100), "expected": quoted(site.site.name, 100)}
    return Finding(code, site.site.home, (code,), data, excerpt=quoted(shown), certainty=Certainty.SUSPECTED)
