"""Worker processes: each one loop with many jobs at once; a job is whatever `clock.performing.perform` can do.

The parent hands out jobs, longest first, and alone writes the ledger. A worker that loses its parent stops at once, so
`kill -9` of the night leaves no process behind. A worker that dies has its jobs performed once more by another.
"""

from __future__ import annotations

import asyncio
import gc
import heapq
import itertools
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import uvloop

from clock.jobs import Done, Failed, Job, Tick
from clock.pauses import Pauses
from clock.performing import perform
from clock.settings import Settings
from crawler.brake import Brake, Pause
from crawler.opener import Opener
from crawler.probes.outlet import Outlet
from results.errors import PersonError

_TRIES = 2


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    jobs: dict[str, Job] = field(default_factory=dict)


class Workers:
    """Use as a context manager: leaving it stops the processes. `pauses` hears what they say of our own network."""

    def __init__(self, settings: Settings, pauses: Pauses, count: int = 0) -> None:
        self._settings, self._pauses = settings, pauses
        self._count = count or settings.run.workers or os.cpu_count() or 1
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(timeout=10)
            if worker.process.is_alive():
                worker.process.kill()

    def run(
        self, jobs: Iterable[Job], on_done: Callable[[Job, Done | Failed], None], on_tick: Callable[[Tick], None]
    ) -> None:
        """Performs all jobs, heaviest first. `on_done` is called once for each, here in the parent."""
        number = itertools.count()  # tells apart jobs of one weight, so that jobs themselves are never compared
        waiting = [(-job.weight, next(number), job) for job in jobs]
        heapq.heapify(waiting)
        tries: dict[str, int] = {}
        self._start(min(self._count, len(waiting)))
        while waiting or any(worker.jobs for worker in self._workers):
            self._hand_out(waiting)
            for pipe in wait([worker.pipe for worker in self._workers]):
                worker = next(w for w in self._workers if w.pipe is pipe)
                try:
                    said = worker.pipe.recv()
                except (EOFError, OSError):
                    for job in self._bury(worker):
                        tries[job.name] = tries.get(job.name, 1) + 1
                        if tries[job.name] > _TRIES:
                            on_done(
                                job,
                                Failed(
                                    job.name,
                                    "执行该任务的进程意外退出；请查看系统日志（内存是否不足）后用 --resume 再试",
                                ),
                            )
                        else:
                            heapq.heappush(waiting, (-job.weight, next(number), job))
                    continue
                if isinstance(said, Tick):
                    on_tick(said)
                elif isinstance(said, Pause):
                    self._pauses.hear(worker.process.pid or 0, said)
                else:
                    on_done(worker.jobs.pop(said.name), said)

    def _start(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < count:
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, self._settings), daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self, waiting: list[tuple[float, int, Job]]) -> None:
        while waiting:
            worker = min(self._workers, key=lambda w: len(w.jobs))
            if len(worker.jobs) >= self._settings.run.visits_at_once:
                return
            job = heapq.heappop(waiting)[2]
            worker.jobs[job.name] = job
            worker.pipe.send(job)

    def _bury(self, worker: _Worker) -> Sequence[Job]:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(timeout=10)
        self._pauses.lost(worker.process.pid or 0)
        self._start(len(self._workers) + 1)
        return list(worker.jobs.values())


def settle() -> None:
    """Tells the collector that a process reads pages from now on: what was imported stays, and what a page makes lives
    in no circles, so that young objects need not be looked through every few hundred."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _work(pipe: Connection, settings: Settings) -> None:
    settle()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop; its closing the pipe is the word
    uvloop.run(_serve(pipe, settings))


async def _serve(pipe: Connection, settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    running: set[asyncio.Task[Done | Failed]] = set()

    def send(said: Any) -> None:
        try:
            pipe.send(said)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(1)

    def finished(task: asyncio.Task[Done | Failed]) -> None:
        running.discard(task)
        broken = task.exception()
        if broken is None:
            send(task.result())
        elif isinstance(broken, PersonError):
            send(Failed(task.get_name(), str(broken)))
        else:
            trace = "".join(traceback.format_exception(broken))
            send(Failed(task.get_name(), f"程序出错：{broken!r}", trace))

    brake, opener, outlet = Brake(settings.network, send), Opener(), Outlet(settings.network)

    def begin(job: Job) -> None:
        task = loop.create_task(perform(job, settings, send, brake, opener, outlet), name=job.name)
        running.add(task)
        task.add_done_callback(finished)

    def listen() -> None:
        # A thread, not add_reader: the loop would make the pipe non-blocking, and a large result could not be sent.
        while True:
            try:
                job = pipe.recv()
            except (EOFError, ConnectionResetError):
                os._exit(0)  # the parent is gone: what is half done is done again by --resume
            loop.call_soon_threadsafe(begin, job)

    threading.Thread(target=listen, daemon=True).start()
    await asyncio.Event().wait()
