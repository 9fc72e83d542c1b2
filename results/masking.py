"""Personal numbers are never stored or told whole: the digits in the middle become stars.

Known by their form alone, whoever's they are (`checks.model.long_numbers`, the grammar by which pages are searched):
an identity number holds a date of birth, a mobile number begins with 13 to 19, a bank card has 16 to 19 digits and an
issuer's prefix. What stays visible is what PRI-3 of the edition lets stand: of an identity number six and two digits,
of a bank card the last four, of a mobile number all but the middle. Addresses of pages are left as they are, because a
masked address leads nowhere and long numbers in them are the numbers of pages. Of an address that a citizen sent only
what can be nothing else is masked (`mask_address`); nobody then visits it, and nothing is concluded from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from stdnum.cn import ric

from checks.model.findings import Finding, Value
from checks.model.long_numbers import form, mask_forms, starred
from checks.model.personal import PersonalKind

_IDENTITY = re.compile("(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])", re.ASCII)
_VALUE = re.compile("(?<=[=:])(?:(?:\\+|%2[Bb])?86)?(1[0-9]{10}|[1-9][0-9]{16}[0-9Xx])(?=$|[&;#])", re.ASCII)
_STARRED = re.compile("[0-9]{3,6}\\*{4,10}[0-9Xx]{2,4}", re.ASCII)


def mask(text: str) -> str:
    """`text` with identity, bank card and mobile numbers masked; an address is given back as it is."""
    if text.startswith(("http://", "https://")) and not any(map(str.isspace, text)):
        return text
    return mask_forms(text)


def mask_address(url: str) -> str:
    """The address of a message with identity and mobile numbers masked that are the whole value of a parameter, and
    identity numbers elsewhere whose check digit is right: other long numbers in an address are the numbers of pages."""
    kept = _VALUE.sub(lambda found: found[0].replace(found[1], _by_form(found[1])), url)
    return _IDENTITY.sub(lambda found: _identity(found[0]), kept)


def address_masked(url: str) -> bool:
    """Was a number in the address masked? Then it leads nowhere, and nothing may be concluded from that."""
    return _STARRED.search(url) is not None


def _identity(number: str) -> str:
    real = ric.calc_check_digit(number[:-1]) == number[-1].upper()
    return _by_form(number) if real else number


def _by_form(number: str) -> str:
    kind = form(number.upper())
    return starred(number, kind) if kind in (PersonalKind.IDENTITY, PersonalKind.MOBILE) else number


def masked(finding: Finding) -> Finding:
    """`finding` with its excerpt and data masked. The key is left alone: it is hashed, and identity hangs on it."""
    data: Mapping[str, Value] = {
        name: mask(value) if isinstance(value, str) else value for name, value in finding.data.items()
    }
    return replace(finding, excerpt=mask(finding.excerpt), data=data)
