"""The process that opens attachments: `python -m crawler.opening` reads files from its standard input and says on its
standard output what they are and where they lead (`checks.facts.attachments`).

Input: length and kind, length and bytes; output: length and JSON; lengths are four bytes, big end first. The process
ends with its input, so that it never outlives the visit. It starts once a visit: it imports no more than it needs.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import BinaryIO

_MEMORY = 1 << 30
_CPU_SECONDS = 120
LENGTH = struct.Struct(">I")


def serve(given: BinaryIO, told: BinaryIO) -> None:
    """Answers for each file given, until there is no more."""
    from checks.facts.attachments import read_attachment  # here, so that only this process holds the library

    while (kind := _read(given)) is not None and (body := _read(given)) is not None:
        inside = read_attachment(kind.decode(), body)
        answer = json.dumps({"marks": inside.marks, "links": inside.links}).encode()
        told.write(LENGTH.pack(len(answer)) + answer)
        told.flush()


def _read(given: BinaryIO) -> bytes | None:
    head = given.read(LENGTH.size)
    return given.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


if __name__ == "__main__":
    import resource  # here, because not every system has it

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))  # an orphan that hangs ends too
    serve(sys.stdin.buffer, sys.stdout.buffer)
