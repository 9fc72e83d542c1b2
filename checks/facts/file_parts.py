"""What readers of files yield: texts with the place where they stand, and in plain Chinese what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

LOCKED = "设有密码，打不开"
BROKEN = "文件损坏，打不开"
PICTURE = "扫描件，没有文字"
NO_TEXT = "文件里没有文字"
CONVERTER = "旧格式文档，需要转换工具（antiword、catdoc 或 LibreOffice）才能读"
UNPACKER = "RAR 压缩包，需要解压工具（bsdtar）才能读"
UNKNOWN = "不认识的格式，没有读"
DOCUMENT_TYPE = "文件里写有文档类型声明，为安全起见没有读"
NESTED = "压缩包里的压缩包，没有打开"
PAGE = "打开是网页，没有读"
OUT_OF_MEMORY = "读取时内存不够，没有读完"
TIMED_OUT = "读取超时，没有读完"
BROKE_OFF = "读取中断（内存不够或文件损坏）"
_FLEETING = (CONVERTER, UNPACKER, OUT_OF_MEMORY, TIMED_OUT, BROKE_OFF)
MOST_LINES = 40
"""So many lines or paragraphs are one part at most: what is said together is judged together."""
_MOST_CHARACTERS = 4_000
_HEADS_WITHIN = 6
_LONG_NUMBER = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Part:
    """A text and its `place` in the file (工作表“名单”第12行, 第3页). `heading` are lines that stand above and give it
    its meaning, not part of the text. `unread` says what of this place could not be read, "" where all was. `title` is
    what the text calls itself of which it is a part, "" where its heading says so."""

    place: str = ""
    text: str = ""
    heading: str = ""
    unread: str = ""
    title: str = ""


class Unread(Exception):
    """The rest of a file cannot be read; the message says why, in Chinese."""


Convert = Callable[[str, bytes], bytes | None]
"""A tool for what no library reads: an old document ("doc") to text in UTF-8, "rar" to zip; None where there is none.
It raises Unread where it does not manage."""


def lasting(unread: str) -> bool:
    """True where the same bytes would say the same tomorrow, on this machine with whatever is installed by then."""
    return not any(why in unread for why in _FLEETING)


def lines_of(texts: Iterable[str], unit: str, before: str = "", start: int = 1) -> Iterator[Part]:
    """Lines or paragraphs (`unit`: 行, 段) in parts of some dozens; blank ones are counted and left out."""
    held: list[str] = []
    first = last = size = 0
    for number, text in enumerate(texts, start):
        if not (text := text.strip()):
            continue
        if held and (number - first >= MOST_LINES or size + len(text) > _MOST_CHARACTERS):
            yield Part(before + _span(first, last, unit), "\n".join(held))
            held, size = [], 0
        if not held:
            first = number
        held.append(text)
        last, size = number, size + len(text)
    if held:
        yield Part(before + _span(first, last, unit), "\n".join(held))


def _span(first: int, last: int, unit: str) -> str:
    return f"第{first}{unit}" if first == last else f"第{first}至{last}{unit}"


def rows_of(
    rows: Iterable[tuple[int, list[str]]], before: str, most: int, title: str = "", wide: int = 500
) -> Iterator[Part]:
    """The rows of a table, each a part; its heading is the title and the row that names the columns, where told.

    Raises Unread where there are more than `most`; cells beyond `wide` are left out, and that is said once.
    """
    heading, best, seen, cut = "", 0, 0, False
    for number, cells in rows:
        if seen >= most:
            raise Unread(f"{before}超过{most}行，只读了前{most}行")
        cut = cut or len(cells) > wide
        filled = [cell for cell in (" ".join(cell.split()) for cell in islice(cells, wide)) if cell]
        if not filled:
            continue
        seen += 1
        text = "\t".join(filled)
        if seen <= _HEADS_WITHIN and _LONG_NUMBER.search(text):
            seen += _HEADS_WITHIN  # what follows are entries
        yield Part(f"{before}第{number}行", text, "\n".join(line for line in (title, heading) if line))
        if seen <= _HEADS_WITHIN:
            if len(filled) == 1 and not best:
                title = title or filled[0][:60]
            elif len(filled) > max(best, 1) and all(len(cell) <= 30 for cell in filled):
                heading, best = text, len(filled)
    if cut:
        yield Part(before, unread=f"有的行超过{wide}列，多出的没有读")
