"""What a notice says of itself: until when it asks, whom, and about which draft."""

from __future__ import annotations

from datetime import date

import pytest

from checks.facts.consultations import about, tells_result
from checks.facts.markup import parse
from checks.facts.policy import day
from checks.facts.reading import read
from checks.model.consultations import Consultation, Part, Subject

TITLE = "关于《临江县停车管理办法（征求意见稿）》公开征求意见的公告"

FILLING = "为了做好这项工作，特作如下说明。" * 6


def consultation(*lines: str, title: str = TITLE, column: str = "通知公告") -> Consultation | None:
    text = "".join(f"<p>{line}</p>" for line in lines)
    html = f"""<html><head><title>{title}</title></head><body>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/c/">{column}</a> &gt; 正文</div>
<div><h1>{title}</h1><p>发布时间：2026-03-02 09:00</p>{text}<p>{FILLING}</p></div></body></html>"""
    return read(parse("http://www.linjiang.gov.cn/c/1.html", html.encode(), "text/html; charset=utf-8")).consultation


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("征求意见时间：2026年3月2日至2026年3月31日。", date(2026, 3, 2), date(2026, 3, 31)),
        ("征求意见时间：2026年3月2日-3月31日", date(2026, 3, 2), date(2026, 3, 31)),
        ("公示期限：2026.3.2—2026.3.31", date(2026, 3, 2), date(2026, 3, 31)),
        ("意见征集时间为2026年12月20日起至1月19日止。", date(2026, 12, 20), date(2027, 1, 19)),
        ("请于2026年3月31日17:00前提出意见。", None, date(2026, 3, 31)),
        ("请于3月31日前反馈意见", None, date(2026, 3, 31)),
        ("意见反馈截止时间为2026年3月31日。", None, date(2026, 3, 31)),
        ("自公告之日起至2026年3月31日，欢迎提出意见。", None, date(2026, 3, 31)),
        ("征求意见座谈会3月2日至3月4日召开，意见征集3月2日至3月31日。", date(2026, 3, 2), date(2026, 3, 31)),
        ("对第1.2-1.5条的意见，请于3月31日前提出。", None, date(2026, 3, 31)),
        ("2026年3月31日前建成停车场。", None, None),
        ("欢迎提出意见，2020年3月31日前的规定同时废止。", None, None),
        ("请于2026年2月30日前提出意见。", None, None),
    ],
)
def test_until_when(line: str, first: date | None, last: date | None) -> None:
    says = consultation(line)
    assert says is not None
    assert (says.opened and day(says.opened), says.closes and day(says.closes)) == (first, last)


@pytest.mark.parametrize(
    ("line", "days", "workdays"),
    [
        ("自公告发布之日起30日内提出意见", 30, None),
        ("公示期为三十天，欢迎提出意见", 30, None),
        ("征求意见期限为7个工作日", None, 7),
        ("征求意见期限为1个月", 30, None),
        ("征求意见时间：3月2日至3月31日", None, None),
    ],
)
def test_a_period_told_as_a_number(line: str, days: int | None, workdays: int | None) -> None:
    says = consultation(line)
    assert says is not None
    assert (says.days, says.workdays) == (days, workdays)


@pytest.mark.parametrize(
    ("title", "part", "subject"),
    [
        (TITLE, Part.NOTICE, Subject.DOCUMENT),
        ("临江县停车管理办法（征求意见稿）", Part.NOTICE, Subject.DOCUMENT),
        ("关于《停车收费方案》重大行政决策征求意见的公告", Part.NOTICE, Subject.DECISION),
        ("关于征集2027年民生实事项目建议的公告", Part.NOTICE, Subject.TOPIC),
        ("关于公开征集2027年度重大行政决策事项建议的公告", Part.NOTICE, Subject.TOPIC),
        ("关于公开征求2027年度重大行政决策事项目录意见的公告", Part.NOTICE, Subject.TOPIC),
        ("关于《重大行政决策目录（征求意见稿）》征求意见的公告", Part.NOTICE, Subject.DOCUMENT),
        ("关于停车收费重大行政决策事项公开征求意见建议的公告", Part.NOTICE, Subject.DECISION),
        ("《停车管理办法（征求意见稿）》起草说明", Part.EXPLANATION, Subject.DOCUMENT),
        ("关于《停车管理办法（征求意见稿）》公开征求意见情况的反馈", Part.RESULT, Subject.DOCUMENT),
    ],
)
def test_what_a_page_is(title: str, part: Part, subject: Subject) -> None:
    says = consultation(title=title)
    assert says is not None
    assert (says.part, says.subject) == (part, subject)


def test_other_articles_are_none() -> None:
    assert consultation(title="全县停车管理工作会议召开") is None


def test_its_column_makes_an_article_a_notice() -> None:
    says = consultation(title="校车线路怎么走，听您的", column="民意征集")
    assert says is not None
    assert (says.part, says.subject) == (Part.NOTICE, Subject.TOPIC)


def test_a_website_that_is_named_is_no_draft() -> None:
    says = consultation(title="《中国政府网》群众办事行动启动", column="民意征集")
    assert says is not None
    assert says.subject is Subject.TOPIC


@pytest.mark.parametrize(
    "title",
    [
        "关于《停车管理办法（征求意见稿）》公开征求意见的公告",
        "关于对《停车管理办法（草案）》征求意见的公告",
        "关于《停车管理办法（公开征求意见稿）》的公告",
        "关于《停车管理办法》（修订草案征求意见稿）征求意见的公告",
    ],
)
def test_the_draft_that_a_title_names(title: str) -> None:
    assert about(title) == "停车管理办法"


def test_a_title_without_a_draft() -> None:
    assert about("关于征集建议的公告") == ""


@pytest.mark.parametrize(
    ("title", "told"),
    [("校车线路意见征集结果反馈", True), ("停车管理办法意见采纳情况", True), ("校车线路意见征集公告", False)],
)
def test_the_title_of_a_result(title: str, told: bool) -> None:
    assert tells_result(title) is told


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("关于《停车收费方案》重大行政决策征求意见的公告", True),
        ("停车收费方案（草案）重大行政决策公开征求意见", True),
        ("停车收费重大行政决策公开征求意见", False),
        ("关于《停车收费方案》重大行政决策公开征集听证代表的公告", False),
        ("关于《停车收费方案》重大行政决策社会稳定风险评估公众意见征集的公告", False),
        ("关于征求《停车收费方案》重大行政决策后评估意见的公告", False),
        ("关于《重大行政决策程序规定》公开征求意见的公告", False),
    ],
)
def test_a_draft_that_its_title_calls_a_decision(title: str, named: bool) -> None:
    says = consultation(title=title)
    assert says is not None
    assert says.named is named


@pytest.mark.parametrize(
    ("title", "line", "again"),
    [
        (TITLE, "征求意见时间：3月2日至3月31日", False),
        ("关于延长《停车管理办法（征求意见稿）》征求意见时间的公告", "延长时间：4月1日至4月7日", True),
        (TITLE, "征求意见时间现延长至4月7日。", True),
    ],
)
def test_an_extension_is_no_first_round(title: str, line: str, again: bool) -> None:
    says = consultation(line, title=title)
    assert says is not None
    assert says.again is again


@pytest.mark.parametrize(
    ("line", "mail_only"),
    [("意见请寄县前街1号。", False), ("意见请发至邮箱。", True), ("意见请发至邮箱，或者扫描二维码提交。", False)],
)
def test_mail_alone(line: str, mail_only: bool) -> None:
    says = consultation(line)
    assert says is not None
    assert says.mail_only is mail_only
