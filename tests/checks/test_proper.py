"""Which pages owe labels and a foot."""

from typing import Any

import pytest

from checks.facts.proper import framed_addresses, is_continuation, is_proper, proper_pages
from checks.model.pages import DateSeen, DateSource, Link, PageKind, Paging
from tests.checks.shown import HOME, MOMENT, page, site


def links(count: int) -> tuple[Link, ...]:
    return tuple(Link(f"{HOME}{n}.html") for n in range(count))


@pytest.mark.parametrize(
    ("facts", "proper"),
    [
        ({}, True),
        ({"title": "  "}, False),
        ({"kind": PageKind.STUB}, False),
        ({"kind": PageKind.STUB, "links": links(9)}, False),
        ({"kind": PageKind.STUB, "links": links(10)}, True),  # an empty page in its whole frame
        ({"kind": PageKind.STUB, "links": links(10), "refresh": HOME}, False),
        ({"title": "404 Not Found"}, False),
        ({"title": "提示信息"}, False),
        ({"title": "您访问的页面不存在"}, False),
        ({"title": "临江县", "heading": "页面不存在"}, False),
        ({"title": "4040个家庭受益"}, True),
        ({"title": "页面不存在", "text_length": 400}, False),
        ({"title": "页面不存在", "text_length": 401}, True),
        ({"title": "页面不存在", "kind": PageKind.HOME}, True),
        ({"title": "“页面不存在”整治", "published": DateSeen(MOMENT, DateSource.LABEL, "x")}, True),
    ],
)
def test_pages_by_what_they_show(facts: dict[str, Any], proper: bool) -> None:
    assert is_proper(page(**facts)) is proper


@pytest.mark.parametrize(
    ("fetched", "proper"),
    [
        ({"content_type": "text/html; charset=gbk"}, True),
        ({"content_type": ""}, True),
        ({"content_type": "application/xhtml+xml"}, True),
        ({"content_type": "application/json"}, False),
        ({"status": 299}, True),
        ({"status": 304}, True),  # unchanged since the last visit: its facts were handed on
        ({"status": 300}, False),
        ({"status": 404}, False),
    ],
)
def test_pages_by_how_they_answered(fetched: dict[str, Any], proper: bool) -> None:
    assert is_proper(page(fetched=fetched)) is proper


@pytest.mark.parametrize(
    ("fetched", "paging", "further"),
    [
        ({}, None, False),
        ({"paged_from": HOME}, None, True),
        ({}, Paging("trs", 1), False),
        ({}, Paging("trs", 2), True),
    ],
)
def test_continuation(fetched: dict[str, Any], paging: Paging | None, further: bool) -> None:
    assert is_continuation(page(fetched=fetched, paging=paging)) is further


def test_framed_pages_are_fragments_but_never_the_home_page() -> None:
    frames = tuple(Link(HOME + path, tag="iframe") for path in ("weather.html", "index.html"))
    view = site(page("", links=(*frames, Link(HOME + "a.html"))), page("a.html"), page("weather.html"))
    assert framed_addresses(view) == {HOME + "weather.html"}
    assert [p.url for p in proper_pages(view)] == [HOME, HOME + "a.html"]


def test_two_addresses_of_one_page_count_once() -> None:
    moved = page("old.html", fetched={"final_url": HOME + "a.html"})
    view = site(page("a.html"), moved, page("b/index.html"), page("b/"))
    assert [p.url for p in proper_pages(view)] == [HOME + "a.html", HOME + "b/index.html"]


def test_a_date_in_its_address_makes_no_article_of_an_error_message() -> None:
    told = {"title": "404 Not Found", "heading": "Not Found", "text_length": 90}
    assert not is_proper(page(published=DateSeen(MOMENT, DateSource.URL, ""), **told))
    assert is_proper(page(published=DateSeen(MOMENT, DateSource.LABEL, ""), **told))
