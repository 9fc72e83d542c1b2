"""The rules in force: the edition that the settings name, its overlays, and the office's own lists laid over them.

The lists stand in the data folder and change between two commands, or while a service runs: their digest is part of
what they are called, so that a change is noticed, and every run tells by which lists it was judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from checks.indicators.edition import Edition, EditionError, load, stamped
from checks.lexicon.entries import check_entries
from clock.settings import Settings
from results.errors import PersonError

LEXICON = "lexicon.toml"
_DIGITS = 12


def lexicon_of(settings: Settings) -> Path:
    """Where the office's own words and officials are kept (`lexicon import`), there or not."""
    return settings.folder / LEXICON


def overlays_of(settings: Settings, instead: Sequence[str] | None = None) -> tuple[str, ...]:
    """The overlays of the settings, or those named `instead`, then the office's own lists where it has any.

    Raises PersonError."""
    named = settings.rules.overlays if instead is None else tuple(instead)
    path = lexicon_of(settings)
    try:
        told = path.stat()
    except FileNotFoundError:
        return named
    except OSError as error:
        raise PersonError(f"读不到词库 {path}：{error.strerror}；请检查权限") from error
    digest = _digest(path, told.st_mtime_ns, told.st_size, told.st_ino)
    return (*named, stamped(path, digest))


def edition_of(settings: Settings) -> Edition:
    """The edition in force. Raises PersonError where it, an overlay or the office's own lists cannot be used."""
    overlays = overlays_of(settings)
    try:
        return load(settings.rules.edition, overlays, check_entries)
    except EditionError as error:
        if overlays != settings.rules.overlays and _usable(settings):
            remedy = f"请删去 {lexicon_of(settings)} 后重新运行 lexicon import"
            raise PersonError(f"词库用不了：{error}；{remedy}") from error
        raise PersonError(f"规则用不了：{error}") from error


def _usable(settings: Settings) -> bool:
    """Can the edition and its overlays be used without the office's own lists?"""
    try:
        load(settings.rules.edition, settings.rules.overlays, check_entries)
    except EditionError:
        return False
    return True


@lru_cache(maxsize=8)
def _digest(path: Path, *written: int) -> str:
    """`written` are the marks by which a changed file is known."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:_DIGITS]
    except OSError as error:
        raise PersonError(f"读不到词库 {path}：{error.strerror}；请检查权限") from error
