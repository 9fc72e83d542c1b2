"""What the page of a site tells of its columns, by the limits of the check that judges them; and of its documents."""

from __future__ import annotations

from pathlib import Path

from checks.indicators.edition import load
from checks.model.pages import Document, PageFacts, PageKind, Validity
from checks.model.registry import Column
from checks.model.views import GatheredSite, PageView
from clock.contents import contents_of
from results.ledger import contents
from results.ledger.contents import ColumnLook, Contents, Fresh
from results.ledger.engine import open_ledger
from tests.checks.test_columns_seen import HOST, MOMENT, SITE, home, listing, view


def told(*pages: PageView, columns: tuple[Column, ...] = ()) -> Contents:
    return contents_of(GatheredSite(SITE, MOMENT, pages, columns=columns), load())


def looks(*pages: PageView, columns: tuple[Column, ...] = ()) -> dict[str, ColumnLook]:
    return {look.url.removeprefix(HOST): look for look in told(*pages, columns=columns).columns}


def column(path: str, name: str, **more: object) -> Column:
    return Column(SITE.key, name, HOST + path, **more)  # type: ignore[arg-type]  # fields by name


def test_the_limit_is_that_of_the_check() -> None:
    nav = home(("新闻动态", "/xw/"), ("统计数据", "/tj/"))
    given = (column("/xw/", "新闻动态", category="news"), column("/tj/", "统计数据", category="data", days=20))
    for newest, late, days in (("2026-11-05", Fresh.STALE, 15), ("2026-11-06", Fresh.FRESH, 14)):
        found = looks(nav, view("/xw/", listing(newest, path="/xw/")), columns=given)
        assert (found["/xw/"].state, found["/xw/"].newest, found["/xw/"].days) == (late, newest, days)
        assert found["/xw/"].limit == "14 天"
    found = looks(nav, view("/tj/", listing("2026-10-20", path="/tj/")), columns=given)
    assert (found["/tj/"].state, found["/tj/"].limit) == (Fresh.STALE, "20 天")
    assert (found["/xw/"].state, found["/xw/"].why) == (Fresh.UNSEEN, "栏目页没有读到")


def test_what_is_owed_no_updates_is_told_as_such() -> None:
    given = (column("/a/", "通知公告", exempt="专题"), column("/b/", "机构概况", category="overview"))
    old = [view(path, listing("2020-01-01", path=path)) for path in ("/a/", "/b/")]
    found = looks(home(), *old, columns=given)
    assert [(found[path].state, found[path].limit) for path in ("/a/", "/b/")] == [(Fresh.FREE, "")] * 2
    assert found["/a/"].why == "登记为免更新：专题"
    assert found["/a/"].days == 2515  # told all the same


def test_what_is_overdue_for_longest_comes_first() -> None:
    given = tuple(column(f"/{name}/", f"栏目{name}") for name in "abcd")
    pages = {"a": ("2026-11-19",), "b": ("2025-01-01",), "c": ("2024-01-01",), "d": ()}
    found = told(home(), *(view(f"/{n}/", listing(*days, path=f"/{n}/")) for n, days in pages.items()), columns=given)
    assert [look.url.removeprefix(HOST) for look in found.columns] == ["/c/", "/b/", "/d/", "/a/"]
    assert found.columns[2].state is Fresh.EMPTY


def test_documents_are_counted_by_the_validity_that_they_show() -> None:
    def paper(path: str, validity: Validity | None) -> PageView:
        document = Document(title="关于印发办法的通知", number="临政〔2026〕1号", validity=validity, labels=("文号",))
        return view(
            path,
            PageFacts("", kind=PageKind.ARTICLE, document=document, heading=path, title=f"关于印发办法的通知{path}"),
        )

    found = told(home(), paper("/1.html", Validity.VALID), paper("/2.html", Validity.VALID), paper("/3.html", None))
    assert found.papers == {"valid": 2, "": 1}


def test_the_ledger_keeps_what_the_newest_visit_held(tmp_path: Path) -> None:
    look = ColumnLook("http://x/", "栏目", "news", Fresh.STALE, 3, "2026-01-01", 9, "14 天", "为什么")
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger, ledger.begin() as connection:
        assert contents.get(connection, "a") is None
        contents.save(connection, "a", 1, MOMENT, Contents())
        contents.save(connection, "a", 2, MOMENT, Contents((look,), {"": 1}))
        kept = contents.get(connection, "a")
    assert kept == contents.Kept(2, MOMENT, Contents((look,), {"": 1}))
