"""Many nouns of one kind made at once: a page has hundreds of links and entries.

A frozen dataclass writes its fields one by one through Python; here each field is written for all of them in one go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

Noun = TypeVar("Noun")


def many(noun: type[Noun], rows: Iterable[Sequence[object]]) -> tuple[Noun, ...]:
    """`noun(*row)` for each of `rows`, all fields given, in their order.

    Only for slotted dataclasses that do nothing in `__post_init__`.
    """
    columns = tuple(zip(*rows, strict=True))
    made = tuple(map(noun.__new__, repeat(noun, len(columns[0])))) if columns else ()
    for write, column in zip(_writers(cast(Hashable, noun)), columns, strict=bool(columns)):
        deque(map(write, made, column), maxlen=0)
    return made


@cache
def _writers(noun: Hashable) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(noun, field.name).__set__ for field in fields(cast(Any, noun)))
