"""What does a night of accounts cost? `python -m bench.accounts [--accounts N …] [--write]`

Accounts of mixed sources on stand-ins on loopback (`bench.platforms`), through the whole way: read by worker processes
into files, judged, followed, scored into the ledger, and what only persons judge is asked of them; then a second night,
on which nothing has changed. Each number of accounts is measured in a process of its own. Then what follows for 90,000.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.platforms import SOURCES, accounts, tokens
from checks.indicators.edition import Edition
from checks.model.registry import Registry
from clock.account_run import Accounts
from clock.jobs import Done, Failed, Job
from clock.pauses import Pauses
from clock.questions import ask_people
from clock.rules import edition_of
from clock.settings import AccountSettings, Data, Settings
from clock.workers import Workers
from crawler.accounts import feed, wechat_mp
from crawler.accounts.interface import Interface
from crawler.accounts.readers import READERS
from crawler.target import Network
from results.ledger import runs
from results.ledger.engine import Ledger, open_ledger
from results.ledger.registry import save

SIZES = (1_000, 2_500, 5_000)
ALL = 90_000
NIGHT_HOURS = 8.0
GATEWAYS = 5
"""Of so many hosts the feeds of each kind are taken to come: gateways that offices run for themselves."""
QUICK, SLOW = 1.0, 3.0
"""Seconds in which a source is taken to answer: a gateway may ask its platform first."""
_HEADING = "## Reading accounts"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a night: seconds of wall clock, of CPU in the workers and in the parent; peaks of memory, in MB, of
    the largest worker and of the parent, up to its end."""

    name: str
    wall: float
    workers: float
    parent: float
    worker_mb: float
    parent_mb: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A size of office measured: its stages, how readings ended, and what ledger and files came to in MB."""

    accounts: int
    stages: tuple[Stage, ...]
    states: dict[str, int]
    ledger_mb: float
    files_mb: float

    def stage(self, name: str) -> Stage:
        return next(one for one in self.stages if one.name == name)

    def each(self, name: str) -> float:
        """Milliseconds of CPU an account costs in a stage, workers and parent together."""
        stage = self.stage(name)
        return (stage.workers + stage.parent) / self.accounts * 1000


# ── one size ──


def measure(count: int) -> Measured:
    """Two nights of so many accounts, against stand-ins served from a process of their own."""
    server = subprocess.Popen([sys.executable, "-m", "bench.platforms"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            return _nights(count, port, Path(folder))
    finally:
        server.kill()
        server.wait()


def _nights(count: int, port: int, folder: Path) -> Measured:
    own, units = accounts(count)
    os.environ.update(tokens(own))
    settings = Settings(
        data=Data(str(folder)), network=Network({"*": f"127.0.0.1:{port}"}), accounts=AccountSettings(hurry=0.0)
    )
    known, edition = Registry(units=units, accounts=own), edition_of(settings)
    stages: list[Stage] = []
    with open_ledger(settings.ledger_url) as ledger:
        with ledger.begin() as connection:
            save(connection, known)
        states = _night(1, settings, ledger, known, edition, stages)
        _night(2, settings, ledger, known, edition, stages)
    ledger_mb = sum(path.stat().st_size for path in folder.glob("ledger.sqlite*")) / 1e6
    files_mb = sum(path.stat().st_size for path in folder.glob("visits/1/*")) / 1e6
    return Measured(len(own), tuple(stages), dict(states), ledger_mb, files_mb)


def _night(
    number: int, settings: Settings, ledger: Ledger, known: Registry, edition: Edition, stages: list[Stage]
) -> Counter[str]:
    with ledger.begin() as connection:
        begun = runs.start(connection, kind="nightly", edition=edition.version, code="c", moment=datetime.now(UTC))
        run = runs.get(connection, begun)
    night = Accounts(ledger, run, known, edition, settings.folder / "visits" / str(number), settings.folder)
    with Workers(settings, Pauses(print)) as workers:

        def phase(name: str, jobs: Iterable[Job], done: Callable[[Job, Done], None]) -> None:
            with _timed(f"{name} {number}", stages):
                workers.run(jobs, lambda job, result: done(job, _whole(result)), lambda tick: None)

        phase("read", night.reading(), lambda job, result: None)
        phase("lay beside", night.handing({}, {}), lambda job, result: None)
        phase("judge, follow", night.judging(), night.judged)  # type: ignore[arg-type]
        night.end()
        with _timed(f"ask people {number}", stages):
            ask_people(settings, ledger, edition, known, run.started)
    return night.told.states


def _whole(result: Done | Failed) -> Done:
    if isinstance(result, Failed):
        raise SystemExit(f"{result.name}: {result.reason}\n{result.trace}")
    return result


class _timed:
    """Measures what happens within, in this process and in its workers."""

    def __init__(self, name: str, stages: list[Stage]) -> None:
        self._name, self._stages = name, stages

    def __enter__(self) -> None:
        self._wall, self._parent, self._workers = time.monotonic(), time.process_time(), sum(_cpu())

    def __exit__(self, *_: object) -> None:
        used = time.process_time() - self._parent
        workers = sum(_cpu()) - self._workers
        peak = max((_peak(process.pid or 0) for process in multiprocessing.active_children()), default=0.0)
        wall = time.monotonic() - self._wall
        self._stages.append(Stage(self._name, wall, workers, used, peak, _peak(os.getpid())))


def _cpu() -> Iterator[float]:
    """Seconds of CPU of each worker so far."""
    for process in multiprocessing.active_children():
        told = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        yield (int(told[11]) + int(told[12])) / _TICKS


def _peak(pid: int) -> float:
    """The most memory that a process ever held, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


# ── what follows ──


def lines(found: list[Measured]) -> Iterator[str]:
    """The table of the measurements, and what follows for a province."""
    load = os.getloadavg()[0]
    told = ", ".join(f"{count} {state}" for state, count in sorted(found[-1].states.items()))
    yield f"{len(SOURCES)} sources, 20 posts an answer, {os.cpu_count()} cores, as many workers; load {load:.1f}."
    yield f"Readings of the largest: {told}."
    yield ""
    yield "| accounts | stage, night | wall s | accounts/s | CPU ms an account | peak worker MB | peak parent MB |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        for stage in one.stages:
            rate = one.accounts / stage.wall if stage.wall else 0.0
            figures = f"{stage.wall:.1f} | {rate:.0f} | {one.each(stage.name):.1f}"
            yield f"| {one.accounts:,} | {stage.name} | {figures} | {stage.worker_mb:.0f} | {stage.parent_mb:.0f} |"
    yield from _slopes(found)
    yield from _arithmetic(found[-1])


def _slopes(found: list[Measured]) -> Iterator[str]:
    first, last = found[0], found[-1]
    more = (last.accounts - first.accounts) / 1_000
    if more:
        worker, parent = (
            (getattr(last.stages[-1], name) - getattr(first.stages[-1], name)) / more
            for name in ("worker_mb", "parent_mb")
        )
        yield ""
        yield (
            f"Memory grows by {worker:.1f} MB a worker and {parent:.1f} MB in the parent for each 1,000 accounts: "
            f"{ALL:,} would need {_at(last, 'worker_mb', worker):,.0f} MB and {_at(last, 'parent_mb', parent):,.0f} MB."
        )


def _at(last: Measured, name: str, slope: float) -> float:
    return float(getattr(last.stages[-1], name)) + slope * (ALL - last.accounts) / 1_000


def _arithmetic(one: Measured) -> Iterator[str]:
    times = ALL / one.accounts
    cores = os.cpu_count() or 1
    yield ""
    yield f"{ALL:,} accounts on this machine, in a night of {NIGHT_HOURS:g} hours ({NIGHT_HOURS * 60:g} minutes):"
    yield ""
    yield "| stage | CPU minutes | minutes at least |"
    yield "|---|---|---|"
    whole = 0.0
    for name in ("read", "judge, follow", "ask people"):
        stage = one.stage(f"{name} 1")
        # Workers share what they do; the parent alone writes the ledger.
        least = max((stage.workers + stage.parent) / cores, stage.parent) * times / 60
        whole += least
        yield f"| {name} | {(stage.workers + stage.parent) * times / 60:.0f} | {least:.0f} |"
    yield f"| together | | {whole:.0f} |"
    yield ""
    yield (
        f"Ledger {one.ledger_mb * times:,.0f} MB after two nights, files of a night {one.files_mb * times:,.0f} MB. "
        f"What the pace of hosts allows, whatever the machine, where an answer takes {QUICK:g} s or {SLOW:g} s:"
    )
    yield ""
    yield f"| source | s between questions | at a time | accounts | hosts | hours at {QUICK:g} s | at {SLOW:g} s |"
    yield "|---|---|---|---|---|---|---|"
    for source, (share, _, _) in SOURCES.items():
        gap, at_once = _manners(source)
        if gap:
            hosts = GATEWAYS if READERS[source] is feed.FeedReader else 1
            questions = 2 if source == "wechat_mp" else 1  # the token first
            asked = ALL * share / 100 * questions / hosts / 3600
            quick, slow = (asked * max(gap, seconds / at_once) for seconds in (QUICK, SLOW))
            told = f"{gap:g} | {at_once} | {ALL * share // 100:,} | {hosts} | {quick:.1f} | {slow:.1f}"
            yield f"| {source} | {told} |"
    yield ""
    most = NIGHT_HOURS * 3600 / 2
    yield f"A night of {NIGHT_HOURS:g} hours holds {most:,.0f} accounts of a platform that is asked every 2 s."


def _manners(source: str) -> tuple[float, int]:
    """Seconds between two questions to a host of that source, 0 where nobody is asked, and questions at a time."""
    made = READERS[source]
    if isinstance(made, Interface):
        return made.gap, made.at_once
    if made is feed.FeedReader:
        return feed.GAP, feed.FeedReader.at_once
    return (wechat_mp.GAP, wechat_mp.WechatMpReader.at_once) if made is wechat_mp.WechatMpReader else (0.0, 1)


def run(sizes: Iterable[int] = SIZES) -> list[Measured]:
    """Measures each size in a process of its own: peaks of memory do not sink."""
    found = []
    for size in sizes:
        told = subprocess.run(
            [sys.executable, "-m", "bench.accounts", "--one", str(size)], check=True, stdout=subprocess.PIPE, text=True
        )
        given = json.loads(told.stdout.splitlines()[-1])
        found.append(Measured(**{**given, "stages": tuple(Stage(**stage) for stage in given["stages"])}))
    return found


def write(found: list[Measured], path: Path) -> None:
    """Puts the figures into the page of benchmarks, in the place of older ones."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    before = text.partition(f"\n{_HEADING}\n")[0].rstrip("\n")
    said = "\n".join([_HEADING, "", "`python -m bench.accounts`:", "", *lines(found)])
    path.write_text(f"{before}\n\n{said}\n", encoding="utf-8")


if __name__ == "__main__":
    if "--one" in sys.argv:
        print(json.dumps(asdict(measure(int(sys.argv[sys.argv.index("--one") + 1])))))
        raise SystemExit
    chosen = [int(one) for one in sys.argv[1:] if one.isdigit()]
    measured = run(chosen or SIZES)
    print("\n".join(lines(measured)))
    if "--write" in sys.argv:
        write(measured, Path(__file__).resolve().parent.parent / "docs/benchmarks.md")
