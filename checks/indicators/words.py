"""The Chinese words for the closed lists of this program (failures, statuses, endings …), from words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from checks.model.captures import Coverage, Failure
from checks.model.posts import AccountReason, Reading, ReadingState, Reason, SourceReason
from checks.model.registry import BEIJING


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def word(kind: str, value: str) -> str:
    """The Chinese word for `value` of the list `kind` (a table of words.toml); `value` itself where there is none."""
    return _words().get(kind, {}).get(value, value)


def detail_of(coverage: Coverage) -> str:
    """What stopped a visit, with the failure behind it in Chinese; "" when nothing did."""
    if coverage.cause is None:
        return coverage.detail
    return f"{coverage.detail}（{word('failure', coverage.cause)}）"


def reason_of(reason: Reason | None) -> str:
    """Why an account could not be judged, or what is odd about it; "" for no reason."""
    if reason is None:
        return ""
    kinds = ((AccountReason, "account-reason"), (SourceReason, "source-reason"), (Failure, "failure"))
    return next(word(name, reason.value) for kind, name in kinds if isinstance(reason, kind))


def why_unread(reading: Reading) -> str:
    """Why a reading says nothing of its account, with what an incident covers, or the day of a record that is too old;
    "" where it may be judged."""
    told = f"（{reason_of(reading.first_reason)}）" if reading.first_reason else ""
    if reading.reason is SourceReason.RECORD_OLD and reading.synced_at is not None:
        told = f"（上次核查 {reading.synced_at.astimezone(BEIJING):%Y-%m-%d}）"
    return reason_of(reading.reason) + told


def why(reading: Reading) -> str:
    """Why a reading came out as it did, in Chinese: "" for something new."""
    if reading.reason is None:
        empty = reading.state is ReadingState.CONFIRMED_NONE and not reading.posts
        return "从未发布过内容" if empty else ""
    return why_unread(reading) + (f"（HTTP {reading.status}）" if reading.status not in (None, 200) else "")
