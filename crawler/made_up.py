"""Addresses that do not exist, made from addresses that do: the same shape, other digits or another name.

A pure function of the address, so that every night asks for the same: whoever reads the server's log finds one odd
line, not a new one each night.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote, urlsplit

_DIGITS = re.compile(r"\d{1,40}")
_HEX = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_ID = re.compile(r"^(?:.{0,20}_?id|id.{0,20}|guid|uuid|.{0,20}(?:no|num|code|key))$", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:site|web|col(?:umn)?|cat(?:egory)?|class|channel|node|dept|lang|type|app|page|user).{0,20}$", re.I
)
_STEP = re.compile(r"[A-Z]?[a-z]{1,30}|[A-Z]{1,30}(?![a-z])")
_STATIC = re.compile(r"\.s?html?$", re.IGNORECASE)
_DOING = """
    delete del remove drop destroy clear reset logout loginout logoff signout quit exit submit save add insert create
    update edit modify set vote toupiao like dianzan zan praise hit hits click clicks count counter post send mail sms
    pay order buy cancel approve audit publish reply comment subscribe unsubscribe register reg signup upload import
    export download down print exec run cmd apply book reserve report sign checkin callback login signin auth captcha
    verify
"""
"""Words of addresses that do something (ours). A word too many costs one question that is not asked."""
_ACTIONS = frozenset(_DOING.split())


def made_up(url: str) -> str:
    """An address beside `url` that nobody has given out, "" where to ask for one might do something.

    The query of a program has the value that names the thing replaced; otherwise the last part of the path gets other
    digits, other hex digits, or another name. `checks.model.urls.directory` is the same for both, but for the query of
    a file.
    """
    parts = urlsplit(url)
    if _acts(parts.path, parts.query):
        return ""
    if parts.query and not _STATIC.search(parts.path):  # a file is the same whatever the query says
        return parts._replace(query=_query(parts.query, url), fragment="").geturl()
    before, _, name = parts.path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    return parts._replace(path=f"{before}/{_other(stem, url)}{dot}{suffix}", fragment="").geturl()


def _acts(path: str, query: str) -> bool:
    """True when the address may do something more than show: delete, submit, log out."""
    told = [unquote(query)[:2_000]]
    if not _STATIC.search(path):
        told.append(unquote(path)[-200:])
    return any(step.lower() in _ACTIONS for text in told for step in _STEP.findall(text))


def _query(query: str, url: str) -> str:
    """`query` with the value replaced that names the thing: an id, else the longest number, else the last."""
    pairs = [pair.partition("=") for pair in query.split("&")[:50]]

    def weight(at: int) -> tuple[bool, bool, bool, int, int]:
        key, _, value = pairs[at]
        named, kind = bool(_ID.match(key[:40])), bool(_KIND.match(key[:40]))
        number = bool(_HEX.search(value[:200]) or value.isdecimal())
        return not kind, named and number, number, len(value) if number else 0, at

    chosen = max(range(len(pairs)), key=weight)
    key, sign, value = pairs[chosen]
    pairs[chosen] = (key, sign or "=", _other(value, url))
    return "&".join("".join(pair) for pair in pairs)


def _other(name: str, url: str) -> str:
    """`name` with its hex or its last number replaced, a word replaced as a whole. Short numbers become long: a short
    one might exist; none is longer than a server's integers unless it was."""
    seed = sha256(url.encode()).hexdigest()
    if found := _HEX.search(name):
        digits = iter(seed)
        hexed = "".join(c if c == "-" else next(digits) for c in found.group(0))
        return name[: found.start()] + hexed + name[found.end() :]
    numbers = list(_DIGITS.finditer(name))
    if numbers and "%" not in name:  # the digits of an escape are no number
        last = numbers[-1]
        length = min(max(len(last.group(0)), 9), 32)
        number = "9" + str(int(seed, 16))[10 : 9 + length]
        return name[: last.start()] + number + name[last.end() :]
    letters = "bcdfghjkmnpqrstvwxz"
    return "".join(letters[int(seed[at : at + 2], 16) % len(letters)] for at in range(0, 20, 2))
