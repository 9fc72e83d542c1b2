"""Files that a document offers as its own text (文字版, PDF版, 下载), and how they differ from what its page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.facts import dates
from checks.facts.documents import own_number
from checks.facts.folding import fold
from checks.facts.likeness import letters, repeated
from checks.facts.policy import day
from checks.model.pages import Document, PageFacts

_SAME = re.compile(
    r"^\W{0,3}(?:(?:本|该)?(?:文件|文档|正文|公文|原文|全文)?(?:文字版|图文版|全真版|版式文件|下载版式|打印版式|PDF版?|OFD版?|WORD版?|DOCX?版?|原件|扫描件|下载)"
    r"|(?:点击)?下载(?:本|该)?(?:文件|文档|正文|公文|原文|全文)|(?:PDF|OFD|WORD)(?:版本?|格式|文件)?下载)\W{0,3}$",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"附\s?[件表图录]|^附|解读|说明|申请表|模板|样式|清单$|名单$")
_SUFFIX = re.compile(r"\.(?:docx?|pdf|ofd|wps|txt|rtf)$", re.IGNORECASE)
_NOTE = re.compile(
    r"[(（](?:原件|扫描件|文字版|PDF版?|OFD版?|word版?|下载版|盖章件?|印发件|正式稿?|公开)[)）]$", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"^[\s—–\-－_·第]{0,6}\d{1,3}[\s—–\-－_·页]{0,6}(?:[/共]\s?\d{1,3}\s?页?)?$")
_FIGURE = re.compile(
    r"\d[\d,，]{0,15}(?:\.\d{1,6})?(?:亿元|万元|元|%|％|个工作日|平方米|公顷|亩|公里|吨|倍|人|户|个月|周岁)|(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?!印发)"
)
_READ, _TAIL, _SENTENCE = 40_000, 40, 24  # letters that are read, lines of the end, letters of a sentence
LEAST = 80
"""Letters below which a text is no text that could be compared."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`code` of the difference, and what page and file show."""

    code: str
    shown: str = ""
    expected: str = ""


def own_files(facts: PageFacts, document: Document) -> tuple[str, ...]:
    """The addresses of files that the page offers as the text of the document itself, never as annexes of it."""
    attached = frozenset(document.attachments)
    titles = {fold(title) for title in (document.title, facts.heading) if title}
    found = (link.url for link in facts.links if link.url in attached and _is_same(link.text, titles))
    return tuple(dict.fromkeys(found))


def _is_same(shown: str, titles: set[str]) -> bool:
    if _SAME.match(shown.strip()):
        return True
    name = _NOTE.sub("", _SUFFIX.sub("", shown.strip()).strip()).strip()
    return not _ANNEX.search(name) and fold(name) in titles


def joined(text: str) -> str:
    """The text of a file without blanks and page numbers, its lines joined: they end where the paper does."""
    lines = (line for line in text[: 2 * _READ].splitlines() if not _PAGE_NUMBER.match(line))
    return "".join("".join(lines).split())[:_READ]


def difference(facts: PageFacts, document: Document, file: str, alike: float, same: float) -> Difference | None:
    """How a file differs from its page: another number, another day of signing, other figures, or another text.

    Both are one text where one covers `same` of the other, and two where none covers `alike` of the other.
    """
    there, here = joined(file), joined(facts.text)
    told, number = own_number("", file), document.number
    share = max(
        repeated(letters(facts.text), _alnum(there)),
        repeated(_alnum(there), _alnum(here)),
    )
    if share < alike:
        return Difference("text", f"{share:.0%}")
    if (
        told
        and number
        and fold(told) != fold(number)
        and fold(told) not in fold(here[:_READ])
        and fold(number) not in fold(there)
    ):
        return Difference("number", number, told)
    if share < same:
        return None
    return _signed(facts.text, file, here, there) or _figures(facts.text, here, there)


def _alnum(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _signed(page: str, file: str, here: str, there: str) -> Difference | None:
    """The last line that is nothing but a day, on the page and in the file."""
    one, other = _last_day(page), _last_day(file)
    if not one or not other or one == other or other in _days(here) or one in _days(there):
        return None
    return Difference("date", one, other)


def _last_day(text: str) -> str:
    for line in reversed(text[-_READ:].splitlines()[-_TAIL:]):
        compact = "".join(line.split())
        if 8 <= len(compact) <= 12 and (dates.DAY.fullmatch(compact) or dates.CHINESE_DAY.fullmatch(compact)):
            return _shown(compact)
    return ""


def _shown(text: str) -> str:
    moment = dates.first_day(text)
    return f"{day(moment):%Y-%m-%d}" if moment else ""


def _days(text: str) -> set[str]:
    found = (*dates.DAY.finditer(text), *dates.CHINESE_DAY.finditer(text))
    return {_shown(one.group()) for one in found}


def _figures(page: str, here: str, there: str) -> Difference | None:
    """Figures that only one of both has: said where each has some that the other lacks."""
    sentences = "".join("".join(line.split()) for line in page[:_READ].splitlines() if len(line) >= _SENTENCE)
    one, other = (dict.fromkeys(map(_plain, _FIGURE.findall(text))) for text in (sentences, there))
    mine, theirs = [f for f in one if f not in _plain(there)], [f for f in other if f not in _plain(here)]
    return Difference("figures", "、".join(mine[:3]), "、".join(theirs[:3])) if mine and theirs else None


def _plain(text: str) -> str:
    return text.replace("％", "%").replace("，", ",")
