"""Attachments over two visits: stored with their text, not paid for again while they stay the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web

from checks.facts.file_parts import CONVERTER
from checks.model.captures import Coverage
from checks.model.registry import Site, Unit
from crawler.converters import FAILED
from crawler.target import Target
from crawler.visit import visit
from results.visits.memory import LastVisit
from results.visits.reader import StoredSite
from results.visits.writer import VisitWriter
from tests.county.attachments import csv, ole, pdf, table
from tests.crawler.loopback import FAST, HOME, TODAY, Server, html, serving

SITE = Site("县政府", HOME, "县政府办")
ROWS = [["姓名", "身份证号"], *([f"村民{n}", ""] for n in range(3_000)), ["张三", "11010519500101032X"]]
FILES = {
    "etag.xlsx": table("xlsx", ROWS),
    "modified.csv": csv(ROWS),
    "bare.docx": table("docx", ROWS),
    "locked.pdf": pdf(locked=True),
    "old.doc": ole() + "WordDocument".encode("utf-16-le"),
    "broken.xlsx": table("xlsx", ROWS)[:900],
    "large.zip": b"PK\x03\x04" + bytes(1_100_000),
}


@dataclass
class Shelf:
    """Serves files as they are now, with the validators that a name says; counts the bytes that it sends."""

    files: dict[str, bytes]
    sent: int = 0

    def door(self, name: str) -> Callable[[web.Request], web.Response]:
        def answer(request: web.Request) -> web.Response:
            body = self.files[name]
            tag, day = f'"{hash(body)}"', "Sat, 21 Nov 2026 00:00:00 GMT"
            validators = {"ETag": tag} if "bare" not in name and "modified" not in name else {}
            if "modified" in name:
                validators = {"Last-Modified": day}
            same = request.headers.get("If-None-Match") == tag or request.headers.get("If-Modified-Since") == day
            if same and validators:
                return web.Response(status=304, headers=validators)
            self.sent += len(body)
            return web.Response(body=body, content_type="application/octet-stream", headers=validators)

        return answer


async def visited(server: Server, path: Path, before: Path | None = None, **manners: int) -> Coverage:
    memory = LastVisit(before, "1") if before is not None else None
    writer = VisitWriter(path, site=SITE, unit=Unit("县政府办"), columns=(), moment=TODAY, run=1, reader="1")
    gentle = replace(FAST, attachment_bytes=1_000_000, **manners)
    coverage = await visit(Target(SITE, TODAY, (), gentle, server.network(), writer, memory, salt=b"a salt"))
    writer.close(coverage)
    if memory is not None:
        memory.close()
    return coverage


def stored(path: Path) -> dict[str, tuple[str, str, int, int]]:
    """Name → (end of the text, why unread, numbers, status of its link) of each file in a visit file."""
    with StoredSite(path) as site:
        assert [view.url for view in site.pages()] == [HOME]
        told = {}
        for view in site.files():
            answer = site.answer(view.url)
            assert answer is not None
            told[view.url.removeprefix(HOME)] = (
                *(view.facts.text[-30:], view.facts.unread, view.facts.personal_count, answer.status or 0),
            )
        return told


async def test_a_second_visit_pays_only_for_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no tool for old documents at hand, whatever this machine has
    shelf = Shelf(dict(FILES))
    pages = {"/": html(*FILES), **{f"/{name}": shelf.door(name) for name in FILES}}
    one, two, three = (tmp_path / f"{n}.sqlite" for n in (1, 2, 3))
    async with serving(pages) as server:
        first = await visited(server, one)
        spent, shelf.sent = shelf.sent, 0
        second = await visited(server, two, one)
        again, shelf.sent = shelf.sent, 0
        shelf.files["etag.xlsx"] = table("xlsx", [["姓名"], ["新来的"]])
        await visited(server, three, two)
    told = stored(one)
    assert set(told) == set(FILES)
    for name in ("etag.xlsx", "modified.csv", "bare.docx"):
        assert told[name][0].endswith("张三\t110105**********2X")
        assert told[name][1:] == ("", 1, 200)
    reasons = [told[name][1] for name in FILES][3:]
    assert reasons.pop(1) in (CONVERTER, FAILED)  # there is no tool here for old documents, or one that gives this up
    assert [reason[:4] for reason in reasons] == ["设有密码", "文件损坏", "文件太大"]
    assert stored(two) == told
    unpaid = ("etag.xlsx", "modified.csv", "locked.pdf")
    assert again == spent - sum(len(FILES[name]) for name in unpaid)
    assert first.bytes - second.bytes >= sum(len(FILES[name]) for name in unpaid) * 0.9
    assert stored(three) == {**told, "etag.xlsx": ("姓名\n新来的", "", 0, 200)}
    for path in (one, two, three):
        assert b"11010519500101032X" not in path.read_bytes()


async def test_what_did_not_change_leaves_room_for_more(tmp_path: Path) -> None:
    files = {f"{n}-etag.csv": csv([["姓名"], [f"村民{n}"]]) for n in range(4)}
    shelf = Shelf(files)
    pages = {"/": html(*files), **{f"/{name}": shelf.door(name) for name in files}}
    paths = [tmp_path / f"{n}.sqlite" for n in range(2)]
    async with serving(pages) as server:
        await visited(server, paths[0], attachments=2, at_once=1)
        await visited(server, paths[1], paths[0], attachments=2, at_once=1)
    assert [len(stored(path)) for path in paths] == [2, 4]
    with StoredSite(paths[0]) as site:  # what was not opened is known all the same
        assert all(
            answer is not None and answer.status == 200 for answer in map(site.answer, (HOME + f for f in files))
        )


async def test_facts_of_another_reader_are_read_anew(tmp_path: Path) -> None:
    shelf = Shelf({"etag.csv": csv([["姓名"], ["张三"]])})
    async with serving({"/": html("etag.csv"), "/etag.csv": shelf.door("etag.csv")}) as server:
        await visited(server, tmp_path / "1.sqlite")
    last = LastVisit(tmp_path / "1.sqlite", "1")
    known = last.file(HOME + "etag.csv")
    assert known is not None
    assert (known[0].etag != "", known[1].text) == (True, "姓名\n张三")
    assert (last.facts(HOME + "etag.csv"), last.validators(HOME + "etag.csv"), last.file(HOME)) == (None, None, None)
    last.close()
    assert LastVisit(tmp_path / "1.sqlite", "2").file(HOME + "etag.csv") is None
