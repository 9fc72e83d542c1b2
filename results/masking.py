"""Personal numbers are never stored or told whole: the digits in the middle become stars.

Known by their form alone, whoever's they are (`checks.model.long_numbers`, the grammar by which pages are searched):
an identity number holds a date of birth, a mobile number begins with 13 to 19, a bank card has 16 to 19 digits and an
issuer's prefix. What stays visible is what PRI-3 of the edition lets stand: of an identity number six and two digits,
of a bank card the last four, of a mobile number all but the middle. Addresses of pages are left as they are, because a
masked address leads nowhere and long numbers in them are the numbers of pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checks.model.findings import Finding, Value
from checks.model.long_numbers import mask_forms


def mask(text: str) -> str:
    """`text` with identity, bank card and mobile numbers masked; an address is given back as it is."""
    if text.startswith(("http://", "https://")) and not any(map(str.isspace, text)):
        return text
    return mask_forms(text)


def masked(finding: Finding) -> Finding:
    """`finding` with its excerpt and data masked. The key is left alone: it is hashed, and identity hangs on it."""
    data: Mapping[str, Value] = {
        name: mask(value) if isinstance(value, str) else value for name, value in finding.data.items()
    }
    return replace(finding, excerpt=mask(finding.excerpt), data=data)
