"""Reads an edition and its overlays into `Rule`s, and refuses what is not well formed.

An edition is `checks/indicators/<name>.toml`; an overlay is `checks/indicators/overlays/<name>.toml` or a file of the
office's own; one that a program writes has `@` and its digest behind its path (`stamped`). One table a rule; the name
of the table is the id of the check that serves it, or a name for the rule alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from checks.indicators import sentences
from checks.indicators.rule import AskedOf, Grade, Judged, Kind, Param, Rule, Veto

__all__ = [
    "DEFAULT",
    "AskedOf",
    "Edition",
    "EditionError",
    "Grade",
    "Judged",
    "Kind",
    "Param",
    "Rule",
    "Veto",
    "load",
    "stamped",
]

DEFAULT = "national-2019"
Entries = Callable[[str, Any], None]
"""Raises ValueError, in Chinese, where the entries (`params.terms`) of the rule named cannot be used."""
_STAMPED = re.compile(r"(.{1,4000}\.toml)@([0-9a-f]{8,64})")


class EditionError(ValueError):
    """An edition or overlay that cannot be used. The message is Chinese and names file, table and key."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The official text with the overlays that were laid over it. `scoring` holds the numbers of the whole score."""

    name: str
    title: str
    rules: Mapping[str, Rule]
    scoring: Mapping[str, Param]
    overlays: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """Name of the edition and its overlays, as stored with every run."""
        return "+".join((self.name, *self.overlays))


@cache
def load(name: str = DEFAULT, overlays: tuple[str, ...] = (), entries: Entries | None = None) -> Edition:
    """The edition `name` with `overlays` laid over it in order. An overlay is a name or a path ending in .toml.

    One that is `stamped` is read anew when its digest is another, and what it says of rules that the edition does not
    have is left out: no person wrote it for this edition. `entries` refuses entries of an overlay that cannot be used.
    Raises EditionError.
    """
    tables = _read(name, "")
    meta = tables.pop("edition", {})
    scoring = tables.setdefault("scoring", {})
    touched: dict[str, list[str]] = {}
    for overlay in overlays:
        extra = _read(overlay, "overlays")
        extra.pop("overlay", None)
        for table, said in extra.items():
            if table not in tables and _STAMPED.fullmatch(overlay):
                continue
            if table not in tables:
                raise EditionError(f"叠加文件 {overlay} 的 [{table}] 在版本 {name} 中不存在；请改用已有的规则名")
            where = f"叠加文件 {overlay} 的 [{table}]"
            changes = _with_entries(tables, table, said, where, entries, added=bool(_STAMPED.fullmatch(overlay)))
            _lay_over(tables[table], changes, where, () if table == "scoring" else _KEYS)
            touched.setdefault(table, []).append(_called(overlay))
    del tables["scoring"]
    rules = {table: _rule(name, table, entry, tuple(touched.get(table, ()))) for table, entry in tables.items()}
    where = f"规则文件 {'+'.join((name, *touched.get('scoring', ())))} 的 [scoring]"
    numbers = {key: _param(where, key, entry) for key, entry in scoring.items()}
    return Edition(Path(name).stem, str(meta.get("title", name)), rules, numbers, tuple(map(_called, overlays)))


def stamped(path: Path, digest: str) -> str:
    """How an overlay is called whose text may change between two calls of `load`. `digest`: 8 to 64 hex digits."""
    return f"{path}@{digest}"


def _called(overlay: str) -> str:
    """The name of an overlay, as it is stored with every run."""
    written = _STAMPED.fullmatch(overlay)
    return f"{Path(written[1]).stem}@{written[2]}" if written else Path(overlay).stem


def _read(name: str, under: str) -> dict[str, Any]:
    if written := _STAMPED.fullmatch(name):
        name = written[1]
    try:
        if name.endswith(".toml"):
            text = Path(name).read_text(encoding="utf-8")
        else:
            text = resources.files(__package__).joinpath(under, f"{name}.toml").read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"读不到规则文件 {name}：{error}；请检查 xunwang.toml 的 [rules]") from error
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"规则文件 {name} 不是合法的 TOML：{error}") from error
    if loose := sorted(key for key, entry in tables.items() if not isinstance(entry, dict)):
        raise EditionError(f"规则文件 {name} 的 {'、'.join(loose)} 不在任何 [规则名] 之下")
    return tables


_NEEDED = ("code", "title", "source", "verified", "kind", "judged")
_KEYS = frozenset(
    {
        *_NEEDED,
        *("says", "fix", "deduct", "cap", "prices_verified", "veto", "params", "block", "text", "asked_of", "how"),
    }
)


def _lay_over(entry: dict[str, Any], changes: Mapping[str, Any], where: str, keys: Iterable[str]) -> None:
    for key, value in changes.items():
        if key not in keys and key not in entry:
            raise EditionError(f"{where} 的键 {key!r} 不认识")
        if keys and isinstance(value, Mapping) and isinstance(entry.get(key), dict):
            entry[key] = {**entry[key], **value}
        else:
            entry[key] = value


def _entries(tables: Mapping[str, Any], table: str) -> Any:
    params = tables.get(table, {}).get("params")
    terms = params.get("terms") if isinstance(params, Mapping) else None
    return terms.get("value") if isinstance(terms, Mapping) else None


def _with_entries(
    tables: Mapping[str, Any], table: str, changes: Any, where: str, check: Entries | None, *, added: bool
) -> Any:
    """`changes` with their entries looked at; those that are `added` stand before what is there already."""
    if not isinstance(changes, Mapping):
        raise EditionError(f"{where} 应是一张表")
    given, before = _entries({table: changes}, table), _entries(tables, table)
    if given is None:
        return changes
    try:
        if check is not None:
            check(table, given)
    except ValueError as error:
        raise EditionError(f"{where} 的参数 terms 取值不对：{error}") from error
    if not (added and isinstance(given, list) and isinstance(before, list)):
        return changes
    terms = {**changes["params"]["terms"], "value": [*given, *before]}
    return {**changes, "params": {**changes["params"], "terms": terms}}


def _rule(edition: str, table: str, entry: Mapping[str, Any], overlays: tuple[str, ...]) -> Rule:
    where = f"规则文件 {'+'.join((edition, *overlays))} 的 [{table}]"
    if unknown := sorted(set(entry) - _KEYS):
        raise EditionError(f"{where} 有不认识的键：{'、'.join(unknown)}")
    if missing := [key for key in _NEEDED if key not in entry]:
        raise EditionError(f"{where} 缺少：{'、'.join(missing)}")
    try:
        rule = Rule(
            id=table,
            code=_texts("code", entry["code"]),
            title=_text("title", entry["title"]),
            source=_text("source", entry["source"]),
            verified=Grade(entry["verified"]),
            kind=Kind(entry["kind"]),
            judged=Judged(entry["judged"]),
            says=_templates("says", entry.get("says", {})),
            fix=_templates("fix", entry.get("fix", {})),
            deduct={key: _points(key, value) for key, value in _table("deduct", entry.get("deduct", {})).items()},
            cap=_points("cap", entry["cap"]) if "cap" in entry else None,
            prices_verified=Grade(entry.get("prices_verified", "unverified")),
            vetoes=tuple(_veto(veto) for veto in entry.get("veto", ())),
            params={k: _param(where, k, v) for k, v in _table("params", entry.get("params", {})).items()},
            block=_text("block", entry.get("block", "")),
            asked_of=_asked_of(entry),
            how=_text("how", entry.get("how", "")),
            text=_templates("text", {"text": entry.get("text", "")})["text"],
            overlays=overlays,
        )
        _consistent(rule)
    except EditionError:
        raise
    except KeyError as error:
        raise EditionError(f"{where} 的 veto 缺少 {error.args[0]}") from error
    except (ValueError, TypeError) as error:
        raise EditionError(f"{where} 的取值不对：{error}") from error
    return rule


def _consistent(rule: Rule) -> None:
    """What a price or a veto counts must be something the check can say, or the score silently loses it."""
    if not rule.says:
        return
    counted = {code for veto in rule.vetoes for code in (*veto.counts, veto.all_of)} - {""}
    if strange := sorted({*rule.deduct, *counted} - set(rule.says)):
        raise ValueError(f"deduct 或 veto 里的 {'、'.join(strange)} 在 says 中没有对应的说法")
    if silent := sorted(code for code in rule.says if not (rule.fix.get(code) or rule.fix.get("*"))):
        raise ValueError(f"{'、'.join(silent)} 没有整改建议（fix）")
    if rule.deduct and rule.cap is None:
        raise ValueError("有 deduct 就要有 cap（该指标最多扣多少分）")


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{key} 应是文字，不是 {value!r}")
    return value


def _texts(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise TypeError(f"{key} 应是文字的列表，不是 {value!r}")
    return tuple(value)


def _asked_of(entry: Mapping[str, Any]) -> tuple[AskedOf, ...]:
    """As written; else by the numbers of the rule: NV and XM are of accounts, all others of sites."""
    if "asked_of" in entry:
        return tuple(AskedOf(name) for name in _texts("asked_of", entry["asked_of"]))
    accounts = [number.startswith(("NV-", "XM-")) for number in entry["code"]]
    sites = () if accounts and all(accounts) else (AskedOf.PORTAL, AskedOf.DEPARTMENT, AskedOf.OTHER)
    return (*sites, AskedOf.ACCOUNT) if any(accounts) else sites


def _table(key: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"{key} 应写成 {{ 名称 = 值 }}，不是 {value!r}")
    return value


def _templates(key: str, value: Any) -> Mapping[str, str]:
    for code, template in _table(key, value).items():
        sentences.check(_text(f"{key}.{code}", template))
    return dict(value)


def _points(key: str, value: Any) -> Decimal:
    try:
        points = Decimal(str(value))
    except InvalidOperation:
        points = Decimal("NaN")
    if not points.is_finite() or points < 0:
        raise ValueError(f"{key} 应是不小于 0 的分数，不是 {value!r}")
    return points


def _count(key: str, value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{key} 应是不小于 {least} 的整数，不是 {value!r}")
    return value


def _veto(entry: Mapping[str, Any]) -> Veto:
    entry = _table("veto", entry)
    return Veto(
        code=_text("veto.code", entry["code"]),
        at_least=_count("veto.at_least", entry["at_least"], 1),
        counts=_texts("veto.counts", entry.get("counts", [])),
        warn=_count("veto.warn", entry.get("warn", 0), 0),
        verified=Grade(entry["verified"]),
        all_of=_text("veto.all_of", entry.get("all_of", "")),
    )


def _param(where: str, key: str, entry: Any) -> Param:
    if not isinstance(entry, Mapping) or "value" not in entry or "verified" not in entry:
        raise EditionError(f"{where} 的参数 {key} 应写成 {{ value = …, verified = … }}")
    try:
        return Param(entry["value"], Grade(entry["verified"]), _text(f"{key}.source", entry.get("source", "")))
    except (ValueError, TypeError) as error:
        raise EditionError(f"{where} 的参数 {key} 取值不对：{error}") from error
