"""From an href to the address that it means: `checks.model.urls.resolve`, remembered, with a short way for plain ones.

Nine addresses in ten are already written as this program writes them, or stand below the folder of their page without
anything to mend. These are joined as text; all others go the long way. Both ways give the same address.
"""

from __future__ import annotations

import re
from functools import lru_cache

from checks.model.urls import resolve

_PATH = r"[A-Za-z0-9_\-./%~=&+,@!]*"
_QUERY = r"(?:\?(?!&)[A-Za-z0-9_\-./%~=&+,:@!]+)?"
_WHOLE = re.compile(
    rf"(https?://[a-z0-9][a-z0-9.\-]{{0,250}}(?::(?!(?:80|443)/)(?:[1-9]\d{{0,3}}|[1-5]\d{{4}}))?)(/{_PATH}){_QUERY}"
)
_ROOTED = re.compile(rf"/(?!/){_PATH}{_QUERY}")
_BELOW = re.compile(rf"(?:\./)?((?:\.\./){{0,9}})([A-Za-z0-9_]{_PATH}{_QUERY})")
_SESSION = re.compile(r"sess", re.IGNORECASE)
_ODD = re.compile(r"^(?:file:|[a-z]:[\\/]|\\\\|https?:/{0,2}$|https?:///|https?:/?[^/\\])", re.IGNORECASE)


@lru_cache(maxsize=32_768)
def address(base: str, href: str) -> str | None:
    """The address of `href` on a page at `base`; "" for one that no one can follow, None for what is no address.

    Remembered by base, so give the folder where the file does not matter: a site repeats itself.
    """
    if plain := _plain(base, href):
        return plain
    return "" if _ODD.match(href) else resolve(base, href)


@lru_cache(maxsize=32_768)
def already(href: str) -> bool:
    """True when `href` is a whole address, written as this program writes it: it means itself on every page."""
    return _WHOLE.fullmatch(href) is not None and not ("?" in href and _SESSION.search(href))


def _plain(base: str, href: str) -> str:
    """The address of an `href` that needs no mending, "" for all others."""
    if "//" in href:
        return href if already(href) else ""
    if "?" in href and _SESSION.search(href):
        return ""
    root, folders = _root(base)
    if not root:
        return ""
    if href[:1] == "/":
        return root + href if _ROOTED.fullmatch(href) and "/." not in href else ""
    below = _BELOW.fullmatch(href)
    if below is None or "/." in below.group(2):
        return ""
    up = len(below.group(1)) // 3
    if up >= len(folders):
        return ""
    return "".join((root, *folders[: len(folders) - up], below.group(2)))


@lru_cache(maxsize=1024)
def _root(base: str) -> tuple[str, tuple[str, ...]]:
    """(scheme and host, the folders from / on, each with its slash) of a plain base; ("", ()) for any other."""
    whole = _WHOLE.fullmatch(base)
    if whole is None or "//" in whole.group(2) or "/." in whole.group(2):
        return "", ()
    return whole.group(1), tuple(f"{name}/" for name in whole.group(2).split("/")[:-1])
