"""Personal numbers in a text: found, masked, and counted without being kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from stdnum.cn import ric

from checks.model.personal import Personal, PersonalKind

MOST = 2_000
"""So many numbers of one text are told one by one; all are masked."""
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Scanned:
    """`text` with every personal number masked, `found` what was masked, `count` how many in all."""

    text: str
    found: tuple[Personal, ...] = ()
    count: int = 0


def scan(text: str, salt: bytes = b"", place: str = "") -> Scanned:
    """Masks what `text` shows whole. Pure, linear in the length of the text, never raises."""
    found: list[Personal] = []

    def star(match: re.Match[str]) -> str:
        number = match.group().upper()
        if not ric.is_valid(number):
            return match.group()
        masked = f"{number[:6]}{'*' * 10}{number[-2:]}"
        found.append(Personal(PersonalKind.IDENTITY, masked, digest_of(number, salt), place))
        return masked

    clean = _IDENTITY.sub(star, text)
    return Scanned(clean, tuple(found[:MOST]), len(found))


def digest_of(number: str, salt: bytes) -> str:
    """What ties two places that show one number; "" without a salt: an unsalted hash of a number is the number."""
    return blake2b(number.encode(), key=salt[:64], digest_size=16).hexdigest() if salt else ""
