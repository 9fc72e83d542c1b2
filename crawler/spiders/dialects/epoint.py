"""Epoint (新点): lists by `mricode.pagination.js`, with static pages `N.html` beside the first on some sites."""

from __future__ import annotations

import re

from checks.facts.markup import Markup
from checks.model.pages import Paging
from crawler.spiders.dialects.dialect import HtmlDialect, addresses

SIGNS = ("ewb-", "webBuilderCommon", "mricode.pagination", "WebBuilderMis")
_HREF = re.compile(r"(?:^|/)(\d{1,5})\.html$")
_SPOT = re.compile(r"(\d{1,5})\s{0,4}/\s{0,4}(\d{1,5})")


class Epoint(HtmlDialect):
    """Only pages that are linked are known: the script's own requests name a token that is not ours to make."""

    name = "epoint"

    def recognises(self, markup: Markup) -> bool:
        return any(sign in markup.text for sign in SIGNS)

    def paging(self, markup: Markup) -> Paging | None:
        anchors = markup.tree.css("a[href]")[:4_000]
        hrefs = [a.attributes.get("href") or "" for a in anchors]
        folder = markup.url.rpartition("/")[0] + "/"
        linked = [
            url
            for url in addresses(markup.base, hrefs)
            if url.startswith(folder) and _HREF.search(url[len(folder) - 1 :])
        ]
        known = tuple(url for url in linked if url.count("/") == folder.count("/") and url != markup.url)
        if not known:
            return None
        spot = _SPOT.search(" ".join(n.text() for n in markup.tree.css("[class*=ewb-page], [class*=pagination]")[:20]))
        at = _HREF.search(markup.url)
        current = int(spot.group(1)) if spot else int(at.group(1)) if at else 1
        return Paging(self.name, current, int(spot.group(2)) if spot else 0, next=known)
