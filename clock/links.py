"""The links of a run: who asks which share of them, who looks again, what is remembered for the next run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checks.model.captures import LinkProbe
from clock.jobs import AgainJob, JudgeJob, LinksJob
from clock.settings import Settings
from clock.shares import answers_of_posts
from results.errors import StorageError
from results.visits.answers import all_answers
from results.visits.closing import Stage, stage
from results.visits.remembered import FILE, ready, remember


@dataclass(frozen=True, slots=True)
class Links:
    """The jobs over the links of `visits`; their answers lie in `folder`. `owners`: host → visit of its site. `posted`
    are files of readings of accounts, whose posts link somewhere too.

    Every attempt at a run (`--resume`) writes files of its own, and asks only what those before have not answered.
    """

    settings: Settings
    folder: Path
    visits: tuple[Path, ...]
    owners: dict[str, Path]
    posted: tuple[Path, ...] = ()

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
        sealed, known = self._sealed(), self._files("answers")
        for share, path in self._shares(sealed, "answers", len(known)):
            given = {"known": known, "memory": self._memory, "posted": self.posted}
            yield LinksJob(f"links-{share}", 1, sealed, self.owners, share, self._count, path, **given)

    def again(self) -> Iterator[AgainJob]:
        sealed, answers, known = self._sealed(), self._files("answers"), self._files("again")
        for share, path in self._shares(sealed, "again", len(known)):
            yield AgainJob(f"again-{share}", 1, sealed, answers, self.owners, share, self._count, path, known)

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

    def answers_of_posts(self, path: Path) -> Iterator[LinkProbe]:
        """What the addresses answered that the posts in the file of readings `path` link to."""
        return answers_of_posts(path, self._files("answers"), self._files("again"), self.owners)

    @property
    def _memory(self) -> Path:
        return self.settings.folder / FILE

    @property
    def _count(self) -> int:
        return self.settings.run.workers or 2

    def _sealed(self) -> tuple[Path, ...]:
        return tuple(visit for visit in self.visits if stage(visit) is Stage.SEALED)

    def _shares(self, sealed: tuple[Path, ...], name: str, before: int) -> Iterator[tuple[int, Path]]:
        for share in range(self._count if sealed or self.posted else 0):
            yield share, self.folder / f"{name}-{before:03}-{share}.sqlite"

    def _files(self, name: str) -> tuple[Path, ...]:
        """Those of the latest attempt first."""
        return tuple(sorted(self.folder.glob(f"{name}-*.sqlite"), reverse=True))

    def _answers(self) -> Iterator[LinkProbe]:
        for file in (*self._files("answers"), *self._files("again")):
            yield from all_answers(file)
