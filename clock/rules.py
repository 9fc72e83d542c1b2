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
    """The edition in force. Raises PersonError where the office's own lists cannot be read."""
    overlays = overlays_of(settings)
    if overlays == settings.rules.overlays:
        return load(settings.rules.edition, overlays)
    try:
        return load(settings.rules.edition, overlays)
    except EditionError as error:
        load(settings.rules.edition, settings.rules.overlays)  # whose fault is it?
        raise PersonError(f"词库用不了：{error}；请删去 {lexicon_of(settings)} 后重新运行 lexicon import") from error


@lru_cache(maxsize=8)
def _digest(path: Path, *written: int) -> str:
    """`written` are the marks by which a changed file is known."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:_DIGITS]
    except OSError as error:
        raise PersonError(f"读不到词库 {path}：{error.strerror}；请检查权限") from error
