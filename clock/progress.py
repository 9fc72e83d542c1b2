"""Tells how far a run is: bars on a terminal, plain lines in cron."""

from __future__ import annotations

import time
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

_LINE_EVERY = 30.0  # seconds between plain lines: a log that cron mails should stay short


class Teller(Protocol):
    """What a run reports to."""

    def phase(self, name: str, total: int) -> None: ...
    def step(self, what: str = "") -> None: ...
    def answered(self, count: int) -> None: ...
    def say(self, line: str) -> None: ...
    def close(self) -> None: ...


class Bars:
    """Progress bars with what is being done, how many of how many, and addresses answered so far."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            TimeElapsedColumn(),
            console=console,
        )
        self._progress.start()
        self._task = None
        self._answered = 0

    def phase(self, name: str, total: int) -> None:
        self._answered = 0
        self._task = self._progress.add_task(name, total=total, note="")

    def step(self, what: str = "") -> None:
        if self._task is not None:
            self._progress.advance(self._task)

    def answered(self, count: int) -> None:
        self._answered += count
        if self._task is not None:
            self._progress.update(self._task, note=f"已应答 {self._answered} 个地址")

    def say(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False)

    def close(self) -> None:
        self._progress.stop()


class Lines:
    """One line when a phase begins and ends, and every half a minute in between."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._name, self._total, self._done, self._answered = "", 0, 0, 0
        self._last = time.monotonic()

    def phase(self, name: str, total: int) -> None:
        self._name, self._total, self._done, self._answered = name, total, 0, 0
        self._line()

    def step(self, what: str = "") -> None:
        self._done += 1
        if self._done == self._total or time.monotonic() - self._last > _LINE_EVERY:
            self._line()

    def answered(self, count: int) -> None:
        self._answered += count
        if time.monotonic() - self._last > _LINE_EVERY:
            self._line()

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        return

    def _line(self) -> None:
        self._last = time.monotonic()
        note = f"，已应答 {self._answered} 个地址" if self._answered else ""
        self.say(f"{self._name}：{self._done}/{self._total}{note}")


def teller(console: Console) -> Teller:
    """Bars where someone watches, lines where no one does."""
    return Bars(console) if console.is_terminal else Lines(console)
