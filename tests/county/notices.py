"""Notices that faults and near misses of words are drawn into: articles of their own, older than what columns have."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from tests.county.days import back
from tests.county.draft import Article, Book, Site

SITES = ("fgj", "nyj", "rsj", "wgj", "dsj", "xfj")
EACH = 8
AGE = 700  # days: older than what else is there
_THEMES = ("会议安排", "值班安排", "物资清点", "台账整理", "业务学习", "场地维护", "报表报送", "车辆管理")
_LINES = (
    "各科室、各下属单位：现就有关事项通知如下，请结合本单位实际，认真组织学习，抓好贯彻落实。",
    "各单位要明确专人负责，列出任务清单，逐项对照检查，发现问题及时改正，确保各项工作按期完成。",
    "工作中遇到的困难和意见建议，请及时反馈，由办公室汇总以后统一研究，重要情况随时报告。",
    "请于本月底以前把落实情况书面报送办公室，逾期没有报送的，将在年底的工作会议上予以说明。",
)
LEFT, LOST, BEGUN = 900, 860, 890
"""So many days ago the county's head left, his deputy was removed, and the new head began."""
_OFFICIALS = (
    # name, title, unit, days ago of the first and of the last day, state
    ("程建国", "县委副书记、县长", "临江县人民政府", BEGUN, 0, "在任"),
    ("罗志强", "县长", "临江县人民政府", 2500, LEFT, "离任"),
    ("贺东升", "副县长", "临江县人民政府", 2000, LOST, "被查处"),
    ("方晓燕", "副县长", "临江县人民政府", 1200, 0, "在任"),
    ("沈伟", "副县长", "临江县人民政府", 1100, 0, "在任"),
    ("梁文博", "局长", "临江县财政局", 1500, 0, "在任"),
)


def furnish(book: Book) -> None:
    """Before articles have addresses: `EACH` notices more on each of `SITES`."""
    for key in SITES:
        site = book.sites[key]
        column = site.column("tzgg")
        for n in range(EACH):
            title = f"{site.unit.removeprefix('临江县')}关于做好{_THEMES[n]}工作的通知"
            article = Article(
                title, back(book.today, AGE + 6 * n), list(_LINES), source=site.unit, used=True, kind="spare"
            )
            article.path = f"/tzgg/bj{n + 1}.html"  # whatever else is mended
            column.articles.append(article)


def spare(site: Site) -> list[Article]:
    """The notices that `furnish` added to a site and nobody drew into."""
    return [article for article in site.column("tzgg").articles if article.kind == "spare"]


def taken(site: Site, title: str = "") -> Article:
    """The newest spare notice, with `title` where one is given."""
    article = spare(site)[0]
    article.kind = ""
    article.title = title or article.title
    return article


def write_officials(path: Path, today: date) -> Path:
    """The sheet of officials that the county's office keeps, for `lexicon import`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("姓名", "职务", "单位", "任职日期", "离任日期", "状态"))
        for name, title, unit, begun, ended, state in _OFFICIALS:
            first, last = (back(today, days).isoformat() if days else "" for days in (begun, ended))
            writer.writerow((name, title, unit, first, last, state))
    return path
