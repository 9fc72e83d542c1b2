"""What a list is: its arguments, its lines, its columns, and how it is walked page by page."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from results.ledger.complaints import Complaint
from results.ledger.scope import Scope
from results.lists.arguments import LARGEST, Argument, BadArgument, Given
from results.reports.rows import Column, Line

Key = tuple[str | int, ...]
"""What the next page begins after."""
Schema = Mapping[str, Any]
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a list is read, and by what: `moment` is now (aware), `after(day, n)` the n-th workday after a day,
    `dated` gives a message the deadlines that can be counted by now. Messages of 找错 that were not given to a unit
    yet are seen only where `undispatched`."""

    connection: Connection
    scope: Scope
    edition: Edition
    moment: datetime
    after: Callable[[date, int], date | None]
    dated: Callable[[Complaint], Complaint]
    undispatched: bool = True


class Walk(Protocol):
    """A list that was asked for."""

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        """`size` lines after a key, and the key after which the next page begins; None when this is the last."""

    def left(self, after: Key) -> int:
        """How many lines come after a key."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: `title` is Chinese, `fields` the schema of each key of a line, `keys` the kinds of what a page goes on
    after. `shown` is what the console lists where its address says nothing of it. `one`: a line has a number of its
    own, and is found where it is given as `id` and nothing else is."""

    name: str
    title: str
    arguments: tuple[Argument, ...]
    fields: Mapping[str, Schema]
    columns: Sequence[Column]
    keys: tuple[type, ...]
    walk: Callable[[Reader, Given], Walk]
    shown: Given = field(default_factory=dict)
    one: bool = False


def packed(key: Key) -> str:
    """A key as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def unpacked(text: str, keys: Sequence[type]) -> Key:
    """The key that `packed` wrote. Raises BadArgument for anything else."""
    wrong = BadArgument("参数 after 不是本清单给出的位置；请用上一页返回的 after，或不带它从头开始")
    if len(text) > _LONGEST or not text.isascii():
        raise wrong
    try:
        value = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(value, list) or [type(part) for part in value] != list(keys):
        raise wrong
    if not all(_usable(part) for part in value):
        raise wrong
    return tuple(value)


def bounded(walk: Walk, limit: int, *, at_once: int = 500) -> tuple[Iterator[Line], Callable[[], int]]:
    """At most `limit` lines of a list, read a page at a time; and, once they are read, how many were left out."""
    last: list[Key] = []

    def lines() -> Iterator[Line]:
        after: Key | None = None
        room = limit
        while room > 0:
            page, after = walk.page(after, min(at_once, room))
            yield from page
            room -= len(page)
            if after is None:
                return
        if after is not None:
            last.append(after)

    return lines(), lambda: walk.left(last[0]) if last else 0


def _usable(part: object) -> bool:
    if isinstance(part, int):
        return 0 <= part <= LARGEST
    return isinstance(part, str) and "\0" not in part and not any("\ud800" <= c <= "\udfff" for c in part)
