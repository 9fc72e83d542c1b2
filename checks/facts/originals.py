"""Whether what a site publishes is its own or taken from others: told by where it links and by whom it names."""

from __future__ import annotations

import re

from checks.facts.labelled import filled, values_of
from checks.model.registry import Site
from checks.model.views import PageView

_OWN = ("本站", "本网", "原创")
_ABBREVIATED = re.compile(r"(?:本|我|各)?[省市县区旗州盟乡镇](?!.{0,12}(?:网|报|社|台|融媒))")
"""县政府办, 市局: whose office that is, nobody can tell from the words."""
_LONGEST = 60
_LEAST = 3  # letters of a name by which two are one


def source_of(page: PageView) -> str:
    """Whom an article names as its source, by its line or else its label (ContentSource); "" where it names nobody."""
    byline = page.facts.byline
    if byline is not None and byline.source:
        return byline.source[:_LONGEST].strip()
    told = (value.strip() for value in values_of(page, "ContentSource") if filled("ContentSource", value))
    return next(told, "")[:_LONGEST]


def is_repost(source: str, site: Site) -> bool | None:
    """True when an article that names `source` was taken from another, None where that is not told."""
    name = source.strip("[]【】（）() 　")
    if len(name) < _LEAST:
        return False if name in _OWN else None
    own = [one for one in (site.name, site.unit) if one]
    if name.startswith(_OWN) or any(name in one or one in name for one in own):
        return False
    return None if _ABBREVIATED.match(name) else True
