"""What a bulletin (通报) says, in the words of real ones (standards.md 13), and what an office may say its own way."""

from __future__ import annotations

from dataclasses import dataclass

OFFICE = "发文机关"
"""Stands where no office is named."""


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What an office writes in its bulletins: to whom, who can be asked, by which documents was looked, what is asked
    for ((): what the program says)."""

    receiver: str = "各有关单位"
    contact: str = ""
    sources: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
