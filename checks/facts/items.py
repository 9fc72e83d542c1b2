"""Entries of lists with the day each shows: date before or after the title, in one row or over several lines.

An entry is the list item, table row or box that holds one link with a title and one date; rows that are parted by line
breaks alone are told by which link stands nearest. Entries without a date are kept beside dated ones (pinned, or a list
that shows no dates). A month and day without a year gets one only from its own address, else the entry has no date.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from operator import itemgetter

from checks.facts import dates
from checks.facts.links import Found
from checks.facts.outline import FOOT, HIDDEN, MAIN, Outline
from checks.model.pages import Item
from checks.model.registry import BEIJING

MOST = 2_000
_RISES = 4  # boxes of its own that an entry may stand in
_SHOWN_IN = (MAIN, HIDDEN)  # parts of a page in which entries without a date may stand
_MOST_LINKS = 8  # in one entry: more means that the box holds a list, not an entry
_SHORT = re.compile(r"\d\s?[-/.月年]\s?\d|^\D{0,2}\d{1,2}日?\s?$|(?:19|20)\d\d[-/.年]?\s?$")
_YEAR_ALONE = re.compile(r"^[\[(（]?(?:19|20)\d\d\s?[-/.年]?(?:\s?\d{1,2}\s?[-/.月]?)?$")
_DAY_ALONE = re.compile(r"^(0?[1-9]|[12]\d|3[01])日?$")
_OTHER_DAY = re.compile(r"(?:截止|有效期|成文|生成|施行|实施|废止|失效|提交|来信|留言)[^\d]{0,8}$")
_TOOLS = re.compile(
    r"^(?:打印|关闭|分享|收藏|返回|更多|查看|详细|详情|下载|下一[页篇]|上一[页篇]|首页|尾页|末页|大|中|小|字体|\[?更多\]?|more|>+|»|<+|\d+|[.…]+).{0,4}$",
    re.IGNORECASE,
)

_LONGER_THAN_TOOLS = 9
"""Characters of a title that begins with a letter and is none of `_TOOLS`."""

Hit = tuple[int, int, datetime | None, str, str]
"""A day shown: its run, its element, the day (None when the year is missing), month and day as written, the
words before it.
"""
Row = tuple[int, int, Found, datetime | None]
"""An entry: block key, its element, its link, its day."""


def read_items(outline: Outline, links: list[Found]) -> tuple[tuple[Item, ...], dict[int, Item]]:
    """(entries of every list, the longest dated list first; the same by the element of its link)."""
    anchors = [found for found in links if found[2]]
    roles = outline.roles
    hits = [hit for hit in _hits(outline) if roles[hit[1]] != FOOT][:MOST]
    rows = _merged(outline, _dated(outline, anchors, hits)) if anchors and hits else []
    rows += _undated(outline, anchors, rows)
    return _numbered(rows)


def _hits(outline: Outline) -> Iterator[Hit]:
    """Every day that a run of text shows. A run as long as a paragraph is not looked at."""
    elements = outline.run_elements
    skip = 0
    for number, run in enumerate(outline.runs):
        if run.isalpha() or len(run) > 160 or number < skip:
            continue
        value, short, ahead = _shown(run)
        if value is not None:
            yield number, elements[number], value, "", ahead
        elif short:
            if len(run) < 16 and (joined := _over_runs(outline.runs, number)):
                skip = joined[0]
                yield number, elements[number], joined[1], "", ""
            elif short != "?":
                yield number, elements[number], None, short, ahead


@lru_cache(maxsize=16_384)
def _shown(run: str) -> tuple[datetime | None, str, str]:
    """(day, or month and day as written, "?" for what may be a piece of a date; the words before it) of one run
    of text.
    """
    if ("20" in run or "19" in run) and (found := dates.DAY.search(run)) and (parsed := dates.from_match(found)):
        return parsed[0].replace(hour=0, minute=0, second=0), "", run[: found.start()][-12:]
    if len(run) >= 40 or not _SHORT.search(run):
        return None, "", ""
    short = dates.MONTH_DAY.search(run)
    return (None, short.group(0), run[: short.start()][-12:]) if short else (None, "?", "")


def _over_runs(runs: list[str], number: int) -> tuple[int, datetime] | None:
    """(run after it, day) of a date in several pieces: `2026-`, `09-`, `05`; or a big 05 over 2026-09."""
    run = runs[number].strip()
    year = _YEAR_ALONE.match(run)
    alone = None if year else _DAY_ALONE.match(run)
    if not year and not alone:
        return None
    after = [text.strip() for text in runs[number + 1 : number + 5]]
    if year:
        if dates.YEAR_MONTH.match(run) and after and (alone := _DAY_ALONE.match(after[0])):
            found = dates.DAY.search(
                f"{run.strip('[(（])）月').replace('年', '-').rstrip('-/.')}-{alone.group(1)}".replace(" ", "")
            )
            if found and (parsed := dates.from_match(found)):
                return number + 2, parsed[0]
        text = run
        for count, piece in enumerate(after, 1):
            if len(piece) > 4:
                break
            text += piece
            if (found := dates.DAY.search(text)) and (parsed := dates.from_match(found)):
                return number + count + 1, parsed[0]
    elif alone and after and (month := dates.YEAR_MONTH.match(after[0])):
        value = dates.day(int(month.group(1)), int(month.group(2)), int(alone.group(1)))
        return (number + 2, value) if value else None
    return None


def _dated(outline: Outline, anchors: list[Found], hits: list[Hit]) -> list[Row]:
    places = [found.element for found in anchors]
    firsts = [found.first for found in anchors]
    entries, tags, parents = outline.entries, outline.tags, outline.parents
    counts = Counter([entries[hit[1]] for hit in hits])
    dated = sorted([hit[1] for hit in hits])
    rows: dict[int, Row] = {}
    for hit in hits:
        _, element, day, short, ahead = hit
        listed = entries[element]
        entry, low, high = _entry(outline, places, listed)
        if entry and (counts[listed] == 1 or tags[entry] == "tr"):
            found = anchors[low] if high - low == 1 else _own(outline, anchors[low:high], entry)
            key = parents[entry]
        else:
            near = _nearest(outline, anchors, places, firsts, hit, dated)
            if near is None:
                continue
            key, entry, found = near
        if _is_tool(found.title):
            continue
        value = day or _with_year(found.url, short)
        if found.element not in rows or (value is not None and not (ahead and _OTHER_DAY.search(ahead))):
            rows[found.element] = (key, entry, found, value)
    return list(rows.values())


def _own(outline: Outline, inside: list[Found], entry: int) -> Found:
    """Of the links in an entry the one with the longest title, those of entries within it last."""
    own = [link for link in inside if outline.entries[link.element] == entry] or inside
    return max(own, key=lambda link: len(link.title))


def _is_tool(title: str) -> bool:
    """True for what serves the reader of a page and is no entry: print, share, next page, a number alone."""
    return (len(title) < _LONGER_THAN_TOOLS or not title[0].isalpha()) and bool(_TOOLS.match(title))


def _entry(outline: Outline, places: list[int], entry: int) -> tuple[int, int, int]:
    """The list item or row `entry`, or the nearest around it that holds a link and not a whole list; 0 when there is
    none. With it, where its links begin and end in `places`.
    """
    for _ in range(4):
        if not entry:
            break
        low = bisect_left(places, entry)
        high = bisect_left(places, outline.ends[entry], low)
        if high > low:
            return (entry if high - low <= _MOST_LINKS or outline.tags[entry] == "tr" else 0), low, high
        entry = outline.entries[outline.parents[entry]]
    return 0, 0, 0


def _nearest(
    outline: Outline, anchors: list[Found], places: list[int], firsts: list[int], hit: Hit, dated: list[int]
) -> tuple[int, int, Found] | None:
    """(block key, element of the entry, link) for a date that stands in no list item of its own."""
    run, element = hit[0], hit[1]
    at = bisect_right(firsts, run)
    before = anchors[at - 1] if at else None
    after = anchors[at] if at < len(anchors) else None
    if before and before.first <= run < before.after:
        return outline.parents[before.element], before.element, before
    up = outline.meeting(element, before.element) if before else -1
    down = outline.meeting(element, after.element) if after else -1
    meeting = max(up, down)
    if meeting <= 0 or outline.tags[meeting] in ("body", "html"):
        return None
    end = outline.ends[meeting]
    if bisect_left(dated, end) - bisect_left(dated, meeting) == 1:
        inside = anchors[bisect_left(places, meeting) : bisect_left(places, end)]
        if len(inside) > _MOST_LINKS:
            return None
        return outline.parents[meeting], meeting, max(inside, key=lambda link: len(link.title))
    chosen = _paired(outline, before if up == meeting else None, after if down == meeting else None, run, meeting)
    return (meeting, chosen.element, chosen) if chosen else None


def _paired(outline: Outline, before: Found | None, after: Found | None, run: int, box: int) -> Found | None:
    """Of the links before and after a date, the one in its line; else the order in which the box begins decides."""
    if before is None or after is None:
        return before or after
    lines = outline.run_lines
    same_up, same_down = lines[before.first] == lines[run], lines[after.first] == lines[run]
    if same_up != same_down:
        return before if same_up else after
    starts = next((number for number, at in enumerate(outline.run_elements) if outline.inside(at, box)), run)
    return after if _shown(outline.runs[starts])[0] else before


def _with_year(url: str, short: str) -> datetime | None:
    """The month and day as written, with the year of the address, where the address carries the same month and day."""
    carried = dates.from_url(url)
    found = dates.MONTH_DAY.search(short)
    if carried is None or found is None:
        return None
    value = carried.value.astimezone(BEIJING)
    month, day = int(found.group(1)), int(found.group(2) or found.group(3))
    return value if (value.month, value.day) == (month, day) else None


def _merged(outline: Outline, rows: list[Row]) -> list[Row]:
    """Rows whose boxes stand alone in their parent are grouped by the box above; a lone box that is no list
    item is dropped.
    """
    for _ in range(_RISES):
        counts = Counter([row[0] for row in rows])
        if 1 not in counts.values():
            break
        rows = [row if counts[row[0]] > 1 else (outline.parents[row[0]], *row[1:]) for row in rows]
    counts = Counter([row[0] for row in rows])
    kept = []
    for row in rows:
        listed = outline.entries[row[1]]
        if counts[row[0]] > 1 or (listed and len(row[2].title) > 4 and outline.roles[row[1]] == MAIN):
            kept.append(row)
    return kept


def _undated(outline: Outline, anchors: list[Found], rows: list[Row]) -> list[Row]:
    """Entries without a date: beside dated ones, or lists of three and more titles that show no dates at all."""
    blocks = {row[0] for row in rows}
    dated = sorted({row[1] for row in rows})
    entries, roles, tags = outline.entries, outline.roles, outline.tags
    best: dict[int, Found] = {}
    for found in anchors:
        entry = entries[found[4]]
        if not entry or roles[found[4]] not in _SHOWN_IN or tags[entry] == "dl":
            continue
        at = bisect_right(dated, entry) if dated else 0
        if at and entry < outline.ends[dated[at - 1]]:
            continue
        if entry not in best or len(found[2]) > len(best[entry][2]):
            best[entry] = found
    groups: dict[int, list[Row]] = defaultdict(list)
    for entry, found in best.items():
        if not _is_tool(found.title):
            groups[outline.parents[entry]].append((outline.parents[entry], entry, found, None))
    kept = []
    for key, group in groups.items():
        lengths = sum(len(row[2].title) for row in group)
        if (key in blocks and lengths >= 6 * len(group)) or (len(group) > 2 and lengths >= 10 * len(group)):
            kept.extend(group)
    return kept


def _numbered(rows: list[Row]) -> tuple[tuple[Item, ...], dict[int, Item]]:
    """Blocks are numbered by how many dated entries they hold, then by how many entries."""
    if not rows:
        return (), {}
    sizes = Counter([key for key, _, _, _ in rows])
    dated = Counter([key for key, _, _, day in rows if day is not None])
    keys = sorted(sizes, key=lambda key: (-dated[key], -sizes[key], key))
    order = {key: number for number, key in enumerate(keys)}
    ranked = [(order[key], found.element, found, day) for key, _, found, day in rows]
    ranked.sort(key=itemgetter(0, 1))
    last = {element: (found.url, found.title[:300], day, block) for block, element, found, day in ranked[:MOST]}
    items = tuple(map(tuple.__new__, repeat(Item), last.values()))  # what calling it does, without the call
    return items, dict(zip(last, items, strict=True))


def with_given(items: tuple[Item, ...], given: tuple[Item, ...]) -> tuple[Item, ...]:
    """`given`, the entries that a dialect read from a script, as the first list, before those of the markup."""
    if not given:
        return items
    known = {item.url for item in given}
    return given + tuple(item._replace(block=item.block + 1) for item in items if item.url not in known)
