"""How long a server asks one to wait, in each of the ways that servers say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_NUMBER = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?$", re.ASCII)
_PARTS = re.compile(
    r"(?:(\d{1,6})\s?d)?\s?(?:(\d{1,6})\s?h)?\s?(?:(\d{1,6})\s?m(?:in)?)?\s?(?:(\d{1,9})\s?s(?:ec)?)?$", re.ASCII
)
_MILLISECONDS = re.compile(r"(\d{1,12})\s?ms$", re.ASCII)
_STRUCTURED = re.compile(r"(?:^|[;,\s])(?:reset|t)\s{0,3}=\s{0,3}(\d{1,12})", re.ASCII)
_EPOCH = 1_000_000_000  # a number so large is a moment (in seconds), not a span of thirty years
_EPOCH_MS = 1_000_000_000_000


def named_wait(headers: Iterable[tuple[str, str]]) -> float | None:
    """Seconds from now that the headers of a 429 or 503 ask for, the most plainly said first; None when they name none.

    Retry-After is a number, a date (RFC 9110), `1m1s` or `500ms`; a reset is a span or a moment. Garbage is ignored.
    """
    said: dict[str, str] = {}
    for key, value in headers:
        name = key.lower()
        if name in _READERS or name == "date":
            said.setdefault(name, value[:200].strip().lower())
    now = _moment(said.get("date", "")) or datetime.now(UTC)
    for name, read in _READERS.items():
        seconds = read(said[name], now) if name in said else None
        if seconds is not None:
            return seconds
    return None


def _plain(text: str, now: datetime) -> float | None:
    """A span in seconds, or the moment since 1970 (in seconds or milliseconds) until which to wait."""
    if _NUMBER.match(text) is None:
        return None
    number = float(text)
    if number >= _EPOCH_MS:
        number /= 1000
    return max(0.0, number - now.timestamp()) if number >= _EPOCH else number


def _in_milliseconds(text: str, now: datetime) -> float | None:
    return float(text) / 1000 if _NUMBER.match(text) else None


def _structured(text: str, now: datetime) -> float | None:
    """`limit=100, remaining=0, reset=50`, and `"default";r=0;t=50` of the later drafts."""
    found = _STRUCTURED.search(text)
    return _plain(found.group(1), now) if found else None


def _any(text: str, now: datetime) -> float | None:
    if _NUMBER.match(text):
        return _plain(text, now)
    span = _span(text)
    return span if span is not None else _until(text, now)


def _span(text: str) -> float | None:
    thousandths = _MILLISECONDS.match(text)
    if thousandths:
        return float(thousandths.group(1)) / 1000
    parts = _PARTS.match(text)
    if parts is None or not any(parts.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return float(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _until(text: str, now: datetime) -> float | None:
    moment = _moment(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_READERS: dict[str, Callable[[str, datetime], float | None]] = {
    "retry-after": _any,
    "retry-after-ms": _in_milliseconds,
    "x-ms-retry-after-ms": _in_milliseconds,
    "ratelimit-reset": _any,
    "ratelimit": _structured,
    "x-ratelimit-reset-after": _any,
    "x-ratelimit-reset": _any,
    "x-rate-limit-reset": _any,
}
