"""Who was in the sample of each week, drawn again as the report says that it is drawn: by hand, from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from checks.model.registry import Registry
from tests.results.quarter.log import Row
from tests.results.quarter.retold import day_of

_PARTS = {"portal": (1, 1), "department": (3, 10), "other": (3, 10), "account": (1, 5)}
"""So many of so many are drawn each time; strata in the order of the frame."""
NAMES = {"portal": "门户网站", "department": "部门网站", "other": "其他网站", "account": "政务新媒体账号"}
_CYCLE, _DAYS = 12, 7
Frame = list[tuple[str, str, date | None, str]]
"""Of each of the frame: key, stratum, the day it was last drawn, why it was drawn now ("" when it was not)."""


def drawn(weeks: Iterable[Row]) -> dict[str, Frame]:
    """By the period of each week."""
    last: dict[str, date] = {}
    told: dict[str, Frame] = {}
    for week in weeks:
        day, frame = day_of(week["at"]), []
        for stratum, keys in sorted(_strata(week["known"]).items()):
            why = _why(sorted(keys), stratum, last, week["period"], day)
            frame += [(key, stratum, last.get(key), why.get(key, "")) for key in sorted(keys)]
        last |= {key: day for key, _, _, why in frame if why}
        told[week["period"]] = frame
    return told


def _strata(known: Registry) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in _PARTS}
    for site in known.sites:
        if site.state.value == "normal":
            found[site.kind.value if site.kind.value in found else "other"].append(site.key)
    found["account"] = [one.key for one in known.accounts if one.state.value in ("normal", "changed")]
    return found


def _why(keys: list[str], stratum: str, last: Mapping[str, date], seed: str, day: date) -> dict[str, str]:
    """First who would not come in time otherwise, then a twelfth of those who wait longest, then by lot."""
    part, of = _PARTS[stratum]
    if part == of:
        return dict.fromkeys(keys, "每次必查")
    lots = {key: sha256(f"{seed}|{day.isoformat()}|{key}".encode()).hexdigest() for key in keys}
    why = {key: "轮查到期" for key in keys if key in last and (day - last[key]).days > (_CYCLE - 1) * _DAYS}
    left = _up(len(keys), _CYCLE) - len(why)
    for key in sorted(set(keys) - set(why), key=lambda key: (last.get(key, date.min), lots[key]))[: max(left, 0)]:
        why[key] = "最久未查"
    left = _up(part * len(keys), of) - len(why)
    for key in sorted(set(keys) - set(why), key=lots.__getitem__)[: max(left, 0)]:
        why[key] = "随机"
    return why


def _up(number: int, by: int) -> int:
    return -(-number // by)
