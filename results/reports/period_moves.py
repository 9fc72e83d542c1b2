"""Who came to another unit, and who was closed or opened again, in a period or since: Chinese, for the first page.

Told from the moves that imports kept (`results.ledger.registry_moves`). All numbers count by what is registered now, so
what came after the end of the period is told too, apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING, GLANCED, Account, Registry, Site, SubjectState
from results.ledger import registry_moves
from results.ledger.registry_moves import Changed, Move
from results.ledger.spans import Span

NAMED = 10
"""So many are named; the rest are counted."""
_STEPS = 4
"""So many units of one subject are named; of more only the first and the last."""
_NOUNS = {SubjectType.SITE: "网站", SubjectType.ACCOUNT: "账号"}

Key = tuple[SubjectType, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """`says` are sentences. `units` and `closed` have what they speak of: units that lost or got something, and
    subjects that are closed, paused or given up now."""

    says: tuple[str, ...] = ()
    units: frozenset[str] = frozenset()
    closed: frozenset[Key] = frozenset()


@dataclass(slots=True)
class _Stretch:
    """The moves of a stretch of time: the units of each subject in their order, and its last closing."""

    when: str
    units: dict[Key, list[str]] = field(default_factory=dict)
    closings: dict[Key, Move] = field(default_factory=dict)

    def add(self, key: Key, move: Move) -> None:
        if move.what is Changed.UNIT:
            chain = self.units.setdefault(key, [move.before])
            chain += [one for one in (move.before, move.after) if one != chain[-1]]
        elif move.after in GLANCED:
            self.closings[key] = move


def moved(connection: Connection, span: Span, known: Registry) -> Moved:
    """What moved since the span began, of what is registered now."""
    subjects: dict[Key, Site | Account] = {(SubjectType.SITE, one.key): one for one in known.sites}
    subjects |= {(SubjectType.ACCOUNT, one.key): one for one in known.accounts}
    within, later = _Stretch("本期内"), _Stretch("本期结束后")
    first: dict[Key, Move] = {}
    for move in registry_moves.since(connection, span.since):
        key = (move.subject_type, move.subject)
        if key in subjects:
            (within if move.at < span.until else later).add(key, move)
            if move.what is Changed.STATE:
                first.setdefault(key, move)
    shut = {key for key, one in subjects.items() if one.state in GLANCED}
    # Who was closed when the span began was closed in it, whenever it was opened again.
    idle = dict.fromkeys((*within.closings, *(key for key, move in first.items() if move.before in GLANCED)))
    opened = [key for key in idle if key not in shut]
    within.closings = {key: move for key, move in within.closings.items() if key in shut}
    later.closings = {key: move for key, move in later.closings.items() if key in shut and key not in within.closings}
    says = [one for some in (within, later) for one in (*_units(some), *_closed(some, subjects))]
    units = frozenset(unit for some in (within, later) for chain in some.units.values() for unit in chain)
    closed = frozenset((*within.closings, *later.closings))
    return Moved((*says, *_reopened(opened, subjects)), units, closed)


def named(names: Iterable[str]) -> str:
    """The first of the names, and how many there are in all where there are more."""
    given = list(names)
    more = f"等 {len(given)} 个" if len(given) > NAMED else ""
    return "、".join(given[:NAMED]) + more


def _units(some: _Stretch) -> Iterator[str]:
    if not some.units:
        return
    kinds = Counter(kind for kind, _ in some.units)
    how_many = "、".join(f"{kinds[kind]} 个{noun}" for kind, noun in _NOUNS.items() if kinds[kind])
    ways = Counter(map(_way, some.units.values()))
    ordered = sorted(ways.items(), key=lambda pair: (-pair[1], pair[0]))
    told = "、".join(f"{way}（{count} 个）" for way, count in ordered[:NAMED])
    more = f"等 {len(ordered)} 种变更" if len(ordered) > NAMED else ""
    yield f"{some.when}有 {how_many}变更主办单位：{told}{more}，按现在登记的主办单位统计"


def _way(chain: list[str]) -> str:
    units = [unit or "（未登记）" for unit in chain]
    return "→".join(units if len(units) <= _STEPS else (units[0], "…", units[-1]))


def _closed(some: _Stretch, subjects: Mapping[Key, Site | Account]) -> Iterator[str]:
    for kind, noun in _NOUNS.items():
        told = [f"{subjects[key].name}（{_when(move)}）" for key, move in some.closings.items() if key[0] is kind]
        if told:
            yield f"{some.when}登记为关停、注销或临时下线的{noun} {len(told)} 个，不计入各数：{named(told)}"


def _when(move: Move) -> str:
    day = move.at.astimezone(BEIJING)
    return f"{word('state', SubjectState(move.after))}，{day.month}月{day.day}日"


def _reopened(opened: Sequence[Key], subjects: Mapping[Key, Site | Account]) -> Iterator[str]:
    """Who was closed in the period, or in a part of it, and is counted."""
    for kind, noun in _NOUNS.items():
        if told := [subjects[key].name for key in opened if key[0] is kind]:
            state = f"本期内曾登记为关停、注销或临时下线、现在照常检查的{noun}"
            yield f"{state} {len(told)} 个，计入各数：{named(told)}"
