"""A rule of the official text: its numbers, how well they are verified, its prices, its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from checks.indicators import sentences


class Kind(StrEnum):
    """What the first number of a rule is."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    HINT = "hint"


class Judged(StrEnum):
    """Who judges a rule."""

    MACHINE = "machine"
    SUSPECTED = "suspected"  # a machine points out what it suspects, a person confirms every finding
    LEDGER = "ledger"  # a machine, from what the ledger keeps (many days, many sites): no check on one visit
    BY_HAND = "by hand"
    LATER = "later"  # a machine could, no check does yet

    @property
    def by_check(self) -> bool:
        """True when a check on a visit judges it."""
        return self in (Judged.MACHINE, Judged.SUSPECTED)


class AskedOf(StrEnum):
    """Whom a person is asked about: the kinds of sites, accounts, accounts that are programs to install, offices."""

    PORTAL = "portal"
    DEPARTMENT = "department"
    OTHER = "other"
    ACCOUNT = "account"
    APP = "app"  # 移动客户端, 小程序
    OFFICE = "office"  # the supervising office: it is not in the registry as a subject, nobody is asked yet


class Grade(StrEnum):
    """How well a number is verified (shown wherever it is used)."""

    A = "A"
    B = "B"
    C = "C"
    UNVERIFIED = "unverified"
    OURS = "ours"  # a default of this project, never law


_NOT_LAW = {Grade.UNVERIFIED: "（未核实）", Grade.OURS: "（建议值）"}


@dataclass(frozen=True, slots=True)
class Param:
    """A number or list a check is judged by, with its grade."""

    value: Any
    verified: Grade
    source: str = ""

    @property
    def shown(self) -> str:
        """The value as a sentence shows it: what is not law says so."""
        return _plain(self.value) + _NOT_LAW.get(self.verified, "")


def _plain(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return f"{len(value)} 条"  # a word list is no sentence
    if isinstance(value, list):
        if value and isinstance(value[0], Mapping):  # a list of an office has thousands
            return f"{len(value)} 条"
        return "、".join(map(str, value)) or "无"
    if isinstance(value, Mapping):
        return "、".join(f"{key} {part}" for key, part in value.items()) or "无"
    return str(value)


@dataclass(frozen=True, slots=True)
class Veto:
    """A veto clause: `at_least` findings with one of the codes `counts` (all codes when empty) fail the subject.

    `warn` findings are worth a warning before it comes to that; 0 = none. `all_of` is the code that each thing has
    where the clause speaks of all: one that was judged and does not have it settles the clause, whatever was not seen.
    """

    code: str
    at_least: int
    counts: tuple[str, ...] = ()
    warn: int = 0
    verified: Grade = Grade.UNVERIFIED
    all_of: str = ""


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
    asked_of: tuple[AskedOf, ...] = ()  # of whom a person judges it, when a person does
    how: str = ""  # how a person judges it
    text: str = ""  # what the rule demands, in our words: a template over params
    overlays: tuple[str, ...] = ()  # which overlays changed it

    def param(self, name: str) -> Any:
        """The value of a parameter. KeyError when the edition lacks it: a defect of the edition, not of a site."""
        return self.params[name].value

    def clauses(self, *, accounts: bool) -> tuple[Veto, ...]:
        """The veto clauses of accounts (NV-…), or those of sites. What is asked of accounts and has a clause of sites
        alone goes by that; a site never fails by a clause of accounts."""
        own = tuple(veto for veto in self.vetoes if veto.code.startswith("NV-") is accounts)
        return own or (self.vetoes if accounts else ())

    @property
    def demand(self) -> str:
        """What the rule demands, with the numbers that hold and a mark on those that are not verified."""
        return self._filled(self.text, {})

    def sentence(self, code: str, data: Mapping[str, object]) -> str:
        """What an inspector reads for a finding `code`."""
        return self._filled(self.says.get(code) or self.title, data)

    def advice(self, code: str, data: Mapping[str, object]) -> str:
        """How to mend it."""
        return self._filled(self.fix.get(code) or self.fix.get("*", ""), data)

    def _filled(self, template: str, data: Mapping[str, object]) -> str:
        """The template with `data` and the parameters that it names, `{rule_…}`; `data` goes before them."""
        named = (name for name in sentences.names(template) if name.startswith("rule_"))
        asked = ((name, self.params.get(name.removeprefix("rule_"))) for name in named)
        numbers = {name: told.shown for name, told in asked if told is not None}
        return sentences.fill(template, {**numbers, **data} if numbers else data)
