"""Signs of a page that somebody else has taken over, as copies of offices' pages by spam rings show them.

Each is a thing that no honest page has: one id on a crowd of unlike elements, a promotion where 关于 stood, letters
followed by their sound, the mark of a link farm, a title of nothing but bait, a script found on unrelated sites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from checks.facts.harmful import harm, houses, lures
from checks.facts.hosts import injected
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Outline

SAME_ID, KINDS = 10, 4
"""One id so often, on so many different tags."""
PROMOTED = 3
"""The same promotion before so many titles of papers."""
SOUNDS = 10
"""So many letters with their sound behind them."""
BAITS = 4
"""So many different words of bait in one title."""
_IDS = 3_000
_TEXT, _BEGINNING = 6_000, 2_500
_ODD = frozenset(
    ("acronym", "delect", "dfn", "fieldset", "legend", "listing", "mark", "menuitem", "meter", "nobr", "noframes",
     "optgroup", "progress", "rp", "rt", "rtc", "ruby", "samp", "tfoot", "tt", "var", "xmp")
)  # fmt: skip
"""Tags of such crowds that few pages have several of."""
_PAPER = re.compile(
    r"(?:注册|登录|登陆|下载|官网|投注|开户|网址|娱乐|平台|app|APP)\s{1,3}[^\s。；，]{4,50}的(?:通知|意见|决定|公告|通告|批复|函|办法|方案|报告)"
)
_PAPERS = ("的通知", "的意见", "的公告", "的方案")
_WORD = re.compile(r"\w{2,12}$")
_SOUND = re.compile("([\u4e00-\u9fff])\\(([a-z\u00e0-\u00fc\u0101-\u01dc]{1,6})\\)")
_FARM = re.compile(r"(?:主站)?蜘蛛池(?:模板|出租|程序|：|:)|主站蜘蛛池")


def signs_of(tree: LexborHTMLParser, title: str, text: str) -> tuple[str, ...]:
    """The signs on a page, each by its name. Pure; `text` is looked at up to 6,000 characters."""
    return (*_in_markup(tree), *_in_words(title, text[:_TEXT]))


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
    if text.count("的") >= PROMOTED and sum(map(text.count, _PAPERS)) >= PROMOTED and _promoted(text):
        yield "promotion"
    letters = [found.group(1) for found in _SOUND.finditer(text)] if text.count("(") >= SOUNDS else []
    if len(letters) >= SOUNDS and sum(map(_traditional, letters)) * 2 >= len(letters):
        yield "sounds"
    if "蜘蛛池" in text:
        yield from ("link-farm",) if _FARM.search(text) else ()
    if stuffed(title):
        yield "title"


def _promoted(text: str) -> bool:
    """The same words of promotion before the titles of several papers."""
    counts: Counter[str] = Counter()
    for found in _PAPER.finditer(text):
        before = _WORD.search(text[max(found.start() - 8, 0) : found.start()])
        counts[(before.group() if before else "") + found.group().split()[0]] += bool(before)
    return any(count >= PROMOTED for count in counts.values())


def signs_of_page(markup: Markup, outline: Outline, far: Iterable[Found], text: str) -> tuple[str, ...]:
    """The signs on a page of the site itself, read for little: of its text the beginning, and ids are counted only
    where several odd tags stand. `far` are links and scripts on other hosts."""
    found = ["script"] if injecting([link[0] for link in far if link[3] == "script"]) else []
    if len(_ODD.intersection(outline.tags)) >= KINDS - 1 and "same-id" in _in_markup(markup.tree):
        found.append("same-id")
    return (*found, *_in_words(outline.title, text[:_BEGINNING]))


def injecting(sources: Iterable[str | None]) -> bool:
    """Does one of the scripts come from a host that was found on unrelated sites?"""
    return any(injected((source or "").partition("//")[2].partition("/")[0].lower()[:253]) for source in sources)


def stuffed(title: str) -> bool:
    """A title of bait: many of its words and one of the trade's, or some beside what only gambling houses say.

    Bait alone is how shops of apps write their titles."""
    baits = len(lures(title))
    return (baits >= BAITS and bool(houses(title))) or (baits >= 2 and bool(harm(title)))


def _traditional(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
