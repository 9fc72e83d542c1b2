"""The links of a run: who asks which share of them, who looks again, what is remembered for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checks.model.captures import LinkProbe
from clock.jobs import AgainJob, JudgeJob, LinksJob
from clock.settings import Settings
from results.errors import StorageError
from results.visits.answers import all_answers
from results.visits.closing import Stage, stage
from results.visits.remembered import FILE, ready, remember


@dataclass(frozen=True, slots=True)
class Links:
    """The jobs over the links of `visits`; their answers lie in `folder`. `owners`: host → visit of its site.

    A job whose file is there is not done again.
    """

    settings: Settings
    folder: Path
    visits: tuple[Path, ...]
    owners: dict[str, Path]

    @property
    def pause(self) -> str:
        """What the phase of second looks is called."""
        return f"复看没有打开的地址（与第一次间隔 {self.settings.manners.second_look_minutes:g} 分钟）"

    def ready(self) -> str:
        """Makes what is remembered usable; what to tell of it, "" mostly. A run goes on without it."""
        try:
            return ready(self._memory)
        except StorageError as error:
            return f"外部链接的记忆用不了，这次全部重新检查：{error}"

    def first(self) -> Iterator[LinksJob]:
        for share, path in self._open("answers"):
            yield LinksJob(
                f"links-{share}", 1, self.visits, self.owners, share, self._shares, path, memory=self._memory
            )

    def again(self) -> Iterator[AgainJob]:
        answers = self._files("answers")
        for share, path in self._open("again"):
            yield AgainJob(f"again-{share}", 1, self.visits, answers, self.owners, share, self._shares, path)

    def remember(self) -> str:
        """Keeps the good answers for the next run; what to tell of it, "" mostly."""
        try:
            remember(self._memory, self._answers(), self.settings.run.good_for, datetime.now(UTC))
        except StorageError as error:
            return f"外部链接的记忆没有存下，下次会重新检查：{error}"
        return ""

    def judge(self, key: str, path: Path, last: Path | None) -> JudgeJob:
        weight = path.stat().st_size if path.exists() else 0
        return JudgeJob(key, weight, path, self._files("answers"), self.owners, self._files("again"), last)

    @property
    def _memory(self) -> Path:
        return self.settings.folder / FILE

    @property
    def _shares(self) -> int:
        return self.settings.run.workers or 2

    def _open(self, name: str) -> Iterator[tuple[int, Path]]:
        if any(stage(visit) is Stage.SEALED for visit in self.visits):
            paths = ((share, self.folder / f"{name}-{share}.sqlite") for share in range(self._shares))
            yield from ((share, path) for share, path in paths if not path.exists())

    def _files(self, name: str) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob(f"{name}-*.sqlite")))

    def _answers(self) -> Iterator[LinkProbe]:
        for file in (*self._files("answers"), *self._files("again")):
            yield from all_answers(file)
