"""What columns published by month, and from which day on all is known, told from facts made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from checks.facts.column_months import (
    ALWAYS,
    CUT_VISIT,
    NO_LIST,
    NO_ORDER,
    NOT_ALL,
    NOT_READ,
    SCRIPTED,
    UNREAD,
    Issued,
    Published,
    Tally,
)
from checks.facts.columns import columns_read
from checks.facts.originals import is_repost
from checks.facts.policy import day as day_in_beijing
from checks.model.captures import Coverage, Ended
from checks.model.layout import Byline
from checks.model.letters import Letter
from checks.model.pages import Item, Meta, PageFacts, PageKind, Paging
from checks.model.registry import BEIJING, Column, Site
from checks.model.views import GatheredSite, PageView
from tests.checks.test_columns_seen import HOST, MOMENT, SITE, WHOLE, article, day, home, listing, view

END = Paging("x", 1, 1, records=1)
"""A pager that says that its first page is all."""


def told(*pages: PageView, columns: tuple[Column, ...] = (), coverage: Coverage = WHOLE) -> Published:
    site = GatheredSite(SITE, MOMENT, (home(), *pages), columns=columns, coverage=coverage)
    return site.derived(columns_read).published


def one(*pages: PageView, path: str = "/tzgg/", **given: object) -> Issued:
    found = told(*pages, **given)  # type: ignore[arg-type]  # fields by name
    return next(column for column in found.columns if column.url == HOST + path)


def counts(issued: Issued) -> dict[int, int]:
    return {month: tally.count for month, tally in issued.months.items()}


def paged(*days: str, number: int, of: int, path: str = "/tzgg/") -> PageView:
    """The page `number` of a list of `of` pages."""
    there = path if number == 1 else f"{path}index_{number}.html"
    facts = listing(*days, path=f"{path}p{number}-", paging=Paging("x", number, of))
    return view(there, facts, paged_from="" if number == 1 else HOST + path)


def test_a_month_begins_at_midnight_in_beijing() -> None:
    days = ("2026-11-01", "2026-10-31", "2026-10-31", "2026-10-01", "2026-09-30")
    assert counts(one(view("/tzgg/", listing(*days, paging=END)))) == {202609: 1, 202610: 3, 202611: 1}
    late = article("2026-11-01T00:00:00")  # 16:00 of the day before in UTC
    early = article("2026-10-31T23:59:59")
    pages = (view("/tzgg/1.html", late), view("/tzgg/2.html", early))
    assert counts(one(view("/tzgg/", listing("", "", paging=END)), *pages)) == {202610: 1, 202611: 1}


def test_what_is_dated_ahead_or_long_ago_is_not_counted() -> None:
    days = ("2026-11-21", "2026-11-20", "2023-11-01", "2023-10-31")
    assert counts(one(view("/tzgg/", listing(*days, paging=END)))) == {202311: 1, 202611: 1}


def test_the_day_of_the_list_goes_before_that_of_the_page() -> None:
    page = view("/tzgg/1.html", article("2026-11-02"))
    assert counts(one(view("/tzgg/", listing("2026-10-31", paging=END)), page)) == {202610: 1}


def test_a_list_read_to_its_end_is_known_from_ever() -> None:
    issued = one(view("/tzgg/", listing("2026-11-01", paging=END)))
    assert (issued.since, issued.why) == (ALWAYS, "")
    both = one(paged("2026-11-01", number=1, of=2), paged("2026-10-01", number=2, of=2))
    assert both.since == ALWAYS


def test_a_list_without_a_pager_may_have_slid() -> None:
    issued = one(view("/tzgg/", listing("2026-11-10", "2026-11-03", "2026-10-20")))
    assert (issued.since, issued.why) == (date(2026, 10, 21), NOT_ALL)


def test_a_list_that_was_cut_is_known_back_to_its_last_entry() -> None:
    pages = [paged("2026-11-10", "2026-11-03", number=1, of=9), paged("2026-10-20", number=2, of=9)]
    assert one(*pages).since == date(2026, 10, 21)
    gap = paged("2026-03-01", number=4, of=9)
    assert one(*pages, gap).since == date(2026, 10, 21)  # the third page is missing between
    assert counts(one(*pages, gap)) == {202603: 1, 202610: 1, 202611: 2}  # and what it shows is there all the same
    unread = paged("2026-03-01", "", number=4, of=9)
    assert one(*pages, unread).since == date(2026, 10, 21)  # an entry without a day among the old makes nothing sure


def test_pages_that_nobody_numbered_are_believed_only_where_none_failed() -> None:
    def data(name: str, *days: str) -> PageView:
        facts = listing(*days, path=f"/tzgg/{name}", paging=Paging("x", first=f"{HOST}/tzgg/"))
        return view(f"/data/{name}.json", facts, paged_from=f"{HOST}/tzgg/")

    pages = (view("/tzgg/", listing("2026-11-10")), data("a", "2026-10-20"), data("b", "2026-09-20"))
    assert one(*pages).since == date(2026, 9, 21)
    assert one(*pages, coverage=Coverage(asked=100, failed=1)).why == NO_ORDER


def test_what_was_put_on_top_by_hand_proves_nothing() -> None:
    old = ("2024-01-01", "2026-11-10", "2026-11-03", "2026-10-20")
    assert one(view("/tzgg/", listing(*old))).since == date(2026, 10, 21)
    assert one(view("/tzgg/", listing("2024-01-01", "2026-11-10"))).why == NO_ORDER
    assert one(view("/tzgg/", listing("2024-01-01", "2026-11-10", "2024-02-01"))).since is None


def test_an_entry_whose_day_nobody_read_may_be_of_any_day_up_to_the_one_above() -> None:
    days = ("2026-11-10", "2026-10-05", "", "2026-09-20")
    issued = one(view("/tzgg/", listing(*days, paging=END)))
    assert (issued.since, issued.why) == (date(2026, 10, 6), UNREAD)
    first = one(view("/tzgg/", listing("", "2026-10-05", paging=END)))
    assert first.since == date(2026, 11, 21)  # newer than all of them: nothing up to today is whole
    pinned = one(view("/tzgg/", listing("2024-01-01", "", "2026-10-05", paging=END)))
    assert pinned.since == date(2026, 11, 21)


def test_an_entry_that_shows_no_day_at_all_is_no_update() -> None:
    page = view("/tzgg/1.html", PageFacts("", kind=PageKind.ARTICLE))
    issued = one(view("/tzgg/", listing("", "2026-10-05", paging=END)), page)
    assert (counts(issued), issued.since) == ({202610: 1}, ALWAYS)


def test_an_empty_column_published_nothing_and_one_that_was_not_read_is_unknown() -> None:
    registered = (Column(SITE.key, "通知公告", f"{HOST}/tzgg/"),)
    empty = one(view("/tzgg/", PageFacts("", kind=PageKind.LIST)), columns=registered)
    assert (empty.months, empty.since) == ({}, ALWAYS)
    script = one(view("/tzgg/", PageFacts("", kind=PageKind.LIST, scripted=True)), columns=registered)
    assert (script.since, script.why) == (None, SCRIPTED)
    text = one(view("/tzgg/", PageFacts("", kind=PageKind.LIST, images=3)), columns=registered)
    assert (text.since, text.why) == (None, NO_LIST)
    missing = one(columns=registered)
    assert (missing.since, missing.why) == (None, NOT_READ)


def test_an_article_in_two_columns_is_one_of_the_site() -> None:
    shared = Item(f"{HOST}/a.html", "两个栏目都有的稿件", day("2026-10-05"))
    other = Item(f"{HOST}/b.html", "只在一个栏目的稿件", day("2026-10-06"))
    pages = [
        view(path, PageFacts("", kind=PageKind.LIST, items=items, paging=END))
        for path, items in (("/tzgg/", (shared,)), ("/xw/", (other, shared._replace(date=day("2026-11-01")))))
    ]
    found = told(*pages)
    assert [counts(column) for column in found.columns] == [{202610: 1}, {202610: 1, 202611: 1}]
    assert counts(found.site) == {202610: 2}  # on the first day that a list gives it
    assert found.site.since == ALWAYS


def test_an_article_that_no_column_lists_is_one_of_the_site() -> None:
    found = told(view("/tzgg/", listing("2026-10-05", paging=END)), view("/qt/9.html", article("2026-10-09")))
    assert counts(found.site) == {202610: 2}


def test_the_site_is_known_only_as_far_as_all_its_columns() -> None:
    pages = (
        view("/tzgg/", listing("2026-11-10", "2026-10-20")),
        view("/xw/", listing("2026-11-10", "2026-11-08", path="/xw/")),
    )
    found = told(*pages)
    assert found.site.since == date(2026, 11, 9)
    assert found.site.why == f"栏目“{HOST}/xw/”等 2 个栏目{NOT_ALL}"
    unread = (Column(SITE.key, "政策文件", f"{HOST}/zcwj/"),)
    assert told(*pages, columns=unread).site.why == f"栏目“政策文件”等 3 个栏目{NOT_READ}"
    cut = told(*pages, coverage=Coverage(ended=Ended.PAGES)).site
    assert (cut.since, cut.why) == (None, CUT_VISIT)
    assert told().site.why == NO_LIST


def test_columns_that_tell_what_lasts_do_not_stand_in_the_way() -> None:
    """Leaders are listed without days, and nobody calls that a gap in the news."""
    leaders = (Column(SITE.key, "领导信息", f"{HOST}/ldxx/", category="leaders"),)
    pages = (view("/tzgg/", listing("2026-10-05", paging=END)), view("/ldxx/", listing("", "", path="/ldxx/")))
    found = told(*pages, columns=leaders)
    assert found.site.since == ALWAYS
    assert [column.url for column in found.columns if column.since == ALWAYS] == [f"{HOST}/tzgg/"]
    dated = view("/ldxx/", listing("2026-11-02", path="/ldxx/"))
    assert told(pages[0], dated, columns=leaders).site.since == date(2026, 11, 3)  # what it lists is of the site


def test_letters_of_the_public_are_no_publications() -> None:
    letter = PageFacts("", kind=PageKind.ARTICLE, letters=(Letter(title="一封来信"),))
    letter = replace(letter, published=article("2026-11-02").published)
    pages = (view("/tzgg/", listing("2026-11-02", "2026-11-01", paging=END)), view("/tzgg/1.html", letter))
    found = told(*pages)
    assert (counts(found.site), found.columns) == ({202611: 1}, ())  # of the letterbox itself nothing is said
    box = view("/tzgg/", listing("2026-11-02", paging=END, letters=letter.letters))
    assert (counts(told(box).site), told(box).columns) == ({}, ())


def test_what_is_taken_from_others_is_told_by_its_source_and_by_where_it_links() -> None:
    def text(path: str, **facts: object) -> PageView:
        return view(path, article("2026-10-05", **facts))

    away = Item("http://www.gov.cn/1.html", "转载的稿件标题", day("2026-10-05"))
    facts = listing(*["2026-10-05"] * 4, paging=END)
    pages = (
        view("/tzgg/", replace(facts, items=(*facts.items, away))),
        text("/tzgg/1.html", byline=Byline(True, "新华社")),
        text("/tzgg/2.html", metas=(Meta("ContentSource", "临江县人民政府"),)),
        text("/tzgg/3.html", byline=Byline(True, "县政府办")),
    )
    assert one(*pages).months == {202610: Tally(5, originals=1, reposts=2)}


@pytest.mark.parametrize(
    ("source", "repost"),
    [
        ("本站原创", False), ("本网", False), ("临江县人民政府办公室", False), ("临江县人民政府门户网站", False),
        ("新华社", True), ("中国政府网", True), ("省发展改革委网站", True), ("县融媒体中心", True),
        ("临江县教育局", True), ("县政府办", None), ("各乡镇", None), ("市局", None), ("", None), ("网", None),
    ],
)  # fmt: skip
def test_whose_it_is_by_the_name_of_the_source(source: str, repost: bool | None) -> None:
    assert is_repost(source, SITE) is repost
    assert is_repost("新华社", Site("", "http://x/", "")) is True


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta()), timezone(timedelta(hours=9))])
def test_the_day_of_a_moment_is_that_in_beijing(zone: timezone) -> None:
    late, later = datetime(2026, 5, 1, 23, 59, tzinfo=BEIJING), datetime(2026, 5, 2, tzinfo=BEIJING)
    assert [day_in_beijing(one.astimezone(zone)) for one in (late, later)] == [date(2026, 5, 1), date(2026, 5, 2)]
