"""No byte that is stored or told holds a number that a page, file or post leaked. The archive does: docs/privacy.md."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from isal import isal_zlib
from isal.igzip_lib import IsalError

from checks.facts.file_text import read_file
from checks.facts.markup import parse
from checks.facts.personal_posts import scanner
from checks.facts.posts.feeds import read_feed
from checks.facts.posts.parsed import Asked, conclude
from checks.facts.reading import read
from checks.indicators import edition
from checks.model.captures import LinkProbe
from checks.model.pages import Capture, Item, Page, PageFacts
from checks.model.posts import Reading
from checks.model.registry import Account, Registry, Unit
from checks.runner import judge_account, judge_site
from results import lines
from results.following import follow
from results.ledger import issues, registry, runs
from results.ledger.engine import open_ledger
from results.visits.reader import StoredSite
from results.visits.reading_views import views_of
from results.visits.readings import ReadingFile
from results.visits.warc import read_warc, warc_path
from tests.county.attachments import table
from tests.county.faults.personal import rows
from tests.planted import made
from tests.posted import packed
from tests.results.visits.making import HOME, NOW, SITE, capture, visit

SALT = b"a secret of this test alone, 32+ b"
KINDS = ("id", "idx", "idspace", "idwide", "card19", "m", "mspace", "passport", "hkpermit", "door", "old", "kid")
PLANTED = {kind: [made(kind, 70 + n) for n in range(5)] for kind in KINDS}
LABELS = {"passport": "护照号码", "hkpermit": "港澳居民来往内地通行证", "door": "家庭住址", "card19": "银行卡号"}


def _page() -> tuple[PageFacts, bytes]:
    tables = ""
    for kind, numbers in PLANTED.items():
        column = LABELS.get(kind, "手机号" if kind[0] == "m" else "身份证号")
        lines = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows(column, "人口", numbers))
        tables += f"<table>{''.join(lines)}</table>"
    first, mobile = PLANTED["id"][0], PLANTED["m"][0]
    links = (
        f'<ul><li><a href="/a/1.html" title="张桂英 {first} 的低保">张桂英{first}</a><span>2026-09-05</span></li></ul>'
    )
    body = (
        f'<html><head><title>低保对象张桂英{first}公示</title><meta name="Description" '
        f'content="张桂英 {first} {mobile}">'
        f"</head><body><div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/a/>{first}</a></div><div class=main>"
        f"<h1>低保对象张桂英{first}公示</h1>{links}{tables}</div></body></html>"
    ).encode()
    given = (Item(HOME + "b.html", f"李大山 {first} {mobile}"),)
    return read(parse(HOME + "list.html", body, "text/html; charset=utf-8"), items=given, salt=SALT), body


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A closed visit of the page and of a workbook."""
    facts, body = _page()
    page = Page(facts.url, 200, NOW, content_type="text/html", size=len(body))
    shown = Capture(page, facts, LinkProbe(facts.url, NOW, status=200, title=facts.title), body)
    url = HOME + "files/mingdan.xlsx"
    sheet = read_file("xlsx", table("xlsx", rows("身份证号", "人口", PLANTED["id"]), "名单"), SALT).facts(url)
    file = Capture(Page(url, 200, NOW), sheet, LinkProbe(url, NOW, status=200))
    return visit(tmp_path / "a.sqlite", capture(links=(HOME + "list.html", url)), shown, file)


def _stored(path: Path) -> bytes:
    """The file, and every packed value in it unpacked."""
    whole = path.read_bytes()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in connection.execute(f'select * from "{name}"'):
                for value in row:
                    if isinstance(value, bytes):
                        whole += _unpacked(value)
                    whole += str(value).encode()
    return whole


def _unpacked(value: bytes) -> bytes:
    """A packed value unpacked; one that was never packed (a mark of an address) as it is."""
    try:
        return isal_zlib.decompress(value)
    except IsalError:
        return value


def _leaked(stored: bytes) -> list[str]:
    bare = {number.replace(" ", "") for numbers in PLANTED.values() for number in numbers}
    return [one for numbers in PLANTED.values() for one in {*numbers, *bare} if one.encode() in stored]


def test_the_page_leaks_all_of_them() -> None:
    facts, body = _page()
    assert _leaked(body)
    assert {one.kind.value for one in facts.personal} == {
        *("identity", "card", "mobile", "passport", "permit", "address", "old-identity"),
    }
    assert facts.personal_count == len(facts.personal) >= 5 * len(KINDS)
    assert all(len(one.digest) == 32 for one in facts.personal)


def test_no_byte_of_a_visit_file(kept: Path) -> None:
    assert _leaked(_stored(kept)) == []


def test_the_archive_holds_the_page_as_it_came(kept: Path) -> None:
    bodies = [body for _, _, body in read_warc(warc_path(kept))]
    assert any(PLANTED["id"][0].encode() in body for body in bodies)


def test_no_byte_of_the_ledger_and_no_line(kept: Path, tmp_path: Path) -> None:
    text = edition.load()
    with StoredSite(kept) as view:
        outcomes = [one for one in judge_site(view, text) if one.check == "personal-data"]
    assert {one.code for one in outcomes[0].findings} >= {"identity", "card", "mobile", "address"}
    assert SALT.hex() not in repr(outcomes)
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,)))
        run = runs.start(connection, kind="nightly", edition="national-2019", code="1", moment=NOW)
        follow(connection, run, SITE.key, outcomes, lambda url: True, text, "1/a.visit")
        told = [json.dumps(lines.issue_line(one, text), ensure_ascii=False) for one in issues.query(connection)]
    ledger.close()
    assert _leaked((tmp_path / "ledger.sqlite").read_bytes()) == []
    assert _leaked("\n".join(told).encode()) == []
    sheet = next(line for line in map(json.loads, told) if line["url"].endswith(".xlsx"))
    assert (sheet["code"], sheet["data"]["count"]) == ("identity", 5)
    assert sheet["data"]["where"].startswith("工作表“名单”第2行")
    assert sheet["data"]["others"] == 1  # the same five stand on the page
    first = PLANTED["id"][0]
    assert f"5 个完整的居民身份证号（如 {first[:6]}**********{first[-2:]}）" in sheet["says"]


def test_one_number_has_another_digest_with_another_salt() -> None:
    page = parse(HOME, f"<p>身份证号：{PLANTED['id'][0]}</p>".encode(), "text/html; charset=utf-8")
    one, same, other, none = (read(page, salt=salt).personal[0] for salt in (SALT, SALT, b"x" * 32, b""))
    assert one == same
    assert one.digest != other.digest
    assert none == replace(one, digest="")


ACCOUNT = Account("微信公众号", "临江发布", SITE.unit, "gh_1", home="http://hao.linjiang.example/1")


def _posted() -> tuple[Reading, bytes]:
    """What a feed says of an account: the lists in a text, in what is passed on, in a title that is all its name."""
    first, tables = PLANTED["id"][0], ""
    for kind, numbers in PLANTED.items():
        column = LABELS.get(kind, "手机号" if kind[0] == "m" else "身份证号")
        cells = (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows(column, "人口", numbers))
        tables += f"<table>{''.join(cells)}</table>"
    items = [
        {"id": "a1", "url": "http://mp.example/1", "title": f"低保对象张桂英{first}公示", "content_html": tables},
        {"id": "a2", "url": "http://mp.example/2", "title": "转发 - 转发 @某镇: 名单",
         "content_html": f"看<blockquote>低保对象名单{tables}</blockquote>"},
        {"id": f"失主{first}", "title": f"失主身份证号{first}", "content_text": "请来领取。",
         "date_published": f"身份证号{first}"},
    ]  # fmt: skip
    body = packed({"version": "https://jsonfeed.org/version/1.1", "title": "临江发布", "items": items})
    day = NOW - timedelta(days=1)
    body = body.replace(b'"id": "a', f'"date_published": "{day.isoformat()}", "id": "a'.encode())
    feed = read_feed(body, NOW)
    return conclude(Asked(ACCOUNT.key, "feed", NOW, NOW - timedelta(days=14)), feed.parsed), body


def test_no_byte_of_posts(tmp_path: Path) -> None:
    reading, body = _posted()
    assert _leaked(body)
    assert _leaked(repr(reading).encode())
    path, text = tmp_path / "a.visit", edition.load()
    file = ReadingFile(path, NOW, "1", (ACCOUNT,), (Unit(ACCOUNT.unit),))
    file.keep(scanner(SALT)(reading))
    file.close()
    assert _leaked(path.read_bytes()) == []
    (view,) = views_of(path)
    outcome = next(one for one in judge_account(view, text) if one.check == "personal-data")
    assert {one.code for one in outcome.findings if one.at.endswith("/1")} == {
        *("identity", "card", "mobile", "passport", "permit", "address", "old-identity"),
    }
    assert {one.data["passed_on"] for one in outcome.findings if one.at.endswith("/2")} == {"某镇"}
    assert [one.code for one in outcome.findings if "#" in one.at] == ["identity"]
    assert _leaked(repr(outcome).encode()) == []
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=(ACCOUNT,)))
        run = runs.start(connection, kind="nightly", edition="national-2019", code="1", moment=NOW)
        follow(connection, run, ACCOUNT.key, [outcome], lambda url: True, text, "1/a.visit")
        told = [json.dumps(lines.issue_line(one, text), ensure_ascii=False) for one in issues.query(connection)]
    ledger.close()
    assert len(told) == len(outcome.findings)
    assert _leaked((tmp_path / "ledger.sqlite").read_bytes()) == []
    assert _leaked("\n".join(told).encode()) == []
