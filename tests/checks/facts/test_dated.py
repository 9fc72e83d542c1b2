"""Dated articles of a site: what is read of them, what came late, and which texts are one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.facts import copies
from checks.facts.dated import DatedSeen, came_late, dated_articles, same_texts, singular
from checks.model.guides import Guide
from checks.model.letters import Letter
from checks.model.pages import DateSeen, DateSource, Document, Page, PageFacts, PageKind
from checks.model.registry import BEIJING, Site
from checks.model.views import GatheredSite, PageView

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOME = "http://www.linjiang.gov.cn/"
LINES = "为做好今冬明春的城乡供水保障工作，县里组织技术人员逐一巡检水厂，更换老化阀门和水表。\n" * 6
SPAN = timedelta(days=3)


def seen(day: date, source: DateSource = DateSource.LABEL, raw: str = "发布时间：") -> DateSeen:
    return DateSeen(datetime(day.year, day.month, day.day, tzinfo=BEIJING), source, raw + day.isoformat())


def page(name: str, *dates: DateSeen, text: str = LINES, title: str = "巡检水厂", **more: object) -> PageView:
    url = HOME + name
    facts = PageFacts(
        url, title, title, PageKind.ARTICLE, text=text, dates=dates, published=dates[0] if dates else None
    )
    return PageView(replace(Page(url, 200, NOW, content_type="text/html"), **more), facts)  # type: ignore[arg-type]


def site(*pages: PageView) -> GatheredSite:
    return GatheredSite(Site("临江县水利局", HOME, "临江县水利局"), NOW, pages)


def read(*pages: PageView) -> DatedSeen:
    return dated_articles(site(*pages))


def test_the_visible_day_counts_and_the_latest_of_all_speaks_for_the_article() -> None:
    shown, meta, told = date(2026, 11, 2), date(2026, 11, 9), date(2026, 10, 1)
    dates = (seen(shown), seen(meta, DateSource.META), seen(told, DateSource.URL), seen(told, DateSource.BARE))
    (one,) = read(page("a", *dates)).articles
    assert (one.on, one.latest, one.told, one.changed) == (shown, meta, told, False)
    (one,) = read(page("a", seen(meta, DateSource.META))).articles
    assert (one.on, one.told) == (meta, None)
    (one,) = read(page("a", seen(meta, DateSource.META), seen(shown, DateSource.BARE))).articles
    assert (one.on, one.earliest, one.latest) == (meta, shown, meta)
    assert read(page("a", seen(told, DateSource.URL))).articles == ()
    assert read(page("a", seen(shown, raw="更新时间："))).articles[0].changed


def test_letters_and_guides_bear_another_day() -> None:
    view = page("a", seen(date(2026, 11, 2)))
    for more in ({"letters": (Letter(),)}, {"guide": Guide("指南")}):
        assert read(replace(view, facts=replace(view.facts, **more))).articles == ()


@pytest.mark.parametrize(
    ("document", "paper"),
    [
        (Document(number="临水〔2026〕1号"), True),
        (Document(index="0001"), True),
        (Document(labels=("成文日期",), written=NOW), True),
        (Document(labels=("发布机构",)), False),
        (Document(written=NOW), False),
    ],
)
def test_papers_are_put_up_when_they_may_be(document: Document, paper: bool) -> None:
    view = page("a", seen(date(2026, 11, 2)))
    assert read(replace(view, facts=replace(view.facts, document=document))).articles[0].paper == paper


@pytest.mark.parametrize(
    ("names", "judged", "kept", "together"),
    [
        (("0", "1", "2"), 100, 3, 0),
        (("0", "1", "1", "1", "1"), 100, 1, 4),  # four of one day
        (("0", "1", "2", "3"), 40, 0, 4),  # a tenth of all
        (("0", "1", "2", "3"), 41, 4, 0),
        (("0", "1", "2"), 3, 3, 0),
        (("0/20260601/a", "1/20260601/a", "2/20260601/a", "3/20260601/a", "4"), 100, 1, 4),
    ],
)
def test_what_came_about_together_is_no_clue(names: tuple[str, ...], judged: int, kept: int, together: int) -> None:
    folder = (seen(date(2026, 6, 1), DateSource.URL),)
    days = [(seen(date(2026, 11, 2 + int(name[0]))), *(folder if "/" in name else ())) for name in names]
    pages = (page(f"{n}x/{name}", *told) for n, (name, told) in enumerate(zip(names, days, strict=True)))
    left, many = singular(read(*pages).articles, judged, 4, 0.1)
    assert (len(left), many) == (kept, together)


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Wed, 18 Nov 2026 18:00:00 GMT", date(2026, 11, 19)),
        ("", None),
        ("yesterday", None),
        ("Wed, 99 Nov 2026 18:00:00 GMT", None),
        ("x" * 5_000, None),
    ],
)
def test_what_the_server_says_of_the_last_change(header: str, day: date | None) -> None:
    found = read(page("a", seen(date(2026, 11, 2)), last_modified=header))
    assert found.articles[0].modified == day
    assert found.modified == Counter([day] if day else [])


def test_a_site_without_end_is_cut_and_says_so() -> None:
    found = dated_articles(site(*(page(f"{n}", seen(date(2026, 11, 2))) for n in range(5))), 2)
    assert (len(found.articles), found.beyond) == (2, 3)


def late(*pages: PageView, months: int = 12, share: float = 0.5) -> tuple[list[str], int]:
    found, unknown = came_late(read(*pages), NOW, SPAN, months, share)
    return [one.url.removeprefix(HOME) for one in found], unknown


def test_late_is_what_a_known_column_did_not_have_days_after() -> None:
    known = NOW - timedelta(days=1)
    first = NOW - timedelta(days=90)
    others = [page(f"old{n}", seen(date(2026, 8, 20)), first_seen=first) for n in range(9)]
    new = {
        "limit": page("limit", seen(date(2026, 11, 16)), first_seen=NOW, absent_at=known),
        "late": page("late", seen(date(2026, 11, 15)), first_seen=NOW, absent_at=known),
        "history": page("history", seen(date(2025, 11, 1)), first_seen=NOW, absent_at=known),
        "unknown": page("unknown", seen(date(2026, 11, 1)), first_seen=NOW),
    }
    assert late(*others, *new.values()) == (["late"], 1)
    assert late(*others, *new.values(), share=0.2) == ([], 0)  # a new site brings all at once
    assert late(*others[:1]) == ([], 0)
    assert late(page("a", seen(date(2026, 11, 2)))) == ([], 1)  # nothing is known of the past


def test_one_text_under_days_far_apart() -> None:
    old, new = seen(date(2026, 6, 2)), seen(date(2026, 11, 2))
    furniture = "来源：县水利局 发布时间：2026-11-02 浏览次数：77\n"
    pages = (page("a", old), page("b", new, text=furniture + LINES + "\n上一篇：无"), page("c", new, text=LINES * 2))
    first_of, beyond = same_texts(site(*pages), 30, 300, 150)
    assert {one.url: first.url for one, first in first_of.items()} == {HOME + "b": HOME + "a"}
    assert beyond == 0
    assert not same_texts(site(*pages), 200, 300, 150)[0]
    assert not same_texts(site(*pages), 30, 100, 150)[0]
    assert not same_texts(site(*pages), 30, 300, 5_000)[0]


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("每亩补助300元，共12户。", "每亩补助3000元，共12户。", 1),
        ("每亩补助1,200元。", "每亩补助1200.00元。", 0),
        ("自2026年09月01日起。", "自2026年9月1日起。", 0),
        ("第1条第2条第3条第4条", "第5条第6条第7条第8条", 3),
        ("共12户。", "共12户，3人。", None),
    ],
)
def test_where_two_texts_give_other_figures(one: str, other: str, places: int | None) -> None:
    found = copies.other_figures(one, other, 2)
    assert (None if found is None else len(found)) == places
    assert all(a != b for a, b in found or ())
