"""What it costs to open attachments, by kind: marks, links, text and personal numbers of a list of a thousand people.

Run `python -m bench.attachments`. Prints milliseconds of CPU for one file, medians, as the process that opens files
spends them (`crawler.opening`); the start of that process, which serves a thousand files, comes first.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from crawler.opening import opened
from tests.county.attachments import table

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 9
PEOPLE = 1_000
KINDS = ("xlsx", "docx", "pdf", "ofd", "csv", "txt", "rtf", "html", "zip")


def rows() -> list[list[object]]:
    """A list as villages publish it: number, name, village, sum, day; nobody's numbers."""
    head: list[object] = ["序号", "姓名", "所在村组", "补贴金额（元）", "发放日期", "备注"]
    return [
        head,
        *([n, f"村民{n}", f"青溪镇第{n % 40 + 1}村民小组", 120.5, "2026-11-20", ""] for n in range(1, PEOPLE + 1)),
    ]


def main() -> None:
    begun = _spent_by("import crawler.opening as o; o.opened('txt', b'a', b'')") - _spent_by("pass")
    print(f"{'start':6} {begun:8.0f} ms, once for a thousand files")
    print(f"{'kind':6} {'bytes':>9} {'ms':>8}   {PEOPLE} rows")
    for kind in KINDS:
        body = table(kind, rows())
        spent = []
        for _ in range(ROUNDS):
            start = time.process_time()
            told = opened("xls" if kind == "html" else kind, body, b"a salt")
            spent.append((time.process_time() - start) * 1000)
            assert f"村民{PEOPLE}" in told.text
            assert not told.unread
        print(f"{kind:6} {len(body):9} {statistics.median(spent):8.1f}")


def _spent_by(code: str) -> float:
    """Milliseconds of CPU of a fresh interpreter that runs `code`: the least of three."""
    runs = []
    for _ in range(3):
        timed = f"{code}\nimport time; print(time.process_time())"
        done = subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, text=True, check=True)
        runs.append(float(done.stdout) * 1000)
    return min(runs)


if __name__ == "__main__":
    main()
