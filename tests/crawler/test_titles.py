"""Which titles are looked for: plain ones of the last year, of more than one kind, the same in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from checks.model.pages import DateSeen, DateSource, Link, Meta, PageFacts, PageKind
from crawler.titles import Titles

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOME = "http://www.county.gov.cn/"
TITLE = "青溪镇部署秋粮收购工作"


def article(title: str = TITLE, *, days: int = 30, column: str = "工作动态", **more: object) -> PageFacts:
    when = DateSeen(NOW - timedelta(days=days), DateSource.LABEL, "")
    facts = PageFacts(HOME, f"{title}_县政府", title, PageKind.ARTICLE, published=when, crumbs=(Link(HOME, column),))
    return replace(facts, **more)  # type: ignore[arg-type]


def drawn(*pages: PageFacts, size: int = 20, again: frozenset[str] = frozenset(), now: datetime = NOW) -> list[str]:
    titles = Titles("county", now, size, again)
    for number, facts in enumerate(pages):
        titles.saw(f"{HOME}{number}.html", f"{HOME}{number}.html", facts)
    return [one.title for one in titles.drawn()]


@pytest.mark.parametrize(
    "facts",
    [
        article(),
        article(days=8),
        article(days=364),
        article("关于做好“三夏”工作的通知（2026年）"),
        article(column="政策文件"),
        article(crumbs=(), metas=(Meta("ColumnName", "工作动态"),)),
    ],
)
def test_what_is_looked_for(facts: PageFacts) -> None:
    assert drawn(facts) == [facts.heading]


@pytest.mark.parametrize(
    "facts",
    [
        article(kind=PageKind.LIST),
        article(published=None),
        article(published=DateSeen(NOW - timedelta(days=30), DateSource.URL, "")),
        article(days=6),
        article(days=366),
        article(days=-2),
        article("通知"),
        article("C++ & C#：“数字政府”建设<推进会>"),
        article("通" * 41),
        article("关于(试行)办法的说明和解读"),
        article("秋粮收购-仓储保障工作情况"),
        article(column="领导信箱"),
        article(crumbs=(), metas=(Meta("ColumnType", "网上信访"),)),
        article(heading="另外一个完全不同的标题"),
    ],
)
def test_what_is_not_looked_for(facts: PageFacts) -> None:
    assert drawn(facts) == []


def many(column: str, count: int) -> list[PageFacts]:
    return [article(f"{column}里的第{n:03}篇文章标题", column=column) for n in range(count)]


def test_a_sample_is_of_more_than_one_kind() -> None:
    pages = [
        *many("工作动态", 200),
        *many("政策文件", 9),
        *many("办事服务", 3),
        *many("领导信息", 7),
        *many("专题", 50),
    ]
    found = drawn(*pages)
    assert len(found) == 20
    kinds = {
        name: sum(title.startswith(name) for title in found)
        for name in ("政策文件", "办事服务", "领导信息", "工作动态")
    }
    assert min(kinds.values()) >= 3
    assert kinds["政策文件"] >= 5


def test_the_first_few_stand_for_all() -> None:
    found = drawn(*many("政策文件", 40), *many("工作动态", 40))
    assert {title[:4] for title in found[:5]} == {"政策文件", "工作动态"}


def test_a_sample_is_the_same_in_any_order_and_for_a_month() -> None:
    pages = {f"{HOME}{n}.html": facts for n, facts in enumerate(many("工作动态", 60))}

    def sample(now: datetime, order: list[str]) -> list[str]:
        titles = Titles("county", now, 20)
        for url in order:
            titles.saw(url, url, pages[url])
        return [one.url for one in titles.drawn()]

    shuffled = Random(7).sample(list(pages), len(pages))
    assert sample(NOW, list(pages)) == sample(NOW, shuffled) == sample(NOW + timedelta(days=8), shuffled)
    assert sample(NOW, shuffled) != sample(NOW + timedelta(days=30), shuffled)


def test_what_was_missed_before_comes_first_and_each_title_once() -> None:
    pages = many("工作动态", 60)
    again = f"{HOME}59.html"
    assert drawn(*pages, size=1, again=frozenset((again,))) == [pages[59].heading]
    assert drawn(article(), article()) == [TITLE]
