"""What short scripts say is read once, what long ones say is not kept."""

from __future__ import annotations

from checks.facts.templates import LONGEST, remembered


def test_a_short_script_is_read_once_and_a_long_one_is_never_kept() -> None:
    read: list[int] = []

    @remembered
    def said(script: str) -> int:
        read.append(len(script))
        return len(script)

    short, long = "x" * LONGEST, "x" * (LONGEST + 1)
    assert [said(script) for script in (short, short, long, long)] == [LONGEST, LONGEST, LONGEST + 1, LONGEST + 1]
    assert read == [LONGEST, LONGEST + 1, LONGEST + 1]
