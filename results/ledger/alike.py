"""Looks for a part of a text whatever the case of ASCII letters, as fast as each database can.

SQLite's LIKE folds these letters by itself: to fold both sides before takes twice as long. PostgreSQL folds every
letter of every language where it is not told of "C", which takes four times as long; and to fold at all takes twice as
long as not to, so that a text without such letters is looked for as it is.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_LETTER = re.compile(r"[A-Za-z]")


class _Like(FunctionElement[bool]):
    """`column LIKE pattern`, for a pattern that has no letters."""

    name = "like_as_it_is"
    inherit_cache = True
    type = Boolean()


class _Alike(_Like):
    """`column LIKE pattern`, whatever the case of letters."""

    name = "alike"
    inherit_cache = True


def holds(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Is the text a part of what the column says?"""
    return _element(text)(column, literal(f"%{_plain(text)}%"))


def in_address(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Is the text a part of an address? As it was typed, or in the small letters in which hosts are stored."""
    ways = (_Like(column, literal(f"%{_plain(one)}%")) for one in dict.fromkeys((text, text.lower())))
    return or_(*ways)


def begins(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Does a code begin with the text? As it was typed, in small or in capital letters: codes mix none."""
    ways = (_Like(column, literal(f"{_plain(one)}%")) for one in dict.fromkeys((text, text.lower(), text.upper())))
    return or_(*ways)


def _element(text: str) -> type[_Like]:
    return _Alike if _LETTER.search(text) else _Like


def _plain(text: str) -> str:
    """As a pattern that means these signs."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


@compiles(_Like)
def _like(element: _Like, compiler: SQLCompiler, **given: Any) -> str:
    column, pattern = (compiler.process(part, **given) for part in element.clauses)
    return f"({column} LIKE {pattern} ESCAPE '/')"


@compiles(_Alike, "postgresql")
def _on_postgresql(element: _Alike, compiler: SQLCompiler, **given: Any) -> str:
    column, pattern = (compiler.process(part, **given) for part in element.clauses)
    return f"(({column} COLLATE \"C\") ILIKE {pattern} ESCAPE '/')"
