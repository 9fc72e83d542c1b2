"""Words of gambling and porn, hosts by what is known of them, and names of organs."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from checks.facts import harmful, hosts, organs

FOLDER = Path(harmful.__file__).parent


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("澳门新葡京", "gambling"),
        ("北京赛车PK10", "gambling"),
        ("六\u200b合\u200b彩", "gambling"),
        ("裸聊", "porn"),
        ("传奇私服", "illicit"),
        ("代开发票", "illicit"),
        ("严打六合彩赌博", ""),
        ("中国体育彩票", ""),
        ("体育局", ""),
        ("网上办证", ""),
        ("聪明升级", ""),
        ("博物馆", ""),
        ("", ""),
    ],
)
def test_harm_of_short_texts(text: str, what: str) -> None:
    assert harmful.harm(text) == what


def test_hosts_named_like_houses_of_gambling() -> None:
    assert harmful.harmful_host("www.bet365-vip.com")
    assert not harmful.harmful_host("www.tibet.com")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.a.gov.cn", "a.gov.cn"),
        ("a.b.a.gov.cn", "a.gov.cn"),
        ("www.shop.com", "shop.com"),
        ("shop.com", "shop.com"),
        ("www.shop.com.cn:8080", "shop.com.cn"),
        ("www.cqdd.cq.cn", "cqdd.cq.cn"),
        ("10.1.2.3", "10.1.2.3"),
        ("[::1]:80", "[::1]:80"),
    ],
)
def test_registrable(host: str, domain: str) -> None:
    assert hosts.registrable(host) == domain


def test_what_is_known_of_hosts() -> None:
    assert hosts.trusted("www.linjiang.gov.cn")
    assert hosts.trusted("hm.baidu.com:443")
    assert not hosts.trusted("notbaidu.com")
    assert not hosts.trusted("gov.cn.evil.com")
    assert hosts.encyclopedic("zh.wikipedia.org")
    assert hosts.parking("ww1.x.com")
    assert not hosts.parking("www.x.com")
    assert hosts.risky("a.top")
    assert not hosts.risky("top.com")
    assert hosts.injected("hnci.net.cn")


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("临江县财政局", "临江县财政局"),
        ("临江县财政局门户网站", "临江县财政局"),
        ("首页-富城市人民政府", "富城市人民政府"),
        ("欢迎访问临江县人民政府网站", "临江县人民政府"),
        ("国家发展和改革委员会", "国家发展和改革委员会"),
        ("县财政局召开会议", ""),
        ("优化产业布局", ""),
        ("中华书局", ""),
        ("临江仲裁委员会官方网站", ""),
        ("临江供电局官方网站", ""),
        ("中铁十局", ""),
        ("临江大剧院音乐厅", ""),
        ("临江宾馆", ""),
        ("教育局", ""),
        ("", ""),
    ],
)
def test_organs(text: str, organ: str) -> None:
    assert organs.organ_of(text) == organ


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("临江县教育局", "富城市临江县教育局", True),
        ("临江县发改委", "临江县发展和改革委员会", True),
        ("富城市临江县教育局", "临江县教育体育局", True),
        ("临江县国土资源局", "临江县自然资源局", True),
        ("临江县国土资源局", "平川县自然资源局", False),
        ("临江县教育局", "临江县公安局", False),
        ("临江县人民政府", "平川县人民政府", False),
        ("临江县市场监督管理局", "临江县工商局", True),
    ],
)
def test_same_organ(one: str, other: str, same: bool) -> None:
    assert organs.same_organ(one, other) is organs.same_organ(other, one) is same


@pytest.mark.parametrize("name", ["harmful.toml", "hosts.toml"])
def test_every_list_has_its_source_and_no_word_twice(name: str) -> None:
    sheet = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    for entries in sheet.values():
        lists = entries if isinstance(entries, list) else [entries]
        words = [word for entry in lists for word in entry.get("words", entry.get("hosts", ()))]
        assert all(len(entry["source"]) > 5 for entry in lists)
        assert len(words) == len(set(words))
        assert all(word == word.lower() for word in words)
