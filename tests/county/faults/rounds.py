"""Faults of a week of rounds, and what in it only looks like one: home pages that come and go, and our own side."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.nouns import Habit
from tests.county.rounds import HOURS, OVER_IPV6

WEEK = range(HOURS)


def draw(book: Book) -> None:
    _reach(book)
    _over_ipv6(book)


def _reach(book: Book) -> None:
    # Asked in twenty hours of each day, silent in one of them: 7 of 140 is 5 % to the dot.
    at_night = frozenset(hour for hour in WEEK if hour % 24 >= 20)
    _habit(
        book,
        "wgj",
        "unreachable-site",
        "unreachable",
        "一周140次访问打不开7次，正好5%",
        silent=_every(24, 9),
        unasked=at_night,
    )
    _habit(
        book,
        "tjj",
        "unreachable-site",
        "unreachable",
        "一周168次访问9次用时15.1秒，占5.4%",
        slow=_every(19, 3),
        seconds=15.1,
    )
    calm = (
        (
            "rsj",
            "flapping-below",
            "一周163次访问打不开8次，占4.9%",
            Habit(silent=_every(21, 5), unasked=frozenset(range(100, 105))),
        ),
        ("whg", "slow-below", "一周有42次用时14.9秒，没有达到15秒", Habit(slow=_every(4, 1), seconds=14.9)),
        (
            "jtj",
            "our-line-down",
            "本机线路中断的4个小时里都没有应答，见证地址也没有",
            Habit(unwitnessed=frozenset(range(30, 34))),
        ),
        (
            "sjj",
            "too-few-rounds",
            "每天只访问19次，打不开再多也不能判断",
            Habit(silent=_every(2, 0), unasked=_after(19)),
        ),
    )
    for key, name, why, habit in calm:
        book.habits[key] = habit
        book.miss(name, book.sites[key], book.sites[key].home, why, "unreachable-site")
    lyj = book.sites["lyj"]
    book.miss("clock-jump", lyj, lyj.home, "本机时钟跳变的10轮里所有网站都没有应答", "unreachable-site")


def _over_ipv6(book: Book) -> None:
    asked = list(OVER_IPV6)
    _habit(
        book,
        "fgj",
        "ipv6-unsteady",
        "unsteady",
        "经IPv6访问39次打开37次，成功率94.9%",
        silent6=frozenset(asked[5:7]),
        unasked6=frozenset(asked[-3:]),
    )
    scjg = book.sites["scjg"]
    book.habits["scjg"] = Habit(silent6=frozenset(asked[5:7]), unasked6=frozenset(asked[-2:]))
    book.miss("ipv6-at-limit", scjg, scjg.home, "经IPv6访问40次打开38次，正好95%", "ipv6-unsteady")
    # Down in four of the hours in which it was asked over IPv6, too: no fault of its IPv6.
    down = frozenset(asked[10:14])
    czj = book.sites["czj"]
    book.habits["czj"] = Habit(silent=down, silent6=down)
    book.miss(
        "down-as-a-whole", czj, czj.home, "4次打不开时经任何协议都打不开（占2.4%），不是IPv6的问题", "ipv6-unsteady"
    )


def _habit(book: Book, key: str, check: str, code: str, why: str, **habit: object) -> None:
    """One place alone saw it: suspected."""
    site = book.sites[key]
    if book.fault(site, check, code, site.home, why, suspected=True):
        book.habits[key] = Habit(**habit)  # type: ignore[arg-type]  # hours and seconds, as named above


def _every(step: int, first: int) -> frozenset[int]:
    return frozenset(range(first, HOURS, step))


def _after(hour: int) -> frozenset[int]:
    return frozenset(number for number in WEEK if number % 24 >= hour)
