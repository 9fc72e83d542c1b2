"""Parts of a zip that is held in memory, as streams that end at a bound: what a part claims to hold is not believed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from lxml import etree

from checks.facts.file_parts import BROKEN, DOCUMENT_TYPE, LOCKED, OUT_OF_MEMORY, Unread

XML_BYTES = 40_000_000
"""Bytes of one xml part that are read."""
_MEGABYTE = 1_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError)


class Bounded:
    """Reads `stream` up to `most` bytes, then raises Unread."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = self._most = most

    def read(self, size: int = -1) -> bytes:
        given = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(given)
        if self._left < 0:
            raise Unread(f"展开后超过{self._most // _MEGABYTE or 1}兆字节，后面的没有读")
        return given


@contextmanager
def unzipped(body: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive in `body`. Raises Unread for a broken one, also for what breaks while it is used."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            yield archive
    except (NotImplementedError, RuntimeError) as error:
        raise Unread(LOCKED if "password" in str(error) or "encrypted" in str(error) else "压缩方法不认识") from error
    except _FAULTS as error:
        raise Unread(BROKEN) from error


@contextmanager
def part(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, most: int = XML_BYTES) -> Iterator[Bounded]:
    """One part as a stream of at most `most` bytes. Raises Unread where it needs a password."""
    known = archive.getinfo(name) if isinstance(name, str) else name
    if known.flag_bits & 1:
        raise Unread(LOCKED)
    with archive.open(known) as stream:
        yield Bounded(stream, most)


def elements(stream: Bounded, *tags: str) -> Iterator[tuple[str, str, etree._Element]]:
    """(event, name without namespace, element) of the elements called one of `tags`, in any namespace.

    Raises Unread for a document type (no office program writes one: whoever does wants entities) and for broken xml.
    """
    wanted = [f"{{*}}{tag}" for tag in tags]
    try:
        for event, element in etree.iterparse(
            _NoTypes(stream), events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True
        ):
            yield event, element.tag.rpartition("}")[2], element
    except etree.LxmlError as error:
        raise Unread(OUT_OF_MEMORY if "emory" in str(error) else BROKEN) from error


def forget(element: etree._Element) -> None:
    """Gives back the memory of an element that was read, and of all that stands before it under its parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _NoTypes:
    """A stream of xml whose beginning holds no document type."""

    def __init__(self, stream: Bounded) -> None:
        self._stream = stream
        self._looked = False

    def read(self, size: int = -1) -> bytes:
        given = self._stream.read(size)
        if not self._looked:
            self._looked = True
            head = given[:4_000].replace(b"\0", b"")
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Unread(DOCUMENT_TYPE)
        return given
