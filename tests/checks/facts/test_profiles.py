"""Addresses of accounts on platforms, and those that look like them."""

from __future__ import annotations

import pytest

from checks.facts.profiles import Handle, handle_of, kind_of

BIZ = "MzA5MDAwMDAwMA=="
ACCOUNTS = [
    ("https://weibo.com/u/9990000001", "新浪微博", "9990000001", "number"),
    ("https://weibo.com/u/9990000001?is_all=1", "新浪微博", "9990000001", "number"),
    ("http://weibo.com/p/1001069990000001/home?from=page", "新浪微博", "9990000001", "number"),
    ("http://www.weibo.com/9990000001/profile", "新浪微博", "9990000001", "number"),
    ("https://m.weibo.cn/u/9990000001", "新浪微博", "9990000001", "number"),
    ("https://m.weibo.cn/profile/9990000001", "新浪微博", "9990000001", "number"),
    ("http://e.weibo.com/LinJiang", "新浪微博", "linjiang", "name"),
    ("https://weibo.com/zhengfu", "新浪微博", "zhengfu", "name"),
    ("https://weibo.com/n/%E4%B8%B4%E6%B1%9F%E5%8F%91%E5%B8%83", "新浪微博", "@临江发布", "screen"),
    (f"https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz={BIZ}", "微信公众号", BIZ, "biz"),
    (f"https://mp.weixin.qq.com/mp/homepage?__biz={BIZ}&hid=1", "微信公众号", BIZ, "biz"),
    ("https://open.weixin.qq.com/qr/code?username=gh_0123456789ab", "微信公众号", "gh_0123456789ab", "gh"),
    ("https://open.weixin.qq.com/qr/code/?username=linjiangfabu", "微信公众号", "linjiangfabu", "name"),
    ("https://www.toutiao.com/c/user/99900001/#mid=1", "今日头条", "99900001", "number"),
    ("https://www.toutiao.com/c/user/token/MS4wLjABAAAAx/", "今日头条", "ms4wljabaaaax", "token"),
    ("https://www.douyin.com/user/MS4wLjABAAAAx", "抖音", "ms4wljabaaaax", "address"),
    ("https://www.kuaishou.com/profile/3xk9ys9gvwjnqhs", "快手", "3xk9ys9gvwjnqhs", "address"),
    ("https://live.kuaishou.com/u/linjiang", "快手", "linjiang", "name"),
    ("https://space.bilibili.com/990001/dynamic", "B站", "990001", "number"),
    ("https://author.baidu.com/home/1600000000000000", "百家号", "1600000000000000", "number"),
    ("https://apps.apple.com/cn/app/%E4%B8%B4%E6%B1%9F/id1234567890", "移动客户端", "1234567890", "number"),
]  # fmt: skip
OTHERS = [
    "http://service.weibo.com/share/share.php?url=x",
    "https://weibo.com/share?url=x",
    "https://weibo.com/",
    "https://weibo.com/9990000001/P1AbCdEfG",
    "https://weibo.com/ttarticle/p/show?id=2309404000000000000",
    "https://m.weibo.cn/status/P1AbCdEfG",
    "https://weibo.com/login.php?url=x",
    "https://mp.weixin.qq.com/s/AbCdEfG",
    "https://mp.weixin.qq.com/s?__biz=MzA5MDAwMDAwMA==&mid=1&idx=1&sn=2",
    "https://mp.weixin.qq.com/mp/profile_ext?action=home",
    "https://www.toutiao.com/article/7412000000000000001/",
    "https://www.douyin.com/video/7412345678901234567",
    "https://v.douyin.com/iAbCdEf/",
    "https://www.bilibili.com/video/BV1xx411c7mD",
    "https://www.xuexi.cn/0123456789abcdef/9a3668c13f6e303932b5e0e100fc248b.html",
    "https://connect.qq.com/widget/shareqq/index.html?url=x",
    "http://weibo.com.linjiang.gov.cn/u/9990000001",
    "http://www.linjiang.gov.cn/weibo.com/u/9990000001",
]


@pytest.mark.parametrize(("url", "platform", "id", "kind"), ACCOUNTS)
def test_which_account_an_address_names(url: str, platform: str, id: str, kind: str) -> None:
    handle = handle_of(url.partition("#")[0])
    assert handle == Handle(platform, id)
    assert kind_of(handle) == kind


@pytest.mark.parametrize("url", OTHERS)
def test_what_is_no_account(url: str) -> None:
    assert handle_of(url) is None
