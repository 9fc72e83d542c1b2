"""Looks for a part of a text whatever the case of Latin letters, as fast as each database can.

Both look at ASCII letters alone. SQLite's LIKE does so by itself: to fold both sides before takes twice as long.
PostgreSQL folds every letter of every language where it is not told of "C": that takes four times as long.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Alike(FunctionElement[bool]):
    """`column LIKE pattern`."""

    name = "alike"
    inherit_cache = True
    type = Boolean()


def holds(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Is the text a part of what the column says?"""
    return _Alike(column, literal(f"%{_plain(text)}%"))


def begins(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Does what the column says begin with the text?"""
    return _Alike(column, literal(f"{_plain(text)}%"))


def _plain(text: str) -> str:
    """As a pattern that means these signs."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


@compiles(_Alike)
def _anywhere(element: _Alike, compiler: SQLCompiler, **given: Any) -> str:
    column, pattern = (compiler.process(part, **given) for part in element.clauses)
    return f"({column} LIKE {pattern} ESCAPE '/')"


@compiles(_Alike, "postgresql")
def _on_postgresql(element: _Alike, compiler: SQLCompiler, **given: Any) -> str:
    column, pattern = (compiler.process(part, **given) for part in element.clauses)
    return f"(({column} COLLATE \"C\") ILIKE {pattern} ESCAPE '/')"
