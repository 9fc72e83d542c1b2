"""Where links stand comes back from the visit file, and files that show links are no pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from checks.model.captures import Coverage, LinkProbe
from checks.model.pages import Capture, Item, Link, PageFacts, PageKind, Place
from checks.model.views import GatheredSite, PageView, Spot
from results.visits.memory import LastVisit
from results.visits.reader import StoredSite
from results.visits.warc import read_warc, warc_path
from tests.results.visits.making import HOME, NOW, SITE, capture, visit, writer

FAR = HOME + "far.html"


def shown(path: str, *links: Link, kind: PageKind = PageKind.OTHER) -> Capture:
    made = capture(path, etag='"1"')
    return replace(made, facts=replace(made.facts, links=links, kind=kind))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.visit"


CAPTURES = (
    shown("a.html", Link(FAR, "", "script-hint", Place.OTHER, 9, 9), Link(HOME + "x", "无关", "a", Place.NAV, 1, 2)),
    shown("x.css", Link(FAR, "", "css", line=3, column=4), kind=PageKind.FILE),
    shown(
        "b.html",
        Link(FAR, "", "form", Place.BODY, 8, 8),
        Link(FAR, "远处", "a", Place.FOOTER, 5, 6),
        Link(FAR, "再一次", "a", Place.BODY, 7, 7),
    ),
    shown("c.html", Link(FAR, "第三页", "img", Place.LIST)),
)


@pytest.mark.parametrize("limit", [1, 5_000])
def test_spots_come_back(path: Path, limit: int) -> None:
    made = writer(path)
    made._tally._limit = limit
    for n in range(70):  # more than one batch
        made.keep(CAPTURES[n] if n < len(CAPTURES) else capture(f"{n}.html"))
    made.close(Coverage())
    with StoredSite(path) as view:
        places = view.places(FAR)
    assert places == GatheredSite(
        SITE, NOW, tuple(PageView(one.page, one.facts) for one in CAPTURES)
    ).places(FAR)  # fmt: skip
    assert places.count == 4
    assert (places.tag, places.place, places.text) == ("a", Place.FOOTER, "远处")
    assert places.spots == (
        *(Spot(HOME + "x.css", 3, 4), Spot(HOME + "a.html", 9, 9)),
        *(Spot(HOME + "b.html", 5, 6), Spot(HOME + "c.html", 0, 0)),
    )
    assert places.pages == tuple(spot.page for spot in places.spots)


def test_what_is_nearest_to_the_home_page_comes_first_whatever_answered_first(tmp_path: Path) -> None:
    far, near, home = (shown(name, Link(FAR)) for name in ("1.html", "2.html", ""))
    far = replace(far, page=replace(far.page, depth=2))
    near = replace(near, page=replace(near.page, depth=1))
    for number, captures in enumerate(permutations((far, near, home))):
        path = visit(tmp_path / f"{number}.visit", *captures)
        gathered = GatheredSite(SITE, NOW, tuple(PageView(one.page, one.facts) for one in captures))
        with StoredSite(path) as view:
            assert view.places(FAR).pages == gathered.places(FAR).pages == (HOME, HOME + "2.html", HOME + "1.html")


def test_a_hint_stays_one_while_nothing_else_shows_it(path: Path) -> None:
    visit(path, shown("a.html", Link(FAR, "", "form-post")), shown("b.html", Link(FAR, "", "script-hint")))
    with StoredSite(path) as view:
        assert view.places(FAR).tag == "form-post"


def test_a_file_is_no_page(path: Path) -> None:
    visit(path, *CAPTURES, LinkProbe(FAR, NOW, status=404))
    gathered = GatheredSite(SITE, NOW, tuple(PageView(one.page, one.facts) for one in CAPTURES))
    with StoredSite(path) as view:
        for site in (view, gathered):
            assert [page.url for page in site.pages()] == [HOME + name for name in ("a.html", "b.html", "c.html")]
            assert site.page(HOME + "x.css") is None
            assert HOME + "x.css" in site.places(FAR).pages
    assert HOME + "x.css" not in {url for url, _, _ in read_warc(warc_path(path))}
    last = LastVisit(path)
    assert last.facts(HOME + "x.css") is None
    assert last.validators(HOME + "x.css") is None
    assert last.validators(HOME + "a.html") == ('"1"', "")
    last.close()


def test_facts_come_back_with_line_column_fragment_and_broken_anchors(path: Path) -> None:
    link = Link(FAR, "远处", "a", Place.BODY, 5, 6, "丙")
    made = capture("a.html")
    facts: PageFacts = replace(made.facts, links=(link,), broken_anchors=(link,))
    visit(path, replace(made, facts=facts))
    with StoredSite(path) as view:
        assert next(iter(view.pages())).facts == facts


def test_an_entry_that_a_script_moves_is_no_address(path: Path) -> None:
    made = capture("list.html")
    items = (Item("", "点开才有地址"), Item(FAR, "有地址"))
    visit(path, replace(made, facts=replace(made.facts, items=items)))
    with StoredSite(path) as view:
        assert (view.places("").count, view.places(FAR).count) == (0, 1)
