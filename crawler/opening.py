"""The process that opens attachments: `python -m crawler.opening` reads files from its standard input and says on its
standard output what they are and where they lead (`checks.facts.attachments`).

Input: length and kind, length and bytes; output: length and JSON; lengths are four bytes, big end first. The process
ends with its input, so that it never outlives who began it. It starts often: it imports no more than it needs.
"""

from __future__ import annotations

import json
import struct
import sys
import time
from typing import BinaryIO

_MEMORY = 1 << 30
_CPU_SECONDS = 20  # for one file: an orphan that hangs ends too
LENGTH = struct.Struct(">I")


def serve(given: BinaryIO, told: BinaryIO) -> None:
    """Answers for each file given, until there is no more."""
    from checks.facts.attachments import read_attachment  # here, so that only this process holds the library

    while (kind := _read(given)) is not None and (body := _read(given)) is not None:
        _bound()
        inside = read_attachment(kind.decode(), body)
        answer = json.dumps({"marks": inside.marks, "links": inside.links}).encode()
        told.write(LENGTH.pack(len(answer)) + answer)
        told.flush()


def _read(given: BinaryIO) -> bytes | None:
    head = given.read(LENGTH.size)
    return given.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def _bound() -> None:
    """Bounds memory, and the time of the file that comes: the system counts from the beginning of the process."""
    import resource  # here, because not every system has it

    spent, most = int(time.process_time()) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]
    seconds = spent + _CPU_SECONDS if most == resource.RLIM_INFINITY else min(spent + _CPU_SECONDS, most)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
