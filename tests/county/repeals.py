"""Documents, lists, notices and regulations that stand by themselves: what is drawn into them takes from no other."""

from __future__ import annotations

from datetime import date

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.documents import draw as draw_document
from tests.county.documents import number
from tests.county.draft import Article, Book, Column, Site

_TEXT = (
    "县有关部门和乡镇按照职责分工落实本文件，经费列入本级预算，专款专用，不得截留挪用。",
    "办理的情况按季度汇总，年末由主管单位组织检查，检查的结果作为下一年度安排的依据。",
    "违反规定的，由有关机关责令改正；情节严重的，依照规定追究直接责任人的责任。",
)
REGULATIONS = "gz"


def add_paper(book: Book, key: str, title: str, age: int, serial: int, lines: tuple[str, ...] = ()) -> Article:
    """A faultless document in force. Before articles have addresses."""
    site = book.sites[key]
    article = Article(title, back(book.today, age), [f"{title}：{line}" for line in _TEXT], source=site.unit, used=True)
    draw_document(site, article, serial)
    article.paragraphs = [*(f"第{n}条　{text}" for n, text in zip("一二三", _TEXT, strict=True)), *lines]
    return _keep(site, "zcwj", article)


def add_notice(book: Book, key: str, title: str, age: int, lines: tuple[str, ...]) -> Article:
    """A notice or a list. Before articles have addresses."""
    site = book.sites[key]
    article = Article(title, back(book.today, age), list(lines), source=site.unit, used=True)
    return _keep(site, "tzgg", article)


def _keep(site: Site, slug: str, article: Article) -> Article:
    """Puts an article at an address of its own, which no other fault moves."""
    column = site.column(slug)
    place = column.number * 1000 + 800 + sum(bool(other.path) for other in column.articles)
    article.path = DIALECTS[site.dialect].article(column, place, article.day)
    column.articles.append(article)
    return article


def add_regulations(book: Book, key: str) -> Column:
    """A column of regulations. Before articles have addresses."""
    site = book.sites[key]
    column = Column(REGULATIONS, "政府规章", "policy", number=95)
    column.first = DIALECTS[site.dialect].first(column, 1095)
    site.columns.append(column)
    return column


def add_regulation(book: Book, column: Column, title: str, serial: int, head: tuple[str, ...]) -> None:
    """A regulation under its note."""
    day = back(book.today, 40 + 30 * serial)
    text = [f"第{n}条　{line}" for n, line in zip("一二三", _TEXT, strict=True)]
    article = Article(title, day, [*head, *text], source="临江县人民政府", used=True)
    article.fields = {
        "索引号": f"1133999GZ/{day.year}-{serial:05d}",
        "发文机关": "临江县人民政府",
        "标题": title,
        "发文字号": f"临江县人民政府令第{serial}号",
        "成文日期": back(day, 4).isoformat(),
        "发布日期": day.isoformat(),
        "有效性": "有效",
        "公开方式": "主动公开",
    }
    column.articles.append(article)


def named(site: Site, slug: str, title: str) -> Article:
    """The article of that title."""
    return next(a for a in site.column(slug).articles if a.title == title)


def numbered(article: Article) -> str:
    """《title》（number）, as lists name a document."""
    return f"《{article.title}》（{(article.fields or {})['发文字号']}）"


def table(rows: list[tuple[Article, str]]) -> str:
    """A list of documents with what becomes of each."""
    head = "".join(f"<th>{name}</th>" for name in ("序号", "文件名称", "文号", "清理意见"))
    lines = "".join(
        f"<tr><td>{n}</td><td>{a.title}</td><td>{(a.fields or {})['发文字号']}</td><td>{what}</td></tr>"
        for n, (a, what) in enumerate(rows, 1)
    )
    return f'<table border="1"><tr>{head}</tr>{lines}</table>'


def set_field(article: Article, label: str, value: str | None) -> None:
    """Changes a field of the box, or takes it out."""
    fields = {name: told for name, told in (article.fields or {}).items() if name != label}
    article.fields = fields if value is None else {**fields, label: value}


def paper_text(site: Site, article: Article, *, sign: str = "", signed: date | None = None) -> list[str]:
    """The lines of a document as its file has them."""
    day = signed or article.signed or article.day
    told = sign or (article.fields or {})["发文字号"]
    return [told, article.title, *article.paragraphs, site.unit, f"{day.year}年{day.month}月{day.day}日"]


def other_number(site: Site, article: Article) -> str:
    """A number that the document does not have."""
    return number(site, (article.signed or article.day).year, 399)
