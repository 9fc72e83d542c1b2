"""Times as platforms and gateways write them, to a moment in the zone of Beijing.

A relative time counts from `base`: the Date header of the answer or the moment of fetching. No zone means +08:00. Month
names are told by a table: `strptime` would follow the language of the system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from checks.model.registry import BEIJING

FUTURE = timedelta(days=1)
"""A time so far in the future is not believed."""
_EARLIEST, _LATEST = 946_684_800, 4_102_444_800  # 2000 and 2100
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_ZONES = {"gmt": 0, "ut": 0, "utc": 0, "z": 0, "cst": 8, "bjt": 8, "hkt": 8, "est": -5, "edt": -4, "pst": -8, "pdt": -7}
"""CST is that of China here: java.util.Date writes it so."""
_CLOCK = (
    r"(?:\s{0,3}(?P<half>上午|下午|凌晨|早上|中午|晚上|晚)?\s{0,3}"
    r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?(?:\.\d{1,9})?)?"
)
_ZONE = r"(?:\s{0,3}(?P<zone>[zZ]|[A-Za-z]{2,4}|[+-]\d{2}:?\d{2}|[+-]\d{2}))?"
_Made = Callable[[re.Match[str], datetime], "Moment | None"]


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware moment. `day_only` when nothing but its day is known: then it is the beginning of that day."""

    at: datetime
    day_only: bool = False


def read_moment(raw: object, base: datetime) -> Moment | None:
    """The moment that `raw` (text, or seconds or milliseconds) means, None where it means none. Never raises."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int | float):
        return _stamp(float(raw))
    if not isinstance(raw, str) or len(raw) > 100:
        return None
    text = " ".join(unicodedata.normalize("NFKC", raw).split())
    text = text.removeprefix("发布于").removeprefix("发表于").removeprefix("编辑于").removeprefix("更新于").lstrip(": ")
    if re.fullmatch(r"\d{10}(\.\d{1,9})?|\d{13}|\d{16}", text, re.ASCII):
        return _stamp(float(text))
    near = base.astimezone(BEIJING)
    for pattern, made in _DIALECTS:
        if found := pattern.fullmatch(text):
            try:
                return _sane(made(found, near))
            except (ValueError, OverflowError):
                return None
    return None


def doubtful(moment: datetime, now: datetime) -> bool:
    """True for a time that lies more than a day in the future."""
    return moment - now > FUTURE


def made_up(moments: Iterable[datetime], fetched: datetime, tolerance: float) -> bool:
    """True when all times of several posts are the same, and that of fetching: nobody knew when they appeared. One post
    by itself may well have appeared just now."""
    told = list(moments)
    return len(told) > 1 and len(set(told)) == 1 and abs((told[0] - fetched).total_seconds()) <= tolerance


def _stamp(number: float) -> Moment | None:
    for unit in (1.0, 1e3, 1e6):
        if _EARLIEST <= number / unit < _LATEST:
            return Moment(datetime.fromtimestamp(number / unit, UTC).astimezone(BEIJING))
    return None


def _sane(moment: Moment | None) -> Moment | None:
    return moment if moment and _EARLIEST <= moment.at.timestamp() < _LATEST else None


def _now(_: re.Match[str], base: datetime) -> Moment:
    return Moment(base)


_UNITS = {"秒": 1, "分": 60, "小": 3_600, "天": 86_400, "日": 86_400, "周": 604_800}


def _ago(found: re.Match[str], base: datetime) -> Moment:
    number = 0.5 if found["n"] == "半" else float(found["n"])
    return Moment(base - timedelta(seconds=number * _UNITS[found["unit"][0]]))


_DAYS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2}


def _day_near(found: re.Match[str], base: datetime) -> Moment:
    day = base - timedelta(days=_DAYS[found["day"]])
    return _at(found, day.year, day.month, day.day, base)


def _no_year(found: re.Match[str], base: datetime) -> Moment | None:
    """The last such day that is not after today."""
    month, day = int(found["m"]), int(found["d"])
    for year in range(base.year, base.year - 9, -1):  # a 29 February may be that long ago
        try:
            made = _at(found, year, month, day, base)
        except ValueError:
            continue
        if made.at.date() <= base.date():
            return made
    return None


def _full(found: re.Match[str], base: datetime) -> Moment | None:
    return _at(found, int(found["y"]), int(found["m"]), int(found["d"]), base)


def _english(found: re.Match[str], base: datetime) -> Moment | None:
    month = _MONTHS.get(found["m"].lower()[:3])
    return _at(found, int(found["y"]), month, int(found["d"]), base) if month else None


def _at(found: re.Match[str], year: int, month: int, day: int, base: datetime) -> Moment:
    """Raises ValueError for what no calendar and no clock has, and for a zone that is not known."""
    groups = found.groupdict()
    zone = _zone(groups.get("zone"))
    if groups.get("h") is None:
        return Moment(datetime(year, month, day, tzinfo=zone), day_only=True)
    hour, minute, second = (int(groups.get(name) or 0) for name in ("h", "mi", "s"))
    half = groups.get("half") or ""
    if (half[:1] in ("下", "晚") and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif half == "凌晨" and hour == 12:
        hour = 0
    if hour == 24 and not minute and not second:
        return Moment((datetime(year, month, day, tzinfo=zone) + timedelta(days=1)).astimezone(BEIJING))
    return Moment(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(BEIJING))


def _zone(text: str | None) -> timezone:
    if not text:
        return BEIJING
    if text.lower() in _ZONES:
        return timezone(timedelta(hours=_ZONES[text.lower()]))
    figures = re.fullmatch(r"([+-])(\d{2}):?(\d{2})?", text, re.ASCII)
    if figures is None:
        raise ValueError(text)
    minutes = int(figures[2]) * 60 + int(figures[3] or 0)
    return timezone(timedelta(minutes=-minutes if figures[1] == "-" else minutes))


def _dialect(pattern: str, made: _Made) -> tuple[re.Pattern[str], _Made]:
    return re.compile(pattern, re.ASCII | re.IGNORECASE), made


_DIALECTS: tuple[tuple[re.Pattern[str], _Made], ...] = (
    _dialect(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})[T ]?" + _CLOCK + _ZONE, _full),
    _dialect(r"(?:[a-z]{3,9},? )?(?P<d>\d{1,2})[ -](?P<m>[a-z]{3,9})[ -](?P<y>\d{4}) ?" + _CLOCK + _ZONE, _english),
    _dialect(r"[a-z]{3},? (?P<m>[a-z]{3}) {1,2}(?P<d>\d{1,2}) " + _CLOCK + _ZONE + r" (?P<y>\d{4})", _english),
    _dialect(r"刚刚|刚才", _now),
    _dialect(r"(?P<n>\d{1,4}|半)个? ?(?P<unit>秒钟?|分钟?|小时|天|日|周) ?[之以]?前", _ago),
    _dialect(r"(?P<day>今天|今日|昨天|昨日|前天|前日)" + _CLOCK, _day_near),
    _dialect(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?" + _CLOCK, _full),
    _dialect(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日" + _CLOCK, _no_year),
    _dialect(r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})" + _CLOCK + _ZONE, _full),
    _dialect(r"(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _CLOCK, _no_year),
)
