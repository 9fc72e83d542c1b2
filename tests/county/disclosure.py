"""What honest sites have of disclosure: the parts of the platform, lists of documents in force, a gazette, searches."""

from __future__ import annotations

from html import escape

from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Column, Site
from tests.county.paint import PDF, file

GUIDE, RULES, SORTED_OUT = "政府信息公开指南", "政府信息公开制度", "行政规范性文件清理结果公告"
PARTS = {GUIDE: GUIDE, RULES: RULES, "法定主动公开内容": "", "政府信息公开年报": "", "依申请公开": GUIDE}
"""Entrances of the platform, and the article that each leads to; "" is the platform itself."""
CONTENT = (
    *("行政规范性文件", "机关职能", "发展规划", "统计信息", "行政许可", "行政处罚", "财政预决算"),
    *("行政事业性收费", "政府采购", "重大建设项目", "教育医疗和社会保障", "应急预案", "安全生产和环境保护"),
)
WAYS = "".join(f"<span>{way}：</span><b>全部</b>" for way in ("发文机关", "年份", "主题"))
SEARCH = '<div class="column-search"><input type="text" id="{slug}-key" placeholder="检索本栏目" /><b>检索</b></div>'
ISSUES = 5


def articles(book: Book) -> None:
    """Before articles have addresses."""
    for site in book.sites.values():
        _add(book, site, "tzgg", SORTED_OUT, 430, _sorted_out())
        if site.has("zfxxgk"):
            _add(book, site, "zfxxgk", GUIDE, 620, guide(site))
            _add(book, site, "zfxxgk", RULES, 640, _rules(site))
    for key in ("portal", "kfq"):
        _gazette(book, book.sites[key])


def frames(book: Book) -> None:
    """Once they have: what stands beside the lists."""
    for site in book.sites.values():
        if site.has("zfxxgk"):
            column = site.column("zfxxgk")
            column.extra += tabs(site, list(PARTS))
        if site.kind == "门户网站":
            site.column("zfxxgk").extra += SEARCH.format(slug="zfxxgk") + named(site, CONTENT)
            site.column("zcwj").extra += SEARCH.format(slug="zcwj") + f'<div class="ways">{WAYS}</div>'


def offer(site: Site) -> None:
    """At the end, when no fault wants the text of a document any more: makes one of them ready to be downloaded."""
    paper = next(a for a in site.column("zcwj").articles if "发文字号" in (a.fields or {}) and a.paragraphs)
    path = "/files/zcwj-wj.pdf"
    site.files[path] = file(PDF, "application/pdf", paper.day)
    paper.extra += f'<p>附件：<a href="{path}">文件全文.pdf</a></p>'


def tabs(site: Site, parts: list[str]) -> str:
    """The entrances of the platform, as its page shows them."""
    column = site.column("zfxxgk")
    return '<div class="parts">' + "".join(f'<a href="{_way(column, part)}">{part}</a> ' for part in parts) + "</div>"


def named(site: Site, items: tuple[str, ...]) -> str:
    """The subjects that the law has published."""
    first = escape(site.column("zfxxgk").first)
    return '<div class="content">' + "".join(f'<a href="{first}">{item}</a> ' for item in items) + "</div>"


def article_of(site: Site, slug: str, words: str) -> Article:
    """The article that is called by `words`."""
    return next(a for a in site.column(slug).articles if words in a.title)


def guide(site: Site) -> list[str]:
    """The paragraphs of a whole guide."""
    return [
        f"为便于公众获取{site.unit}的政府信息，编制本指南，机构或者事项变动后及时修订。",
        "一、信息分类：主动公开的信息按机构、文件、规划、财政、民生等门类编排，由各科室按职责整理。",
        "二、获取方式：可以在本网站的政府信息公开专栏查阅，也可以到县档案馆、县图书馆领取纸质材料。",
        "三、依申请公开：可以当面提交、邮寄或者在线填写申请表，本机关在法定期限内答复。",
        f"四、受理机构：{site.unit}办公室。",
        f"办公地址：临江县青溪镇县前街{int(site.code[-4:])}号。",
        "办公时间：上午8:30至12:00，下午2:00至5:30，节假日除外。",
        f"联系电话：0999-60{int(site.code[-4:]):05d}。",
    ]


def _way(column: Column, part: str) -> str:
    words = PARTS[part]
    return escape(next((a.path for a in column.articles if words and a.title.endswith(words)), column.first))


def _rules(site: Site) -> list[str]:
    return [
        f"第一条　{site.unit}公开政府信息，坚持以公开为常态、不公开为例外。",
        "第二条　公开前应当依法审查，谁公开谁审查，先审查后公开，并保存审查记录。",
        "第三条　公开的信息内容不准确的，应当及时更正；情况变化的，应当及时更新。",
    ]


def _sorted_out() -> list[str]:
    return [
        "按照统一部署，对现行行政规范性文件作了全面清理，结果公告如下。",
        "继续有效、失效和废止的文件分别列入三张目录，未列入继续有效目录的不再作为管理的依据。",
    ]


def _add(book: Book, site: Site, slug: str, words: str, age: int, paragraphs: list[str]) -> None:
    article = Article(f"{site.unit}{words}", back(book.today, age), paragraphs, source=site.unit, used=True)
    site.column(slug).articles.append(article)


def _gazette(book: Book, site: Site) -> None:
    column = Column("zfgb", "政府公报", "policy", number=90)
    column.first = DIALECTS[site.dialect].first(column, 1090)
    year = back(book.today, 400).year
    for number in range(ISSUES, 0, -1):
        lines = [f"本期目录：{title}" for title in ("县政府文件两件", "县政府办公室文件三件", "人事任免和大事记")]
        text = [*lines, "本期刊登的文件与印发的文本具有同等效力，供公众在各查阅点免费取阅和在网站浏览下载。"]
        title = f"{site.unit}公报{year}年第{number}期"
        column.articles.append(Article(title, back(book.today, 20 + 60 * (ISSUES - number)), text, source=site.unit))
    for article in column.articles:
        article.used = True
    column.extra = SEARCH.format(slug="zfgb")
    site.columns.append(column)
