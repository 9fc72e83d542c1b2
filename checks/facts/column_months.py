"""How much each column of a site published by month, and from which day on all of it is known.

Counted are entries of lists that carry a day, on the list or on their own page; each once, by address. Letters of the
public are none: they bear the day on which they were written. A list that was not read to its end, or that names no
pager and may show only its newest, is known back to its last entry, where it is in the order of time. An entry whose
day nobody read lies somewhere between the entries around it, and nothing before it is known to be whole. What shows no
day at all counts as no update (standards 2.4: 未标注发布时间的稿件视为不更新).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from checks.facts.column_lists import TEXT, Entry, Listing, number_of
from checks.facts.column_pages import Survey
from checks.facts.originals import is_repost
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.model.captures import Coverage
from checks.model.pages import PageKind

MONTHS = 36
"""Months before that of the visit whose entries are counted."""
ALWAYS = date.min
"""From the first day on: the list was read to its end."""
_ORDERED = 3  # entries in the order of time by which a list is one that is kept in that order
_DAY = timedelta(days=1)
Dated = tuple[Entry, date | None]
"""An entry, and the first day that is known of it."""

NOT_READ = "栏目页没有读到"
SCRIPTED = "列表由脚本生成，没有读到"
NO_LIST = "没有读出列表"
NO_ORDER = "列表没有读完，也不按时间排列"
NOT_ALL = "列表只看到较近的条目"
UNREAD = "有条目没有日期，它的页面没有读到"
CUT_VISIT = "访问没有完成"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries; of them such as are known to be the site's own, and such as are taken from others."""

    count: int = 0
    originals: int = 0
    reposts: int = 0


@dataclass(frozen=True, slots=True)
class Issued:
    """What a column published by month (202611), months without entries left out. `since`: the day (+08:00) from which
    on all is known, None where none is; `why` says in Chinese what keeps the days before it from being known."""

    url: str
    name: str
    months: Mapping[int, Tally]
    since: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The columns that list something, or should; `site` are all their entries and all articles together, each once."""

    columns: tuple[Issued, ...]
    site: Issued


@dataclass(slots=True)
class Months:
    """Takes in one column after the other. `moment` is when the visit began (aware)."""

    found: Survey
    moment: datetime
    coverage: Coverage
    _columns: dict[str, Issued] = field(default_factory=dict)
    _all: dict[str, tuple[date, bool | None]] = field(default_factory=dict)

    def add(self, key: str, url: str, name: str, listing: Listing | None) -> None:
        """The column `key`; `listing` is None where its page was not read."""
        if listing is None:
            self._columns[key] = Issued(url, name, {}, None, NOT_READ)
            return
        days: list[tuple[date, bool | None]] = []
        listed = [(entry, day(entry.dates[0]) if entry.dates else None) for entry in listing.entries.values()]
        entries = self._no_letters(key, listed)
        for entry, on in entries:
            if on is None:
                continue
            told = on, self._origin(entry)
            days.append(told)
            before = self._all.get(entry.key)
            if before is None or on <= before[0]:
                self._all[entry.key] = told
        if len(entries) == len(listed):  # of a letterbox nobody says that it published nothing
            since, why = self._known(listing, listed)
            self._columns[key] = Issued(url, name, self._tallied(days), since, why)

    def told(self, owed: Mapping[str, bool]) -> Published:
        """All of it. `owed`: of each column, is it one that lists what is new?"""
        for key, one in self.found.shown.items():
            published = self.found.published.get(key)
            if published and one.kind is PageKind.ARTICLE and key not in self._all and key not in self.found.letters:
                self._all[key] = (day(published), self._named(key))
        since, why = self._whole([one for key, one in self._columns.items() if owed[key]])
        shown = (one for key, one in self._columns.items() if owed[key] or one.since or one.months)
        return Published(tuple(shown), Issued("", "", self._tallied(self._all.values()), since, why))

    def _no_letters(self, key: str, listed: Sequence[Dated]) -> Sequence[Dated]:
        """The entries that are no letters."""
        letters = self.found.letters
        if not letters:
            return listed
        return [] if key in letters else [one for one in listed if one[0].key not in letters]

    def _origin(self, entry: Entry) -> bool | None:
        """Is it taken from others? None where nothing tells."""
        return self._named(entry.key) if self.found.own(entry.item.url) else True

    def _named(self, key: str) -> bool | None:
        source = self.found.sources.get(key)
        return is_repost(source, self.found.site) if source else None

    def _tallied(self, days: Iterable[tuple[date, bool | None]]) -> Mapping[int, Tally]:
        """By month, from the oldest that is counted to the day of the visit."""
        today = day(self.moment)
        oldest = months_before(today.replace(day=1), MONTHS)
        counts: dict[int, list[int]] = {}
        for on, repost in days:
            if oldest <= on <= today:
                told = counts.setdefault(on.year * 100 + on.month, [0, 0, 0])
                told[0] += 1
                told[1] += repost is False
                told[2] += repost is True
        return {month: Tally(*counts[month]) for month in sorted(counts)}

    def _known(self, listing: Listing, listed: Sequence[Dated]) -> tuple[date | None, str]:
        """From which day on all entries of a list are known, and what keeps those before it from that."""
        if not listed:
            return _of_none(listing)
        since, why = ALWAYS, ""
        if listing.cut or not listing.paged:
            reached = self._reached(listing, listed)
            if reached is None:
                return None, NO_ORDER
            since, why = reached + _DAY, NOT_ALL
        unread = _newest_unread(listed, day(self.moment)) if any([one.unread for one, _ in listed]) else None
        return (unread + _DAY, UNREAD) if unread is not None and unread >= since else (since, why)

    def _reached(self, listing: Listing, listed: Sequence[Dated]) -> date | None:
        """The day of the last entry to which a list was read without a gap; None where nobody can tell."""
        numbers = {number_of(page) for page in listing.pages}
        gapless = next(number for number in range(1, len(numbers) + 2) if number not in numbers) - 1
        if len(numbers) < len(listing.pages) and (self.coverage.failed or not self.coverage.complete):
            return None  # pages without numbers: one of them may be missing between two others
        days = [on for entry, on in listed if on is not None and entry.page <= gapless]
        run = _run(days)
        return days[-1] if days and (run == len(days) or run >= _ORDERED) else None

    def _whole(self, columns: Sequence[Issued]) -> tuple[date | None, str]:
        """From which day on all that the site publishes is known."""
        if not self.coverage.complete:
            return None, CUT_VISIT
        behind = [one for one in columns if one.since != ALWAYS]
        if not behind:
            return (ALWAYS, "") if columns else (None, NO_LIST)
        unknown = [one for one in behind if one.since is None]
        last = unknown[0] if unknown else max(behind, key=lambda one: one.since or ALWAYS)
        others = f"等 {len(behind)} 个栏目" if len(behind) > 1 else ""
        return last.since, f"栏目“{(last.name or last.url)[:30]}”{others}{last.why}"


def _run(days: Sequence[date]) -> int:
    """So many of the last entries are in the order of time, the newest first."""
    run = min(len(days), 1)
    while run < len(days) and days[-run - 1] >= days[-run]:
        run += 1
    return run


def _newest_unread(listed: Sequence[Dated], today: date) -> date | None:
    """The newest day that an entry may have whose day nobody read; None where there is no such entry."""
    above, nearest = [], today
    for _, on in listed:
        above.append(nearest)
        nearest = on or nearest
    latest, below = None, date.min
    for (entry, on), before in zip(reversed(listed), reversed(above), strict=True):
        if on is not None:
            below = max(below, on)
        elif entry.unread:
            newest = before if below <= before else today  # an older one above it was put there by hand
            latest = max(latest or newest, newest)
    return latest


def _of_none(listing: Listing) -> tuple[date | None, str]:
    """Of a list without entries: read and empty, or not read."""
    first = listing.pages[0]
    if any(page.scripted for page in listing.pages):
        return None, SCRIPTED
    if listing.cut or first.bare > TEXT or first.images or first.embeds or first.below:
        return None, NO_LIST
    return ALWAYS, ""
