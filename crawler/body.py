"""Bytes of a body as they arrive: counted, decompressed, and stopped at a limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW = -zlib.MAX_WBITS


class TooLarge(Exception):
    """The body is larger than the limit, compressed or not."""


class Broken(Exception):
    """The body is not what its encoding says."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> tuple[bytes, int]:
    """(body after decompression, bytes received). Holds at most `limit` bytes and one chunk, whatever is sent.

    Raises TooLarge, and Broken for a broken or unknown encoding or a compressed body that ends too early.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity", "none"):
        return await _plain(chunks, limit)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Broken(encoding)
    return await _inflated(chunks, limit)


async def _plain(chunks: AsyncIterator[bytes], limit: int) -> tuple[bytes, int]:
    parts, size = [], 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        parts.append(chunk)
    return b"".join(parts), size


async def _inflated(chunks: AsyncIterator[bytes], limit: int) -> tuple[bytes, int]:
    body, received = bytearray(), 0
    stream = None
    async for chunk in chunks:
        received += len(chunk)
        if not chunk:
            continue
        try:
            if stream is None:
                stream = zlib.decompressobj(_GZIP_OR_ZLIB if _has_header(chunk) else _RAW)
            body += stream.decompress(chunk, limit + 1 - len(body))
        except zlib.error as error:
            raise Broken(str(error)) from error
        if len(body) > limit or received > limit:
            raise TooLarge
    if stream is not None and not stream.eof:
        raise Broken("ends too early")
    return bytes(body), received


async def read_start(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> tuple[bytes, int, bool]:
    """(the first `limit` bytes of a body after decompression, bytes received, whether that is all of it).

    The rest is never asked for, whatever its size. A broken encoding is no error here: what can be read is given, as a
    part; of an unknown one nothing can.
    """
    encoding, received, body, stream = encoding.strip().lower(), 0, bytearray(), None
    plain = encoding in ("", "identity", "none")
    if not plain and encoding not in ("gzip", "x-gzip", "deflate"):
        return b"", 0, False
    async for chunk in chunks:
        received += len(chunk)
        if plain:
            body += chunk[: limit + 1 - len(body)]
        elif chunk:
            try:
                stream = stream or zlib.decompressobj(_GZIP_OR_ZLIB if _has_header(chunk) else _RAW)
                body += stream.decompress(chunk, limit + 1 - len(body))
            except zlib.error:
                return bytes(body[:limit]), received, False
        if len(body) > limit:
            return bytes(body[:limit]), received, False
    return bytes(body), received, plain or stream is None or stream.eof


def _has_header(chunk: bytes) -> bool:
    """True for gzip and zlib streams; some servers send deflate without either."""
    return chunk[:1] == b"\x1f" or (chunk[0] & 0x0F == 8 and (len(chunk) < 2 or (chunk[0] * 256 + chunk[1]) % 31 == 0))
