"""Rounds of availability as a file (csv or jsonl, one answer a line): from the machine of another place, or to a
spreadsheet. Times are ISO 8601 with a zone, phases whole milliseconds, -1 where not reached."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.rounds import Doubt, Round
from results.errors import PersonError
from results.ledger.rounds import milliseconds

_ROUND = ("vantage", "began", "ended", "asked", "silent", "witnessed", "doubt")
_PHASES = ("dns", "connect", "tls", "first_byte", "whole")
FIELDS = (
    *_ROUND,
    *("site", "home", "asked_at", "family", "status", "failure"),
    *(f"{name}_ms" for name in _PHASES),
    *("size", "marks", "final_url"),
)
_LINE = 100_000
_LONGEST = timedelta(hours=9)
_MARK = re.compile(r"[a-z0-9:_.-]{1,60}")

Kind = TypeVar("Kind", bound=StrEnum)
Answers = dict[tuple[str, str, int], HttpProbe]
"""(site key, home page, family) → its answer."""
Row = Mapping[str, Any]


class BadRounds(PersonError):
    """A file of rounds that cannot be used; says which line."""


def write(path: Path, rounds: Iterable[tuple[Round, Answers]]) -> int:
    """Writes rounds, jsonl where the name ends so, else csv; how many. Raises BadRounds when it cannot be written."""
    count = 0
    try:
        with path.open("w", encoding="utf-8" if _lines(path) else "utf-8-sig", newline="") as file:
            table = csv.DictWriter(file, FIELDS)
            if not _lines(path):
                table.writeheader()
            for round_, answers in rounds:
                count += 1
                for (site, _, _), probe in answers.items():
                    row = _row(round_, site, probe)
                    if _lines(path):
                        file.write(json.dumps(row, ensure_ascii=False) + "\n")
                    else:
                        table.writerow(row)
    except OSError as error:
        raise BadRounds(f"写不了 {path}：{error.strerror}；请检查文件夹和权限") from error
    return count


def read(path: Path) -> Iterator[tuple[Round, Answers]]:
    """The rounds of a file, one in memory at a time. Raises BadRounds, naming the line."""
    seen: set[tuple[str, datetime]] = set()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = enumerate(_objects(file, path) if _lines(path) else csv.DictReader(file), 1 if _lines(path) else 2)
            for _, lines in groupby(rows, key=lambda entry: [entry[1].get(name) for name in _ROUND]):
                round_, answers = _one(lines, path)
                if (round_.vantage, round_.began) in seen:
                    raise BadRounds(
                        f"{path}：观察点 {round_.vantage} {round_.began} 这一轮的各行没有连在一起，或内容不一致"
                    )
                seen.add((round_.vantage, round_.began))
                yield round_, answers
    except OSError as error:
        raise BadRounds(f"读不了 {path}：{error.strerror}；请检查文件名") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadRounds(f"{path} 不是 UTF-8 的 csv 或 jsonl：{error}") from error


def _lines(path: Path) -> bool:
    return path.suffix == ".jsonl"


def _objects(file: Any, path: Path) -> Iterator[Row]:
    number = 0
    while line := file.readline(_LINE):
        number += 1
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadRounds(f"{path} 第 {number} 行不是一个 JSON 对象") from error
        if not isinstance(found, dict):
            raise BadRounds(f"{path} 第 {number} 行不是一个 JSON 对象")
        yield found


def _row(round_: Round, site: str, probe: HttpProbe) -> dict[str, Any]:
    return {
        "vantage": round_.vantage,
        "began": round_.began.astimezone(UTC).isoformat(),
        "ended": round_.ended.astimezone(UTC).isoformat(),
        "asked": round_.asked,
        "silent": round_.silent,
        "witnessed": int(round_.witnessed),
        "doubt": round_.doubt.value if round_.doubt else "",
        "site": site,
        "home": probe.subject,
        "asked_at": probe.asked_at.astimezone(UTC).isoformat(),
        "family": probe.family,
        "status": probe.status or "",
        "failure": probe.failure.value if probe.failure else "",
        **{f"{name}_ms": milliseconds(getattr(probe.phases, name)) for name in _PHASES},
        "size": probe.size,
        "marks": " ".join(probe.marks),
        "final_url": probe.final_url,
    }


def _one(lines: Iterator[tuple[int, Row]], path: Path) -> tuple[Round, Answers]:
    """The lines of one round."""
    round_: Round | None = None
    answers: Answers = {}
    for number, row in lines:
        try:
            if missing := [name for name in FIELDS if not isinstance(row.get(name), str | int)]:
                raise ValueError(f"缺少 {'、'.join(missing)}")
            round_ = round_ or _round(row)
            probe = _probe(row, round_)
            key = _text(row, "site", 200), probe.subject, probe.family
            if key in answers:
                raise ValueError(f"网站 {key[0]} 在同一轮中重复")
        except ValueError as error:
            raise BadRounds(f"{path} 第 {number} 行：{error}") from error
        answers[key] = probe
    # `asked` counts home pages: one that was asked over IPv6 as well counts once.
    if round_ is None or round_.asked < sum(not family for _, _, family in answers) or round_.silent > round_.asked:
        raise BadRounds(f"{path}：有一轮的 asked、silent 与行数不符")
    return round_, answers


def _round(row: Row) -> Round:
    began, ended = _moment(row, "began"), _moment(row, "ended")
    if not timedelta() <= ended - began <= _LONGEST:
        raise ValueError("ended 应在 began 之后九小时以内")
    doubt = _text(row, "doubt", 20, least=0)
    return Round(
        vantage=_text(row, "vantage", 60),
        began=began,
        ended=ended,
        asked=_number(row, "asked", 1, 1_000_000),
        silent=_number(row, "silent", 0, 1_000_000),
        witnessed=bool(_number(row, "witnessed", 0, 1)),
        doubt=_of(Doubt, doubt, "doubt") if doubt else None,
    )


def _probe(row: Row, round_: Round) -> HttpProbe:
    at, home = _moment(row, "asked_at"), _text(row, "home", 2_000)
    if not round_.began <= at <= round_.ended + timedelta(seconds=1):
        raise ValueError("asked_at 不在本轮的时间之内")
    status, failure = _text(row, "status", 3, least=0), _text(row, "failure", 30, least=0)
    if bool(status) == bool(failure):
        raise ValueError("status 与 failure 应填且只填一个")
    marks = tuple(_text(row, "marks", 500, least=0).split())
    if not all(_MARK.fullmatch(mark) for mark in marks):
        raise ValueError("marks 的写法不对")
    phases = (_number(row, f"{name}_ms", -1, 10_000_000) for name in _PHASES)
    return HttpProbe(
        home,
        at,
        _family(row),
        _number(row, "status", 100, 999) if status else None,
        _of(Failure, failure, "failure") if failure else None,
        _text(row, "final_url", 2_000, least=0),
        Phases(*(None if value < 0 else value / 1000 for value in phases)),
        _number(row, "size", -1, 2_000_000_000),
        marks,
    )


def _family(row: Row) -> int:
    family = _number(row, "family", 0, 6)
    if family not in (0, 4, 6):
        raise ValueError(f"family 应是 0、4 或 6，不是 {family}")
    return family


def _text(row: Row, name: str, longest: int, *, least: int = 1) -> str:
    text = str(row[name]).strip()
    if not least <= len(text) <= longest or not text.isprintable():
        raise ValueError(f"{name} 的取值不对：{text[:60]!r}")
    return text


def _number(row: Row, name: str, least: int, most: int) -> int:
    text = str(row[name]).strip()
    if not re.fullmatch(r"-?[0-9]{1,10}", text) or not least <= int(text) <= most:
        raise ValueError(f"{name} 应是 {least} 到 {most} 的整数，不是 {text[:60]!r}")
    return int(text)


def _moment(row: Row, name: str) -> datetime:
    text = _text(row, name, 40)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name} 应是带时区的 ISO 时间，不是 {text!r}") from error
    if moment.tzinfo is None:
        raise ValueError(f"{name} 没有写时区：{text!r}")
    return moment.astimezone(UTC)


def _of(kind: type[Kind], text: str, name: str) -> Kind:
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"{name} 的取值不认识：{text!r}") from error
