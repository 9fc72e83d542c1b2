"""Pages that show a map as a picture and give no number under which it was examined (审图号).

How judged: a page whose title says that it is a map (行政区划图, 交通图, 旅游图 …), with a picture and hardly any text,
on which no such number is written. Suspected always: the number may stand in the picture.
Not counted: maps of the services that draw them with their own number (天地图, 百度, 高德 …); maps of the site
(网站地图); articles about maps; plans of buildings and works; stubs, interface answers, framed fragments, errors.
Source: 国办发〔2017〕47号 (GL-24).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.proper import proper_pages
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_MAP = re.compile(
    r"(?:政区|区划|交通|旅游|导游|地形|水系|影像|标准|城区|县城|市区|全县|全市|全省|[省市县区])(?:地)?图$"
)
_NUMBER = re.compile(r"审图号|国审字|[\u4e00-\u9fff]?S\s?[(（〔\[]\s?\d{4}\s?[)）〕\]]\s?\d{1,6}\s?号", re.IGNORECASE)


@site_check("unnumbered-maps")
def unnumbered_maps(site: SiteView, rule: Rule) -> Iterator[Said]:
    longest: int = rule.param("characters")
    for page in proper_pages(site):
        yield Looked()
        if _is_map(page, longest) and not _NUMBER.search(page.facts.text):
            title = quoted(page.facts.heading, 100)
            yield Finding(
                "picture",
                page.url,
                (page_key(page.url),),
                {"title": title},
                excerpt=title,
                certainty=Certainty.SUSPECTED,
            )


def _is_map(page: PageView, longest: int) -> bool:
    facts = page.facts
    title = facts.heading.strip()
    return bool(facts.images and facts.text_length <= longest and _MAP.search(title))
