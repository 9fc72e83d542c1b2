"""Reads an edition and its overlays into `Rule`s, and refuses what is not well formed.

An edition is `checks/indicators/<name>.toml`; an overlay is `checks/indicators/overlays/<name>.toml` or a file of the
office's own. One table a rule; the table's name is the id of the check that serves it, or a name for the rule alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

DEFAULT = "national-2019"


class EditionError(ValueError):
    """An edition or overlay that cannot be used. The message is Chinese and names file, table and key."""


class Kind(StrEnum):
    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    HINT = "hint"


class Judged(StrEnum):
    """Who judges a rule."""

    MACHINE = "machine"
    BY_HAND = "by hand"
    LATER = "later"  # a machine could, no check does yet


class Grade(StrEnum):
    """How well a number is verified (shown wherever it is used)."""

    A = "A"
    B = "B"
    C = "C"
    UNVERIFIED = "unverified"
    OURS = "ours"  # a default of this project, never law


@dataclass(frozen=True, slots=True)
class Param:
    """A number or list a check is judged by, with its grade."""

    value: Any
    verified: Grade
    source: str = ""


@dataclass(frozen=True, slots=True)
class Veto:
    """A veto clause: `at_least` findings with one of the codes `counts` (all codes when empty) fail the subject.

    `warn` findings are worth a warning before it comes to that; 0 = none.
    """

    code: str
    at_least: int
    counts: tuple[str, ...] = ()
    warn: int = 0
    verified: Grade = Grade.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator of one edition. `deduct` and `cap` are points; `says` and `fix` are templates by finding code."""

    id: str
    code: tuple[str, ...]
    title: str
    source: str
    verified: Grade
    kind: Kind
    judged: Judged
    says: Mapping[str, str] = field(default_factory=dict)
    fix: Mapping[str, str] = field(default_factory=dict)
    deduct: Mapping[str, Decimal] = field(default_factory=dict)
    cap: Decimal | None = None
    prices_verified: Grade = Grade.UNVERIFIED
    vetoes: tuple[Veto, ...] = ()
    params: Mapping[str, Param] = field(default_factory=dict)
    block: str = ""  # 发布解读, 办事服务, 互动交流, 功能设计
    text: str = ""  # what the rule demands, in our words
    overlays: tuple[str, ...] = ()  # which overlays changed it

    def param(self, name: str) -> Any:
        """The value of a parameter. KeyError when the edition lacks it: a defect of the edition, not of a site."""
        return self.params[name].value

    def sentence(self, code: str, data: Mapping[str, object]) -> str:
        """What an inspector reads for a finding `code`."""
        return _fill(self.says.get(code) or self.title, data)

    def advice(self, code: str, data: Mapping[str, object]) -> str:
        """How to mend it."""
        return _fill(self.fix.get(code) or self.fix.get("*", ""), data)


@dataclass(frozen=True, slots=True)
class Edition:
    name: str
    title: str
    rules: Mapping[str, Rule]
    scoring: Mapping[str, Param]
    overlays: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Name of the edition and its overlays, as stored with every run."""
        return "+".join((self.name, *self.overlays))


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def _fill(template: str, data: Mapping[str, object]) -> str:
    return template.format_map(_Blank(data))


@cache
def load(name: str = DEFAULT, overlays: tuple[str, ...] = ()) -> Edition:
    """The edition `name` with `overlays` laid over it in order. An overlay is a name or a path ending in .toml.

    Raises EditionError.
    """
    tables = _read(name, "")
    meta = tables.pop("edition", {})
    scoring = tables.pop("scoring", {})
    touched: dict[str, list[str]] = {}
    for overlay in overlays:
        extra = _read(overlay, "overlays")
        extra.pop("overlay", None)
        _lay_over(scoring, extra.pop("scoring", {}), f"{overlay} [scoring]")
        for table, changes in extra.items():
            if table not in tables:
                raise EditionError(f"叠加文件 {overlay} 的 [{table}] 在版本 {name} 中不存在；请改用已有的规则名")
            _lay_over(tables[table], changes, f"{overlay} [{table}]")
            touched.setdefault(table, []).append(Path(overlay).stem)
    rules = {table: _rule(name, table, entry, tuple(touched.get(table, ()))) for table, entry in tables.items()}
    numbers = {key: _param(name, "scoring", key, entry) for key, entry in scoring.items()}
    return Edition(name, str(meta.get("title", name)), rules, numbers, tuple(Path(o).stem for o in overlays))


def _read(name: str, under: str) -> dict[str, Any]:
    try:
        if name.endswith(".toml"):
            text = Path(name).read_text(encoding="utf-8")
        else:
            text = resources.files(__package__).joinpath(under, f"{name}.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"读不到规则文件 {name}：{error}；请检查 xunwang.toml 的 [rules]") from error
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"规则文件 {name} 不是合法的 TOML：{error}") from error


def _lay_over(entry: dict[str, Any], changes: Mapping[str, Any], where: str) -> None:
    for key, value in changes.items():
        if key not in _KEYS and key not in entry:
            raise EditionError(f"叠加文件 {where} 的键 {key!r} 不认识")
        if isinstance(value, Mapping) and isinstance(entry.get(key), dict):
            entry[key] = {**entry[key], **value}
        else:
            entry[key] = value


_KEYS = frozenset(
    "code title source verified kind judged says fix deduct cap prices_verified veto params block text".split()
)
_NEEDED = ("code", "title", "source", "verified", "kind", "judged")


def _rule(edition: str, table: str, entry: Mapping[str, Any], overlays: tuple[str, ...]) -> Rule:
    where = f"规则文件 {edition} 的 [{table}]"
    if unknown := sorted(set(entry) - _KEYS):
        raise EditionError(f"{where} 有不认识的键：{'、'.join(unknown)}")
    if missing := [key for key in _NEEDED if key not in entry]:
        raise EditionError(f"{where} 缺少：{'、'.join(missing)}")
    try:
        return Rule(
            id=table,
            code=tuple(entry["code"]),
            title=entry["title"],
            source=entry["source"],
            verified=Grade(entry["verified"]),
            kind=Kind(entry["kind"]),
            judged=Judged(entry["judged"]),
            says=entry.get("says", {}),
            fix=entry.get("fix", {}),
            deduct={key: Decimal(str(value)) for key, value in entry.get("deduct", {}).items()},
            cap=Decimal(str(entry["cap"])) if "cap" in entry else None,
            prices_verified=Grade(entry.get("prices_verified", "unverified")),
            vetoes=tuple(_vetoes(entry.get("veto", ()))),
            params={key: _param(edition, table, key, value) for key, value in entry.get("params", {}).items()},
            block=entry.get("block", ""),
            text=entry.get("text", ""),
            overlays=overlays,
        )
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise EditionError(f"{where} 的取值不对：{error}") from error


def _vetoes(entries: Iterable[Mapping[str, Any]]) -> Iterable[Veto]:
    for entry in entries:
        yield Veto(
            code=entry["code"],
            at_least=int(entry["at_least"]),
            counts=tuple(entry.get("counts", ())),
            warn=int(entry.get("warn", 0)),
            verified=Grade(entry["verified"]),
        )


def _param(edition: str, table: str, key: str, entry: Any) -> Param:
    if not isinstance(entry, Mapping) or "value" not in entry or "verified" not in entry:
        raise EditionError(f"规则文件 {edition} 的 [{table}] 参数 {key} 应写成 {{ value = …, verified = … }}")
    return Param(entry["value"], Grade(entry["verified"]), str(entry.get("source", "")))
