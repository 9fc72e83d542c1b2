"""The WARC beside a visit file: every html response as it came, with digests, in the form that archives know."""

from __future__ import annotations

import base64
import os
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType
from isal import isal_zlib

from checks.model.captures import LinkProbe
from checks.model.pages import Capture
from results.errors import VisitDamaged

BODY_LIMIT = 64 * 1024 * 1024
"""Bytes of one body that `read_warc` gives; a longer record is cut there."""
_SHA256 = re.compile("[0-9a-f]{64}")
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_DECODED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_INFO = "Content-Type: application/warc-fields\r\n"
_RESPONSE = "Content-Type: application/http; msgtype=response\r\n"
_REQUEST = "Content-Type: application/http; msgtype=request\r\n"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def warc_path(visit: Path) -> Path:
    """Where the WARC of a visit file lies: the same name, ending in .warc.gz."""
    return visit.with_suffix(".warc.gz")


class WarcFile:
    """Writes one WARC 1.1, each record its own gzip member. Errors of the disk come as OSError."""

    def __init__(self, path: Path, software: str) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # pages as they came: docs/privacy.md
        self._file: BinaryIO = os.fdopen(handle, "wb", buffering=1 << 18)
        text = f"software: {software}\r\nformat: WARC File Format 1.1\r\n"
        self._write("warcinfo", _INFO, text.encode())

    def keep(self, capture: Capture) -> None:
        """A response and the request for it; a revisit record where the server said that nothing had changed."""
        page = capture.page
        about = f"WARC-Target-URI: {_one_line(page.url)}\r\nWARC-Date: {_date(page.fetched_at)}\r\n"
        head = _head(page.status if capture.body else HTTPStatus.NOT_MODIFIED, capture.headers)
        if capture.body:
            told = f"{about}WARC-Payload-Digest: {_digest(page.digest, capture.body)}\r\n{_RESPONSE}"
            record = self._write("response", told, head + capture.body)
        else:
            record = self._write("revisit", f"{about}WARC-Profile: {_NOT_MODIFIED}\r\n{_RESPONSE}", head)
        self._write("request", f"{about}WARC-Concurrent-To: {record}\r\n{_REQUEST}", _request(capture.probe))

    def close(self) -> None:
        self._file.close()

    def _write(self, kind: str, headers: str, block: bytes) -> str:
        name = f"<urn:uuid:{uuid.uuid4()}>"
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {name}\r\n{headers}Content-Length: {len(block)}\r\n\r\n"
        )
        squeeze = isal_zlib.compressobj(1, isal_zlib.DEFLATED, 31)
        self._file.write(squeeze.compress(head.encode() + block + b"\r\n\r\n") + squeeze.flush())
        return name


def read_warc(path: Path) -> Iterator[tuple[str, tuple[tuple[str, str], ...], bytes]]:
    """(address, headers, body) of every html response kept in a WARC, in the order of the visit; streaming.

    Pages that the server called unchanged have no body here: their facts are those of the visit file.
    Raises VisitDamaged when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            seen = 0
            for record in ArchiveIterator(file, record_types=WarcRecordType.response | WarcRecordType.warcinfo):
                seen += 1
                if record.record_type == WarcRecordType.warcinfo:
                    continue
                address = record.headers.get("WARC-Target-URI") or ""
                yield address, tuple(record.http_headers.items()), record.reader.read(BODY_LIMIT)
            if not seen:
                raise ValueError("没有任何记录")
    except (OSError, ValueError, RuntimeError) as error:
        raise VisitDamaged(
            f"存档文件 {path} 读不出来（{error}）；请改用不带 --reread 的 judge，或重新访问该网站"
        ) from error


def _head(status: int, headers: tuple[tuple[str, str], ...]) -> bytes:
    phrase = _PHRASES.get(status, "")
    lines = [f"HTTP/1.1 {status} {phrase}"]
    for name, value in headers:
        # The body is kept as it was read, no longer packed or chunked: a reader must not unpack it again.
        shown = f"X-Archive-Original-{name}" if name.lower() in _DECODED else name
        lines.append(f"{_one_line(shown)}: {_one_line(value)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace")


def _request(probe: LinkProbe) -> bytes:
    parts = urlsplit(probe.subject)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    method = _one_line(probe.method) or "GET"
    return f"{method} {_one_line(target)} HTTP/1.1\r\nHost: {_one_line(parts.netloc)}\r\n\r\n".encode()


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _digest(known: str, body: bytes) -> str:
    """As archives write it. The crawler knows the digest of the bytes already; hashing them again would cost as much
    as all the rest that is done to keep a page."""
    digest = bytes.fromhex(known) if _SHA256.fullmatch(known) else sha256(body).digest()
    return "sha256:" + base64.b32encode(digest).decode()
