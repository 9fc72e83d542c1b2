"""Files for download that readers will hardly open, or whose names tell them nothing.

How judged: addresses that pages link to, each once. `odd-format`: the name behind the last dot is one of
`params.formats`, which need programs that readers do not have. `unreadable-name`: the words of the link to a file are
garbled, or are only the number under which a system keeps it. All suspected.
Not counted: what a page shows inside itself (embed, object); files that are not there, empty, broken or something else,
which dead-links and wrong-links say; programs to install; addresses whose own name is a number while the words of the
link are readable.
Could not look: as wrong-links, for files of these kinds.
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-38), not verified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.judged_links import JudgedLink, judged_links
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView

_GARBLED = re.compile(r"\ufffd|锟斤拷|烫烫烫|(?:[\u00c0-\u00ff][\u0080-\u00bf]){2}|(?:%[0-9A-Fa-f]{2}){3}")
_NUMBER = re.compile(r"(?:[PWwp]?\d{12,30}|[0-9a-fA-F]{24,40}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
_LONGEST = 300
_OFFERS = frozenset(("a", "area"))


@site_check("broken-attachments", needs=[LinkProbe])
def broken_attachments(site: SiteView, rule: Rule) -> Iterator[Said]:
    odd = set(rule.param("formats"))
    judgeable = odd | set(rule.param("common"))
    judged = 0
    for link in judged_links(site):
        kind = _end(link.probe.subject)
        if kind not in judgeable or link.places.tag not in _OFFERS or not _has_path(link.probe.subject):
            continue
        said = link.judgement
        if not said.verdict.fine:
            if not said.verdict.countable:
                yield Gap(word("reason", said.reason), link.probe.subject)
            continue
        judged += 1
        if kind in odd:
            yield _finding("odd-format", link, kind)
        if _unreadable(link.places.text, kind):
            yield _finding("unreadable-name", link, kind)
    yield Looked(judged)


def _end(url: str) -> str:
    """What stands behind the last dot of an address, in small letters: of a file its kind, else no word."""
    return url.partition("#")[0].partition("?")[0].rpartition(".")[2].lower()


def _has_path(url: str) -> bool:
    """False for an address that ends in the name of its host."""
    folder, slash, _ = url.partition("#")[0].partition("?")[0].rpartition("/")
    return bool(slash) and not folder.endswith("/")


def _unreadable(text: str, kind: str) -> bool:
    """Is that what a reader sees of a file garbled, or only a number of its system? No words may be a picture."""
    shown = text.strip()[:_LONGEST]
    bare = shown[: -len(kind) - 1] if shown.lower().endswith(f".{kind}") else shown
    return bool(_GARBLED.search(shown) or _NUMBER.fullmatch(bare))


def _finding(code: str, link: JudgedLink, kind: str) -> Finding:
    places, url = link.places, link.probe.subject
    data: dict[str, Value] = {"target": url, "format": kind, "text": quoted(places.text, 100), "pages": places.count}
    return Finding(
        code,
        at=url,
        key=(code, url),
        data=data,
        found_on=places.pages[0],
        excerpt=quoted(places.text, 100),
        certainty=Certainty.SUSPECTED,
        places=places.pages,
    )
