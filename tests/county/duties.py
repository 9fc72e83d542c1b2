"""What an honest office shows of its leaders, its money and its fields: columns and articles to be drawn."""

from __future__ import annotations

from html import escape
from random import Random

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.plan import draw_article
from tests.county.prose import Writer

PHOTO = '<p align="center"><img src="/images/portrait.png" alt="照片" /></p>'
RESUME = "男，汉族，1970年5月生，大学学历，1992年7月参加工作，历任乡镇和县直单位职务。"
DUTIES = "主持本单位日常工作，分管{theme}，联系县人大常委会有关委室。"
FIELDS = [
    *("国土空间规划", "重大建设项目", "公共资源交易", "财政预决算", "安全生产"),
    *("税收管理", "征地补偿", "国有土地上房屋征收", "保障性住房", "农村危房改造"),
    *("生态环境", "公共文化服务", "公共法律服务", "扶贫", "救灾"),
    *("食品药品监管", "城市综合执法", "就业创业", "社会保险", "社会救助"),
    *("养老服务", "户籍管理", "涉农补贴", "义务教育", "医疗卫生"),
    *("市政服务",),
]
_LEAD_TO = ("xczx", "tjsj", "bsfw", "zcwj")


def draw_leader(article: Article) -> None:
    """Photo, résumé and duties, as a page about one person has them."""
    name, _, theme = article.title.partition("：分管")
    article.title = f"{name}：{theme}"  # a list that says who does what would tell the duties of all
    article.paragraphs = [RESUME, DUTIES.format(theme=theme)]
    article.extra += PHOTO


def add_column(book: Book, site: Site, slug: str, name: str, number: int, titles: list[tuple[str, int, str]]) -> Column:
    """A further column of a site with entries: (title, age in days, first paragraph or "")."""
    column = Column(slug, name, "other", number=number)
    column.first = DIALECTS[site.dialect].first(column, 1000 + number)
    writer = Writer(Random(f"{book.seed}/{site.key}/{slug}"))
    for n, (title, age, text) in enumerate(titles):
        article = draw_article(book, site, column, writer, n, age)
        article.title, article.used = title, True
        article.paragraphs = [text or f"{title}，现予公布，欢迎社会各界监督。", *writer.paragraphs("资金使用", 1)]
        column.articles.append(article)
    site.columns.append(column)
    return column


def add_budgets(book: Book, site: Site, who: str, *, budget: int = 0, final: int = 0, told: str = "三公") -> Column:
    """财政预决算: the budget of this year and the account of the last, or those of `budget`, `final` years before."""
    year = back(book.today, 40).year
    spent = f"“{told}”经费安排比上年下降百分之三。"
    titles = [
        (f"{who}{year - budget}年预算公开", 40 + 365 * budget, f"{year - budget}年收支平衡，{spent}"),
        (f"{who}{year - 1 - final}年决算公开", 50 + 365 * final, f"{year - 1 - final}年决算已经批准，{spent}"),
        (f"{who}{year - 2}年预算公开", 700, f"{year - 2}年收支平衡，{spent}"),
    ]
    return add_column(book, site, "yjs", "财政预决算", 70, titles)


def add_subsidies(book: Book, site: Site, *, listed: bool = True) -> Column:
    year = back(book.today, 30).year
    first = f"{year}年惠民惠农财政补贴政策清单" if listed else "惠民惠农补贴工作启动"
    titles = [(first, 30, ""), ("耕地地力保护补贴开始发放", 45, ""), ("农机购置补贴发放情况", 60, "")]
    return add_column(book, site, "hmbt", "惠民惠农补贴", 71, titles)


def add_fields(book: Book, site: Site, fields: list[str]) -> Column:
    """基层政务公开: one page that leads to the columns of all fields."""
    column = add_column(book, site, "jczwgk", "基层政务公开", 72, [])
    below = [c for c in site.columns if c.slug in _LEAD_TO]
    links = (f'<a href="{escape(below[n % len(below)].first)}">{field}</a>' for n, field in enumerate(fields))
    column.markup = f"<p>{'　'.join(links)}</p>"
    return column


def entitle(site: Site, slug: str, place: int, title: str) -> Article:
    """Gives an article another title; nothing else is drawn into it."""
    article = site.column(slug).articles[place]
    article.title, article.used = title, True
    return article
