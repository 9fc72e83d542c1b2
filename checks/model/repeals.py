"""What one document says of another: that it is repealed, has expired, holds on, was amended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RelationKind(StrEnum):
    """What became of a document."""

    REPEALED = "repealed"  # 废止
    EXPIRED = "expired"  # 失效, 停止执行
    REPLACED = "replaced"  # 废止 by the new document on the same matter: 同时废止
    CONTINUED = "continued"  # 继续有效, 有效期延长
    AMENDED = "amended"  # 修改
    PARTLY = "partly"  # some of its articles or annexes only: 部分废止

    @property
    def ends(self) -> bool:
        """True when the document holds no longer."""
        return self in (RelationKind.REPEALED, RelationKind.EXPIRED, RelationKind.REPLACED)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of another document: `number` with 〔〕, "" where it names none; `on` is the day from which it
    is so, None where the text names no day of its own; `clause`: said in a sentence, not by a row of a list."""

    kind: RelationKind
    number: str = ""
    title: str = ""
    on: date | None = None
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """`Told` by the page or file `by`, titled `source`. `on` is the day from which it holds, `listed` the day of the
    list itself, both None when nobody says; `own` when an office of this place says it."""

    kind: RelationKind
    number: str
    title: str
    on: date | None
    by: str
    source: str
    own: bool
