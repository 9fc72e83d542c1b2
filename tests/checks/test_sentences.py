"""What a sentence shows of values that came from anywhere."""

import pytest

from checks.indicators import sentences


def test_a_missing_value_takes_its_part_along() -> None:
    template = "栏目[“{column}”][已 {days} 天]未更新[（最新 {newest}，期限 {limit}）]"
    assert sentences.fill(template, {}) == "栏目未更新"
    assert sentences.fill(template, {"column": "要闻", "days": 0}) == "栏目“要闻”已 0 天未更新"
    assert sentences.fill(template, {"newest": "2026-01-01", "column": ""}) == "栏目未更新"
    assert sentences.fill(template, {"newest": "a", "limit": "b"}) == "栏目未更新（最新 a，期限 b）"
    assert sentences.fill("链接 {target} 打不开", {}) == "链接  打不开"


def test_a_count_of_one_is_not_told() -> None:
    template = "链接打不开[（第 {line} 行）][，共有 {pages} 个页面链接到它][，指向 {shown} 等 {hosts} 个网站]"
    assert sentences.fill(template, {"line": 1, "pages": 1, "shown": "a", "hosts": 1}) == "链接打不开（第 1 行）"
    assert sentences.fill(template, {"pages": 2}) == "链接打不开，共有 2 个页面链接到它"


def test_a_value_is_never_a_template() -> None:
    data = {"text": "[{days}] {0.__class__}", "days": 3}
    assert sentences.fill("“{text}”[ {text}]", data) == "“[{days}] {0.__class__}” [{days}] {0.__class__}"


def test_a_value_is_one_printable_line_of_bounded_length() -> None:
    assert sentences.fill("{a}", {"a": "一\n\t 二\x1b[31m\u202e三\u200b"}) == "一 二 [31m 三"
    assert sentences.one_line("长" * 10_000) == "长" * (sentences.LONGEST - 1) + "…"
    assert sentences.one_line("长" * sentences.LONGEST) == "长" * sentences.LONGEST
    assert sentences.one_line(["甲", "乙"]) == "甲、乙"


@pytest.mark.parametrize("template", ["{}", "{0}", "{A}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a", "a}", "[a", "a]"])
def test_what_is_no_template(template: str) -> None:
    with pytest.raises(ValueError, match=r"占位符|方括号|brac|\{|\}"):
        sentences.check(template)


def test_quotes_inside_quotes_are_single_ones() -> None:
    assert sentences.fill("栏目[“{column}”]", {"column": "“放管服”改革"}) == "栏目“‘放管服’改革”"
    assert sentences.fill("栏目 {column}", {"column": "“放管服”改革"}) == "栏目 “放管服”改革"
