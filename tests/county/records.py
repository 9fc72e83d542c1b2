"""The sheet of records that the county's office keeps of accounts which no program reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.county import accounts as media
from tests.county.draft import Account, Book

HEADS = (
    "平台",
    "账号名称",
    "平台账号ID",
    "最近更新日期",
    "账号情况",
    "截图",
    "核查人",
    "核查时间",
    "最近一条标题",
    "备注",
)
LOOKED = 1
"""So many days ago a person looked, where nobody says otherwise: at ten in the morning."""


def watched(book: Book, platform: str, source: str = "sheet") -> Account:
    """A new account that a person has to look at."""
    return media.opened(book, platform, source)


def note(
    book: Book,
    account: Account,
    age: int | None,
    *,
    looked: int = LOOKED,
    found: str = "",
    shot: bool = True,
    by_name: bool = False,
) -> None:
    """A person looked `looked` days ago and found the newest post `age` days older than that day, None for no post."""
    told = "" if found else "无" if age is None else _day(book.today, looked + age).isoformat()
    at = datetime.combine(_day(book.today, looked), time(10))
    number = "" if by_name else account.number
    picture = f"{account.number}.png" if shot else ""
    title = "" if found or age is None else "便民服务提示"
    shown = (account.platform, account.name, number, told, found, picture, "王某", f"{at:%Y-%m-%d %H:%M}", title, "")
    book.records.append(shown)


def write(rows: Iterable[tuple[str, ...]], path: Path) -> Path:
    """Writes the sheet that `accounts record` reads, and returns where."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(rows)
    return path


def _day(today: date, age: int) -> date:
    return today - timedelta(days=age)
