"""Texts are compared as a person compares them, and quoted without personal numbers."""

import unicodedata
from datetime import date

import pytest

from checks.facts.excerpts import quoted
from checks.facts.folding import fold, half_width, part_of_title, same_title
from checks.facts.labelled import filled, label_day, values
from checks.model.pages import Meta
from tests.checks.shown import page

TITLE = "关于做好今冬明春防汛工作的通知"


@pytest.mark.parametrize(
    ("label", "shown", "same"),
    [
        (TITLE, TITLE, True),
        ("关于做好“今冬明春”防汛工作的通知", "关于做好今冬明春 防汛工作的\n通知", True),
        ("关于做好&amp;ldquo;今冬明春&amp;rdquo;防汛工作的通知", TITLE, True),
        ("关于<br>做好今冬明春防汛工作的通知", TITLE, True),
        ("ＡＢＣ１２３", "abc123", True),
        ("关于做好今冬明春...", TITLE, True),
        ("关于做好今冬明春", TITLE, True),
        (TITLE, "关于做好今冬明春……", True),
        (TITLE, "关于做好今冬明春", False),  # a shown title is cut only where it says so
        (TITLE + "——全县部署会", TITLE, True),
        (TITLE, TITLE + "——全县部署会", True),
        ("关于做好今冬明春抗旱工作的通知", TITLE, False),
        ("——", TITLE, False),
        (TITLE, "——", False),
        (TITLE, "……", False),
        ("——", "……", True),
    ],
)
def test_same_title(label: str, shown: str, same: bool) -> None:
    assert same_title(label, shown) is same


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [(TITLE, "县水利局" + TITLE, True), ("县水利局" + TITLE, TITLE, True), ("", TITLE, False), (TITLE, "", False)],
)
def test_part_of_title(one: str, other: str, part: bool) -> None:
    assert part_of_title(one, other) is part


@pytest.mark.parametrize(
    "text", ["（试行）ＡＢ１２", "ｶﾞ㍿ﬁ①", "e\u0301é한\u1112\u1161\u11ab", "通知", "a\u0327\u0301，"]
)
def test_half_width_is_the_compatibility_form(text: str) -> None:
    assert half_width(text) == unicodedata.normalize("NFKC", text)


def test_folding_is_bounded() -> None:
    assert len(fold("字" * 100_000)) == 1000


@pytest.mark.parametrize(
    ("label", "value", "is_filled"),
    [
        ("SiteName", "临江县人民政府", True),
        ("SiteName", " \u3000", False),
        ("SiteName", "NULL", False),
        ("SiteName", "网站名称", False),
        ("SiteName", "SiteName", False),
        ("ColumnName", "网站名称", True),  # the words of another label are a value, if an odd one
        ("ColumnName", "{{column.name}}", False),
        ("ColumnName", "<%=name%>", False),
        ("SiteDomain", "${cms.host}", False),
        ("SiteDomain", "{$cfg_host}", False),
        ("Url", "####", False),
        ("ArticleTitle", "【图解】一图看懂 #防汛#", True),
        ("ArticleTitle", "标题", True),
    ],
)
def test_filled(label: str, value: str, is_filled: bool) -> None:
    assert filled(label, value) is is_filled


def test_labels_of_the_head_come_first() -> None:
    metas = (Meta("sitename", "公共头", in_body=True), Meta("SiteName ", "临江县人民政府"), Meta("Other", "x"))
    assert values(page(metas=metas).facts, "SiteName") == ("临江县人民政府", "公共头")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-06 09:00", date(2026, 11, 6)),
        ("2026/11/6", date(2026, 11, 6)),
        ("2026年11月06日", date(2026, 11, 6)),
        ("2026-02-30", None),
        ("发布时间", None),
        ("", None),
    ],
)
def test_label_day(written: str, day: date | None) -> None:
    assert label_day(written) == day


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人 13800001234", "联系人 138****1234"),
        ("33999919900101123X", "339999**********3X"),
        ("身份证 339999 19900101 123X", "身份证 339999 ******** **3X"),
        ("网站标识码 3399990001", "网站标识码 3399990001"),
        ("  两\n行 ", "两 行"),
    ],
)
def test_quoted(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_quotes_are_short() -> None:
    assert len(quoted("字" * 5000)) == 200
