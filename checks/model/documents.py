"""What a document says of itself beyond the fields that a page's table shows (`checks.model.pages.Document`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Publicity(StrEnum):
    """公开属性, normalised (GF-10)."""

    OPEN = "主动公开"
    RELEASED = "此件公开发布"
    PARTLY = "删减后公开"
    ON_REQUEST = "依申请公开"
    CLOSED = "不予公开"


@dataclass(frozen=True, slots=True)
class Particulars:
    """A field is "", None or empty when it was not found.

    `latest` is the last day on which the document holds by the kindest reading (`checks.facts.terms`), `two_terms` says
    that its text gives two last days. `number_shown` is the number as the document itself writes it, or as its table
    does.
    """

    kind: str = ""  # 文种: 通知, 决定, 办法 …
    organ: str = ""  # the office that the title or the signature names
    addressees: str = ""  # 主送机关
    number_shown: str = ""
    signed: datetime | None = None  # the day under the text
    publicity: Publicity | None = None
    publicity_text: str = ""
    duties: tuple[str, ...] = ()  # 牵头单位, 责任单位; at most 60
    latest: datetime | None = None
    two_terms: bool = False
    uncomputed: bool = False  # its text gives a term, and no day from which it could be counted
    drawn: bool = False  # a script of the page holds its fields and draws them


NOTHING_SAID = Particulars()


@dataclass(frozen=True, slots=True)
class Listed:
    """What the interface of a list says of a document at `url`: that it was repealed or has expired, and its number."""

    url: str
    state: str  # a value of `Validity`
    number: str = ""
