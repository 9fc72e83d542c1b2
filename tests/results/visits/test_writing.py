"""A visit is written whole or not at all, and read back as it was."""

import multiprocessing
import os
import resource
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from checks.model.captures import Coverage, DnsProbe, Ended, Failure, LinkProbe
from checks.model.pages import Capture
from checks.model.views import GatheredSite, MissingCapture, PageView
from results.errors import DiskFull, StorageError, VisitExists
from results.visits.closing import Stage, stage
from results.visits.reader import StoredSite, external_links
from results.visits.warc import warc_path
from results.visits.writer import VisitWriter, finish
from tests.results.visits.making import COLUMNS, HOME, NOW, SITE, UNIT, capture, visit, writer

OUT = "http://www.gov.cn/a.html"
OUT_2 = "http://www.gov.cn/b.html"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run 7" / "3399990001 #1?.sqlite"


def test_a_visit_comes_back_as_it_was(path: Path) -> None:
    first = capture("", links=(HOME + "tzgg/", OUT), items=(HOME + "tzgg/1.html",))
    second = capture(
        "tzgg/", links=(OUT,), depth=1, etag='"x"', paged_from=HOME, changed=False, final_url=HOME + "tzgg/a"
    )
    third = capture("gone", status=404)
    picture = LinkProbe(HOME + "a.png", NOW, status=404, looks=2, marks=("wall:x", "soft-404"), elapsed=0.5)
    dns = DnsProbe("www.linjiang.gov.cn", NOW, a=("1.2.3.4",), ns_failure=Failure.SERVFAIL)
    coverage = Coverage(3, 3, 2, skipped={"trap": 4}, ended=Ended.PAGES, detail="达到页数上限")
    visit(path, first, second, third, picture, dns, coverage=coverage)
    with StoredSite(path) as view:
        assert (view.site, view.unit, view.columns, view.moment, view.run) == (SITE, UNIT, COLUMNS, NOW, "7")
        assert view.coverage == coverage
        stored = [(replace(c.page, first_seen=NOW), c.facts) for c in (first, second)]
        assert [(p.page, p.facts) for p in view.pages()] == stored
        assert view.home is not None
        assert view.home.facts == first.facts
        for url in ("tzgg/", "tzgg/a"):
            found = view.page(HOME + url)
            assert found is not None
            assert found.facts == second.facts
        assert view.page(HOME + "gone") is None
        assert list(view.probes(DnsProbe)) == [dns]
        answers = {probe.subject: probe for probe in view.probes(LinkProbe)}
        assert answers[picture.subject] == picture
        assert answers[HOME] == first.probe
        assert list(view.link_probes([HOME, OUT, "http://nowhere/"])) == [first.probe]


def test_what_was_shown_and_never_asked_is_out_of_budget(path: Path) -> None:
    visit(path, capture("", links=(OUT,), items=(HOME + "script.html",)))
    with StoredSite(path) as view:
        unasked = [probe for probe in view.probes(LinkProbe) if probe.subject != HOME]
    assert unasked == [LinkProbe(url, NOW, failure=Failure.BUDGET, looks=0) for url in (OUT, HOME + "script.html")]


def test_asking_for_what_was_never_gathered_says_so(path: Path) -> None:
    visit(path)
    with StoredSite(path) as view:
        with pytest.raises(MissingCapture):
            view.probes(LinkProbe)
        with pytest.raises(MissingCapture):
            view.probes(DnsProbe)


def test_derived_is_computed_once(path: Path) -> None:
    visit(path, capture())
    asked: list[object] = []
    with StoredSite(path) as view:
        assert [view.derived(lambda site: asked.append(site)) for _ in range(2)] == [None, None]
        read = asked.append
        view.derived(read)
        view.derived(read)
    assert len(asked) == 3


def test_places_count_pages_and_keep_twenty(path: Path) -> None:
    pages = [capture("", links=(OUT, OUT))] + [capture(f"{n}.html", links=(OUT,)) for n in range(150)]
    visit(path, *pages)
    with StoredSite(path) as view:
        places = view.places(OUT)
        assert (places.count, places.on_home, places.text) == (151, True, "到a.html")
        assert places.pages == (HOME, *(HOME + f"{n}.html" for n in range(19)))
        assert view.places(OUT_2).count == 0


def test_a_tally_laid_down_in_between_counts_the_same(path: Path) -> None:
    """More different links than the tally holds in memory."""
    made = writer(path)
    for n in range(70):
        made.keep(capture(f"{n}.html", links=(OUT, *(HOME + f"{n}/{k}" for k in range(300)))))
    made.close(Coverage())
    with StoredSite(path) as view:
        assert view.places(OUT).count == 70
        assert view.places(OUT).pages == tuple(HOME + f"{n}.html" for n in range(20))
        assert view.places(HOME + "69/299").pages == (HOME + "69.html",)
    with closing(sqlite3.connect(path)) as connection:
        counted = "select count(*) from places join links on links.id = places.link where url = ?"
        assert connection.execute(counted, (OUT,)).fetchone() == (20,)


def test_two_steps_of_closing(path: Path) -> None:
    assert stage(path) is Stage.ABSENT
    made = writer(path)
    made.keep(capture("", links=(OUT, OUT_2, HOME + "own")))
    assert stage(path) is Stage.BEGUN
    made.seal_crawl(Coverage(pages=1))
    assert (stage(path), list(external_links(path))) == (Stage.SEALED, [OUT, OUT_2])
    with StoredSite(path) as view:
        assert list(view.link_probes([HOME]))
    finish(path, iter([LinkProbe(OUT, NOW, status=404), LinkProbe("http://other/", NOW, status=200)]))
    finish(path, ())
    assert (stage(path), list(external_links(path))) == (Stage.CLOSED, [OUT_2])
    assert [p.name for p in sorted(path.parent.iterdir())] == sorted([path.name, warc_path(path).name])
    assert stat.S_IMODE(path.stat().st_mode) == 0o400  # pages may have leaked what nobody else should read
    assert stat.S_IMODE(warc_path(path).stat().st_mode) == 0o400
    with StoredSite(path) as view:
        assert {p.subject: p.status for p in view.probes(LinkProbe)} == {
            HOME: 200,
            OUT: 404,
            OUT_2: None,
            HOME + "own": None,
        }
    with pytest.raises(VisitExists):
        writer(path)


def test_an_unfinished_crawl_is_not_closed(path: Path) -> None:
    _begin_and_die(path)
    with pytest.raises(StorageError):
        finish(path, ())
    assert stage(path) is Stage.BEGUN


def test_a_killed_visit_is_begun_anew(path: Path) -> None:
    _begin_and_die(path)
    assert stage(path) is Stage.BEGUN
    visit(path, capture("new"))
    with StoredSite(path) as view:
        assert [p.url for p in view.pages()] == [HOME + "new"]


def _begin_and_die(path: Path) -> None:
    child = multiprocessing.get_context("fork").Process(target=_write_and_die, args=(path,))
    child.start()
    child.join()
    assert child.exitcode == 9


def _write_and_die(path: Path) -> None:
    made = writer(path)
    for n in range(100):
        made.keep(capture(f"{n}"))
    os._exit(9)


def test_abort_leaves_nothing(path: Path) -> None:
    made = writer(path)
    made.keep(capture())
    made.abort()
    made.abort()
    assert list(path.parent.iterdir()) == []


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """What a full disk looks like to a process that may be told of it: no file may grow above `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("archive", [True, False])
def test_a_full_disk_leaves_nothing_and_says_what_to_do(path: Path, archive: bool) -> None:
    made = writer(path, archive=archive)
    with no_file_above(200_000):
        with pytest.raises(DiskFull, match=r"磁盘已满.*--resume"):
            keep_many(made)
        with pytest.raises(DiskFull):
            made.keep(capture())
        with pytest.raises(DiskFull):
            made.seal_crawl(Coverage())
    assert list(path.parent.iterdir()) == []


def keep_many(made: VisitWriter) -> None:
    for n in range(2_000):
        links = tuple(f"{HOME}{n}/{k}" for k in range(20))
        made.keep(capture(f"{n}", body=os.urandom(1_000), links=links))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="file"):
        writer(tmp_path / "file" / "a.sqlite")


def _of_interface(path: str, column: str, *, content_type: str, data: bool = False) -> Capture:
    """An answer of an interface that fills the list of `column`."""
    given = capture(path, links=(OUT, OUT_2), content_type=content_type, paged_from=HOME + column)
    return replace(given, facts=replace(given.facts, data=data))


@pytest.mark.parametrize(
    ("content_type", "data", "shower"),
    [
        ("application/json", False, "tzgg/"),
        ("text/xml; charset=utf-8", False, "tzgg/"),
        ("text/html", True, "tzgg/"),
        ("text/html", False, "api"),
        ("application/xhtml+xml", False, "api"),
    ],
)
def test_what_an_interface_lists_is_shown_by_its_column(path: Path, content_type: str, data: bool, shower: str) -> None:
    answer = _of_interface("api", "tzgg/", content_type=content_type, data=data)
    captures = (capture("", links=(HOME + "tzgg/",)), capture("tzgg/", links=(OUT,)), answer)
    visit(path, *captures)
    held = GatheredSite(SITE, NOW, tuple(PageView(one.page, one.facts) for one in captures))
    with StoredSite(path) as view:
        for site in (view, held):
            assert site.places(OUT_2).pages == (HOME + shower,)
            assert set(site.places(OUT).pages) == {HOME + "tzgg/", HOME + shower}
            assert site.places(OUT).count == len(site.places(OUT).pages)


def test_what_an_interface_of_the_home_page_lists_is_not_on_the_home_page_itself(path: Path) -> None:
    captures = (capture("", links=(OUT,)), _of_interface("api", "", content_type="application/json"))
    visit(path, *captures)
    held = GatheredSite(SITE, NOW, tuple(PageView(one.page, one.facts) for one in captures))
    with StoredSite(path) as view:
        for site in (view, held):
            assert (site.places(OUT).on_home, site.places(OUT_2).on_home) == (True, False)
            assert site.places(OUT_2).pages == (HOME,)


def test_an_interface_whose_column_was_not_kept_shows_what_it_lists_itself(path: Path) -> None:
    visit(path, capture(), _of_interface("api", "never/", content_type="application/json"))
    with StoredSite(path) as view:
        assert view.places(OUT).pages == (HOME + "api",)
