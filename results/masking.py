"""Personal numbers are never stored or told whole: the digits in the middle become stars.

Known by their form: an identity number holds a date of birth, a mobile number begins with 13 to 19, a bank card has 16
to 19 digits and an issuer's prefix. What stays visible is what PRI-3 of the edition lets stand: of an identity number
six and two digits, of a bank card the last four, of a mobile number all but the middle. Addresses are left as they are,
because a masked address leads nowhere and long numbers in them are the numbers of pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from checks.model.findings import Finding, Value

_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d\d(\d[0-9Xx])(?![0-9A-Za-z])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z])(?:62|4\d|5[1-5])\d{10,13}(\d{4})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


def mask(text: str) -> str:
    """`text` with identity, bank card and mobile numbers masked; an address is given back as it is."""
    if text.startswith(("http://", "https://")) and not any(map(str.isspace, text)):
        return text
    return _MOBILE.sub(r"\1****\2", _CARD.sub(r"************\1", _IDENTITY.sub(r"\1**********\2", text)))


def masked(finding: Finding) -> Finding:
    """`finding` with its excerpt and data masked. The key is left alone: it is hashed, and identity hangs on it."""
    data: Mapping[str, Value] = {
        name: mask(value) if isinstance(value, str) else value for name, value in finding.data.items()
    }
    return replace(finding, excerpt=mask(finding.excerpt), data=data)
