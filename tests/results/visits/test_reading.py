"""What is damaged or strange is refused by name; the archive and the memory give back what was kept."""

import errno
import sqlite3
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as StrictIterator

from checks.model.pages import PageFacts
from results.errors import DiskFull, PersonError, ReadOnly, VisitDamaged
from results.visits.closing import part
from results.visits.reader import LastVisit, StoredSite
from results.visits.schema import pack_facts, unpack_facts
from results.visits.storing import storing
from results.visits.warc import read_warc, warc_path
from tests.results.visits.making import HOME, capture, visit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "3399990001.sqlite"


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_what_is_no_visit_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VisitDamaged, match=r"\.sqlite"):
        StoredSite(path)
    with pytest.raises(VisitDamaged):
        LastVisit(path)


@pytest.mark.parametrize(("version", "state"), [(99, "closed"), (1, "crawling")])
def test_a_visit_of_another_program_or_unfinished_is_refused(path: Path, version: int, state: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create table visit (version, state)")
    connection.execute("insert into visit values (?, ?)", (version, state))
    connection.commit()
    connection.close()
    with pytest.raises(VisitDamaged, match="不是完整的访问文件"):
        StoredSite(path)


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(PersonError, match="3399990001"):
        StoredSite(path)


def test_a_visit_cut_off_in_the_middle_is_named(path: Path) -> None:
    visit(path, *(capture(f"{n}", links=tuple(f"{HOME}{n}/{k}" for k in range(50))) for n in range(100)))
    path.chmod(0o644)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(VisitDamaged, match="3399990001"), StoredSite(path) as view:
        list(view.pages())


def test_facts_that_unfold_without_end_are_refused() -> None:
    packed = pack_facts(PageFacts("http://a/", text="x" * 10_000))
    assert unpack_facts(packed, "a.sqlite").text == "x" * 10_000
    with pytest.raises(VisitDamaged, match="过大"):
        unpack_facts(packed, "a.sqlite", limit=5_000)
    with pytest.raises(VisitDamaged):
        unpack_facts(packed[:-9], "a.sqlite")


def test_the_next_visit_remembers(path: Path) -> None:
    made = capture("a", etag='"1"', last_modified="Mon, 01 Jan 2026 00:00:00 GMT")
    visit(path, made, capture("b"), capture("c", status=404, etag='"2"'), reader="2")
    last = LastVisit(path, "2")
    assert last.validators(HOME + "a") == ('"1"', "Mon, 01 Jan 2026 00:00:00 GMT")
    assert last.validators(HOME + "b") is None
    assert last.validators(HOME + "c") is None
    assert (last.digest(HOME + "a"), last.digest(HOME + "z")) == (made.page.digest, None)
    assert (last.facts(HOME + "a"), last.facts(HOME + "z")) == (made.facts, None)
    last.close()


def test_facts_of_another_reader_are_forgotten(path: Path) -> None:
    visit(path, capture("a", etag='"1"'), reader="2")
    last = LastVisit(path, "3")
    assert (last.facts(HOME + "a"), last.validators(HOME + "a"), last.digest(HOME + "a")) == (None, None, None)
    last.close()


def test_the_archive_gives_the_bodies_back(path: Path) -> None:
    same = replace(capture("same", changed=False), body=b"")
    visit(path, capture("", body="正文".encode()), same, capture("b", body=b"two"))
    kept = list(read_warc(warc_path(path)))
    assert [(url, body) for url, _, body in kept] == [(HOME, "正文".encode()), (HOME + "b", b"two")]
    assert ("Content-Type", "text/html; charset=utf-8") in kept[0][1]
    assert ("X-Archive-Original-Content-Encoding", "gzip") in kept[0][1]


def test_a_header_that_forges_a_header_is_one_line(path: Path) -> None:
    forged = replace(capture("", body=b"body"), headers=(("X-A", "1\r\nSet-Cookie: a=b\r\n\r\nforged"),))
    visit(path, forged)
    assert [(headers, body) for _, headers, body in read_warc(warc_path(path))] == [
        ((("X-A", "1 Set-Cookie: a=b forged"),), b"body")
    ]


@pytest.mark.parametrize("known", [sha256(b"x" * 5000).hexdigest(), "", "not hex"])
def test_the_archive_is_what_archives_expect(path: Path, known: str) -> None:
    visit(path, capture("", body=b"x" * 5000, digest=known), replace(capture("s"), body=b""))
    with warc_path(path).open("rb") as file:
        records = [
            (r.headers["WARC-Type"], r.headers.get("WARC-Payload-Digest", "")[:7]) for r in ArchiveIterator(file)
        ]
    kinds = ["warcinfo", "response", "request", "revisit", "request"]
    assert records == [(kind, "sha256:" if kind == "response" else "") for kind in kinds]
    with warc_path(path).open("rb") as file:
        strict = StrictIterator(file, check_digests="raise")
        assert sum(len(record.content_stream().read()) for record in strict if record.rec_type == "response") == 5000


def test_a_damaged_or_missing_archive_is_named(path: Path) -> None:
    visit(path, capture())
    archive = warc_path(path)
    archive.chmod(0o644)
    archive.write_bytes(archive.read_bytes()[:30])
    with pytest.raises(VisitDamaged, match=r"warc\.gz"):
        assert list(read_warc(archive))
    with pytest.raises(VisitDamaged):
        list(read_warc(part(archive)))


@pytest.mark.parametrize(
    ("code", "told"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EROFS, ReadOnly), (errno.EACCES, ReadOnly)],
)
def test_what_the_system_complains_of_is_said_in_chinese(code: int, told: type[PersonError]) -> None:
    with pytest.raises(told, match="请"), storing(Path("/data/a.sqlite")):
        raise OSError(code, "as the system says it")


def test_pages_come_in_one_order_whatever_answered_first(tmp_path: Path) -> None:
    pages = [capture(name) for name in ("xw/2.html", "xw/1.html", "", "b.html")]
    one = visit(tmp_path / "one.visit", *pages)
    other = visit(tmp_path / "other.visit", *reversed(pages))
    orders = []
    for path in (one, other):
        with StoredSite(path) as view:
            orders.append([page.url.removeprefix(HOME) for page in view.pages()])
    assert orders == [["", "b.html", "xw/1.html", "xw/2.html"]] * 2
