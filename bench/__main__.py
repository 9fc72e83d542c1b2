"""Runs every peer on the same site in turn, several times, and writes docs/benchmarks.md: `python -m bench`."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench import accounts, corpus, expressions, pace
from bench.site import SITES
from tests.real.corpus import corpus as found

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 2
LONGEST = 90  # seconds a peer may take


@dataclass(frozen=True, slots=True)
class Result:
    """Means over the rounds: seconds of wall clock and of CPU, addresses asked, peak memory in MB."""

    name: str
    wall: float
    cpu: float
    asked: int
    memory: float
    note: str = ""

    @property
    def per_cpu(self) -> float:
        return self.asked / self.cpu if self.cpu else 0.0


def measure(name: str, command: list[str], count: int | None = None, note: str = "") -> Result:
    """Runs `command` ROUNDS times. It prints how many addresses it asked on its last line, unless `count` says so."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said, _ = process.stdout.read(), None
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{name} failed: {said[-500:]}")
        asked = count if count is not None else int(said.strip().splitlines()[-1])
        rounds.append((time.monotonic() - began, used.ru_utime + used.ru_stime, asked, used.ru_maxrss / 1024))
    walls, cpus, numbers, memories = zip(*rounds, strict=True)
    return Result(
        name, statistics.fmean(walls), statistics.fmean(cpus), int(statistics.fmean(numbers)), max(memories), note
    )


def run() -> list[Result]:
    """Serves the site on a free port of loopback and measures every peer that is here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.site", "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE
    )
    homes = [f"http://{host}:{port}/" for host in SITES]
    try:
        server.stdout.readline()
        results = [
            measure("巡网, all facts", [sys.executable, "-m", "bench.ours", *homes], note="nothing stored"),
            measure("巡网, all facts, visit file and WARC", [sys.executable, "-m", "bench.ours", "--store", *homes]),
            measure(
                "stock Scrapy, LinkExtractor, 64 connections",
                [sys.executable, "-m", "bench.stock", *homes],
                note="nothing stored",
            ),
        ]
        if shutil.which("npx"):
            results += linkinator(homes)
        return results
    finally:
        server.kill()
        server.wait()


def linkinator(homes: list[str]) -> list[Result]:
    """linkinator from npm where it can be had, else nothing."""
    command = ["npx", "--yes", "linkinator", *homes, "--recurse", "--format", "csv", "--concurrency", "64"]
    try:
        tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return []
    rows = [line for line in tried.stdout.splitlines() if line.startswith("http")]
    if not rows:
        return []
    script = [
        "sh",
        "-c",
        f"npx --yes linkinator {' '.join(homes)} --recurse --format csv --concurrency 64 >/dev/null; true",
    ]
    return [measure("linkinator (Node), recursive", script, len(rows), "links only")]


def write(results: list[Result], paced: pace.Paced, judged: list[str], said: list[str], path: Path) -> None:
    """The table with ratios against stock Scrapy, the pace of the links probe, what judging real pages costs, and what
    looking for wrong expressions does."""
    stock = next(result for result in results if result.name.startswith("stock"))
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`: every peer crawls the three sites of `bench/site.py` on loopback, in one process,",
        "and asks every link once (1,363 own addresses a site, 263 of other hosts);",
        f"means of {ROUNDS} rounds. Absolute figures drift from machine to machine; the ratios are what counts.",
        "",
        f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| who | URLs asked | wall s | CPU s | URLs per CPU second | against stock Scrapy | peak MB | note |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for result in results:
        lines.append(
            f"| {result.name} | {result.asked} | {result.wall:.1f} | {result.cpu:.1f} | {result.per_cpu:.0f} "
            f"| {result.per_cpu / stock.per_cpu:.1f} × | {result.memory:.0f} | {result.note} |"
        )
    lines += ["", "## Pace", "", "The links probe beside its own manners (`python -m bench.pace`):", "", f"{paced}."]
    lines += ["", "## Judging real pages", "", "CPU of one page of the corpus (`python -m bench.corpus`):", "", *judged]
    lines += ["", "## Wrong expressions", "", f"{expressions.ABOUT}:", "", *said]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    crawled, paced, read = (
        run(),
        pace.run(),
        accounts.run(),
    )  # before the memory of this process grows: those it starts would seem as large
    judged = corpus.run_all() if found() else ["No corpus of real pages was here."]
    said = expressions.run_all() if found() else ["No corpus of real pages was here."]
    write(crawled, paced, judged, said, ROOT / "docs/benchmarks.md")
    accounts.write(read, ROOT / "docs/benchmarks.md")
