"""The schemas of what stands in a line, as JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
MAYBE: Schema = {"type": ["integer", "null"]}
TRUTH: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
TEXTS: Schema = {"type": "array", "items": TEXT}
OBJECT: Schema = {"type": "object"}
VERSION: Schema = {"const": 1}
LATER: Schema = {"type": "string", "description": "时刻；还没有的为空"}
"""A moment, or "" where it has not come."""


def one_of(values: Iterable[str], *more: str) -> Schema:
    return {"type": "string", "enum": [*(str(value) for value in values), *more]}


def fields(texts: str, **others: Schema) -> dict[str, Schema]:
    """A schema for each key of a line: `texts` names those that hold text."""
    return {"version": VERSION, **dict.fromkeys(texts.split(), TEXT), **others}
