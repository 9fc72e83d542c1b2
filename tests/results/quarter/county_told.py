"""All that the tables of a period are told again from: subjects with what stood of them, and who has which problems."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from sqlalchemy import Connection

from checks.model.registry import BEIJING, Account, Site
from results.reports.periods import Period
from tests.results.quarter.counted import Counting, Problem
from tests.results.quarter.log import Row
from tests.results.quarter.playing import Quarter
from tests.results.quarter.retold import Retold, Stretch, day_of
from tests.results.quarter.standing import FAILED, Standing, Stood

KIND_WORDS = {"veto": "单项否决", "deduct": "扣分", "bonus": "加分", "hint": "提示"}
SITE_KINDS = {"portal": "门户网站", "department": "部门网站", "other": "其他"}
UNKNOWN = "未知"


@dataclass(frozen=True)
class Published:
    """What a subject published in a month: None where nothing is known; `least`: more may have been."""

    count: int | None
    least: bool = False
    original: int = 0
    repost: int = 0


class County:
    """The county at the end of a period, told at `made`."""

    def __init__(self, quarter: Quarter, connection: Connection, period: Period, made: datetime) -> None:
        self.quarter, self.connection, self.period, self.made = quarter, connection, period, made
        self.retold = Retold(quarter)
        self.standing = Standing(connection, self.retold)
        self.counting = Counting(connection, self.retold)
        self.rules = quarter.edition.rules
        self.stretch = Stretch(period.begins, min(period.ends, made), made)
        self.today = day_of(made)

    @cached_property
    def sites(self) -> list[tuple[Site, Stood]]:
        return [(one, self.standing.site(one, self.stretch)) for one in self.standing.sites()]

    @cached_property
    def accounts(self) -> list[tuple[Account, Stood]]:
        return [(one, self.standing.account(one, self.stretch)) for one in self.standing.accounts()]

    @cached_property
    def subjects(self) -> list[tuple[str, Site | Account, Stood]]:
        """网站 or 账号, the subject, how it stood."""
        return [*(("网站", *one) for one in self.sites), *(("账号", *one) for one in self.accounts)]

    @cached_property
    def by_key(self) -> dict[str, tuple[str, Site | Account, Stood]]:
        return {one.key: (noun, one, stood) for noun, one, stood in self.subjects}

    @cached_property
    def problems(self) -> list[Problem]:
        return self.counting.problems(self.stretch, set(self.by_key))

    @cached_property
    def of(self) -> dict[str, list[Problem]]:
        """The problems of each subject."""
        found: dict[str, list[Problem]] = defaultdict(list)
        for one in self.problems:
            found[one.subject].append(one)
        return found

    @cached_property
    def messages(self) -> list[Row]:
        return list(self.counting.messages(self.stretch))

    @cached_property
    def earlier(self) -> dict[str, str]:
        """The verdicts of the period before, of what was looked at in it."""
        before = self.period.before()
        stretch = Stretch(before.begins, before.ends, self.made)
        told = [self.standing.site(one, stretch) for one in self.standing.sites()]
        told += [self.standing.account(one, stretch) for one in self.standing.accounts()]
        return {one.key: one.verdict for one in told if one.run is not None}

    def kind(self, problem: Problem) -> str:
        return KIND_WORDS[self.rules[problem.check].kind.value]

    def failed_before(self) -> list[str]:
        return [key for key, verdict in self.earlier.items() if verdict == FAILED and key in self.by_key]

    def published(self, key: str, month: int) -> Published:
        """What a site or an account published in a month."""
        return self._of_site(key, month) if self.by_key[key][0] == "网站" else self._of_account(key, month)

    def _days(self, month: int) -> int:
        """Days of a month that are over."""
        first = date(month // 100, month % 100, 1)
        return max(0, min((self.today - first).days, monthrange(first.year, first.month)[1]))

    def _of_site(self, key: str, month: int) -> Published:
        best: tuple[int, int, int, int] | None = None
        for row in self.retold.log.issued:
            if row["site"] == key and row["month"] == month and (best is None or row["told"][0] >= best[0]):
                whole = row["told"][3] if best is None or row["told"][0] > best[0] else max(best[3], row["told"][3])
                best = (*row["told"][:3], whole)
        if best is None or (best[0] == 0 and best[3] < self._days(month)):
            return Published(None)
        return Published(best[0], best[3] < self._days(month), best[1], best[2])

    def _of_account(self, key: str, month: int) -> Published:
        first = datetime.combine(date(month // 100, month % 100, 1), time(), BEIJING)
        length = monthrange(first.year, first.month)[1]
        posts: dict[datetime, str] = {}
        known: set[int] = set()
        looked = False
        for reading in self.retold.log.readings:
            if reading["account"] != key:
                continue
            for moment, origin in reading["posts"]:
                if first <= moment < first + timedelta(days=length):
                    posts[moment] = origin
            if reading["read"]:
                looked = looked or day_of(reading["at"]).replace(day=1) == first.date()
                days = (first + timedelta(days=number) for number in range(length))
                known |= {
                    day.day for day in days if day >= reading["since"] and day + timedelta(days=1) <= reading["at"]
                }
        of = self._days(month)
        if not posts and not (known and len(known) >= of > 0 and (looked or known)):
            return Published(None)
        origins = list(posts.values())
        least = bool(posts) and len(known) < of
        return Published(len(posts), least, origins.count("original"), origins.count("repost"))


def rate(part: int, of: int) -> str:
    """In per cent with two places, half up, by whole numbers."""
    if not of:
        return "—"
    hundredths = (20_000 * part + of) // (2 * of)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def places(rates: Iterable[str]) -> dict[str, str]:
    """The place of each rate: one more than there are better ones."""
    some = list(rates)
    told = [float(one) for one in some if one != "—"]
    return {one: "—" if one == "—" else str(1 + sum(other > float(one) for other in told)) for one in some}
