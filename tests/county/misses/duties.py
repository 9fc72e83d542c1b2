"""Leaders, budgets and fields that look incomplete and are not."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.duties import PHOTO, RESUME, add_column
from tests.county.faults.duties import OTHER_NAMES


def draw_columns(book: Book) -> None:
    """Before articles have addresses."""
    site = book.sites["jyj"]
    year = book.today.year - 1
    joint = f"临江县教育局{year + 1}年预算和{year}年决算情况"
    titles = [(joint, 20, "“三公”经费继续压减。"), (f"临江县教育局{year}年预决算公开", 380, "")]
    column = add_column(book, site, "yjs", "财政预决算", 70, titles)
    book.miss("joint-budget", site, site.url(column.first), "预算和决算写在同一个标题里", "late-budgets")
    site = book.sites["wjj"]
    column = add_column(
        book,
        site,
        "yjs",
        "部门预算公开",
        70,
        [("部门预算公开", 30, "“三公”经费继续压减。"), ("部门决算公开", 60, ""), ("整体支出情况", 90, "")],
    )
    book.miss("yearless-budget", site, site.url(column.first), "标题不写年度，看不出是哪一年的", "late-budgets")
    book.miss(
        "department-without-budgets", book.sites["slj"], book.sites["slj"].home, "部门可在门户公开", "late-budgets"
    )
    site = book.sites["nyj"]
    book.miss("department-owes-no-subsidies", site, site.home, "部门网站不要求补贴栏目", "missing-subsidy-lists")
    book.miss("department-owes-no-fields", site, site.home, "部门网站不要求基层公开领域", "missing-grassroots-fields")
    site = book.sites["portal"]
    why = f"{'、'.join(OTHER_NAMES)}领域叫{'、'.join(OTHER_NAMES.values())}"
    book.miss("other-name-field", site, site.url(site.column("jczwgk").first), why, "missing-grassroots-fields")
    why = "法治政府建设年度报告是一篇稿件，没有栏目"
    book.miss("report-is-an-article", site, site.home, why, "missing-columns", "law-reports")


def draw(book: Book) -> None:
    site = book.sites["scjg"]
    column = site.column("ldxx")
    column.extra = PHOTO * len(column.articles)
    for article in column.articles:
        article.extra = article.extra.replace(PHOTO, "")
    why = "照片都在栏目页上"
    book.miss("wall-of-photos", site, site.url(column.first), why, "incomplete-leaders")
    site = book.sites["fgj"]
    article = book.take(site, "ldxx")
    article.paragraphs = ["工作职责：协助局长抓好机关事务。", RESUME]
    book.miss("other-words-for-duties", site, site.url(article.path), "分工写作工作职责", "incomplete-leaders")
