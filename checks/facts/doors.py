"""Addresses and titles of pages that ask who one is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PATH = re.compile(
    r"(?:^|[/._-])(?:login|signin|sign-in|log-in|logon|sso|cas|passport|oauth2?|authorize|denglu|tologin|userlogin|unauth)"
    r"(?=$|[/._?#-])",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:[^|_—-]{0,30}[|_—-])?\s{0,3}(?:用户|统一(?:身份)?(?:认证)?|系统|账号|会员)?(?:登录|登陆)(?:页面?|界面)?\s{0,3}(?:$|[|_—-])"
)
_NAMES = re.compile(r"登录|登陆|注册|login|sign in", re.IGNORECASE)


def asks_who(url: str, title: str = "") -> bool:
    """True for a login page, by the path or host of its address or by its title."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    door = _PATH.search(parts.path[:300]) or (len(labels) > 2 and _PATH.search(labels[0]))  # cas.cn is an academy
    return bool(door or _TITLE.search(title[:100]))


def names_door(text: str) -> bool:
    """True when the text of a link says that it leads to a login."""
    return bool(_NAMES.search(text[:100]))
