"""All dialects, the telling ones before the general one."""

from __future__ import annotations

from checks.facts import present
from checks.facts.markup import Markup
from crawler.spiders.dialects import epoint, vsb
from crawler.spiders.dialects.dialect import Dialect
from crawler.spiders.dialects.empire import EMPIRE
from crawler.spiders.dialects.epoint import Epoint
from crawler.spiders.dialects.generic import Generic
from crawler.spiders.dialects.gkmlpt import Gkmlpt
from crawler.spiders.dialects.hanweb import Hanweb
from crawler.spiders.dialects.jeecms import JEECMS
from crawler.spiders.dialects.nfcms import NFCMS
from crawler.spiders.dialects.siteserver import SITESERVER
from crawler.spiders.dialects.trs import Trs
from crawler.spiders.dialects.ucap import Ucap
from crawler.spiders.dialects.vsb import Vsb

# Ucap before TRS: both call createPageHTML, and Ucap's first argument is a text.
ALL: tuple[Dialect, ...] = (
    *(Gkmlpt(), Hanweb(), Ucap(), Trs(), Vsb(), NFCMS, SITESERVER, EMPIRE, JEECMS, Epoint()),
    Generic(),
)
BY_NAME = {dialect.name: dialect for dialect in ALL}

_SIGNS: dict[str, tuple[str, ...]] = {
    "gkmlpt": ("_CONFIG",),
    "hanweb": ("<datastore>", "jpage/dataproxy.jsp"),
    "ucap": ("createPageHTML", "searchList/", "common/search/"),
    "trs": ("createPageHTML", "Pager(", "countPage", "document.write"),
    "vsb": vsb.SIGNS,
    "epoint": epoint.SIGNS,
    "generic": ("下一页", "下页"),
    **{dialect.name: dialect.signs for dialect in (NFCMS, SITESERVER, EMPIRE, JEECMS)},
}
"""What stands in the text of every page that a dialect recognises."""
WORDS = present.WORDS.with_those_of(sign for signs in _SIGNS.values() for sign in signs)
"""All of these, and what the readers of facts ask for: one pass over the page finds them."""


def dialect_of(markup: Markup) -> Dialect | None:
    """The first dialect that recognises the page; None for a page that carries no list of any."""
    found = markup.present(WORDS)
    asked = "?" in markup.url  # the general dialect also knows a paged list by its address
    for dialect in ALL:
        likely = not found.isdisjoint(_SIGNS[dialect.name]) or (asked and dialect.name == "generic")
        if likely and dialect.recognises(markup):
            return dialect
    return None
