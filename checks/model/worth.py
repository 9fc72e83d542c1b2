"""What one answer of a page is worth: whether it opened, or proves nothing.

Only what the site itself said over a way that is proven counts: an answer of a wall, a brake, a login, or one that our
own side spoils, is `UNCLEAR`, and so is every failure that may be ours (`no-ipv6` above all).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from statistics import median

from checks.model import marks
from checks.model.captures import Failure, HttpProbe
from checks.model.verdicts import DOORS, REFUSALS

TURNED_AWAY = "对方拒绝本次访问，不能判断"
STALLED = "本机繁忙，用时不可信"
_SILENT = frozenset(
    {
        *(Failure.TIMEOUT, Failure.REFUSED, Failure.RESET, Failure.UNREACHABLE, Failure.TLS),
        *(Failure.BAD_RESPONSE, Failure.REDIRECT_LOOP),
    }
)


class Worth(StrEnum):
    """What one answer is worth."""

    GOOD = "good"
    ERROR = "error"  # a status that says the page is not there, or that the server failed
    SILENT = "silent"  # nothing came, or nothing that a browser could show
    UNCLEAR = "unclear"


def worth(probe: HttpProbe) -> Worth:
    if unclear(probe):
        return Worth.UNCLEAR
    if probe.failure is not None:
        return Worth.SILENT if probe.failure in _SILENT else Worth.GOOD
    return Worth.ERROR if (probe.status or 0) >= 400 else Worth.GOOD


def unclear(probe: HttpProbe) -> str:
    """Why an answer proves nothing (a failure, or words in Chinese), "" when it does."""
    if marks.UNWITNESSED in probe.marks:
        return Failure.OUR_NETWORK
    if marks.STALLED in probe.marks:
        return STALLED
    if probe.failure is not None:
        return "" if probe.failure in _SILENT or probe.failure is Failure.TOO_LARGE else probe.failure
    if any(mark.startswith(marks.WALL) for mark in probe.marks):
        return Failure.CHALLENGED
    status = probe.status or 0
    if status in (429, 503) or marks.THROTTLED in probe.marks:
        return Failure.THROTTLED
    turned = status in DOORS or status in REFUSALS or marks.LOGIN in probe.marks
    return TURNED_AWAY if turned or not 200 <= status < 600 else ""


def good(probes: Iterable[HttpProbe]) -> list[HttpProbe]:
    return [probe for probe in probes if worth(probe) is Worth.GOOD]


def typical(probes: Iterable[HttpProbe], phase: str) -> tuple[float, int]:
    """The median of a phase (`dns`, `connect`, `first_byte`) in seconds over the good answers, and of how many."""
    spans = [span for probe in good(probes) if (span := getattr(probe.phases, phase)) is not None]
    return (median(spans), len(spans)) if spans else (0.0, 0)
