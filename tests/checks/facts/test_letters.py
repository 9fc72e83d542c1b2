"""Letters from lists, tables and pages of their own; pages that look like them and are none."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from checks.facts.letter_words import NAMES, NOT_NAMES, is_of_letters, is_of_others, kind_of, state_of
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.lexicon.columns import topics_of
from checks.model.letters import Answered, Letter, LetterKind
from checks.model.registry import BEIJING

REPLY = "您好，水管已经修好，给您带来不便请谅解。"
CRUMBS = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/xx/">{}</a></div>'


def letters(body: str, column: str = "县长信箱", url: str = "http://www.a.gov.cn/xx/1.html") -> tuple[Letter, ...]:
    crumbs = CRUMBS.format(column) if column else ""
    page = f"<html><title>标题</title><body>{crumbs}<div>{body}</div></body></html>"
    return read(parse(url, page.encode(), "text/html; charset=utf-8")).letters


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


FIELDS = {
    "信件标题": "水管何时修好",
    "信件类型": "投诉",
    "留言人": "王小明",
    "留言时间": "2026-03-02 08:30",
    "留言内容": "水管坏了。",
    "答复单位": "县水利局",
    "答复时间": "2026年3月4日",
    "答复内容": REPLY,
}


@pytest.mark.parametrize(
    ("row", "whole"),
    [
        ("<tr><td>{0}：</td><td>{1}</td></tr>", "<table>{}</table>"),
        ("<tr><th>{0}</th><td>{1}</td></tr>", "<table>{}</table>"),
        ("<p><b>{0}：</b>{1}</p>", "{}"),
        ("<p><b>{0}</b></p><p>{1}</p>", "<div>{}</div>"),
        ("<dt>{0}</dt><dd>{1}</dd>", "<dl>{}</dl>"),
        ("<li>【{0}】{1}</li>", "<ul>{}</ul>"),
        ("<div><span>{0}：</span><span>{1}</span></div>", "<div>{}</div>"),
    ],
)
def test_a_letter_of_its_own_page(row: str, whole: str) -> None:
    (letter,) = letters(whole.format("".join(row.format(*pair) for pair in FIELDS.items())))
    assert (letter.title, letter.kind) == ("水管何时修好", LetterKind.COMPLAINT)
    assert letter.submitted == day("2026-03-02T08:30")
    assert (letter.answered, letter.answered_by) == (day("2026-03-04"), "县水利局")
    assert (letter.answer, letter.alone, letter.empty) == (Answered.SHOWN, True, ())
    assert letter.answer_length == len(re.sub(r"\W", "", REPLY)) - len("您好")
    assert letter.url == "http://www.a.gov.cn/xx/1.html"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("<tr><td>答复内容：</td><td></td></tr>", Answered.EMPTY),
        ("<tr><td>答复内容：</td><td><script>show()</script></td></tr>", Answered.UNTOLD),
        ("<tr><td>答复内容：</td><td><img src='/1.png'></td></tr>", Answered.UNTOLD),
        ("<tr><td>答复内容：</td><td>暂无回复</td></tr>", Answered.DENIED),
        ("<tr><td>答复时间：</td><td></td></tr><tr><td>浏览次数：</td><td>3</td></tr>", Answered.BLANK),
        ("<tr><td>答复时间：</td><td></td></tr><tr><td>部门答复：</td><td>水管已经修好了。</td></tr>", Answered.SHOWN),
        ("<tr><td>答复内容：</td><td><textarea>水管已经修好了。</textarea></td></tr>", Answered.UNTOLD),
        ("<tr><td>答复内容：</td><td><textarea> </textarea></td></tr>", Answered.EMPTY),
        ("<tr><td>答复内容：</td><td><input value='水管已修好'></td></tr>", Answered.UNTOLD),
        ("<tr><td>答复内容：</td><td></td></tr><tr><td><input value='请输入关键字'></td></tr>", Answered.EMPTY),
        ("<tr><td>答复内容：</td><td><i id='a1'></i></td></tr><script src='/a.js'></script>", Answered.BLANK),
        ("<tr><td>答复内容：</td><td><i id='a1'></i></td></tr>", Answered.EMPTY),
        (
            "<tr><td>答复内容</td></tr><tr><td>答复单位：县水利局</td></tr>"
            "<tr><td>经核实，水管昨天已经由施工队修好了。</td></tr>",
            Answered.BLANK,
        ),
        ("<tr><td>答复内容：</td><td>该企业未办理登记。</td></tr>", Answered.SHOWN),
        ("<tr><td>答复内容：</td><td>垃圾已清运。</td></tr>", Answered.SHOWN),
        (
            "<tr><td>答复内容：</td><td></td></tr><tr><td colspan=2>经核实，水管昨天已经由施工队修好了。</td></tr>",
            Answered.BLANK,
        ),
        (
            "<tr><td>答复内容：</td></tr><tr><td><div style='display:none'>水管修好了。</div></td></tr>",
            Answered.BLANK,
        ),
        ("<tr><td>办理状态：</td><td>未受理</td></tr>", Answered.UNDERWAY),
        ("<tr><td>答复内容：</td><td>该信件尚未回复，请等候。</td></tr>", Answered.DENIED),
        ("<tr><td>办理状态：</td><td>已答复，未办结</td></tr>", Answered.CLAIMED),
        ("<tr><td>办理状态：</td><td>全部 未回复 已回复</td></tr>", Answered.UNTOLD),
        ("<tr><td>办理状态：</td><td>办理中</td></tr>", Answered.UNDERWAY),
        ("<tr><td>是否回复：</td><td>否</td></tr>", Answered.DENIED),
        ("<tr><td>是否回复：</td><td>是</td></tr>", Answered.CLAIMED),
        ("<tr><td>办理状态：</td><td>未办结</td></tr>", Answered.DENIED),
        ("<tr><td>办理状态：</td><td>不予受理</td></tr>", Answered.EXCUSED),
        ("<tr><td>处理结果：</td><td>办理中</td></tr>", Answered.UNDERWAY),
        ("<tr><td>答复内容：</td></tr><tr><td>水管已经修好了。</td></tr>", Answered.SHOWN),
        ("<tr><td>答复内容：</td><td></td></tr><tr><td colspan=2>上一篇：路灯</td></tr>", Answered.EMPTY),
        ("<tr><td>浏览次数：</td><td>3</td></tr>", Answered.UNTOLD),
    ],
)
def test_what_a_page_says_of_the_answer(answer: str, told: Answered) -> None:
    asked = "<tr><td>来信时间：</td><td>2026-03-02</td></tr><tr><td>来信内容：</td><td>水管坏了。</td></tr>"
    (letter,) = letters(f"<h1>水管何时修好</h1><table>{asked}{answer}</table>")
    assert (letter.answer, letter.answer_print) == (told, letter.answer_print if told is Answered.SHOWN else "")


def test_an_empty_cell_is_no_value_of_the_next_row() -> None:
    rows = "".join(f"<tr><td>{label}：</td><td></td></tr>" for label in ("答复单位", "答复时间", "答复内容"))
    asked = "<tr><td>来信时间：</td><td>2026-03-02</td></tr>"
    (letter,) = letters(f"<table>{asked}{rows}</table><p>版权所有</p>")
    assert (letter.answered_by, letter.answered) == ("", None)
    assert letter.empty == ("answered", "answered_by", "answer")


def test_the_day_of_acceptance_stands_in_for_that_of_the_letter() -> None:
    (letter,) = letters("<p>受理时间：2026-03-02</p><p>答复内容：已经修好了。</p>")
    assert (letter.submitted, letter.shows) == (day("2026-03-02"), ("submitted", "answer"))


def test_entries_with_labels() -> None:
    first, second, third = letters(
        "<ul><li><a href='/xx/1.html'>路灯坏了</a>"
        "<p>提交时间：2026-03-02 <i>回复人：县住建局</i> 回复时间：2026-03-04</p></li>"
        "<li><a href='/xx/2.html'>水管坏了</a><p>提交时间：2026-03-05</p></li>"
        "<li><a href='/xx/3.html'>道路坏了</a><p>提交时间：2026-03-06 回复时间：2026-03-09</p></li></ul>",
        url="http://www.a.gov.cn/xx/",
    )
    assert [(one.title, one.url) for one in (first, second)] == [
        ("路灯坏了", "http://www.a.gov.cn/xx/1.html"),
        ("水管坏了", "http://www.a.gov.cn/xx/2.html"),
    ]
    assert (first.submitted, first.answered, first.answered_by) == (day("2026-03-02"), day("2026-03-04"), "县住建局")
    assert (second.answered, second.answer, third.answer) == (None, Answered.BLANK, Answered.SHOWN)


def test_entries_with_a_state() -> None:
    rows = "".join(
        f"<li><b>[{state}]</b><a href='/xx/{n}.html'>路灯坏了</a><i>2026-03-0{n}</i></li>"
        for n, state in enumerate(("未回复", "已回复"), 1)
    )
    first, second = letters(f"<ul>{rows}</ul>", url="http://www.a.gov.cn/xx/")
    assert (first.submitted, first.answer) == (day("2026-03-01"), Answered.DENIED)
    assert (second.submitted, second.answer) == (None, Answered.CLAIMED)


def test_a_table_with_a_head() -> None:
    head = "".join(f"<th>{name}</th>" for name in ("编号", "标题", "类型", "时间", "状态"))
    rows = (
        "<tr><td>1</td><td><a href='/xx/1.html'>路灯坏了</a></td><td>求助</td><td>2026-03-02</td><td>待答复</td></tr>"
    )
    rows += "<tr><td>2</td><td>水管坏了</td><td>咨询</td><td>2026-03-03</td><td>已答复</td></tr>"
    first, second = letters(f"<table><tr>{head}</tr>{rows}</table>", url="http://www.a.gov.cn/xx/")
    assert (first.title, first.kind, first.submitted) == ("路灯坏了", LetterKind.HELP, day("2026-03-02"))
    assert (second.title, second.url, second.submitted, second.answer) == ("水管坏了", "", None, Answered.CLAIMED)


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("<table><tr><th>标题</th><th>提交时间</th><th>状态</th></tr></table><p>没有留言内容</p>", "读者留言"),
        ("<p>提交时间：2026-03-02</p><p>答复内容：请补正。</p>", "依申请公开"),
        ("<p>来信时间：2026-03-02</p><p>答复内容：已转交。</p>", "网上信访"),
        ("<p>提交时间：2026-03-02</p><p>答复时间：2026-03-04</p><p>内容：无</p>", "通知公告"),
        ("<p>留言时间：2026-03-02</p><p>内容：无</p>", "通知公告"),
        ("<p>留言须知：请写明来信时间。</p>", "县长信箱"),
    ],
)
def test_no_letters(body: str, column: str) -> None:
    assert letters(body, column) == ()


def test_labels_that_are_of_nothing_else_need_no_column() -> None:
    (letter,) = letters("<p>留言时间：2026-03-02</p><p>答复时间：2026-03-04</p><p>答复内容：已修好。</p>", "")
    assert letter.answered == day("2026-03-04")


def test_a_letter_that_quotes_another_stays_one() -> None:
    quoting = "<table><tr><td>来信时间：</td><td>2026-03-02</td></tr>"
    quoting += f"<tr><td>答复内容：</td><td>{REPLY}</td></tr></table>"
    (letter,) = letters(f"{quoting}<p>留言时间：2026-01-02</p>")
    assert letter.submitted == day("2026-03-02")
    (letter,) = letters("<p>来信时间：2026-03-02</p><p>答复内容：您来信</p><p>来信时间：2026-01-02</p><p>已答复。</p>")
    assert (letter.submitted, letter.answer) == (day("2026-03-02"), Answered.SHOWN)


def test_who_wrote_is_not_kept() -> None:
    (letter,) = letters(
        "<p>信件标题：王小明13812345678求助wxm@a.cn</p><p>留言人：王小明</p><p>来信时间：2026-03-02</p><p>答复内容：已修好。</p>"
    )
    assert letter.title == "******求助***"
    assert "王小明" not in repr(letter)


def test_greeting_and_figures_make_no_other_answer() -> None:
    prints = {
        letters(f"<p>来信时间：2026-03-02</p><p>答复内容：{text}</p>")[0].answer_print
        for text in ("王先生，您好！已于3日修好。", "李女士：你好，已于12日修好", "已于日修好。")
    }
    assert len(prints) == 1


def test_many_letters_are_cut() -> None:
    rows = "".join(f"<li>路灯{n}坏了 <p>提交时间：2026-03-02</p></li>" for n in range(500))
    assert len(letters(f"<ul>{rows}</ul>")) == 200


@pytest.mark.parametrize(
    "body",
    [
        "<td>答复内容：",
        "<tr><td>来信时间",
        "<li>[未回复]",
        "来信时间：答复时间：",
        "<th>标题<th>来信时间<th>状态<tr><td><td><td>",
    ],
)
def test_torn_markup_raises_nothing(body: str) -> None:
    assert len(letters(body)) <= 1


def test_the_words_of_columns_are_those_of_the_topic() -> None:
    assert all("letters" in topics_of(name) for name in NAMES)
    assert not any("letters" in topics_of(f"咨询{name}") for name in NOT_NAMES)
    for name in ("县长信箱", "网上信访", "常见问题咨询", "工作动态", "我要写信"):
        assert is_of_letters(name) == ("letters" in topics_of(name))


def test_words() -> None:
    assert is_of_others("网上举报信箱")
    assert kind_of("信访件") is LetterKind.PETITION
    assert state_of("已答复。") is Answered.CLAIMED
    assert state_of("您反映的路段尚未移交，由建设单位负责修复") is Answered.UNTOLD


def test_nothing_is_sure_of_a_page_with_letters_of_several_days() -> None:
    one = "<p>来信时间：2026-03-02</p><p>来信内容：水管坏了。</p>"
    other = "<p>来信时间：2026-05-02</p><p>来信内容：路灯坏了。</p>"
    assert [letter.answer for letter in letters(f"{one}<p>答复内容：</p>")] == [Answered.EMPTY]
    for state in ("<p>答复内容：</p>", "<p>办理状态：未回复</p>"):
        found = letters(f"{one}{other}{state}")
        assert [(letter.answer, letter.empty) for letter in found] == [(Answered.BLANK, ())]


def test_the_signature_of_an_answer_tells_who_gave_it_and_when() -> None:
    asked = "<p>来信时间：2026-03-02</p><p>来信内容：水管坏了。</p><p>答复单位：</p><p>答复时间：</p>"
    assert [one.empty for one in letters(f"{asked}<p>答复内容：{REPLY}</p>")] == [("answered", "answered_by")]
    signed = f"{asked}<p>答复内容：{REPLY}</p><p>县水利局</p><p>2026年3月4日</p>"
    assert [one.empty for one in letters(signed)] == [()]


def test_the_name_of_who_wrote_is_no_title() -> None:
    entry = "<li><b>王小明</b><p><a href='{0}.html'>路灯何时修好</a></p><p>提交时间：2026-03-0{0}</p></li>"
    found = letters(f"<ul>{entry.format(1)}{entry.format(2)}</ul>")
    assert {one.title for one in found} == {"路灯何时修好"}
