"""One record of an archive: found, checked, handed out."""

import gzip
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from results.errors import VisitDamaged
from results.visits.kept import inside, kept_visits
from results.visits.records import find_record, packed
from results.visits.warc import warc_path
from tests.results.visits.making import HOME, capture, visit

BODY = "<p>通知</p>".encode() * 40_000


def test_a_record_is_found_by_its_address(tmp_path: Path) -> None:
    file = warc_path(visit(tmp_path / "a.visit", capture(), capture("x", body=BODY), capture("y", body=b"")))
    found = find_record(file, f"{HOME}x")
    assert found
    assert (found.body, found.status, found.holds, found.whole) == (BODY, 200, True, True)
    assert ("X-Archive-Original-Content-Encoding", "gzip") in found.headers
    assert find_record(file, f"{HOME}y") is None  # the server said that nothing had changed
    assert find_record(file, f"{HOME}z") is None


def test_what_is_handed_out_is_an_archive_of_one_record(tmp_path: Path) -> None:
    file = warc_path(visit(tmp_path / "a.visit", capture(), capture("x", body=BODY), capture("y")))
    found = find_record(file, f"{HOME}x")
    assert found
    given = b"".join(packed(file, found.offset))
    told = [(one.rec_headers["WARC-Record-ID"], one.content_stream().read()) for one in ArchiveIterator(BytesIO(given))]
    assert told == [(found.id, BODY)]


def test_a_body_that_was_changed_does_not_hold(tmp_path: Path) -> None:
    file = warc_path(visit(tmp_path / "a.visit", capture(body=b"<p>before</p>")))
    whole = zlib.decompressobj(31)
    head = whole.decompress(file.read_bytes())  # what the file says of itself, then the record
    record = zlib.decompressobj(31)
    changed = record.decompress(whole.unused_data).replace(b"before", b"behind")
    file.chmod(0o600)
    file.write_bytes(gzip.compress(head) + gzip.compress(changed) + record.unused_data)
    found = find_record(file, HOME)
    assert found
    assert found.body == b"<p>behind</p>"
    assert not found.holds


def test_a_file_that_took_the_place_of_another_is_read_anew(tmp_path: Path) -> None:
    one, two = (
        warc_path(visit(tmp_path / f"{n}.visit", *seen))
        for n, seen in (("a", (capture("x"),)), ("b", (capture("y", body=BODY), capture("x"))))
    )
    before = find_record(one, f"{HOME}x")
    two.replace(one)
    after = find_record(one, f"{HOME}x")
    assert before
    assert after
    assert before.offset < after.offset
    assert after.url == f"{HOME}x"


def test_a_record_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.warc.gz"
    with gzip.open(file, "wb", compresslevel=9) as bomb:
        for _ in range(70):
            bomb.write(bytes(1 << 20))
    with pytest.raises(VisitDamaged, match="过大"):
        list(packed(file, 0))


def test_a_name_leads_nowhere_but_into_the_data(tmp_path: Path) -> None:
    assert inside(tmp_path, "visits/1-a/x.visit") == (tmp_path / "visits/1-a/x.visit").resolve()
    for name in ("", "x", "../x.visit", "/etc/x.visit", "visits/../../x.visit", "a\0.visit", "a\n.visit"):
        assert inside(tmp_path, name) is None, name


def test_the_visits_that_are_kept_newest_first(tmp_path: Path) -> None:
    for run in ("9-a", "10-b", "2-c"):
        visit(tmp_path / run / "x.visit", capture())
    (tmp_path / "11-d").mkdir()
    assert [one.parent.name for one in kept_visits(tmp_path / "2-c" / "x.visit")] == ["10-b", "9-a", "2-c"]
    assert kept_visits(tmp_path / "nowhere" / "1" / "x.visit") == []
