"""What the interface of a list says of the documents in it: which of them hold no more.

gkmlpt gives two flags a row (`is_abolished`, `is_expired`); Ucap a list of named values (`domainMetaList`), whose keys
differ from site to site. Hanweb's records say nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from checks.facts.numbers import normalised
from checks.facts.validities import validity
from checks.model.documents import Listed
from checks.model.pages import Validity
from checks.model.urls import resolve

MOST = 1_000
_STATES = frozenset(("aging", "validity", "yxx", "xiaoli", "effectiveness", "timeliness", "sxx", "wjzt", "effect"))
_NUMBERS = frozenset(("wh", "refno", "writtentext", "fwzh", "fileno", "documentnumber"))
_TRUE = frozenset(("1", "true", "yes"))
_MOST_VALUES = 200
_OVER = (Validity.REPEALED, Validity.EXPIRED)


def of_gkmlpt(url: str, rows: Iterable[Any]) -> tuple[Listed, ...]:
    """The rows whose flags say that they were repealed or have expired."""
    told = ((row, _flag(row)) for row in rows if isinstance(row, dict))
    return _listed(url, ((row, state, str(row.get("document_number") or "")) for row, state in told))


def of_ucap(url: str, rows: Iterable[Any]) -> tuple[Listed, ...]:
    """The rows one of whose values says so, by its key."""
    return _listed(url, _of_values(rows))


def _flag(row: dict[str, Any]) -> Validity | None:
    if str(row.get("is_abolished")).lower() in _TRUE:
        return Validity.REPEALED
    return Validity.EXPIRED if str(row.get("is_expired")).lower() in _TRUE else None


def _of_values(rows: Iterable[Any]) -> Iterator[tuple[dict[str, Any], Validity | None, str]]:
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("domainMetaList"), list):
            continue
        state, number = None, ""
        for key, value in islice(_values(row["domainMetaList"]), _MOST_VALUES):
            if key in _STATES:
                state = state or validity(value[:60])
            elif key in _NUMBERS:
                number = number or value[:60]
        yield row, state, number


def _values(groups: list[Any]) -> Iterator[tuple[str, str]]:
    for group in groups:
        entries = group.get("resultList") if isinstance(group, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("value"), str):
                yield str(entry.get("key", "")).lower(), entry["value"]


def _listed(url: str, told: Iterable[tuple[dict[str, Any], Validity | None, str]]) -> tuple[Listed, ...]:
    found = (
        Listed(address, state.value, normalised(number[:60]))
        for row, state, number in told
        if state in _OVER and (address := resolve(url, str(row.get("url", ""))))
    )
    return tuple(islice(found, MOST))
