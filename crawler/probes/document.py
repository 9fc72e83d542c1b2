"""What came of one question for a whole page: status, size, its beginning, and what may be told of it."""

from __future__ import annotations

from dataclasses import dataclass

from checks.facts.markup import parse
from checks.facts.outline import Outline
from checks.facts.text import shown_text
from checks.model import marks
from checks.model.captures import TEXT_KEPT, Failure
from crawler.walls import wall_marks

HEAD = 32_768
"""So much of a document is kept, to tell a wall or a notice from a page."""
WHOLE = 1_000_000
"""So much of it is kept where its text is to be read."""
_NOTICE = 8_192  # a notice that a site is being worked on is a short page with hardly a link
_NOTICE_LINKS = 5
_NOTICE_WORDS = tuple(
    word.encode(charset)
    for word in ("系统维护", "网站维护", "升级维护", "停机维护", "正在维护", "维护中", "网站升级", "暂停访问")
    for charset in ("utf-8", "gb18030")
)
_TITLE = 200  # characters


@dataclass(slots=True)
class Document:
    """What came of one question so far; of its bytes the first `keep`."""

    keep: int = HEAD
    status: int = 0
    size: int = -1
    body: bytes = b""
    content_type: str = ""
    hsts: str = ""
    final: str = ""
    throttled: bool = False
    long: bool = False
    failure: Failure | None = None

    def add(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self.body += chunk[: self.keep - len(self.body)]

    def marks(self) -> tuple[str, ...]:
        head = self.body[:HEAD]
        found = wall_marks(self.status, head)
        good = 200 <= self.status < 300
        if good and not head.strip():
            found += (marks.EMPTY,)
        short = self.size <= _NOTICE and head.lower().count(b"<a ") < _NOTICE_LINKS
        if good and short and any(word in head for word in _NOTICE_WORDS):
            found += (marks.MAINTENANCE,)
        return found + (marks.CUT,) * self.long

    def shown(self, url: str) -> tuple[str, str]:
        """(title, text) of an html page that was kept; texts of anything else mean nothing, and are ""."""
        if self.keep <= HEAD or not self.body or "html" not in (self.content_type.lower() or "html"):
            return "", ""
        outline = Outline(parse(url, self.body, self.content_type).tree)
        return outline.title[:_TITLE], shown_text(outline)[:TEXT_KEPT]
