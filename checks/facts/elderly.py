"""The version of a site for the old and the disabled: its pages, as far as the visit read them."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts.aids import is_version
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

NO_VERSION = "适老版由脚本生成，没有读到"


@dataclass(frozen=True, slots=True)
class Version:
    """`pages` are those that were read; `unread` is where a way in stands that leads to none of them, "" otherwise."""

    pages: tuple[PageView, ...] = ()
    unread: str = ""


def elderly_pages(site: SiteView) -> Version:
    """To be used through `site.derived(elderly_pages)`. Nothing when the home page shows no way in."""
    home = site.home
    aids = home.facts.aids if home is not None else None
    if home is None or aids is None or not (aids.entrances or aids.toolbars):
        return Version()
    led = {page_key(url): url for _, url in aids.entrances if url}
    found = [page for url in led.values() if (page := site.page(url)) is not None and _is_one(page)]
    pages = tuple({page.url: page for page in found if page.url != home.url}.values())
    return Version(pages, "" if pages else home.url)


def _is_one(page: PageView) -> bool:
    facts = page.facts
    whole = facts.kind not in (PageKind.STUB, PageKind.ARTICLE)
    return whole and facts.aids is not None and is_version(facts.title, facts.heading)
