"""Names of columns and the categories they say."""

import tomllib
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.lexicon import columns

SHEET = Path(columns.__file__).with_name("columns.toml")

NAMES = {
    "新闻发布会": "interpretation",
    "政策解读": "interpretation",
    "政策文件": "policy",
    "政策法规": "policy",
    "通知公告": "notice",
    "公示公告": "notice",
    "领导信箱": "interaction",
    "县长信箱": "interaction",
    "征求意见": "interaction",
    "领导之窗": "leaders",
    "领导动态": "news",
    "办事指南": "services",
    "政务服务": "services",
    "信息公开年报": "disclosure",
    "公开指南": "disclosure",
    "政府信息公开指南": "disclosure",
    "政务动态": "news",
    "人事任免": "personnel",
    "规划计划": "planning",
    "统计数据": "data",
    "机构设置": "functions",
    "部门概况": "functions",
    "临江概况": "overview",
    "走进临江": "overview",
    "一网通办": "services",
    "我要写信": "interaction",
    "局班子成员": "leaders",
    "组织架构": "functions",
    "魅力临江": "overview",
    "网上信访": "other",
    "财政预决算": "other",
    "【 通 知 公 告 】>>": "notice",
    "机关党建": "",
    "": "",
    "关于召开全县新闻宣传工作会议有关事项的通知公告": "",
}


@pytest.mark.parametrize(("name", "category"), NAMES.items())
def test_category(name: str, category: str) -> None:
    assert columns.category_of(name) == category


def test_of_several_types_the_one_that_says_more() -> None:
    assert columns.category_of_type("信息公开，政策文件") == "policy"
    assert columns.category_of_type("信息公开") == "disclosure"
    assert columns.category_of_type("综合") == ""


@pytest.mark.parametrize("name", ["首页", "网站地图", "ＥＮ", "更多 >>", "english"])
def test_entrances_name_no_column(name: str) -> None:
    assert columns.is_entrance(name)
    assert not columns.is_entrance("通知公告")


def test_rest_and_occasion() -> None:
    assert columns.rests("政府信息公开年报")
    assert columns.rests("专题专栏")
    assert not columns.rests("通知公告")
    assert columns.is_occasional("突发事件")
    assert not columns.is_occasional("通知公告")


def test_every_list_has_its_source_and_no_word_two_categories() -> None:
    sheet = tomllib.loads(SHEET.read_text(encoding="utf-8"))
    assert all(entry["source"] and entry["words"] for table in sheet.values() for entry in table)
    words = [word for entry in sheet["words"] for word in entry["words"]]
    assert sorted(words) == sorted(set(words))
    assert {entry["category"] for entry in sheet["words"]} == columns.CATEGORIES


def test_pages_of_offices_and_pictures_of_the_frame() -> None:
    assert columns.is_occasional("县财政局")
    assert columns.is_occasional("发展规划科")
    assert columns.rests("首页大图")


TOPICS = {
    "财政预决算": {"budgets", "财政预决算"},
    "部门预算绩效": {"财政预决算"},
    "政府公报": {"gazette"},
    "统计公报": set(),
    "领导之窗": {"leader-pages"},
    "领导讲话": set(),
    "县长信箱": {"letters"},
    "国土空间规划": {"plans", "国土空间规划"},
    "乡村振兴": {"扶贫"},
}


@pytest.mark.parametrize(("name", "topics"), TOPICS.items())
def test_topics_of_a_name(name: str, topics: set[str]) -> None:
    assert columns.topics_of(name) == topics


def test_the_topic_of_a_title_needs_no_short_name() -> None:
    title = "临江县人民政府关于二〇二五年度法治政府建设情况的年度报告"
    assert columns.topics_of(title) == frozenset()
    assert columns.topics_in(title) == {"law-reports"}


def test_every_field_of_grass_roots_disclosure_is_a_topic() -> None:
    fields = load().rules["missing-grassroots-fields"].param("fields")
    assert len(fields) == 26
    assert [field for field in fields if field not in columns.topics_of(field)] == []
