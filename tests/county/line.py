"""The cable to the county: its HTTP and DNS servers fall silent together when it is cut."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """The way to the county. While it is down nothing that is sent there is answered, by HTTP or DNS."""

    down: bool = False
    answered: int = 0
    left: int | None = None  # answers until it goes down by itself

    def counts(self) -> None:
        self.answered += 1
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.down, self.left = True, None
