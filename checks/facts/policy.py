"""Which pages show a policy document in force, and what a reader can see of its fields."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from rapidfuzz import fuzz

from checks.facts.folding import fold
from checks.facts.labelled import values
from checks.facts.proper import is_continuation, is_proper
from checks.model.pages import DateSource, Document, PageFacts, PageKind
from checks.model.registry import BEIJING
from checks.model.views import PageView

_AHEAD = timedelta(hours=8)
_NEVER = frozenset((PageKind.HOME, PageKind.LIST, PageKind.SECTION, PageKind.STUB))
_DRAFT = re.compile(r"征求.{0,60}意见|意见稿|送审稿|讨论稿|草案|公开征集|意见征集|征集.{0,60}意见")
_EXPLAINS = re.compile(r"解读|图解|一图|一张图|问答|答记者问|起草说明|新闻发布会")
_CATALOGUE = re.compile(r"标准目录|公开事项目录")  # its table has 公开主体 and 公开方式, and is none of metadata
_ACT = re.compile(r"(?:通知|意见|办法|规定|决定|方案|细则|公告|通告|批复|函|规则|条例|令)(?:[(（【\[].{0,30})?$")
_OWN = r"(?!.{0,30}(?:关于|印发|贯彻|转发|学习))"
_STATUTE = re.compile(
    rf"^《?(?:中华人民共和国.{{1,40}}法|{_OWN}.{{2,40}}(?<![办方做执司守违合用看说想])法|{_OWN}.{{2,60}}条例"
    r"|.{4,80}司法解释|最高人民法院.{4,80}的(?:解释|规定|批复))》?(?:[(（【\[].{0,40})?$"
)
_UNREAD = {
    "written": re.compile(r"(?:成文|发文|生成|制发|印发|签发)(?:日期|时间)[:：|\[(（]{0,2}[\d〇○一二三四五六七八九]"),
    "published": re.compile(r"(?:发布|公开|公布)(?:日期|时间)[:：|\[(（]{0,2}[\d〇○一二三四五六七八九]"),
}
_BLANKS = re.compile(r"\s+")
_FURNITURE = re.compile(
    r"来源|时间|日期|字号|字体|打印|关闭|分享|浏览|点击|阅读|扫一扫|下载|索引|主题|分类|机构|机关|单位|文号|有效|标题|名称|作者|编辑|关键词|"
    r"当前位置|首页|上一篇|下一篇|返回"
)
_SUFFIX = re.compile(r"[_|—–-]")
_TERM = re.compile(r"有效期|失效[日时]|废止[日时]|终止日期")
_CLOCK = re.compile(r"[\d年月日时分秒]+")
_FURNITURE_LENGTH = 60  # characters: a line about the page and not of the document is no longer
_LINES, _LINE_LENGTH, _ALIKE = 40, 300, 70  # where a title is looked for, and from what per cent on a line is one


def document_of(page: PageView) -> Document | None:
    """The document a page shows; None for drafts, explanations of a document, catalogues, lists, error messages."""
    return page.derived(_document_of)


def _document_of(page: PageView) -> Document | None:
    facts, document = page.facts, page.facts.document
    if document is None or document.draft or facts.kind in _NEVER or is_continuation(page) or not is_proper(page):
        return None
    titles = (document.title, facts.heading)
    if any(_DRAFT.search(title) or _explains(title) or _CATALOGUE.search(title) for title in titles):
        return None
    if any(_EXPLAINS.search(crumb.text) or _DRAFT.search(crumb.text) for crumb in facts.crumbs[-2:]):
        return None
    return document


def has_table(document: Document) -> bool:
    """True when the fields stand in a metadata table, so that a missing one is missing and not overlooked."""
    return bool(document.labels)


def title_of(page: PageView, document: Document) -> str:
    """The title of a document, as the page shows it or as its labels tell it."""
    return document.title or page.facts.heading


def shows_title(facts: PageFacts, document: Document) -> bool:
    """True when a line of the main text, or two in a row, is or nearly is a title that the page gives itself."""
    told = (document.title, facts.heading, _SUFFIX.split(facts.heading)[0], *values(facts, "ArticleTitle"))
    titles = {folded for title in told if (folded := fold(title))} - {fold(name) for name in values(facts, "SiteName")}
    before = ""
    for line in facts.text.split("\n", _LINES)[:_LINES]:
        here = fold(line[:_LINE_LENGTH])
        if any(fuzz.ratio(title, shown) >= _ALIKE for title in titles for shown in (here, before + here)):
            return True
        before = here
    return False


def table_in_text(facts: PageFacts, document: Document) -> bool:
    """True when the main text begins where the metadata table stands, so that what it lacks the page lacks."""
    top = _BLANKS.sub("", facts.text[:4000])
    return any(label in top for label in document.labels)


def labels_term(document: Document) -> bool:
    """True when the metadata table itself names the term or the last day of the document."""
    return document.valid_until is not None and any(_TERM.search(label) for label in document.labels)


def labels_title(document: Document) -> bool:
    """True when the metadata table has a row for the title."""
    return any("标题" in label or "名称" in label for label in document.labels)


def own_text(facts: PageFacts, document: Document, enough: int) -> int:
    """How many letters the main text has beyond title, fields and the furniture of the page; from `enough` on it is
    not counted further."""
    known = {fold(field) for field in (document.title, facts.heading, facts.title, document.number, document.issuer)}
    known |= {fold(field) for field in (document.index, document.validity_text, "无")}
    letters = 0
    for line in facts.text.splitlines():
        words = fold(line[:1000])
        furniture = len(words) <= _FURNITURE_LENGTH and bool(_FURNITURE.search(words))
        if words not in known and not furniture:
            letters += len(_CLOCK.sub("", words))
            if letters >= enough:
                break
    return letters


def published_on(page: PageView, document: Document, *, unlabelled: bool = True) -> date | None:
    """The day (+08:00) of publication that a reader sees, in the table or beside the title.

    A day that only a meta or the address gives is none. `unlabelled` admits a date that stands without any label,
    unless it is the day of writing.
    """
    facts = page.facts
    labelled = [day(seen.value) for seen in facts.dates if seen.source in (DateSource.LABEL, DateSource.SCRIPT)]
    if document.published:
        told, guess = day(document.published), facts.published
        if guess is None or told != day(guess.value):
            return told
    if labelled or not unlabelled:
        return labelled[0] if labelled else None
    written = day(document.written) if document.written else None
    bare = (day(seen.value) for seen in facts.dates if seen.source is DateSource.BARE)
    return next((shown for shown in bare if shown != written), None)


def day(moment: datetime) -> date:
    """The day of a moment in the zone in which offices write. Nearly all are kept in UTC: these are moved by hand, for
    that takes a quarter of the time, and the lists of a site show thousands."""
    return (moment + _AHEAD if moment.tzinfo is UTC else moment.astimezone(BEIJING)).date()


def shown_but_unread(facts: PageFacts, field: str) -> bool:
    """True when the text has figures behind a label of `field` ("written", "published") that were not understood."""
    pattern = _UNREAD.get(field)
    return pattern is not None and pattern.search(_BLANKS.sub("", facts.text[:4000])) is not None


def is_act(title: str) -> bool:
    """True when a title ends as those of documents do (通知, 办法, 意见 …), and not as that of some information."""
    return bool(_ACT.search(title.strip()))


def is_statute(title: str) -> bool:
    """True for laws, regulations (条例) and readings of the supreme court: no office numbers or signs them."""
    return bool(_STATUTE.match(title.strip()))


def same_paper(one: str, other: str) -> bool:
    """True when two titles may be those of one document: alike, or one inside the other."""
    first, second = fold(one), fold(other)
    return first in second or second in first


def _explains(title: str) -> bool:
    """解读 in a title speaks of an explanation, unless the title is that of an act about explaining."""
    return bool(_EXPLAINS.search(title)) and not _ACT.search(title.strip())
