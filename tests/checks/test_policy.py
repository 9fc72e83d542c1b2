"""Which pages show a document, and what a reader can see of it."""

from datetime import date, datetime
from typing import Any

import pytest

from checks.facts import policy
from checks.model.pages import DateSeen, DateSource, Document, Link, Meta, PageKind, Paging
from tests.checks.shown import day, page

TITLE = "临江县水库安全管理办法"
WRITTEN, LATER = day(2026, 3, 2), day(2026, 3, 5)
TABLE = ("索引号", "文号")


def crumbs(*names: str) -> tuple[Link, ...]:
    return tuple(Link("http://www.linjiang.gov.cn/", name) for name in names)


@pytest.mark.parametrize(
    ("facts", "is_document"),
    [
        ({}, True),
        ({"document": None}, False),
        ({"document": Document(TITLE, draft=True)}, False),
        ({"kind": PageKind.LIST}, False),
        ({"kind": PageKind.HOME}, False),
        ({"paging": Paging("trs", 2)}, False),
        ({"title": ""}, False),
        ({"heading": "关于征求《临江县水库安全管理办法》意见的公告", "document": Document()}, False),
        ({"document": Document("《临江县水库安全管理办法》解读")}, False),
        ({"document": Document("一图读懂水库安全")}, False),
        ({"document": Document("关于加强政策解读工作的通知")}, True),
        ({"document": Document("关于加强政策解读工作的通知（临政办〔2026〕9号）")}, True),
        ({"crumbs": crumbs("首页", "政策解读", "正文")}, False),
        ({"crumbs": crumbs("首页", "意见征集")}, False),
        ({"crumbs": crumbs("政策解读", "规范性文件", "正文")}, True),  # only the column itself counts
    ],
)
def test_document_of(facts: dict[str, Any], is_document: bool) -> None:
    shown = page(**{"kind": PageKind.ARTICLE, "document": Document(TITLE), **facts})
    assert (policy.document_of(shown) is not None) is is_document


def seen(moment: datetime, source: DateSource) -> DateSeen:
    return DateSeen(moment, source, "x")


LABEL, META, BARE = (seen(LATER, s) for s in (DateSource.LABEL, DateSource.META, DateSource.BARE))
EARLY = seen(WRITTEN, DateSource.BARE)


@pytest.mark.parametrize(
    ("told", "guess", "dates", "published", "by_label"),
    [
        (None, None, (), None, None),
        (LATER, None, (), date(2026, 3, 5), date(2026, 3, 5)),  # in the table
        (LATER, seen(day(2026, 3, 9), DateSource.META), (), date(2026, 3, 5), date(2026, 3, 5)),  # not the guess
        (LATER, META, (META,), None, None),  # only machines see it
        (LATER, LABEL, (LABEL, META), date(2026, 3, 5), date(2026, 3, 5)),
        (None, LABEL, (LABEL,), date(2026, 3, 5), date(2026, 3, 5)),
        (LATER, META, (seen(day(2026, 3, 7), DateSource.SCRIPT), META), date(2026, 3, 7), date(2026, 3, 7)),
        (None, BARE, (BARE,), date(2026, 3, 5), None),
        (None, EARLY, (EARLY,), None, None),  # the day under the text
        (None, EARLY, (EARLY, BARE), date(2026, 3, 5), None),
    ],
)
def test_published_on(
    told: datetime | None,
    guess: DateSeen | None,
    dates: tuple[DateSeen, ...],
    published: date | None,
    by_label: date | None,
) -> None:
    document = Document(TITLE, written=WRITTEN, published=told)
    shown = page(published=guess, dates=dates, document=document)
    assert policy.published_on(shown, document) == published
    assert policy.published_on(shown, document, unlabelled=False) == by_label


def test_a_bare_date_is_that_of_publication_where_no_day_of_writing_is_known() -> None:
    document = Document(TITLE)
    assert policy.published_on(page(dates=(BARE,)), document) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        (f"{TITLE}\n正文", True),
        (f"标题：{TITLE}\n正文", True),
        ("临江县水库\n安全管理办法\n正文", True),
        (f"第一条 为贯彻{TITLE}，结合本县实际，制定本细则。", False),
        ("发文机关：临江县人民政府办公室", False),
        ("", False),
    ],
)
def test_shows_title(text: str, shows: bool) -> None:
    metas = (Meta("ArticleTitle", TITLE), Meta("SiteName", "临江县人民政府办公室"))
    shown = page(text=text, metas=metas, heading="临江县人民政府办公室")
    assert policy.shows_title(shown.facts, Document()) is shows


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        (f"{TITLE}\n临政办〔2026〕18号\n临江县人民政府\n有效\n无\n2026年3月2日", 0),
        ("来源：县水利局 时间：2026-03-05\n字号：大 中 小\n发 文 机 关：\n【打印】【关闭】", 0),
        ("第一条 本县水库由县水利局统一管理。", 16),
        ("来源" + "字" * 58, 0),
        ("来源" + "字" * 59, 61),
    ],
)
def test_own_text(text: str, letters: int) -> None:
    document = Document(TITLE, "临政办〔2026〕18号", "临江县人民政府", validity_text="有效")
    assert policy.own_text(page(text=text, heading=TITLE).facts, document, 10_000) == letters


@pytest.mark.parametrize(
    ("field", "text", "unread"),
    [
        ("written", "成 文 日 期：2026年3月", True),
        ("written", "成文日期：二〇二六年三月", True),
        ("written", "成文日期：发布日期：2026-03-05", False),
        ("published", "成文日期：发布日期：2026-03", True),
        ("number", "文号：18", False),
    ],
)
def test_shown_but_unread(field: str, text: str, unread: bool) -> None:
    assert policy.shown_but_unread(page(text=text).facts, field) is unread


@pytest.mark.parametrize(
    ("labels", "in_text", "title", "term"),
    [
        (("索引号", "文号"), True, False, False),
        (("标题", "文号"), True, True, False),
        (("文件名称", "有效期"), False, True, True),
        (("失效日期",), False, False, True),
        ((), False, False, False),
    ],
)
def test_table(labels: tuple[str, ...], in_text: bool, title: bool, term: bool) -> None:
    document = Document(labels=labels, valid_until=WRITTEN)
    assert policy.table_in_text(page(text="索 引 号：1\n文 号：").facts, document) is in_text
    assert policy.labels_title(document) is title
    assert policy.labels_term(document) is term
    assert not policy.labels_term(Document(labels=labels))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TITLE, TITLE, True),
        (TITLE, "临江县人民政府关于印发" + TITLE, True),
        ("临江县人民政府关于印发" + TITLE, TITLE, True),
        (TITLE, "关于成立防汛指挥部的通知", False),
        ("", TITLE, True),
        (TITLE, "", True),
    ],
)
def test_same_paper(one: str, other: str, same: bool) -> None:
    assert policy.same_paper(one, other) is same


@pytest.mark.parametrize(
    ("title", "statute"),
    [
        ("中华人民共和国森林法", True),
        ("中华人民共和国种子法（2015年修订）", True),
        ("临江省水库管理条例", True),
        ("最高人民法院关于审理工伤案件若干问题的规定", True),
        ("临江县水库安全管理办法", False),
        ("关于贯彻《临江省水库管理条例》", False),
        ("临江县人民政府关于印发某条例的通知", False),
        ("行政执法", False),
    ],
)
def test_statutes_carry_no_number_of_an_office(title: str, statute: bool) -> None:
    assert policy.is_statute(title) is statute
