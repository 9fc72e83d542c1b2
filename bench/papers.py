"""How long do the papers of a quarter take, and how much memory?

`python -m bench.papers [--sites N] [--accounts N] [--issues N] [--database URL | --ledger URL] [--only STEP]`

Fills a ledger (an SQLite file, or the database named, in a schema of its own that is removed again) with a quarter of
nights, then makes the papers one after the other, each in a process of its own, whose seconds and peak memory are
shown. `--ledger` is kept: filled where it is empty, used as it is where it is not.
"""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bench.console import database, option
from bench.papers_ledger import fill
from bench.papers_rows import FIRST, NIGHTS, Size
from checks.facts.workdays import Calendar
from checks.indicators.edition import load
from clock.papers import rarely_collected
from results.ledger import runs
from results.ledger.engine import open_ledger
from results.reports.annual import annual
from results.reports.content import Report
from results.reports.files import Form, write_all
from results.reports.monthly import monthly
from results.reports.period_gather import gather_period
from results.reports.period_rows import PeriodRows
from results.reports.periods import Period, Span
from results.reports.quarterly import quarterly

SECONDS, MEGABYTES = 30, 500
"""What the bulletin of 1,500 sites and 8,000 accounts may take in all formats, in one process."""
QUARTER = Period(Span.QUARTER, 2026, 3)
MADE = FIRST + timedelta(days=NIGHTS + 5)


@dataclass(frozen=True, slots=True)
class Took:
    """What a step took in a process of its own, once that had started: seconds, of them of its processor; megabytes at
    the most."""

    step: str
    seconds: float
    cpu: float
    megabytes: float


def _rows(url: str, period: Period = QUARTER) -> PeriodRows:
    with open_ledger(url) as ledger, ledger.connect() as connection:
        return gather_period(connection, period, "某市人民政府办公室", MADE, load(), Path(), Calendar())


def _kept(folder: Path, name: str, made: object) -> None:
    (folder / f"{name}.pickle").write_bytes(pickle.dumps(made))


def _written(folder: Path, *forms: Form) -> None:
    report: Report = pickle.loads((folder / "report.pickle").read_bytes())
    write_all(report, folder, "季通报-2026Q3", forms)


def _all(url: str, folder: Path) -> None:
    write_all(quarterly(_rows(url)), folder, "季通报-2026Q3")


STEPS: Mapping[str, Callable[[str, Path], None]] = {
    "rows of the quarter": lambda url, folder: _kept(folder, "rows", _rows(url)),
    "quarterly, content": lambda url, folder: _kept(folder, "report", quarterly(_unpickled(folder, "rows"))),
    **{f"quarterly, {form}": lambda url, folder, one=form: _written(folder, one) for form in Form},  # type: ignore[misc]
    "quarterly, all": _all,
    "monthly, content": lambda url, folder: _kept(folder, "month", monthly(_rows(url, Period(Span.MONTH, 2026, 9)))),
    "annual, content": lambda url, folder: _kept(folder, "year", annual(_unpickled(folder, "rows"), ())),
}


def _unpickled(folder: Path, name: str) -> PeriodRows:
    rows: PeriodRows = pickle.loads((folder / f"{name}.pickle").read_bytes())
    return rows


def _child(step: str, url: str, folder: Path) -> None:
    began, busy = time.perf_counter(), time.process_time()
    with rarely_collected():  # as the command makes them
        STEPS[step](url, folder)
    took, cpu = time.perf_counter() - began, time.process_time() - busy
    print(json.dumps({"seconds": took, "cpu": cpu, "megabytes": _peak()}))


def _peak() -> float:
    """Megabytes that this process held at the most; `getrusage` tells those of its parent where these are more."""
    told = Path("/proc/self/status")
    if not told.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (one for one in told.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def measure(url: str, folder: Path) -> list[Took]:
    """Every step, each in a process of its own, in the order in which one needs the other."""
    found = []
    for step in STEPS:
        asked = [sys.executable, "-m", "bench.papers", "--step", step, "--ledger", url, "--folder", str(folder)]
        done = subprocess.run(asked, capture_output=True, text=True)
        if done.returncode:
            told = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
            print(f"{step}: {told[-1]}", file=sys.stderr)
            continue
        found.append(Took(step, **json.loads(done.stdout.splitlines()[-1])))
        print(_line(found[-1]), flush=True)
    return found


def _line(one: Took) -> str:
    return f"| {one.step} | {one.seconds:.1f} | {one.cpu:.1f} | {one.megabytes:.0f} |"


def _prepare(url: str, size: Size) -> None:
    began = time.monotonic()
    with open_ledger(url) as ledger:
        with ledger.connect() as connection:
            if runs.latest(connection) is not None:
                return
        fill(ledger, load(), size)
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze" if connection.dialect.name == "postgresql" else "analyze"))
    print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)


def main() -> None:
    kept = option("--ledger", "")
    if step := option("--step", ""):
        _child(step, kept, Path(option("--folder", ".")))
        return
    size = Size(*(int(option(f"--{name}", str(getattr(Size(), name)))) for name in Size.__slots__))
    with nullcontext(kept) if kept else database(option("--database", "")) as url:
        _prepare(url, size)
        print(f"{size.sites:,} sites, {size.accounts:,} accounts, {size.issues:,} issues, {NIGHTS} nights:\n")
        print("| step | s | CPU s | MB at most |\n|---|---|---|---|")
        with tempfile.TemporaryDirectory() as folder:
            found = measure(url, Path(folder))
    whole = next((one for one in found if one.step == "quarterly, all"), None)
    if whole is None or whole.seconds > SECONDS or whole.megabytes > MEGABYTES:
        raise SystemExit(f"over {SECONDS} s or {MEGABYTES} MB")


if __name__ == "__main__":
    main()
