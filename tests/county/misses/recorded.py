"""Accounts of which a person's record says nothing bad, or nothing that may be used."""

from __future__ import annotations

from tests.county.draft import Account, Book
from tests.county.faults.accounts import CHECK
from tests.county.records import note, watched


def draw(book: Book) -> None:
    note(book, _calm(book, "抖音", "recorded-lately", "人工核查时九天没有更新，离十四天还远"), 9)
    note(book, _calm(book, "抖音", "no-screenshot", "人工记录没有截图，不能说账号没有更新"), 30, shot=False)
    note(book, _calm(book, "抖音", "new-without-screenshot", "没有截图，看到的已经是新的"), 2, shot=False)
    note(book, _calm(book, "快手", "old-record", "人工核查是九天前的事，太旧"), 30, looked=9)
    note(book, _calm(book, "快手", "gone-without-screenshot", "说账号注销了，没有截图"), None, found="注销", shot=False)
    one = _calm(book, "微信视频号", "recorded-twice", "五天前还没有更新，昨天核查时已经更新")
    note(book, one, 1)
    note(book, one, 40, looked=5)
    note(book, _calm(book, "人民号", "recorded-without-source", "登记表没有写怎样读取，有人工记录", ""), 3)


def _calm(book: Book, platform: str, name: str, why: str, source: str = "sheet") -> Account:
    one = watched(book, platform, source)
    book.miss(name, one, one.home, why, CHECK)
    return one
