"""The document that a page of gkmlpt (广东省政府信息公开目录平台) shows: a script holds it as `_CONFIG.DETAIL`.

The page itself is a shell: what is read here is what the script draws. `date` is the day of writing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

from checks.model.pages import Validity
from checks.model.registry import BEIJING

_DETAIL = re.compile(r"[\"']?DETAIL[\"']?\s{0,9}[:=]\s{0,9}(?=\{)")
_MOST = 1_000_000
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"</(?:p|div|tr|li|h\d)>|<br[\s/]{0,3}>", re.IGNORECASE)
_TRUE = frozenset(("1", "true", "yes"))


@dataclass(frozen=True, slots=True)
class Detail:
    """Fields by the names of `checks.facts.documents`, the text as lines, and what the interface says of validity."""

    fields: dict[str, str]
    text: str = ""
    validity: Validity | None = None


def read_detail(scripts: Iterable[str]) -> Detail | None:
    """The document in a script of the page, None where there is none."""
    for script in scripts:
        if "DETAIL" in script and "_CONFIG" in script and (found := _DETAIL.search(script)):
            try:
                told, _ = json.JSONDecoder().raw_decode(script[found.end() : found.end() + _MOST])
            except (ValueError, RecursionError):
                continue
            if isinstance(told, dict) and told:
                return _read(told)
    return None


def _read(told: dict[str, Any]) -> Detail:
    names = {"title": "title", "number": "document_number", "issuer": "publisher", "index": "identifier"}
    fields = {field: str(told[name])[:300].strip() for field, name in names.items() if told.get(name)}
    for field, name in (("written", "date"), ("published", "display_publish_time")):
        if day := _day(told.get(name)):
            fields[field] = day
    content = unescape(_TAG.sub("", _BREAK.sub("\n", str(told.get("content") or "")[:_MOST])))
    lines = (" ".join(line.split()) for line in content.splitlines())
    state = None
    if str(told.get("is_abolished")).lower() in _TRUE:
        state = Validity.REPEALED
    elif str(told.get("is_expired")).lower() in _TRUE:
        state = Validity.EXPIRED
    return Detail(fields, "\n".join(line for line in lines if line), state)


def _day(stamp: Any) -> str:
    """A stamp in seconds, or a day that is written out, as a day."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float | str):
        return ""
    try:
        return datetime.fromtimestamp(float(stamp), UTC).astimezone(BEIJING).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):
        return str(stamp)[:30]
