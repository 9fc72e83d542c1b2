"""What citizens wrote of the county's sites: the sheet of 我为政府网站找错 messages that its office has to answer."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.county.draft import Site
from tests.county.nouns import Answer

HEADS = ("留言编号", "问题网址", "问题类别", "留言内容", "收到时间", "留言人", "联系电话")
SENDER, PHONE, IDENTITY = "张三丰", "13812345678", "110101199003074477"
_OF_FAULTS = (
    ("dead-links", "home", "内容无法访问", "首页上的链接打不开"),
    ("typos", "word", "错别字", f"文章里写错了字 {IDENTITY}"),
)
"""Messages about faults that are there: check, code, category, words."""


def write(answers: Iterable[Answer], sites: tuple[Site, ...], today: date, path: Path) -> Path:
    """Writes the sheet that `complaints import` reads, and returns where. The people in it do not exist."""
    there = tuple(answers)
    told = [
        (next(one.url for one in there if (one.check, one.code) == (check, code)), category, words)
        for check, code, category, words in _OF_FAULTS
    ]
    told += [(sites[1].home, "错别字", "首页写错了字"), (sites[1].home, "其他", "页面不好看")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for number, (url, category, words) in enumerate(told, 1):
            writer.writerow((f"LJ-{number}", url, category, words, f"{today:%Y-%m-%d}", SENDER, PHONE))
    return path
