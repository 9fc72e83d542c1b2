"""What a check says, and what the runner makes of it. No prose, no points: the edition has both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

Value = str | int | float


class Certainty(StrEnum):
    """CERTAIN: the machine saw it. SUSPECTED: a person must look before it counts."""

    CERTAIN = "certain"
    SUSPECTED = "suspected"


class Status(StrEnum):
    """The answer of one check on one subject."""

    PASS = "PASS"
    FAIL = "FAIL"
    REVIEW = "REVIEW"  # suspected only: a person must look
    NOT_APPLICABLE = "NOT_APPLICABLE"  # there was nothing of the kind to judge
    UNKNOWN = "UNKNOWN"  # could not look


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    `code` chooses the sentence and the price in the edition. `at` is the address of the thing at fault, `found_on` the
    page that shows it ("" = the same). `key` identifies the fault over runs within its check and subject: only what
    stays the same while the fault stays. `data` fills the sentence. `places` are further pages that show it (bounded).
    `excerpt` is at most 200 characters of what was seen, personal numbers masked.
    """

    code: str
    at: str
    key: tuple[str, ...]
    data: Mapping[str, Value] = field(default_factory=dict)
    found_on: str = ""
    excerpt: str = ""
    certainty: Certainty = Certainty.CERTAIN
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """So many things were looked at and judged (with or without fault)."""

    count: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """So many things could not be looked at. `reason`: a `Failure` value or a Chinese phrase; `at`: an example."""

    reason: str
    at: str = ""
    count: int = 1


Said = Finding | Looked | Gap
"""What a check may yield."""


class SubjectType(StrEnum):
    SITE = "site"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Outcome:
    """check × subject. `judged` of `of` things were looked at; `reason` says in Chinese why not all, "" when all were.

    `problem` is the traceback when the check itself broke (then UNKNOWN). `unseen` are the addresses that could not be
    judged (bounded), `unplaced` counts what could not be judged at addresses the check did not name: an issue there is
    not mended because it was not repeated.
    """

    check: str
    subject_type: SubjectType
    subject: str
    status: Status
    findings: tuple[Finding, ...] = ()
    judged: int = 0
    of: int = 0
    reason: str = ""
    problem: str = ""
    unseen: tuple[str, ...] = ()
    unplaced: int = 0


def fingerprint(check: str, subject: str, key: tuple[str, ...]) -> str:
    """Identity of an issue over runs: `v1:` + 32 hex digits. A change of what goes in is a new version."""
    text = "\x1f".join((check, subject, *key))
    return "v1:" + sha256(text.encode()).hexdigest()[:32]
