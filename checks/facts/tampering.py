"""Signs of a page that somebody else has taken over, as copies of offices' pages by spam rings show them.

Each is a thing that no honest page has: one id on a crowd of unlike elements, a promotion where 关于 stood, letters
followed by their sound, the mark of a link farm, a title of nothing but bait, a script found on unrelated sites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from checks.lexicon.harmful import harm, lures
from checks.lexicon.hosts import injected

SAME_ID, KINDS = 10, 4
"""One id so often, on so many different tags."""
PROMOTED = 3
"""The same promotion before so many titles of papers."""
SOUNDS = 10
"""So many letters with their sound behind them."""
BAITS = 4
"""So many different words of bait in one title."""
_IDS = 3_000
_PAPER = re.compile(
    r"([\w]{2,10}(?:注册|登录|登陆|下载|官网|投注|开户|网址|娱乐|平台|app|APP))\s{1,3}[^\s。；，]{4,50}的(?:通知|意见|决定|公告|通告|批复|函|办法|方案|报告)"
)
_SOUND = re.compile("([\u4e00-\u9fff])\\(([a-z\u00e0-\u00fc\u0101-\u01dc]{1,6})\\)")
_FARM = re.compile(r"(?:主站)?蜘蛛池(?:模板|出租|程序|：|:)|主站蜘蛛池|寄生虫程序|泛目录程序")


def signs_of(tree: LexborHTMLParser, title: str, text: str) -> tuple[str, ...]:
    """The signs on a page, each by its name. Pure; `text` is looked at up to 6,000 characters."""
    text = text[:6_000]
    return (*_in_markup(tree), *_in_words(title, text))


def _in_markup(tree: LexborHTMLParser) -> Iterator[str]:
    if injecting(node.attrs.get("src") for node in tree.tags("script")[:300]):
        yield "script"
    tags: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for node in tree.css("[id]")[:_IDS]:
        name = (node.attrs.get("id") or "")[:100]
        counts[name] += 1
        tags.setdefault(name, set()).add(node.tag or "")
    if any(count >= SAME_ID and len(tags[name]) >= KINDS for name, count in counts.items() if name):
        yield "same-id"


def _in_words(title: str, text: str) -> Iterator[str]:
    promoted = Counter(found.group(1) for found in _PAPER.finditer(text))
    if any(count >= PROMOTED for count in promoted.values()):
        yield "promotion"
    letters = [found.group(1) for found in _SOUND.finditer(text)]
    if len(letters) >= SOUNDS and sum(map(_traditional, letters)) * 2 >= len(letters):
        yield "sounds"
    if _FARM.search(text):
        yield "link-farm"
    if stuffed(title):
        yield "title"


def injecting(sources: Iterable[str | None]) -> bool:
    """Does one of the scripts come from a host that was found on unrelated sites?"""
    return any(injected((source or "").partition("//")[2].partition("/")[0].lower()[:253]) for source in sources)


def stuffed(title: str) -> bool:
    """A title of bait: many of its words, or some beside the name of a gambling house."""
    baits = len(lures(title))
    return baits >= BAITS or (baits >= 2 and bool(harm(title)))


def _traditional(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
