"""SiteServer CMS: `channels/12.html`, then `channels/12_2.html`; the bar says 共 17 条 当前第 1 / 2 页."""

from __future__ import annotations

import re

from crawler.spiders.dialects.numbered import Numbered

SITESERVER = Numbered(
    "siteserver",
    ("publishmentSystemID", "sitefiles/assets", "SiteFiles/", "stlDynamic", "/channels/"),
    re.compile(r"第\s{0,4}\d{1,5}\s{0,4}/\s{0,4}(\d{1,5})\s{0,4}页"),
    re.compile(r"共\s{0,4}(\d{1,7})\s{0,4}条"),
)
