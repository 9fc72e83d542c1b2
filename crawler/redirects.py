"""What it says of a link that redirects led from it to somewhere else: to a door, or to a home page."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from checks.model.captures import LinkProbe
from checks.model.marks import LOGIN, TO_HOME
from checks.model.urls import page_key
from crawler.answer import Answer

_DOORS = frozenset(
    (
        "login",
        "signin",
        "sign-in",
        "userlogin",
        "user_login",
        "tologin",
        "dologin",
        "loginpage",
        "login_page",
        "passport",
        "sso",
        "authserver",
    )
)
"""Parts of a path, without their suffix, that only doors have."""
_DOOR_HOSTS = frozenset(("passport", "sso", "login", "authserver", "iam", "tyrz"))
"""First labels of hosts that are doors: `tyrz` (统一认证) is the one of provinces. `cas` is an academy as well."""
_TITLE = re.compile(
    r"(?:^|[\s\-_|—–·・>,，:：])(?:(?:[^\s\-_|—–·・>,，:：]{0,20}(?:统一)?(?:身份认证|认证登录)(?:平台|系统|中心|服务)?)"
    r"|(?:(?:欢迎|请|请先|用户|系统|会员|账号|统一|单点|密码|扫码|后台)?登[录陆](?:页面?|界面|系统|窗口)?)"
    r"|log\s?in|sign\s?in)(?:$|[\s\-_|—–·・>,，:：])",
    re.IGNORECASE,
)
_ALIASES = frozenset(
    (
        "home",
        "main",
        "index",
        "default",
        "portal",
        "web",
        "www",
        "site",
        "sy",
        "cn",
        "zh",
        "zh-cn",
        "zh_cn",
        "chinese",
        "wap",
        "m",
        "mobile",
        "3g",
        "en",
        "english",
        "gb",
    )
)
"""Paths of one part that are the home page by another name."""


def led(answer: Answer) -> Answer:
    """The answer with the marks of the address to which redirects led."""
    final = answer.outside or answer.url
    marks = []
    if not is_door(answer.asked):
        if is_door(final):
            marks.append(LOGIN)
        elif to_home(answer.asked, final):
            marks.append(TO_HOME)
    return replace(answer, marks=(*answer.marks, *marks)) if marks else answer


def shown(answer: Answer, title: str, marks: tuple[str, ...] = ()) -> Answer:
    """The answer with the title of the page, and `marks` of what it shows. A title is a door's only where redirects led
    to another page: a link may well be meant to lead to one."""
    away = answer.url != answer.asked and _bare(answer.url) != _bare(answer.asked)
    if away and LOGIN not in answer.marks and not is_door(answer.asked) and _TITLE.search(title[:60]):
        marks = (LOGIN, *marks)
    return replace(answer, title=title[:200], marks=tuple(dict.fromkeys((*answer.marks, *marks))))


def arrived(probe: LinkProbe, answer: Answer) -> LinkProbe:
    """The probe of the own address at which redirects ended: what they say of the link says nothing of where it led."""
    marks = tuple(mark for mark in probe.marks if mark not in (LOGIN, TO_HOME))
    return replace(probe, subject=answer.url, final_url=answer.outside, chain=(), marks=marks)


def is_door(url: str) -> bool:
    """True when the address itself asks who one is."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    if len(labels) > 2 and labels[0] in _DOOR_HOSTS:
        return True
    return any(part.partition(".")[0] in _DOORS for part in parts.path[:500].lower().split("/"))


def to_home(asked: str, final: str) -> bool:
    """True when `asked` is a deep address and `final` the root or index page of a host.

    A whole section that has moved to the root of a host of its own was not lost, so an address of one part without
    suffix is deep only on its own host.
    """
    host, path = _bare(asked)
    at, root = _bare(final)
    if root != "/" or path == "/":
        return False
    parts = path.strip("/").split("/")
    single = len(parts) == 1 and "?" not in parts[0]
    if single and parts[0].partition(".")[0].lower() in _ALIASES:
        return False
    return host == at or not single or "." in parts[0]


def _bare(url: str) -> tuple[str, str]:
    """(host, path and query) by which http and https, `www.` and none, /index.html and / are one page."""
    host, slash, rest = page_key(url).partition("/")
    return host.removeprefix("www."), slash + rest or "/"
