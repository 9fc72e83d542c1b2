"""EmpireCMS (帝国): `index.html`, then `index_2.html`; the bar has `<a title="Total record"><b>322</b></a>`."""

from __future__ import annotations

import re

from crawler.spiders.dialects.numbered import Numbered

EMPIRE = Numbered(
    "empire",
    ("Total record", "/e/public/", "/e/search/", "/d/file/", "/e/action/"),
    None,
    re.compile(r"title=[\"']Total record[\"']>\s{0,9}(?:&nbsp;)?\s{0,9}<b>(\d{1,7})</b>", re.IGNORECASE),
)
