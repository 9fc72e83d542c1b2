"""Addresses and titles of pages that ask who one is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DOORS = """
    login signin sign-in log-in logon userlogin user_login tologin dologin loginpage login_page passport sso cas
    authserver oauth oauth2 authorize denglu unauth
"""
_PARTS = frozenset(_DOORS.split())
"""Parts of a path, without their suffix, that only doors have."""
_HOSTS = frozenset(("passport", "sso", "login", "authserver", "iam", "tyrz"))
"""First labels of hosts that are doors: `tyrz` (统一认证) is the one of provinces. `cas` is an academy as well."""
_TITLE = re.compile(
    r"(?:^|[\s\-_|—–·・>,，:：])(?:(?:[^\s\-_|—–·・>,，:：]{0,20}(?:统一)?(?:身份认证|认证登录)(?:平台|系统|中心|服务)?)"
    r"|(?:(?:欢迎|请|请先|用户|系统|会员|账号|统一|单点|密码|扫码|后台)?登[录陆](?:页面?|界面|系统|窗口)?)"
    r"|log\s?in|sign\s?in)(?:$|[\s\-_|—–·・>,，:：])",
    re.IGNORECASE,
)
_NAMES = re.compile(r"登录|登陆|注册|login|sign in", re.IGNORECASE)


def asks_who(url: str, title: str = "") -> bool:
    """True for a login page, by the path or host of its address or by its title."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    named = any(part.partition(".")[0] in _PARTS for part in parts.path[:500].lower().split("/"))
    return named or (len(labels) > 2 and labels[0] in _HOSTS) or titled_door(title)


def titled_door(title: str) -> bool:
    """True for the title of a login page."""
    return bool(_TITLE.search(title[:60]))


def names_door(text: str) -> bool:
    """True when the text of a link says that it leads to a login."""
    return bool(_NAMES.search(text[:100]))
