"""What checks of pages and of posts say alike of officials: the register of an office, what a finding tells."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from checks.facts.expressions import keyed
from checks.facts.officials import Hit, Register, read_register
from checks.model.findings import Value

PAST = re.compile(
    r"历任|历届|大事记|年鉴|县志|市志|简历|任免|免职|任职|辞去|双开|开除|审查|调查|公诉|受审|一审|受贿|违纪|审计|回忆|悼"
)
"""Titles of what speaks of appointments, trials and history: there those who left stand rightly."""


def register_of(terms: Sequence[Mapping[str, Any]]) -> Register:
    """The register of the entries of an office, read once."""
    return _register(keyed(terms))


@lru_cache(maxsize=16)
def _register(terms: str) -> Register:
    return read_register(json.loads(terms) if terms else ())


def official_data(hit: Hit) -> dict[str, Value]:
    """What a finding tells of an official."""
    holder = hit.official
    data: dict[str, Value] = {"title": hit.title, "shown": hit.shown, "right": holder.name}
    if holder.since:
        data["since"] = f"{holder.since:%Y-%m-%d}"
    if holder.until:
        data["until"] = f"{holder.until:%Y-%m-%d}"
    return data
