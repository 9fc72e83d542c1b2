"""The street of traps keeps its word: what is dead is dead beside made-up addresses too, what is calm is calm."""

from __future__ import annotations

import re
import zipfile
import zlib
from base64 import b64decode
from datetime import date
from io import BytesIO
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from python_calamine import load_workbook

from tests.county import County, Response, build
from tests.county.attachments import archive, docx, pdf, xlsx
from tests.county.test_county import get, nobodys, soft

DAY = date(2026, 11, 20)
ON_PAGES = ("hidden-links", "tampered-pages", "broken-fragments")
ON_TARGETS = ("hijacked-links", "fake-sites", "wrong-links")


def made_up(url: str) -> str:
    """Another name in the same folder."""
    return re.sub(r"[^/]+(\.\w+)$", r"nobody-made-this\1", url)


def respond(county: County, url: str, **headers: str) -> Response:
    parts = urlsplit(url)
    return county.respond(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""), "GET", headers)


def test_a_soft_404_is_certain_where_a_made_up_address_says_the_same(county: County) -> None:
    certain = {True: 0, False: 0}
    for url, answer in soft(county).items():
        twin = made_up(url)
        (_, there, end), (status, made, ending) = get(county, url), get(county, twin)
        same = there == made and (end == ending or (end, ending) == (url, twin))
        assert same == (answer.status == "FAIL"), answer
        assert (status == 404) == (answer.status == "REVIEW"), answer
        certain[same] += 1
    assert certain[True] >= 10
    assert certain[False] >= 3


def test_made_up_addresses_cannot_tell_in_the_traps(county: County) -> None:
    calm = {m.name: m.url for m in county.near_misses if m.check == "dead-links"}
    leads = calm["made-up-leads-here"]
    assert get(county, made_up(leads))[2] == leads
    one, other = (get(county, u)[1].decode() for u in (calm["same-title"], made_up(calm["same-title"])))
    title = re.compile("<title>(.*?)</title>")
    assert title.findall(one) == title.findall(other)
    assert one != other
    assert get(county, calm["one-shell"])[1] == get(county, made_up(calm["one-shell"]))[1]


def test_every_wall_stands_on_a_host_of_its_own(county: County) -> None:
    walls = [
        m for m in county.near_misses if m.check == "dead-links" and m.name.startswith(("wall-", "guard-", "brake-"))
    ]
    hosts = [urlsplit(m.url).netloc for m in walls if "linjiang" not in m.url]
    assert len(set(hosts)) == len(hosts) >= 50
    for miss in walls:
        answer = respond(county, miss.url)
        assert answer.body or answer.header("Set-Cookie") or answer.status in (418, 429), miss
        if miss.name.startswith("guard-"):
            assert answer.status == 200, miss


@pytest.mark.parametrize("name", ["cookie-loop", "cookie-ring"])
def test_whoever_brings_the_cookie_back_gets_the_page(county: County, name: str) -> None:
    for miss in (m for m in county.near_misses if m.name == name):
        url, jar = miss.url, ""
        for _ in range(4):
            answer = respond(county, url, cookie=jar)
            jar = answer.header("Set-Cookie").partition(";")[0] or jar
            if answer.status == 200:
                break
            url = urljoin(url, answer.header("Location"))
        assert (answer.status, url) == (200, miss.url)
        assert get(county, miss.url)[0] == 0, "without the cookie it goes round for ever"


def page_of(county: County, url: str) -> str:
    """What a page says, with what its scripts keep encoded."""
    page = get(county, url)[1].decode()
    page += "".join(b64decode(coded).decode() for coded in re.findall(r'atob\("([\w+/=]+)"\)', page))
    return page + "".join(unquote(coded) for coded in re.findall(r'unescape\("([%\w]+)"\)', page))


def test_hidden_links_stand_on_their_page_and_lead_somewhere_harmless(county: County) -> None:
    for answer in (a for a in county.answers if a.check == "hidden-links"):
        targets = re.findall(r"http://www\.example-\w+\.(?:com|top)/[\w.]*", page_of(county, answer.url))
        assert targets, answer
        assert all("诚信建材" in get(county, target)[1].decode() for target in targets)


def test_shameful_links_are_shown(county: County) -> None:
    for answer in (a for a in county.answers if a.check in ON_TARGETS):
        host = next(s.host for s in county.sites if s.code == answer.site_code)
        blob = b"".join(r.body for r in county.files[host].values() if r.body[:2] == b"<!")
        assert f'href="{answer.url.removeprefix(f"http://{host}")}"'.encode() in blob, answer
        assert answer.status == ("FAIL" if answer.code == "empty-file" else "REVIEW")


def test_mending_takes_the_shame_away(county: County) -> None:
    shames = [a for a in county.answers if a.check in (*ON_PAGES, *ON_TARGETS)]
    clean = build(DAY, mended=frozenset(a.id for a in shames))
    for answer in shames:
        if answer.check in ("wrong-links", "fake-sites"):
            host = next(s.host for s in county.sites if s.code == answer.site_code)
            blob = b"".join(r.body for r in clean.files[host].values())
            assert answer.url.removeprefix(f"http://{host}").encode() not in blob, answer
            continue
        before, after = (page_of(c, answer.url) for c in (county, clean))
        assert before != after
        assert "诚信建材" in after or answer.check in ON_PAGES
        if answer.check == "hidden-links":
            assert "example-" not in after


def test_one_gone_host_is_one_fault_however_many_links_lead_there(county: County) -> None:
    of_sites = [a.url for a in county.answers if a.url.startswith("http") and a.check != "dead-post-links"]
    gone = [url for url in of_sites if urlsplit(url).netloc not in county.hosts and not nobodys(url)]
    assert len(gone) == len(set(gone)) >= 5
    assert all(urlsplit(url).path == "/" for url in gone)


def test_flaky_hosts_are_well_on_the_second_night(county: County) -> None:
    second = build(DAY, night=2)
    for miss in (m for m in county.near_misses if m.name.startswith("flaky-")):
        assert respond(county, miss.url).wire
        assert respond(second, miss.url).status == 200


def test_whoever_asks_by_head_is_lied_to(county: County) -> None:
    for miss in (m for m in county.near_misses if m.name.startswith("head-lies-")):
        assert get(county, miss.url, "HEAD")[0] >= 400
        assert get(county, miss.url)[0] == 200


def test_whole_files_open_and_broken_ones_do_not(county: County) -> None:
    for packed in (docx(), xlsx(), archive({"a.txt": b"a"})):
        assert zipfile.ZipFile(BytesIO(packed)).testzip() is None
    assert load_workbook(BytesIO(xlsx())).sheet_names == ["1"]
    locked = zipfile.ZipFile(BytesIO(archive({"a.txt": b"a"}, locked=True)))
    with pytest.raises(RuntimeError, match="encrypted"):
        locked.read("a.txt")
    for made in (pdf(), pdf(locked=True)):
        start = int(made.rpartition(b"startxref\n")[2].partition(b"\n")[0])
        assert made[start : start + 4] == b"xref"
        for number, place in enumerate(re.findall(rb"(\d{10}) 00000 n", made), 1):
            assert made[int(place) :].startswith(b"%d 0 obj" % number)
    for answer in (a for a in county.answers if a.code == "broken-file" and not a.url.endswith(".pdf")):
        with pytest.raises(zipfile.BadZipFile):
            zipfile.ZipFile(BytesIO(get(county, answer.url)[1]))


def test_a_bomb_is_small_on_the_wire(county: County) -> None:
    miss = next(m for m in county.near_misses if m.name == "gzip-bomb")
    body = respond(county, miss.url).body
    assert len(body) < 200_000
    opened = zlib.decompressobj(31)
    size, rest = 0, body
    while rest and size <= 100_000_000:
        size += len(opened.decompress(rest, 1_000_000))
        rest = opened.unconsumed_tail
    assert size > 100_000_000


def test_redirects_go_on_for_ever(county: County) -> None:
    url = next(a.url for a in county.answers if a.url.endswith("/app/next/0"))
    seen = {url}
    for _ in range(100):
        url = urljoin(url, respond(county, url).header("Location"))
        assert url not in seen
        seen.add(url)
