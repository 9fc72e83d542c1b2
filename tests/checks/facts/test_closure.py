"""Notices of closure, and what only sounds like one; whose page a home page is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks.facts.closure import closes, names_itself, pauses, shows_nothing
from checks.model.captures import HttpProbe
from checks.model.registry import Site

SITE = Site("临江县粮食局网站", "http://lsj.linjiang.gov.cn/", "临江县粮食局", code="3399990021")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("临江县粮食局", "根据机构改革要求，本网站已于2019年6月30日关停，相关信息请访问临江县发展和改革局。"),
        ("网站迁移公告", "请访问 www.linjiang.gov.cn"),
        ("关于网站停止服务的通知", "感谢您的支持"),
        ("提示", "本站已整合至临江县人民政府门户网站"),
        ("首页", "原网站域名已停用，请访问新网站www.linjiang.gov.cn"),
        ("粮食局", "临江县粮食局网站关停公告\n按照集约化要求……"),
        ("粮食局", "本网站自2020年1月1日起不再更新，带来的暂时不便敬请谅解"),
        ("粮食局", "本网站现已不再维护。"),
        ("粮食局", "网站将于2020年1月1日正式下线，内容迁移至县政府门户。"),
        ("粮食局", "本网站内容已迁移完成，请移步新站。"),
        ("粮食局", "本网站网址已变更为新域名 www.linjiang.gov.cn"),
    ],
)
def test_a_notice_of_closure(title: str, text: str) -> None:
    assert closes(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("临江县粮食局", "工作动态 通知公告"),
        ("临江县粮食局", "网站正在升级维护，临时关闭，请稍后再试"),
        ("临江县粮食局", "本网站因系统调试暂停服务"),
        ("临江县人民政府", "要闻 关于某公司迁移的公告 学校搬迁"),
        ("临江县人民政府", "本网站整合全县办事资源，为群众提供一站式服务。"),
        ("临江县人民政府", "请点击网站右上角关闭弹窗"),
        ("临江县人民政府", "本网站建议使用新版浏览器访问"),
        ("网站关停公告", "粮" * 601),
        ("", ""),
    ],
)
def test_what_only_sounds_like_one(title: str, text: str) -> None:
    assert not closes(title, text)


def test_a_site_that_is_away_for_a_while_says_so_in_few_words() -> None:
    assert pauses("临江县粮食局", "网站正在升级改版，暂停访问")
    assert not pauses("临江县粮食局", "全县基础设施维护升级动员会召开。" * 60)
    assert not pauses("临江县粮食局", "工作动态")


@pytest.mark.parametrize(
    ("title", "text", "nothing"),
    [
        ("", " \n", True),
        ("Welcome to nginx!", "If you see this page", True),
        ("IIS7", "", True),
        ("", "没有找到站点", True),
        ("临江县粮食局", "", False),
        ("", "正在进入", False),
        ("Apache项目介绍", "本项目由县气象局实施", False),
    ],
)
def test_pages_of_a_server_where_nobody_put_a_site(title: str, text: str, nothing: bool) -> None:
    assert shows_nothing(title, text) is nothing


@pytest.mark.parametrize(
    ("title", "marks", "own"),
    [
        ("临江县粮食局", (), True),
        ("欢迎访问 临江县 粮食局 门户网站", (), True),
        ("首页", ("code:3399990021",), True),
        ("首页", ("code:3399990022",), False),
        ("临江县人民政府", (), False),
        ("", (), False),
    ],
)
def test_a_page_goes_by_the_name_or_the_code_of_its_site(title: str, marks: tuple[str, ...], own: bool) -> None:
    door = HttpProbe(SITE.home, datetime(2026, 11, 20, tzinfo=UTC), status=200, title=title, marks=marks)
    assert names_itself(door, SITE) is own
