"""One record of a WARC: found by its address, checked against its own digest, handed out as it lies in the file."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from results.errors import VisitDamaged

LONGEST = 32 * 1024 * 1024
"""Bytes of one body that are read and hashed; the crawler keeps no page as large."""
_CHUNK = 1 << 16
_NOT_FOUND = -1


@dataclass(frozen=True, slots=True)
class Record:
    """A response as it was archived. `offset` is where its gzip member begins in `file`, in bytes.

    `status` is 0 where the record says none. `told` is the payload digest that the record names, `digest` the sha-256
    (hex) of the body as it is read now; `whole` is False for a body longer than `LONGEST`. `body` is decoded of
    transfer and content encodings, as the crawler read it.
    """

    file: Path
    offset: int
    id: str
    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    told: str
    digest: str
    body: bytes
    whole: bool = True

    @property
    def holds(self) -> bool:
        """Is the body what the record says that it is?"""
        named = self.told.removeprefix("sha256:")
        return self.whole and named == base64.b32encode(bytes.fromhex(self.digest)).decode()


def find_record(file: Path, url: str) -> Record | None:
    """The first response in `file` to `url`; None when it holds none, only that nothing had changed, say.

    Raises VisitDamaged when the file cannot be read, FileNotFoundError when it is not there.
    """
    with _reading(file):
        told = file.stat()
        offset = _offset(file, told.st_size, told.st_mtime_ns, url)
        return None if offset == _NOT_FOUND else _record(file, offset)


def packed(file: Path, offset: int) -> Iterator[bytes]:
    """The record that begins at `offset` as it lies in `file`: one gzip member, a WARC of one record; streaming.

    Raises VisitDamaged when it is cut off or is none.
    """
    with _reading(file), file.open("rb") as source:
        source.seek(offset)
        unpacking, unpacked = zlib.decompressobj(31), 0
        while not unpacking.eof:
            given = source.read(_CHUNK)
            if not given:
                raise ValueError("记录不完整")
            rest, made = given, b"more"
            while not unpacking.eof and (rest or made):
                made = unpacking.decompress(rest, _CHUNK)
                rest = unpacking.unconsumed_tail
                unpacked += len(made)
                if unpacked > 2 * LONGEST:
                    raise ValueError("记录过大")
            yield given[: len(given) - len(unpacking.unused_data)]


@lru_cache(maxsize=256)  # to find a record the file is unpacked up to it; one page asks for the same several times
def _offset(file: Path, size: int, changed: int, url: str) -> int:
    """Where the record begins; `size` and `changed` (ns) tell a file from one that took its place."""
    with file.open("rb") as source:
        seen = 0
        # Without reading heads of HTTP: that is work for one record alone.
        kinds = WarcRecordType.response | WarcRecordType.warcinfo
        for record in ArchiveIterator(source, record_types=kinds, parse_http=False):
            seen += 1
            if record.record_type == WarcRecordType.response and record.headers.get("WARC-Target-URI") == url:
                return int(record.stream_pos)
        if not seen:
            raise ValueError("没有任何记录")
    return _NOT_FOUND


def _record(file: Path, offset: int) -> Record:
    with file.open("rb") as source:
        source.seek(offset)
        record = next(iter(ArchiveIterator(source, record_types=WarcRecordType.response)))
        body, hashed = bytearray(), sha256()
        while len(body) <= LONGEST and (given := record.reader.read(_CHUNK)):
            hashed.update(given)
            body += given
        named = record.headers
        return Record(
            file=file,
            offset=offset,
            id=named.get("WARC-Record-ID") or "",
            url=named.get("WARC-Target-URI") or "",
            at=datetime.fromisoformat(named.get("WARC-Date") or ""),
            status=int(record.http_headers.status_code or 0),
            headers=tuple(record.http_headers.items()),
            told=named.get("WARC-Payload-Digest") or "",
            digest=hashed.hexdigest(),
            body=bytes(body[:LONGEST]),
            whole=len(body) <= LONGEST,
        )


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (OSError, ValueError, RuntimeError, StopIteration, zlib.error) as error:
        raise VisitDamaged(f"存档文件 {file.name} 读不出来（{error}）；请从备份恢复，或等下次巡查") from error
