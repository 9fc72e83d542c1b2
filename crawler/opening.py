"""The process that opens attachments: `python -m crawler.opening` reads files from its standard input and tells on its
standard output what they are, where they lead (`checks.facts.attachments`) and their text (`checks.facts.file_text`).

Input: kind, salt, name and bytes, each behind its length; output: length and an `Opened` in JSON; lengths are four
bytes, big end first. Personal numbers are masked in here: nothing whole leaves. The process ends with its input, so
that it never outlives who began it. It starts often: it imports no more than it needs.
"""

from __future__ import annotations

import struct
import sys
import time
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from checks.model.personal import Personal

_MEMORY = 1 << 30
_CPU_SECONDS = 20  # for one file: an orphan that hangs ends too
_SECONDS = 6.0
"""After so long no further part of a file is begun: what was read until then is told."""
LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Opened:
    """Marks of a file (`checks.model.marks`), the addresses it leads to, and its text as `FileText` has it."""

    marks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    text: str = ""
    personal: tuple[Personal, ...] = ()
    count: int = 0
    unread: str = ""


def serve(given: BinaryIO, told: BinaryIO) -> None:
    """Answers for each file given, until there is no more."""
    while (kind := _read(given)) is not None and (salt := _read(given)) is not None:
        name, body = _read(given), _read(given)
        if name is None or body is None:
            return
        _bound()
        answer = msgspec.json.encode(opened(kind.decode(), body, salt, name.decode()))
        told.write(LENGTH.pack(len(answer)) + answer)
        told.flush()


def opened(kind: str, body: bytes, salt: bytes, name: str = "") -> Opened:
    """All that is told of one file called `name`. One that is something else, or broken, has no text."""
    from checks.facts.attachments import read_attachment  # here, so that only this process holds the libraries
    from checks.facts.file_parts import BROKEN
    from checks.facts.file_text import read_file
    from checks.model.marks import FILE
    from crawler.converters import converted

    inside = read_attachment(kind, body)
    if inside.marks:
        return Opened(inside.marks, unread=BROKEN if FILE + "broken" in inside.marks else "")
    end = time.monotonic() + _SECONDS
    read = read_file(kind, body, salt, name, more=lambda: time.monotonic() < end, convert=converted)
    return Opened((), inside.links, read.text, read.personal, read.count, read.unread)


def _read(given: BinaryIO) -> bytes | None:
    head = given.read(LENGTH.size)
    return given.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _bound() -> None:
    """Bounds memory, and the time of the file that comes: the system counts from the beginning of the process."""
    import resource  # here, because not every system has it

    spent, most = int(time.process_time()) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]
    seconds = spent + _CPU_SECONDS if most == resource.RLIM_INFINITY else min(spent + _CPU_SECONDS, most)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))
    most = resource.getrlimit(resource.RLIMIT_AS)[1]  # a tool that it runs has a bound of its own
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most), most))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
