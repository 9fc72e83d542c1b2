"""Tools of this machine that read what our libraries do not: old Word documents, and RAR archives.

Looked for where programs stand, never asked for. What they are given was made by strangers: each runs without network
(where the system can do that), with bounded time, memory and output, on a copy that goes away with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from checks.facts.file_parts import Unread

SECONDS = 8.0  # less than the opener waits
_MEMORY, _FILE_BYTES = 4 << 30, 100 << 20
_MOST_TOLD = 60_000_000
FAILED = "转换工具没有读出来"
_TEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("antiword", ("-m", "UTF-8.txt", "-w", "0", "-")),
    ("catdoc", ("-d", "utf-8", "-w", "-")),
)
_OFFICE = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "txt:Text (encoded):UTF8", "--outdir")
_APART = ("-rnpf", "--kill-child")
"""A network and processes of its own: what a tool began ends with it."""
_UNPACKED = ("-c", "-f", "-", "--format", "zip", "@-")


def converted(kind: str, body: bytes, seconds: float = SECONDS) -> bytes | None:
    """An old Word document ("doc") as text in UTF-8, a RAR archive ("rar") as a zip; None where no tool is at hand.

    Raises Unread where the tool does not manage in that time.
    """
    if kind == "rar":
        tool = shutil.which("bsdtar")
        return _run([tool, *_UNPACKED], body, seconds) if tool else None
    for name, given in _TEXT:
        if tool := shutil.which(name):
            return _run([tool, *given], body, seconds)
    tool = shutil.which("soffice") or shutil.which("libreoffice")
    return _by_office(tool, body, seconds) if tool and _alone() else None  # it follows links in what it opens


def _by_office(tool: str, body: bytes, seconds: float) -> bytes:
    with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
        given = Path(folder, "a.doc")
        given.write_bytes(body)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run([tool, profile, *_OFFICE, folder, str(given)], b"", seconds, folder)
        with suppress(OSError), Path(folder, "a.txt").open("rb") as made:
            return made.read(_MOST_TOLD)
    raise Unread(FAILED)


def _run(command: Sequence[str], body: bytes, seconds: float, home: str = "/nonexistent") -> bytes:
    """What a tool says to `body`. It dies with the group of processes of whoever reads (`crawler.opener`)."""
    paths = {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryFile(prefix="xunwang-") as given:
        given.write(body)
        given.seek(0)
        try:
            process = subprocess.Popen(
                [*_alone(), *command],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=paths,
                preexec_fn=_bounds,  # one thread only: nothing else holds a lock
            )
        except OSError as error:
            raise Unread(FAILED) from error
        end = threading.Timer(seconds, process.kill)
        end.start()
        with process:
            told = process.stdout.read(_MOST_TOLD + 1) if process.stdout is not None else b""
            if len(told) > _MOST_TOLD:
                process.kill()
        end.cancel()
    if process.returncode or len(told) > _MOST_TOLD:
        raise Unread(FAILED)
    return told


def _bounds() -> None:
    import resource  # here, because not every system has it

    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CPU, int(SECONDS) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))


def _alone() -> tuple[str, ...]:
    """What stands before a command so that it has no network and leaves no process; () where the system cannot."""
    tool = shutil.which("unshare")
    return (tool, *_APART) if tool is not None and _works(tool) else ()


@cache
def _works(tool: str) -> bool:
    try:
        done = subprocess.run([tool, *_APART, "true"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
