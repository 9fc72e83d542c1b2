"""All dialects, the telling ones before the general one."""

from __future__ import annotations

from checks.facts.markup import Markup
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


def dialect_of(markup: Markup) -> Dialect | None:
    """The first dialect that recognises the page; None for a page that carries no list of any."""
    return next((dialect for dialect in ALL if dialect.recognises(markup)), None)
