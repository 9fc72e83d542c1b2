"""What is asked again, how often and after how long: one table for the crawl of a site and for the links probe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.model.captures import Failure
from crawler.answer import Answer
from crawler.waits import named_wait


@dataclass(frozen=True, slots=True)
class Again:
    """How many more times, each not before so many seconds have passed. A pace or a named wait may make it longer."""

    times: int
    seconds: float


NEVER = Again(0, 0.0)
CAUSES: Mapping[Failure | int, Again] = {
    Failure.TIMEOUT: Again(1, 1.0),
    Failure.REFUSED: Again(1, 1.0),
    Failure.RESET: Again(2, 0.5),  # cut off in passing more often than for good
    Failure.UNREACHABLE: Again(1, 1.0),
    Failure.SERVFAIL: Again(1, 2.0),
    Failure.NO_NAMESERVER: Again(2, 2.0),
    Failure.BAD_RESPONSE: Again(1, 0.5),
    Failure.OUR_NETWORK: Again(2, 2.0),
    429: Again(1, 0.0),  # the wait is the one that the server names, or the pace's own
    503: Again(1, 1.0),
}
_BROKEN = Again(1, 1.0)
"""Any other 5xx: a bad minute of the server. These are short waits: what looks dead is asked once more much later."""


def after(answer: Answer) -> Again:
    """How the address is asked again after this answer; `NEVER` when a second look soon would see the same."""
    if answer.failure is not None:
        return CAUSES.get(answer.failure, NEVER)
    if answer.status is None or answer.marks_wall:
        return NEVER
    return CAUSES.get(answer.status, _BROKEN if answer.status >= 500 else NEVER)


def throttled(answer: Answer) -> bool:
    """True when the server asked for time: 429, or 503 with a wait that it names."""
    if answer.failure is not None or answer.marks_wall:
        return False
    return answer.status == 429 or (answer.status == 503 and named_wait(answer.headers) is not None)
