"""Wrong expressions of all three levels, each in a sentence of an article of its own."""

from __future__ import annotations

from tests.county.draft import Article, Book, Site

_SAID = (
    # site, check, code, suspected, sentence, why
    ("portal", "wrong-expressions", "name", True, "会议学习了中华人民共合国有关法律。", "国名写错"),
    ("wjj", "wrong-expressions", "phrase", True, "全系统召开扫黑险恶专项斗争推进会。", "“扫黑除恶”写错"),
    ("mzj", "wrong-expressions", "wording", True, "活动邀请了港澳台等国家的客商参加。", "把港澳台说成国家"),
    ("zrzy", "wrong-expressions", "phrase", True, "推动全面从严治挡向基层延伸。", "“从严治党”写错"),
    ("rsj", "wrong-expressions", "name", True, "请向县人民攻府办公室报送材料。", "“人民政府”写错"),
    ("czj", "imprecise-names", "title", False, "依据《中华人民共和国残疾人权益保障法》落实补助。", "法律名称写错"),
    ("fgj", "imprecise-names", "organ", False, "国家发展与改革委员会下达了年度计划。", "机构名称写错"),
    ("rsj", "imprecise-names", "outdated", True, "请到县国土资源局窗口办理手续。", "用了改革前的部门名"),
    ("nyj", "imprecise-names", "outdated", True, "请与县卫计局联系体检事宜。", "用了改革前的部门名"),
    ("jyj", "typos", "word", False, "会议对下一阶段工作作出安排布署。", "“部署”写错"),
    ("nyj", "typos", "word", False, "截止目前，全县完成改造三百户。", "“截至”写错"),
    ("portal", "typos", "place", False, "考察团一行赴齐齐哈市学习先进做法。", "地名漏字"),
    ("scjg", "typos", "word", True, "截止2025年12月底，全县新登记市场主体三百户。", "“截至”写错"),
)

_SPARE = ("tjsj", "aqsc", "xczx", "rsxx", "zjdc", "tzgg", "yw")
"""Columns whose articles are words alone, those that hardly anything is drawn into first."""


def draw(book: Book) -> None:
    for key, check, code, suspected, sentence, why in _SAID:
        _said(book, book.sites[key], (check, code), sentence, why, suspected=suspected)
    _listed(book, book.sites["mzj"])


def spare(book: Book, site: Site) -> Article:
    """An article that no other family of faults is after, as long as there is one."""
    slugs = (
        slug for slug in _SPARE if site.has(slug) and any(not a.used and a.listed for a in site.column(slug).articles)
    )
    return book.take(site, next(slugs))


def _said(book: Book, site: Site, fault: tuple[str, str], sentence: str, why: str, *, suspected: bool) -> None:
    article = spare(book, site)
    if book.fault(site, *fault, site.url(article.path), why, suspected=suspected):
        article.paragraphs.append(sentence)


def _listed(book: Book, site: Site) -> None:
    """A wrong title that lists repeat: one fault, at the article."""
    article = book.take(site, "tzgg", newest=True)
    if book.fault(site, "typos", "word", site.url(article.path), "标题里“部署”写错，列表上也有：一处问题"):
        article.title = f"{article.title}布署会召开"
