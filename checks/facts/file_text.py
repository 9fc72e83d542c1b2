"""The text of a whole file that a page offers, with every personal number masked before anything else sees it.

Meant for a process of its own (`crawler.opener`): what is read was made by strangers. What could not be read is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checks.facts.archives import no_tool, parts_of
from checks.facts.file_parts import NO_TEXT, OUT_OF_MEMORY, TIMED_OUT, Convert, Part, Unread
from checks.facts.file_tables import titled
from checks.facts.personal import MOST, scan
from checks.model.long_numbers import between
from checks.model.pages import PageFacts, PageKind
from checks.model.personal import Personal

KEPT = 200_000
"""Characters of text that are kept of one file; numbers are looked for in all that is read."""
_MOST_READ = 8_000_000
_MOST_TOLD = 5
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What no text has: controls, and halves of characters."""

_LONG = re.compile("[0-9０-９]{11,}[XxＸｘ]?")


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says: `unread` names in Chinese what of it could not be read, "" where all was."""

    text: str = ""
    personal: tuple[Personal, ...] = ()
    count: int = 0
    unread: str = ""

    def facts(self, url: str) -> PageFacts:
        """The same as the facts of the file at `url`."""
        return PageFacts(
            url,
            kind=PageKind.FILE,
            text=self.text,
            text_length=len(self.text),
            personal=self.personal,
            personal_count=self.count,
            unread=self.unread,
        )


def always() -> bool:
    """There is time for more."""
    return True


def read_file(
    kind: str,
    body: bytes,
    salt: bytes = b"",
    name: str = "",
    kept: int = KEPT,
    more: Callable[[], bool] = always,
    convert: Convert = no_tool,
) -> FileText:
    """The text of a whole file called `kind`, at most `kept` characters of it. Never raises for what a file holds.

    `name` is what those who offer it call it. `more` says before every part whether there is time for it.
    """
    texts, room = list[str](), kept
    found, count = list[Personal](), 0
    unread: dict[str, None] = {}
    for part in _until_broken(kind, body, more, convert):
        if part.unread:
            unread["：".join(filter(None, (part.place, part.unread)))] = None
            continue
        text, heading = _clean(part.text), _clean(part.heading)
        title = _clean(f"{name} {part.title} {titled(heading or text)}")
        scanned = scan(f"{heading}\n{text}" if heading else text, salt, _nameless(_clean(part.place)), title)
        found.extend(scanned.found[: MOST - len(found)])
        count += scanned.count
        if room > 0:
            own = scanned.text[len(heading) + 1 :] if heading else scanned.text
            texts.append(own[:room])
            room -= len(own) + 1
    if room < 0:
        unread[f"文字超过{kept // 10_000}万字，只留下前面的；号码在读到的全文中都找过"] = None
    if not texts and not unread:
        unread[NO_TEXT] = None
    return FileText("\n".join(texts), tuple(found), count, _told([_nameless(_clean(why)) for why in unread]))


def _until_broken(kind: str, body: bytes, more: Callable[[], bool], convert: Convert) -> Iterator[Part]:
    read = 0
    try:
        for part in parts_of(kind, body, convert):
            read += len(part.text)
            if read > _MOST_READ:
                raise Unread(f"文字超过{_MOST_READ // 10_000}万字，后面的没有读")
            yield part
            if not more():
                raise Unread(TIMED_OUT)
    except Unread as why:
        yield Part(unread=str(why))
    except MemoryError:
        yield Part(unread=OUT_OF_MEMORY)


def _clean(text: str) -> str:
    if not _ODD.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _ODD.sub(" ", joined)


def _nameless(place: str) -> str:
    """`place` with every long row of figures masked: files and sheets may be called after a citizen's number."""
    return _LONG.sub(lambda row: between(row.group(), 3, 2), place)


def _told(unread: list[str]) -> str:
    told = "；".join(why[:200] for why in unread[:_MOST_TOLD])
    return told if len(unread) <= _MOST_TOLD else f"{told}；等{len(unread)}处"
