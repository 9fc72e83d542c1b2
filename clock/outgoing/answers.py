"""What became of one try to send a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """`sent`, or why not, in Chinese and without secrets; `lasting`: it would be refused again, so it is not tried."""

    sent: bool
    why: str = ""
    lasting: bool = False


SENT = Answer(True)
