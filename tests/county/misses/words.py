"""Sentences that look like wrong expressions and are right: longer words, history, quotations, letters of citizens."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.faults.words import spare
from tests.county.letters import letter

_RIGHT = (
    # site, name, check, sentence, why
    ("portal", "about-misprints", "wrong-expressions", "不得把国名误写为“中华人民共合国”。", "讲的就是错字"),
    ("wjj", "people-and-state", "wrong-expressions", "人民和国家电网员工一起抢修线路。", "“人民和国家”不是国名漏字"),
    ("mzj", "delegates-of-the-disabled", "wrong-expressions", "县残疾人代表大会召开。", "“人代表大会”前面是残疾人"),
    ("czj", "for-the-people", "wrong-expressions", "坚持以民为中心，扎实为民服务。", "不是固定提法漏字"),
    ("jyj", "law-of-the-state", "wrong-expressions", "提高社会主义治理水平，推动西部开发。", "正常的说法"),
    (
        "fgj",
        "countries-and-regions",
        "wrong-expressions",
        "来自泰国等国家和地区以及港澳台的客商参加。",
        "国家和地区，说法规范",
    ),
    ("rsj", "short-name-of-a-ministry", "imprecise-names", "按照人力资源社会保障部有关通知执行。", "部门的规范简称"),
    ("zrzy", "formerly", "imprecise-names", "原县国土资源局的档案已经移交。", "写明了“原”"),
    ("nyj", "resume", "imprecise-names", "他2009年至2014年在县国土资源局任职。", "简历里的旧名"),
    ("scjg", "title-of-a-paper", "imprecise-names", "执行《国土资源部关于加强管理的通知》。", "书名号里的文件名"),
    ("portal", "quoted-name", "imprecise-names", "门口还挂着“县环境保护局”的旧牌子。", "引号里的旧名"),
    ("wjj", "merged", "imprecise-names", "机构改革后，县卫计局的职责划入新的部门。", "讲的是机构改革"),
    ("mzj", "departments-of-old-kind", "imprecise-names", "请与国土资源部门和环境保护部门联系。", "“部门”不是部"),
    ("czj", "deadline", "typos", "报名截止时间为12月1日，截止日期前请提交材料。", "“截止”用得对"),
    ("jyj", "deadline-of-a-day", "typos", "报名截止2026年12月1日，逾期不再受理。", "“截止”用得对"),
    ("fgj", "signed-and-published", "typos", "公布署名文章一篇，按装机容量补贴。", "“布署”“按装”是两个词的交界"),
    ("rsj", "one-after-another", "typos", "一座座落成的新居迎来住户。", "“座落”是两个词的交界"),
    ("zrzy", "own-business", "typos", "他回乡办起自己经营的小店。", "“己经”在“自己经营”里"),
    ("nyj", "end-of-term", "typos", "期末未成年人活动如期举行，农村村民踊跃参加。", "不是“末”“未”误写，也不是多字"),
    ("scjg", "quoted-words", "typos", "老人在信里写道：“凡事都要按步就班。”", "引号里是别人的原话"),
)


def draw(book: Book) -> None:
    for key, name, check, sentence, why in _RIGHT:
        site = book.sites[key]
        article = spare(book, site)
        article.paragraphs.append(sentence)
        book.miss(name, site, site.url(article.path), why, check)
    for key, year in (("portal", 2016), ("jyj", 2018)):
        _of_then(book, book.sites[key], year)
    _citizen(book, book.sites["portal"])


def _of_then(book: Book, site: Site, year: int) -> None:
    """A summary of a year in which the department still had that name."""
    article = book.take(site, "tzgg", newest=True)
    article.title = f"{year}年{article.title}情况回顾"
    article.paragraphs.append("县国土资源局、县环保局等单位参加了联合检查。")
    book.miss("summary-of-then", site, site.url(article.path), "回顾改革以前的年份", "imprecise-names")


def _citizen(book: Book, site: Site) -> None:
    """What a citizen wrote is no fault of the office."""
    asked = "请问县国土资源局门口的路灯什么时候按装？工作怎么布署的？"
    article = letter(book, site, 90, 30, took="3", question=asked)
    for check in ("imprecise-names", "typos"):
        book.miss("words-of-a-citizen", site, site.url(article.path), "来信人的原话", check)
