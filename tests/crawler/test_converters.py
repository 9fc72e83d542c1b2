"""Tools of the machine: found where they stand, given a file, bounded. Their place is taken by small scripts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from checks.facts.file_parts import CONVERTER, UNPACKER, Unread
from checks.facts.file_text import read_file
from crawler.converters import FAILED, converted
from crawler.opener import Opener
from tests.county.attachments import archive, docx, ole

DOC = ole() + "WordDocument".encode("utf-16-le")
RAR = b"Rar!\x1a\x07\x01\x00"
Tool = Callable[[str, str], None]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """Puts a script where programs stand, before all others."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def put(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    return put


def test_without_a_tool_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (converted("doc", DOC), converted("rar", RAR)) == (None, None)
    assert read_file("doc", DOC, convert=converted).unread == CONVERTER
    assert read_file("rar", RAR, convert=converted).unread == UNPACKER


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_an_old_document_is_read_by_the_tool_that_there_is(tool: Tool, name: str) -> None:
    tool(name, "head -c 8 | od -An -tx1; echo 临江县 11010519500101032X")
    read = read_file("doc", DOC, b"salt", convert=converted)
    assert read.text == "d0 cf 11 e0 a1 b1 1a e1\n临江县 110105**********2X"
    assert read.personal[0].place == "第1至2段"


@pytest.mark.parametrize(("script", "text"), [('shift 2; exec "$@"', "办公软件读的\n".encode()), ("exit 1", None)])
def test_soffice_runs_only_without_network(tool: Tool, script: str, text: bytes | None) -> None:
    tool("soffice", 'for last; do :; done; echo 办公软件读的 > "$(dirname "$last")/a.txt"')
    tool("unshare", script)
    assert converted("doc", DOC) == text


def test_a_rar_archive_is_read_as_the_zip_that_a_tool_makes_of_it(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "made.zip").write_bytes(archive({"a.docx": docx("临江县"), "b.zip": archive({"c": b""})}))
    tool("bsdtar", f"cat {tmp_path}/made.zip")
    read = read_file("rar", RAR, convert=converted)
    assert (read.text, read.unread) == ("临江县", "压缩包内 b.zip：压缩包里的压缩包，没有打开")


@pytest.mark.parametrize("script", ["exit 3", "yes 临江县", "sleep 60"], ids=["fails", "endless", "hangs"])
def test_a_tool_that_misbehaves_is_ended(tool: Tool, script: str) -> None:
    tool("antiword", script)
    began = time.monotonic()
    with pytest.raises(Unread, match=FAILED):
        converted("doc", DOC, seconds=1.0)
    assert time.monotonic() - began < 20


async def test_a_tool_dies_with_its_reader(tool: Tool, tmp_path: Path) -> None:
    seconds = "61.0625"  # nobody else sleeps as long
    tool("antiword", f"touch {tmp_path}/begun; sleep {seconds}")
    opener = Opener(seconds=4.0)
    assert "超时" in (await opener.open("doc", DOC)).unread
    await opener.close()
    assert (tmp_path / "begun").exists()
    end = time.monotonic() + 5
    while _sleeping(seconds) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _sleeping(seconds)


def _sleeping(seconds: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if path.read_bytes().split(b"\0")[:2] == [b"sleep", seconds.encode()]:
                return True
    return False
