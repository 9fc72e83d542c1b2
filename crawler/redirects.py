"""What it says of a link that redirects led from it to somewhere else: to a door, or to a home page."""

from __future__ import annotations

from dataclasses import replace

from checks.facts.doors import asks_who, titled_door
from checks.model.captures import LinkProbe
from checks.model.marks import LOGIN, TO_HOME
from checks.model.urls import page_key
from crawler.answer import Answer

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
    if not asks_who(answer.asked):
        if asks_who(final):
            marks.append(LOGIN)
        elif to_home(answer.asked, final):
            marks.append(TO_HOME)
    return replace(answer, marks=(*answer.marks, *marks)) if marks else answer


def shown(answer: Answer, title: str, marks: tuple[str, ...] = ()) -> Answer:
    """The answer with the title of the page, and `marks` of what it shows. A title is a door's only where redirects led
    to another page: a link may well be meant to lead to one."""
    away = answer.url != answer.asked and _bare(answer.url) != _bare(answer.asked)
    if away and LOGIN not in answer.marks and not asks_who(answer.asked) and titled_door(title):
        marks = (LOGIN, *marks)
    return replace(answer, title=title[:200], marks=tuple(dict.fromkeys((*answer.marks, *marks))))


def arrived(probe: LinkProbe, answer: Answer) -> LinkProbe:
    """The probe of the own address at which redirects ended: what they say of the link says nothing of where it led."""
    marks = tuple(mark for mark in probe.marks if mark not in (LOGIN, TO_HOME))
    return replace(probe, subject=answer.url, final_url=answer.outside, chain=(), marks=marks)


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
