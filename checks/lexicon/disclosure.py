"""By which words a page shows what the rules on disclosure ask for; the words are in disclosure.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources


def words_of(table: str, name: str) -> tuple[str, ...]:
    """The words that tell `name` in `table` (guide, content, fields, ways); its name alone where the sheet lacks it."""
    return _sheet().get(table, {}).get(name, (name,))


def unsaid(table: str, names: Iterable[str], text: str) -> list[str]:
    """Those of `names` of which `text` has not a single word, in their order."""
    return [name for name in names if not any(word in text for word in words_of(table, name))]


@cache
def _sheet() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files(__package__).joinpath("disclosure.toml").read_text(encoding="utf-8")
    return {
        table: {entry["name"]: tuple(entry["words"]) for entry in entries}
        for table, entries in tomllib.loads(text).items()
    }
