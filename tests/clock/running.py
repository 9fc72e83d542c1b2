"""The command line run within the test: `xunwang COMMAND …`, its exit code and all that it said."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

import schedule

Run = Callable[..., tuple[int, str]]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str) -> Run:
    """Runs one command: (exit code, what it said on both streams)."""

    def running(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["xunwang", command, *arguments])
        with pytest.raises(SystemExit) as ended:
            schedule.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    return running


def lines(run: Run, *arguments: str) -> list[dict[str, Any]]:
    """The lines of a list in jsonl."""
    code, said = run(*arguments, "--format", "jsonl")
    assert code == 0, said
    return [json.loads(line) for line in said.splitlines()]
