"""Who is meant by what a person typed: one, several that are all named, or none with what is near."""

from __future__ import annotations

import pytest

from checks.model.registry import Account, Registry, Site, Unit
from results.errors import NoSuchAccount, NoSuchUnit
from results.ledger.registry import accounts_named, children, subject_named, tree, unit_named

SITE = Site("临江县人民政府", "http://www.linjiang.gov.cn/", "临江县人民政府办公室", code="3399990001")
BLOG = Account("新浪微博", "临江发布", "临江县人民政府办公室", "123", home="http://weibo.cn/123")
WECHAT = Account("微信公众号", "临江发布", "临江县人民政府办公室", "gh_1")
NAMESAKE = Account("抖音", "临江县人民政府", "临江县融媒体中心", "dy1")
UNITS = (
    Unit("临江县人民政府办公室"),
    Unit("甲镇", "临江县人民政府办公室"),
    Unit("甲村", "甲镇"),
    Unit("甲镇二", "甲镇二"),
)
KNOWN = Registry(units=UNITS, sites=(SITE,), accounts=(BLOG, WECHAT, NAMESAKE))


@pytest.mark.parametrize(
    "text", ["123", " 123 ", "新浪微博|123", "新浪微博:临江发布", "新浪微博：临江发布", "http://weibo.cn/123"]
)
def test_an_account_by_whatever_names_it(text: str) -> None:
    assert accounts_named(KNOWN, text) == (BLOG,)
    assert subject_named(KNOWN, text) == BLOG


@pytest.mark.parametrize("text", ["3399990001", "http://www.linjiang.gov.cn"])
def test_a_site_by_code_or_home_page(text: str) -> None:
    assert subject_named(KNOWN, text) == SITE


def test_a_name_of_several_names_them_all() -> None:
    assert accounts_named(KNOWN, "临江发布") == (BLOG, WECHAT)
    with pytest.raises(NoSuchAccount, match=r"新浪微博\|123.*微信公众号\|gh_1"):
        subject_named(KNOWN, "临江发布")
    with pytest.raises(NoSuchAccount, match=r"网站 .*3399990001.*抖音\|dy1"):
        subject_named(KNOWN, "临江县人民政府")


def test_no_list_of_candidates_is_endless() -> None:
    many = tuple(Account("抖音", "同名", "单位", str(number)) for number in range(40))
    with pytest.raises(NoSuchAccount, match="等 40 个") as caught:
        subject_named(Registry(accounts=many), "同名")
    assert caught.value.message.count("抖音|") == 10


@pytest.mark.parametrize("text", ["临江发部", "", " ", "/"])
def test_nobody_of_that_name(text: str) -> None:
    near = "相近的有.*临江发布" if text == "临江发部" else "台账里没有"
    with pytest.raises(NoSuchAccount, match=near):
        accounts_named(KNOWN, text)
    with pytest.raises(NoSuchAccount, match=near):
        subject_named(KNOWN, text)


def test_a_unit_that_only_an_account_names_is_one() -> None:
    assert unit_named(KNOWN, "甲镇") == UNITS[1]
    assert unit_named(KNOWN, "临江县融媒体中心 ") == Unit("临江县融媒体中心")


@pytest.mark.parametrize(
    ("text", "near"), [("融媒体", "临江县融媒体中心"), ("临江县人民政府办公厅", "临江县人民政府办公室")]
)
def test_a_unit_that_is_near_is_offered(text: str, near: str) -> None:
    with pytest.raises(NoSuchUnit, match=near):
        unit_named(KNOWN, text)
    with pytest.raises(NoSuchUnit):
        unit_named(KNOWN, " ")


def test_a_unit_and_all_below_it() -> None:
    below = children(UNITS)
    assert sorted(tree(below, "临江县人民政府办公室")) == sorted(["临江县人民政府办公室", "甲镇", "甲村"])
    assert tree(below, "甲镇二") == ["甲镇二"]
    assert sorted(tree(children([Unit("甲", "乙"), Unit("乙", "甲")]), "甲")) == ["乙", "甲"]
