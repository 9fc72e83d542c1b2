"""Names of sites at the head of pages, and filing numbers in their feet."""

from __future__ import annotations

import pytest

from checks.facts.filings import icp_fault, leads_to, police_fault
from checks.facts.names import head_names, same_name, shows_name
from checks.model.pages import Link, Place
from tests.checks.shown import page

HOME = "http://www.a.gov.cn/"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("临江县人民政府", "临江县人民政府门户网站", True),
        ("临江县人民政府网", "临江县 人民政府", True),
        ("临江县人民政府", "邻江县人民政府", False),
        ("临江县教育局", "临江县教育体育局", False),
    ],
)
def test_names_are_compared_without_what_kind_of_site_it_is(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_a_title_shows_a_name_with_words_around_it() -> None:
    assert shows_name("首页-临江县人民政府门户网站", "临江县人民政府网")
    assert not shows_name("首页", "临江县人民政府")
    assert not shows_name("首页", "网站")  # nothing is left of such a name


@pytest.mark.parametrize(
    ("link", "names"),
    [
        (Link(HOME + "images/logo.png", "临江县人民政府", "img", Place.NAV), ("临江县人民政府",)),
        (Link(HOME + "images/Logo_2.png", "临江县人民政府网", "img", Place.NAV), ("临江县人民政府网",)),
        (Link(HOME, "欢迎访问临江县人民政府！", "a", Place.NAV), ("临江县人民政府",)),
        (Link(HOME + "index.html", "临江县教育局", "a", Place.NAV), ("临江县教育局",)),
        (Link(HOME, "网站首页", "a", Place.NAV), ()),
        (Link(HOME, "切换到繁体版本", "a", Place.NAV), ()),
        (Link(HOME, "临江县人民政府首页", "a", Place.NAV), ("临江县人民政府",)),
        (Link(HOME + "images/logo.png", "logo", "img", Place.NAV), ()),
        (Link(HOME + "images/logo.png", "", "img", Place.NAV), ()),
        (Link(HOME + "images/search.png", "临江县教育局", "img", Place.NAV), ()),
        (Link(HOME + "images/logo.png", "邻江市教育局", "img", Place.OTHER), ()),
        (Link("http://www.b.gov.cn/", "邻江市教育局", "a", Place.NAV), ()),
    ],
)
def test_what_the_head_calls_the_site(link: Link, names: tuple[str, ...]) -> None:
    assert head_names(page(links=(link,)), HOME) == names


@pytest.mark.parametrize(
    ("shown", "fault", "doubtful"),
    [
        ("豫ICP备09002870号-1", "", False),
        ("豫ICP备 09002870 号", "", False),
        ("豫icp备2021002870号", "", False),
        ("粤ICP证030173号", "", False),
        ("", "", False),
        ("豫ICP备09002870", "末尾没有“号”字", True),
        ("豫ICP备0900287号", "数字的位数不对", False),
        ("豫ICP备090028701号", "数字的位数不对", False),
        ("ICP备09002870号", "开头不是省、自治区、直辖市的简称", False),
        ("县ICP备09002870号", "开头不是省、自治区、直辖市的简称", False),
    ],
)
def test_icp_numbers(shown: str, fault: str, doubtful: bool) -> None:
    assert icp_fault(shown) == (fault, doubtful)


@pytest.mark.parametrize(
    ("shown", "fault", "doubtful"),
    [
        ("豫公网安备 41142402000535号", "", False),
        ("蜀公网安备51010502010674", "", False),
        ("41142402000535", "", False),
        ("公安备案号：35012899001-19002", "", False),
        ("豫公网安备4114240200号", "数字的位数不对", True),
        ("粤公网安备41142402000535号", "开头的省份与数字中的区划不一致", True),
        ("县公网安备41142402000535号", "开头不是省、自治区、直辖市的简称", False),
    ],
)
def test_police_numbers(shown: str, fault: str, doubtful: bool) -> None:
    assert police_fault(shown) == (fault, doubtful)


def test_links_behind_a_relay_lead_to_the_place() -> None:
    relayed = Link("http://www-beian-gov-cnx45c8abc.ipv6best.cn/portal")
    assert leads_to([relayed], ["beian.gov.cn"])
    assert not leads_to([Link("http://www.a.gov.cn/beian")], ["beian.gov.cn"])
