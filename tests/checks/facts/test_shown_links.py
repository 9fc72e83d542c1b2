"""The links of a page side by side, and what a page remembers of itself."""

from checks.facts.labelled import values, values_of
from checks.facts.shown_links import Navigation, links_of, navigation_of
from checks.model.pages import Item, Link, Meta, Place
from checks.model.views import PageView
from tests.checks.shown import HOME, page

LINKS = (
    Link(HOME, "首页", "a", Place.NAV, 3, 4),
    Link(f"{HOME}top.js", "", "script", Place.HEAD),
    Link(f"{HOME}zwgk/", "政务公开", "a", Place.NAV, 5, 6),
    Link(f"{HOME}map.html", "", "iframe", Place.OTHER),
)


def test_links_stand_side_by_side_in_their_order() -> None:
    shown = page(links=LINKS, items=(Item(HOME, "一"), Item(HOME, "二"))).derived(links_of)
    assert (shown.urls, shown.texts) == (tuple(link.url for link in LINKS), ("首页", "", "政务公开", ""))
    assert (shown.words, shown.titles) == ("首页\n\n政务公开\n", "一\n二")
    assert list(shown.tagged(("script", "iframe"))) == [f"{HOME}top.js", f"{HOME}map.html"]
    assert shown.places == (Place.NAV, Place.HEAD, Place.NAV, Place.OTHER)


def test_a_page_without_links_may_still_have_entries() -> None:
    shown = page(links=(), items=(Item(HOME, "一"),)).derived(links_of)
    assert (shown.urls, shown.words, shown.titles) == ((), "", "一")


def test_one_navigation_is_one_wherever_it_stands_in_the_source() -> None:
    moved = tuple(link._replace(line=link.line + 1) for link in LINKS)
    told = Navigation((HOME, f"{HOME}zwgk/"), ("首页", "政务公开"), ("a", "a"))
    assert page(links=LINKS).derived(navigation_of) == page(links=moved).derived(navigation_of) == told
    assert page(links=LINKS[1:2]).derived(navigation_of) == Navigation()


def test_a_page_works_out_once_what_is_asked_of_it() -> None:
    asked: list[PageView] = []

    def read(view: PageView) -> int:
        asked.append(view)
        return len(asked)

    one = page()
    assert [one.derived(read), one.derived(read), page().derived(read)] == [1, 1, 2]
    assert one == page()  # what it remembers makes it no other page


def test_labels_are_found_once_and_read_as_before() -> None:
    metas = (Meta("ColumnName", "正文里的", in_body=True), Meta(" columnname", "头部的"), Meta("SiteName", "临江县"))
    one = page(metas=metas)
    for label in ("ColumnName", "sitename", "PubDate"):
        assert values_of(one, label) == values(one.facts, label)
    assert values_of(one, "COLUMNNAME") == ("头部的", "正文里的")
