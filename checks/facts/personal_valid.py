"""Whether figures can be an identity number, an old one or a bank card: check digits, dates of birth, regions."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from stdnum import luhn, numdb
from stdnum.cn import ric, uscc

OLDEST = 1900
CHILDREN = 2010
"""From this year of birth on a number is as likely one that an office gave on that day: words must say more."""
_EXAMPLE = "11010519491231002X"  # GB 11643 itself shows it
_PERMITS = ("81", "82", "83")  # 港澳台居民居住证: no region behind them
_PROVINCES = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
        *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
    )
)
_CARD = re.compile("(?:62|4[0-9]|5[1-5]|35|9[0-9]|60|68)[0-9]{14,17}")
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def identity(number: str) -> int:
    """How sure 18 figures are an identity number: 2 with a region that is known, 1 with only a province, 0 not at all.

    A county may be older or younger than the person: people keep the number they were first given.
    """
    if len(number) != 18 or not number[:17].isdigit() or number[17] != ric.calc_check_digit(number):
        return 0
    if number == _EXAMPLE or not _birth(number[6:14]) or of_organisation(number):
        return 0
    if number[:2] in _PERMITS:
        return 2 if number[2:6] == "0000" else 0
    return _region(number[:6])


def born(number: str) -> int:
    """The year of birth in an identity number."""
    return int(number[6:10])


def old_identity(number: str) -> bool:
    """15 figures: region and a date of birth of the last century."""
    return len(number) == 15 and number.isdigit() and _region(number[:6]) > 0 and _birth(f"19{number[6:12]}")


def of_disabled(number: str) -> bool:
    """A 残疾人证: an identity number with one figure for the kind (1 to 7) and one for the grade (1 to 4)."""
    return len(number) == 20 and number[18] in "1234567" and number[19] in "1234" and identity(number[:18]) > 0


def card(number: str) -> bool:
    """16 to 19 figures of an issuer of cards, with their check digit."""
    return bool(_CARD.fullmatch(number)) and luhn.is_valid(number)


def of_organisation(number: str) -> bool:
    """统一社会信用代码: its own check digit, a region, and the check digit of the organisation's number inside."""
    if not uscc.is_valid(number) or number[16] != _organisation_digit(number[8:16]):
        return False
    return number[6:8] == "00" or _region(number[2:8]) == 2


def _organisation_digit(body: str) -> str:
    """GB 11714: the check digit of an organisation's number."""
    rest = 11 - sum(weight * _LETTERS.index(letter) for weight, letter in zip(_WEIGHTS, body, strict=True)) % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def _birth(text: str) -> bool:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8])).year >= OLDEST
    except ValueError:
        return False


@lru_cache(maxsize=4_096)
def _region(code: str) -> int:
    if code[:2] not in _PROVINCES:
        return 0
    found = numdb.get("cn/loc").info(code)
    return 2 if any("county" in told for _, told in found) else 1
