"""Attachments in a visit file: stored with text and numbers, streamed, no pages, remembered for the next visit."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

from checks.model.captures import Coverage
from checks.model.pages import Capture, PageFacts, PageKind
from checks.model.personal import Personal, PersonalKind
from results.visits.memory import LastVisit
from results.visits.reader import StoredSite
from results.visits.warc import read_warc, warc_path
from tests.results.visits.making import HOME, capture, writer

ROWS = "\n".join(f"{n}\t村民{n}\t青溪镇第{n % 40}村民小组\t{n * 7 % 1000}" for n in range(5_000))
NUMBERS = tuple(
    Personal(PersonalKind.IDENTITY, "110105**********2X", f"{n:032x}", f"工作表“名单”第{n}行") for n in range(2_000)
)
FILES = 40


def attached(number: int) -> Capture:
    made = capture(f"{number}.xlsx", etag='"1"')
    text = f"{number}\n{ROWS}"
    facts = PageFacts(made.page.url, kind=PageKind.FILE, text=text, personal=NUMBERS, personal_count=9_000)
    return replace(made, facts=facts)


def test_files_come_back_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "one.visit"
    made = writer(path)
    made.keep(capture(""))
    for number in range(FILES):
        made.keep(attached(number))
    shut = attached(99)
    made.keep(replace(shut, facts=PageFacts(shut.page.url, kind=PageKind.FILE, unread="设有密码，打不开")))
    made.keep(replace(attached(98), facts=PageFacts(HOME + "98.xlsx", kind=PageKind.FILE)))  # shows nothing
    made.close(Coverage())
    with StoredSite(path) as site:
        assert [view.url for view in site.pages()] == [HOME]
        assert site.page(HOME + "1.xlsx") is None
        first = next(iter(site.files()))
        assert first.facts == attached(0).facts
        tracemalloc.start()
        urls = [view.url for view in site.files()]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert next(iter(site.files())).facts.personal == NUMBERS
    assert urls == [f"{HOME}{n}.xlsx" for n in [*range(10), *range(10, FILES), 99]]
    assert peak < 6_000_000  # two of them; all forty would take fifty megabytes
    assert [url for url, _, _ in read_warc(warc_path(path))] == [HOME]
    last = LastVisit(path)
    known = last.file(HOME + "7.xlsx")
    assert known is not None
    assert (known[0].etag, known[1]) == ('"1"', attached(7).facts)
    assert last.facts(HOME + "7.xlsx") is None
    last.close()
