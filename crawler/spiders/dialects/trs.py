"""TRS WCM: `createPageHTML(pages, current, "index", "html")`, `Pager({…})`, `countPage`, entries by document.write.

Page n (from 1) after the first is `index_{n}.html`. A fifth argument is the number of records; some sites put records
first and pages second (told by the larger number coming first).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from checks.facts.markup import Markup
from checks.model.pages import Item, Paging
from checks.model.registry import BEIJING
from checks.model.urls import resolve
from crawler.spiders.dialects.dialect import MOST_PAGES, HtmlDialect, addresses, folded

_CREATE = re.compile(
    r"createPageHTML\(\s{0,9}(\d{1,7})\s{0,9},\s{0,9}(\d{1,7})\s{0,9},\s{0,9}(?:(\d{1,7})\s{0,9},\s{0,9})?"
    r"[\"']([\w\-./]{1,80})[\"']\s{0,9},\s{0,9}[\"'](\w{2,6})[\"'](?:\s{0,9},\s{0,9}[\"']?(\d{1,7}))?"
)
_PAGER = re.compile(r"\bPager\(\s{0,9}\{([^{}]{1,600})\}")
_FIELD = re.compile(r"(size|current|prefix|suffix)\s{0,4}:\s{0,4}[\"']?([\w\-]{1,60})")
_COUNT = re.compile(r"\bvar\s{1,9}(?:countPage|totalPage)\s{0,9}=\s{0,9}(\d{1,6})\s{0,9};")
_CURRENT = re.compile(r"\bvar\s{1,9}currentPage\s{0,9}=\s{0,9}(\d{1,6})\s{0,9};")
_STRINGS = re.compile(r"""var\s{1,9}(\w{1,30})\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,400})"|'([^'\r\n]{1,400})')""")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_HREF = re.compile(r"(?:\.{0,2}/|https?://)[\w\-./%~]{1,300}\.(?:s?html?|jsp|pdf|docx?|xlsx?)$", re.IGNORECASE)
_MOST_SCRIPTS = 2_000
_MOST_STRINGS = 6_000  # of one script


class Trs(HtmlDialect):
    """Pages are named by a script call; the script itself is not run."""

    name = "trs"

    def recognises(self, markup: Markup) -> bool:
        text = markup.text
        return bool(
            ("createPageHTML" in text and _CREATE.search(text))
            or ("Pager(" in text and _PAGER.search(text))
            or ("countPage" in text and _COUNT.search(text))
            or ("document.write" in text and self.items(markup))
        )

    def paging(self, markup: Markup) -> Paging | None:
        told = _told(markup.text)
        if told is None:
            return None
        pages, current, name, extension, records = told
        if pages <= 1 or not 0 <= current < pages:
            return Paging(self.name, 1, max(pages, 1), records)
        first = resolve(markup.url, f"{name}.{extension}") or ""
        known = addresses(markup.url, (f"{name}_{n}.{extension}" for n in range(1, min(pages, MOST_PAGES))))
        own = resolve(markup.url, f"{name}_{current}.{extension}") if current else markup.url
        return Paging(
            self.name, current + 1, pages, records, first if current else "", tuple(u for u in known if u != own)
        )

    def items(self, markup: Markup) -> tuple[Item, ...]:
        """Entries whose address, title and day stand in variables of a script, written by document.write."""
        if "document.write" not in markup.text:
            return ()
        found: dict[str, Item] = {}
        for script in markup.tree.css("script")[:_MOST_SCRIPTS]:
            for item in _written(markup.base, script.text()):
                found.setdefault(item.url, item)
        return tuple(found.values())


def _told(text: str) -> tuple[int, int, str, str, int] | None:
    """(pages, current from 0, base name, extension, records)."""
    call = _CREATE.search(text)
    if call is not None:
        one, two, three, name, extension, last = call.groups()
        if three is not None:  # records, pages, current
            return int(two), int(three), name, extension, int(one)
        return int(one), int(two), name, extension, int(last or 0)
    pager = _PAGER.search(text)
    if pager is not None:
        fields = dict(_FIELD.findall(pager.group(1)))
        if fields.get("size", "").isdigit():
            current = fields.get("current", "0")
            return (
                int(fields["size"]),
                int(current) if current.isdigit() else 0,
                fields.get("prefix", "index"),
                fields.get("suffix", "html"),
                0,
            )
    count = _COUNT.search(text)
    if count is not None:
        current_page = _CURRENT.search(text)
        return int(count.group(1)), int(current_page.group(1)) if current_page else 0, "index", "html", 0
    return None


def _written(base: str, script: str) -> Iterator[Item]:
    """Every entry of a script, in its order: one may write a whole list, with the same variables over and over."""
    if "document.write" not in script:
        return
    values: dict[str, str] = {}
    for count, (name, one, two) in enumerate(_STRINGS.findall(script)):
        if count >= _MOST_STRINGS:
            break
        if name in values:
            yield from _entry(base, list(values.values()))
            values = {}
        values[name] = one or two
    yield from _entry(base, list(values.values()))


def _entry(base: str, texts: list[str]) -> Iterator[Item]:
    href = next((text for text in texts if _HREF.fullmatch(text)), "")
    day = next((found for text in texts if (found := _DAY.search(text))), None)
    title = next((text for text in texts if text != href and not _DAY.fullmatch(text.strip()) and len(text) > 3), "")
    url = resolve(base, href) if href else None
    if url is not None and title:
        yield Item(url, folded(title)[:300], day_of(*map(int, day.groups())) if day else None)


def day_of(year: int, month: int, day: int) -> datetime | None:
    """A day as 00:00 +08:00, None for one that does not exist."""
    try:
        return datetime(year, month, day, tzinfo=BEIJING)
    except ValueError:
        return None
