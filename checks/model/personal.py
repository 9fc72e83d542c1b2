"""Personal numbers that a page or a file shows: never the number itself, only what of it may stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """What kind of number or line it is."""

    IDENTITY = "identity"  # 居民身份证, and the residence permits (81, 82, 83) written as one
    OLD_IDENTITY = "old-identity"  # 15 figures
    MOBILE = "mobile"
    CARD = "card"  # 银行卡
    PASSPORT = "passport"
    PERMIT = "permit"  # 港澳、台湾居民来往证件, 军官证
    ADDRESS = "address"  # 住址 down to the door


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal number that a reader can see whole.

    `masked` is what may be shown of it. `digest` (hex) is a hash of the number with the salt of this installation: it
    ties repeats and tells nothing else; "" where no salt was given. `place` says in Chinese where in a file it stands
    (工作表“名单”第12行, 第3页), "" on a page. `context` are at most 40 characters around it, masked. `listed`: it
    stands in a row of a list of citizens.
    """

    kind: PersonalKind
    masked: str
    digest: str = ""
    place: str = ""
    context: str = ""
    listed: bool = False
