"""A plain crawl to compare with: a[href], img[src], link[href], script[src], fragments dropped, nothing clever.

It asks the serving tool's own table of files instead of the network, so it takes seconds.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

SHOWN = (("a", "href"), ("img", "src"), ("link", "href"), ("script", "src"))
NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "#")


def crawl(corpus: Path, home: str) -> dict[str, int]:
    """Address of its own host → status, for everything that can be reached from `home`."""
    spec = importlib.util.spec_from_file_location("serve_corpus", corpus.parent / "tools/serve_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    host = urlsplit(home).netloc
    site = tool.Site(corpus / "real-sites" / host)
    found: dict[str, int] = {}
    waiting = [home]
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        answer = site.find(unquote(urlsplit(url).path or "/"))
        found[url] = 200 if answer else 404
        if answer and "html" in answer[1] and answer[0].strip():
            waiting += _own_links(url, host, answer[0])
    return found


def _own_links(url: str, host: str, body: bytes) -> list[str]:
    tree = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    linked = []
    for tag, name in SHOWN:
        for element in tree.iter(tag):
            href = (element.get(name) or "").strip()
            if not href or href.lower().startswith(NOWHERE):
                continue
            try:
                target = urldefrag(urljoin(url, href)).url
                if urlsplit(target).scheme in ("http", "https") and urlsplit(target).netloc == host:
                    linked.append(target)
            except ValueError:
                continue
    return linked
