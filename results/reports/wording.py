"""A value of a table as the text that every format shows, without what could deceive a reader or a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from checks.model.registry import BEIJING
from results.reports.content import Value

LONGEST = 4000
"""Characters of one cell; what is longer ends in … (Excel itself takes 32,767)."""
_LONGEST_LINE = 100_000
"""Characters of a paragraph: one that names several hundred accounts is not cut off."""
_DIGITS = "零一二三四五六七八九"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NOT_CLICKED = re.compile(r"""[\s<>"'`]""")
_REMEMBERED = 1024
"""Moments and addresses that are remembered: tables are ordered, and most of a row is as in the one before."""


def shown(value: Value, longest: int = LONGEST) -> str:
    """The value as text: moments in +08:00, None as nothing, control and direction characters and what no xml may hold
    dropped, bounded."""
    text = value if isinstance(value, str) else _text(value)
    if not text.isprintable():  # true of nearly every text, and asked at once
        text = "".join(c for c in text if c in "\n\t" or not _hidden(c))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _text(value: Value) -> str:
    if value is None:
        return ""
    return _moment(value) if isinstance(value, datetime) else str(value)


@lru_cache(_REMEMBERED)
def _moment(value: datetime) -> str:
    return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def line(text: str) -> str:
    """A text that stands in one paragraph, whole."""
    return " ".join(shown(text, _LONGEST_LINE).split())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") or character in "\ufffe\uffff"


def starts_formula(text: str) -> bool:
    """True when a spreadsheet might take the text for a formula, also behind blanks or in full width."""
    if not text or text[0].isalnum():  # nearly every text; no letter, numeral or 汉字 is one of these signs otherwise
        return False
    return unicodedata.normalize("NFKC", text.lstrip(" \n\u3000\xa0")[:4])[:1] in _FORMULA


def evidence(console: str, number: Value) -> str:
    """The address of an issue in the console that readers know by the address `console`; "" where that is not known."""
    return link(f"{console.rstrip('/')}/issues/{number}") if console and isinstance(number, int) else ""


@lru_cache(_REMEMBERED)
def link(text: str) -> str:
    """The address when it is one that may be clicked (http, https, no more than 2,000 characters), else ""."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    fine = parts.scheme in ("http", "https") and parts.netloc and len(text) <= 2000
    return text if fine and not _NOT_CLICKED.search(text) else ""


def numeral(number: int) -> str:
    """一 to 九十九; beyond that figures."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
