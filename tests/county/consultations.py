"""What the county asks its public: columns 民意征集 of its portals, drafts among the notices, decisions of the year."""

from __future__ import annotations

from datetime import date, timedelta

from tests.county.days import back, chinese
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site

THEMES = ("公园夜间照明", "校车停靠点", "图书馆开放时间", "健身步道走向", "便民早市选址", "公厕改造次序", "绿道命名")
_AGES = (40, 90, 130, 170, 220, 260, 310)
_FEW = 2  # what a portal asks that asks too seldom
OPEN = "现向社会公开征集意见，可在本页在线提交，也欢迎到现场反映，我们将认真研究每一条意见并公布结果。"


def draw(book: Book) -> None:
    """Before articles have addresses. The portals' columns: a portal asks often, a small one too seldom."""
    for key in ("portal", "kfq"):
        site = book.sites[key]
        column = Column("zjdc", "民意征集", "interaction", number=17)
        site.columns.append(column)
        few = key == "kfq" and _seldom(book, site, column)
        column.articles = [_topic(book, site, n) for n in range(_FEW if few else len(THEMES))]


def _seldom(book: Book, site: Site, column: Column) -> bool:
    first = DIALECTS[site.dialect].first(column, 1000 + column.number)
    why = f"一年里只征集了{_FEW}次"
    return book.fault(site, "missing-consultations", "few", site.url(first), why, suspected=True)


def _topic(book: Book, site: Site, n: int) -> Article:
    """A question to everybody that has been answered on its own page, or still runs."""
    day = back(book.today, _AGES[n])
    last = day + timedelta(days=30)
    lines = [OPEN, f"征集时间：{period(day, last)}。"]
    if last < book.today:
        lines.append(f"征集结果：{chinese(last)}征集结束，共收到意见{n + 3}条，已按多数意见办理。")
    return Article(f"{THEMES[n]}意见征集", day, lines, source=site.unit, kind="interaction")


def period(first: date, last: date) -> str:
    """2026年9月5日至2026年10月4日."""
    return f"{chinese(first)}至{chinese(last)}"


def publish(site: Site, title: str, paragraphs: list[str]) -> Article:
    """One more notice, two days older than the newest that the column had: no other one moves."""
    column = site.column("tzgg")
    number = sum(article.kind == "consultation" for article in column.articles)
    day = back(column.articles[0].day, 2)
    article = Article(title, day, paragraphs, source=site.unit, kind="consultation", used=True)
    article.path = DIALECTS[site.dialect].article(column, column.number * 1000 + 700 + number, day)
    column.articles.append(article)
    return article


def notice(site: Site, about: str, days: int, *lines: str, decision: bool = False) -> Article:
    """A notice that puts a draft to the public for `days` days, the first and the last included."""
    kind = "重大行政决策" if decision else ""
    article = publish(site, f"关于《{about}（征求意见稿）》{kind}公开征求意见的公告", [OPEN, "", *lines])
    shorten(article, days)
    return article


def shorten(article: Article, days: int) -> None:
    """Gives a notice another period."""
    article.paragraphs[1] = f"征求意见时间：{period(article.day, article.day + timedelta(days=days - 1))}。"


def catalogue(book: Book, site: Site) -> None:
    """Publishes this year's catalogue of decisions among the notices."""
    publish(
        site, f"临江县{book.today.year}年度重大行政决策事项目录", ["一、城乡公交票价调整。二、公共停车管理办法制定。"]
    )
