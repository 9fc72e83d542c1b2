"""Pages that stand at a name whose site is gone: for sale, or without a record. Told by words, host or parts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from checks.facts.hosts import parking

SHORT = 1_500
"""Characters: a page that says in a longer text that names are sold writes about them."""
NOTICE = 400
"""Characters of a notice that names no day: what is longer, or dated, is somebody's report."""
_DATED = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}|\d{1,2}月\d{1,2}日")
_PARTS = 200
_SOLD = re.compile(
    r"(?:该|此|本|您访问的)域名(?:可|正在|现|已|待)?(?:可|被)?(?:出售|转让|停放)|域名(?:出售|转让|停放)(?:中|页面?)|域名已(?:过期|到期)|(?:该|此)域名(?:尚未|未)?(?:已)?(?:过期|到期)"
    r"|domain (?:name )?(?:is|may be) (?:available )?for sale|buy this domain|this domain (?:name )?has expired"
    r"|domain parking",
    re.IGNORECASE,
)
_UNRECORDED = re.compile(
    r"(?:该|此)?域名当前备案状态不符合访问要求|(?:网站|域名)(?:暂时)?(?:未备案|尚未备案)[^。]{0,20}(?:无法访问|不能访问|阻断|拦截)|"
    r"未备案(?:提示|阻断|拦截)|TestPage184|due to unregistered or no ICP",
    re.IGNORECASE,
)


def parked_by(url: str, tree: LexborHTMLParser, title: str, text: str) -> str:
    """By what the page at `url` (the one that answered) is told to be parked: host, words, no-record, parts; or "" """
    if parking(urlsplit(url).netloc.lower()):
        return "host"
    if len(text) <= SHORT:
        if _UNRECORDED.search(title) or _UNRECORDED.search(text):
            return "no-record"
        report = bool(_DATED.search(text) or title.rstrip()[-1:] in ("？", "?"))
        if not report and (_SOLD.search(title) or (len(text) <= NOTICE and _SOLD.search(text))):
            return "words"
        if any(parking(host) for host in _loaded(tree)):
            return "parts"
    return ""


def _loaded(tree: LexborHTMLParser) -> set[str]:
    """Hosts of what the page loads: scripts and frames."""
    found = set()
    for tag in ("script", "iframe", "frame"):
        for node in tree.tags(tag)[:_PARTS]:
            source = node.attrs.get("src") or ""
            if "//" in source[:20]:
                found.add(source.partition("//")[2].partition("/")[0].lower()[:253])
    return found
