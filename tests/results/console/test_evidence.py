"""The archived page in its box, its source, its record, and whether it is still what was archived."""

from __future__ import annotations

import gzip
import re
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from results.ledger import audit
from results.visits.warc import warc_path
from tests.results.console.evidence_office import HOME, OLDER, PHONE, VISIT, archive_of, asked, capture, point, visit
from tests.results.console.office import ACCOUNT, SCRIPT, SITES, Office, opened, stays_text

GONE = f"{HOME}gone.html"
_ALIVE = re.compile(
    r"<(?!/)(?!(?:p|div|span|table|tbody|tr|td|th|mark|br|h\d|ul|ol|li)\b)|\bon\w+=|javascript:|url\(", re.I
)


def boxed(page: str) -> str:
    """What a page shows of the archived one."""
    return page.partition("</head>")[2].partition("<body>")[2].partition("</body>")[0]


def test_nothing_of_a_hostile_page_is_alive(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(office, tmp_path)
    response = with_data.signed_in("inspector").get(f"/issues/{number}/page")
    inside = boxed(response.text)
    assert not _ALIVE.search(inside), _ALIVE.search(inside)
    assert "evil.example" not in response.text
    assert "src=" not in inside
    assert "href=" not in inside
    assert "&lt;script&gt;alert(8)&lt;/script&gt;" in inside  # what was text is text
    for words in ("去不了的地方", "外链", "图片：标志", "点我", '<td colspan="2">'):
        assert words in inside
    assert inside.count('id="here"') == 1
    assert '<mark id="here">关于加强政府网站 建设的</mark>' in inside


def test_its_box_lets_nothing_out(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(office, tmp_path)
    browser = with_data.signed_in("reader")
    headers = browser.get(f"/issues/{number}/page").headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["sandbox"] == ""
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert set(policy) == {"sandbox", "default-src", "style-src", "base-uri", "form-action", "frame-ancestors"}
    assert policy["style-src"].startswith("'sha256-")
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    for path in (f"/issues/{number}", f"/issues/{number}/evidence", f"/issues/{number}/source"):
        around = browser.get(path)
        assert around.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in around.headers["Content-Security-Policy"]
    for path in (f"/issues/{number}", f"/issues/{number}/evidence"):
        (frame,) = re.findall(r"<iframe[^>]*>", browser.get(path).text)
        assert " sandbox " in frame
        assert "#here" in frame


def test_personal_numbers_are_masked_also_between_tags(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(
        office, tmp_path, body=f"<p>电话 138<b>1234</b>5678，{PHONE}</p><p id='{PHONE}'>政府网站".encode()
    )
    point(office.ledger, number, excerpt="【电话】", data={})
    browser = with_data.signed_in("inspector")
    for path in ("page", "source", "evidence"):
        page = browser.get(f"/issues/{number}/{path}").text
        assert not re.search(r"1\W*3\W*8\W*1\W*2\W*3\W*4", re.sub("<[^>]*>|&lt;.*?&gt;", "", page)), path
    assert "138****5678，138****5678" in browser.get(f"/issues/{number}/page").text
    assert "电话" in browser.get(f"/issues/{number}/source").text


def test_a_dead_link_is_marked_where_the_page_shows_it(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(office, tmp_path, asked(GONE))
    point(office.ledger, number, at=GONE, found_on=HOME, excerpt="", data={})
    browser = with_data.signed_in("reader")
    assert '<mark id="here">去不了的地方</mark>' in browser.get(f"/issues/{number}/page").text
    assert "<mark>gone.html</mark>" in browser.get(f"/issues/{number}/source").text
    second = browser.get(f"/issues/{number}/evidence?place=1").text
    assert "没有给出网页（HTTP 404）" in second
    assert second.count("GET HTTP 404（1.5 秒）") == 3
    assert browser.get(f"/issues/{number}/evidence?place=2").status_code == 404


def test_the_record_is_told_and_checked(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(office, tmp_path)
    page = with_data.signed_in("inspector").get(f"/issues/{number}/evidence").text
    assert stays_text(page) > 2
    for words in ("IPv6", "urn:uuid:", "east.warc.gz", "HTTP 200", "X-Odd", "第 7 次", "查到问题的那次"):
        assert words in page, words
    assert ">相符<" in page
    assert "不相符" not in page


def unpacked(data: bytes) -> list[bytes]:
    """Each member of a gzip file."""
    found = []
    while data:
        one = zlib.decompressobj(31)
        found.append(one.decompress(data))
        data = one.unused_data
    return found


def test_an_archive_that_was_changed_does_not_hold(office: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(office, tmp_path)
    file = warc_path(tmp_path / VISIT)
    members = [member.replace("外链".encode(), "内链".encode()) for member in unpacked(file.read_bytes())]
    file.chmod(0o600)
    file.write_bytes(b"".join(map(gzip.compress, members)))
    page = with_data.signed_in("inspector").get(f"/issues/{number}/evidence").text
    assert ">不相符<" in page
    assert "记录里写的" in page


@pytest.mark.parametrize(("name", "may"), [("boss", True), ("inspector", True), ("reader", False), ("contact", False)])
def test_the_record_is_given_to_who_judges_and_told(office: Office, tmp_path: Path, name: str, may: bool) -> None:
    with_data, number = archive_of(office, tmp_path)
    browser = with_data.signed_in(name)
    assert ("下载存档记录" in browser.get(f"/issues/{number}/evidence").text) is may
    response = browser.post(f"/issues/{number}/record", {"place": 0})
    with office.ledger.connect() as connection:
        told = [(entry.who, entry.act, entry.after.get("url")) for entry in audit.query(connection)]
    if not may:
        assert response.status_code == 403
        assert told == []
        return
    assert response.headers["Content-Disposition"] == f'attachment; filename="issue-{number}-1.warc.gz"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    record = next(iter(ArchiveIterator(BytesIO(response.data))))
    assert PHONE[:3].encode() in record.content_stream().read()
    assert told == [(name, "record-taken", HOME)]


@pytest.mark.parametrize("path", ["evidence", "page", "source", "record", "look"])
def test_of_another_unit_nothing_is_there(office: Office, tmp_path: Path, path: str) -> None:
    with_data, _ = archive_of(office, tmp_path)
    west = office.numbers(SITES[1].key)[0]
    for name in ("inspector", "contact"):
        browser = with_data.signed_in(name)
        act = browser.post if path in ("record", "look") else browser.get
        assert act(f"/issues/{west}/{path}").status_code == (403 if (name, path) == ("contact", "record") else 404)
        assert act(f"/issues/99999/{path}").status_code == (403 if (name, path) == ("contact", "record") else 404)


def test_what_is_missing_is_said_to_be_and_why(small: Office, tmp_path: Path) -> None:
    with_data, number = archive_of(small, tmp_path)
    browser, file = with_data.signed_in("inspector"), tmp_path / VISIT

    def why() -> str:
        page = browser.get(f"/issues/{number}/page").text
        assert browser.get(f"/issues/{number}/source").status_code == 200
        assert browser.post(f"/issues/{number}/record").status_code == 302
        assert "没有可下载的存档记录" in browser.get(f"/issues/{number}").text
        assert str(tmp_path) not in page
        return boxed(page)

    kept = warc_path(file).read_bytes()
    for body, said in ((b"", "没有任何记录"), (b"not a warc at all" * 9, "读不出来")):
        warc_path(file).chmod(0o600)
        warc_path(file).write_bytes(body)
        assert said in why()
    warc_path(file).write_bytes(kept[: len(kept) // 2])  # what is left of the page is shown, and called what it is
    assert "不相符" in browser.get(f"/issues/{number}/evidence").text
    assert browser.post(f"/issues/{number}/record").status_code == 302
    assert "读不出来（记录不完整）" in browser.get(f"/issues/{number}").text
    warc_path(file).unlink()
    assert "存档文件不在" in why()
    file.chmod(0o600)
    file.write_bytes(b"nothing")
    assert "已损坏" in why()
    file.unlink()
    assert "访问文件已不在" in why()
    for name in (
        "",
        "visits/../../etc/passwd",
        "/etc/passwd.visit",
        "../x.visit",
        f"visits/{SCRIPT}.visit",
        "a\0.visit",
    ):
        point(small.ledger, number, visit_name=name.replace("\0", "\x01"))
        assert "没有存档网页" in why(), name
    assert "没有配置数据文件夹" in boxed(opened(small.ledger).signed_in("boss").get(f"/issues/{number}/page").text)


def test_a_page_that_had_not_changed_is_shown_from_the_archive_before(small: Office, tmp_path: Path) -> None:
    before = capture(HOME, "<p>政府网站在这里".encode())
    visit(tmp_path / OLDER, before, run=6)
    visit(tmp_path / VISIT, capture(HOME, b"", digest=before.page.digest, changed=False))
    number = small.numbers(SITES[0].key)[0]
    point(small.ledger, number, at=HOME, found_on=HOME, excerpt="【政府网站】")
    browser = opened(small.ledger, data=tmp_path).signed_in("inspector")
    page = browser.get(f"/issues/{number}/evidence").text
    assert "取自更早一次访问的存档" in page
    assert ">相符<" in page
    assert page.count("第 6 次") == page.count("第 7 次") == 1
    assert '<mark id="here">政府网站</mark>' in browser.get(f"/issues/{number}/page").text
    warc_path(tmp_path / OLDER).unlink()
    assert "没有变化" in browser.get(f"/issues/{number}/page").text


def test_a_page_in_another_charset_or_a_broken_one(small: Office, tmp_path: Path) -> None:
    body = "<meta charset=gb2312><p>政府网站建设</p>".encode("gb18030") + b"\xff\xfe\x80<p>after"
    visit(tmp_path / VISIT, capture(HOME, body, charset="gb18030"), capture(f"{HOME}b", body, charset="no-such"))
    number = small.numbers(SITES[0].key)[0]
    point(small.ledger, number, at=HOME, found_on=HOME, excerpt="【政府网站】", places=[f"{HOME}b"])
    browser = opened(small.ledger, data=tmp_path).signed_in("reader")
    page = browser.get(f"/issues/{number}/page").text
    assert '<mark id="here">政府网站</mark>建设' in page
    assert "after" in page
    assert "after" in browser.get(f"/issues/{number}/page?place=1").text


def test_a_page_of_five_megabytes_is_cut_and_said_to_be(small: Office, tmp_path: Path) -> None:
    body = "<p>政府网站</p>".encode() + b"<p>x</p>" * 700_000
    with_data, number = archive_of(small, tmp_path, body=body)
    point(small.ledger, number, excerpt="【政府网站】")
    began = time.monotonic()
    page = with_data.signed_in("reader").get(f"/issues/{number}/page").text
    assert f"后面 {(len(body) - 1_000_000) // 1000} KB 没有显示" in page
    assert len(page) < 2_000_000
    assert time.monotonic() - began < 20


def test_an_account_has_no_page(small: Office) -> None:
    number = small.numbers(ACCOUNT.key)[0]
    browser = small.signed_in("boss")
    page = browser.get(f"/issues/{number}").text
    assert "<iframe" not in page
    assert "逐条读取" in page
    assert "逐条读取" in browser.get(f"/issues/{number}/page").text
    assert browser.post(f"/issues/{number}/look").status_code == 302
    assert "不能立即再看" in browser.get(f"/issues/{number}").text
