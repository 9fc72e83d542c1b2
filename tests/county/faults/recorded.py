"""Accounts of which a person noted that they publish nothing any more, or are gone."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.faults.accounts import CHECK
from tests.county.records import note, watched


def draw(book: Book) -> None:
    for platform, code, age, why in (
        ("抖音", "silent", 15, "人工核查时已有十五天没有更新"),
        ("微信视频号", "silent", 120, "人工核查时已有四个月没有更新，已是僵尸账号"),
        ("快手", "nearing", 13, "人工核查时已有十三天没有更新"),
    ):
        one = watched(book, platform)
        drawn = book.fault(one, CHECK, code, one.home, why)
        note(book, one, age if drawn else 1, by_name=platform == "抖音")
    one = watched(book, "快手")
    drawn = book.fault(one, CHECK, "never", one.home, "人工核查时没有任何内容", suspected=True)
    note(book, one, None if drawn else 2)
    one = watched(book, "微信小程序")
    why = "人工核查时已经找不到这个账号"
    drawn = book.fault(one, "unregistered-accounts", "gone", one.home, why, suspected=True)
    note(book, one, 2, found="查无此号" if drawn else "")
