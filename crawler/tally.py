"""What a visit has spent and seen, against its budget."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checks.model.captures import Coverage, Ended, Failure
from crawler.target import Manners


@dataclass(slots=True)
class Tally:
    """Counts of one visit. `begun` are pages that were asked for: those on their way count against the budget too."""

    manners: Manners
    asked: int = 0
    begun: int = 0
    pages: int = 0
    unchanged: int = 0
    failed: int = 0
    bytes: int = 0
    ended: Ended = Ended.COMPLETE
    detail: str = ""
    cause: Failure | None = None
    began: float = field(default_factory=time.monotonic)
    paused: Callable[[], float] = lambda: 0.0
    """Seconds since `began` in which nothing could be asked: they spend no budget."""

    @property
    def pages_left(self) -> bool:
        """May another page be asked for?"""
        return self.begun < self.manners.pages

    @property
    def seconds_left(self) -> float:
        """Of the budget of minutes."""
        return self.began + self.manners.minutes * 60 - time.monotonic()

    def overspent(self) -> Ended | None:
        """The budget that stops everything at once, None while there is some of each."""
        if self.bytes >= self.manners.bytes:
            return Ended.BYTES
        if time.monotonic() - self.began - self.paused() >= self.manners.minutes * 60:
            return Ended.MINUTES
        return None

    def end(self, ended: Ended, detail: str, cause: Failure | None = None) -> None:
        """States the end. The first one said stands, but where our own network failed no other end is known."""
        if self.ended is Ended.COMPLETE or ended is Ended.OUR_NETWORK:
            self.ended, self.detail, self.cause = ended, detail, cause

    def coverage(self, known: int, skipped: Mapping[str, int]) -> Coverage:
        """All of it as the noun that is kept."""
        return Coverage(
            known=known,
            asked=self.asked,
            pages=self.pages,
            unchanged=self.unchanged,
            failed=self.failed,
            bytes=self.bytes,
            skipped={reason: count for reason, count in skipped.items() if count},
            ended=self.ended,
            detail=self.detail,
            cause=self.cause,
        )
