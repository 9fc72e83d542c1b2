"""JEECMS: `index_2.jhtml` reached by an onclick that sets location.href; the bar says 共632条记录 1/28页."""

from __future__ import annotations

import re

from crawler.spiders.dialects.numbered import Numbered

JEECMS = Numbered(
    "jeecms",
    ("/r/cms/", ".jhtml"),
    re.compile(r"\d{1,5}\s{0,4}/\s{0,4}(\d{1,5})\s{0,4}页"),
    re.compile(r"共\s{0,4}(\d{1,7})\s{0,4}条"),
)
