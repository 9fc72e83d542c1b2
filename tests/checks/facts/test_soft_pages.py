"""Marks of own addresses from the visit as a whole, and what a link explains by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from checks.facts.soft_pages import SoftPages, is_deep, soft_pages
from checks.model import marks
from checks.model.captures import Failure, LinkProbe, SiblingProbe
from checks.model.pages import Page, PageFacts, PageKind, Place
from checks.model.registry import Site, Unit
from checks.model.views import GatheredSite, PageView, Places

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HOME = "http://www.linjiang.gov.cn/"
TEXT = "县政府召开常务会议研究部署森林防火工作。" * 6
GONE = "抱歉，您访问的页面不存在或已被删除！"
TO_HOME, LOGIN, WORDS = marks.TO_HOME, marks.LOGIN, marks.WORDS


def view(path: str, text: str = TEXT, title: str = "临江县人民政府", **more: object) -> PageView:
    facts = PageFacts(HOME + path, title=title, text=text, text_length=len(text), kind=PageKind.OTHER, **more)  # type: ignore[arg-type]
    return PageView(Page(HOME + path, 200, NOW), facts)


@dataclass(frozen=True)
class Counted(GatheredSite):
    """Counts how often its pages are walked."""

    def pages(self) -> Iterator[PageView]:
        self._derived["walks"] = self._derived.get("walks", 0) + 1  # type: ignore[operator]
        return iter(self.page_views)


def site_of(*views: PageView, siblings: tuple[SiblingProbe, ...] = ()) -> Counted:
    site = Site("临江县人民政府", HOME, "临江县人民政府办公室", hosts=("gk.linjiang.gov.cn",))
    answers = {SiblingProbe: siblings} if siblings else {}
    return Counted(site, NOW, (view(""), *views), answers, unit=Unit("临江县人民政府办公室"))


def soft(*views: PageView, siblings: tuple[SiblingProbe, ...] = ()) -> SoftPages:
    return soft_pages(site_of(*views, siblings=siblings))


def probe(url: str, final: str = "", status: int = 200, **more: object) -> LinkProbe:
    return LinkProbe(url if "://" in url else HOME + url, NOW, status, final_url=final, **more)  # type: ignore[arg-type]


def marked(pages: SoftPages, asked: LinkProbe, text: str = "脱贫攻坚专题", place: Place = Place.BODY) -> set[str]:
    return set(pages.marked(asked, Places(1, (HOME,), text, place=place)).marks)


def test_only_pages_under_suspicion_are_remembered_and_the_pages_are_walked_once() -> None:
    good = [view(f"xw/{n}.html", TEXT + "县医院" * n, f"第{n}则") for n in range(1, 30)]
    site = site_of(*good, *(view(f"gk/{n}.html", GONE) for n in range(30)))
    pages = site.derived(soft_pages)
    site.derived(soft_pages)
    assert set(pages.shown) == {f"{HOME}gk/{n}.html" for n in range(30)}
    assert len({id(found) for found in pages.shown.values()}) == 1  # one set for all of them
    assert site._derived["walks"] == 1


@pytest.mark.parametrize("text", ["返回首页", "首页", "临江县人民政府", "临江县人民政府网", "门户网站", "HOME", "旧版"])
def test_a_link_that_says_it_leads_home_is_no_fault(text: str) -> None:
    led = probe("zt/2019/a.html", HOME)
    assert marked(soft(), led) == {TO_HOME}
    assert marked(soft(), led, text) == set()
    assert marked(soft(), replace(led, marks=(TO_HOME, "guard:yundun")), text) == {"guard:yundun"}


@pytest.mark.parametrize(
    "text", ["临江县人民政府办公室关于印发惠民补贴管理办法的通知", "关于门户网站改版期间有关事项的公告全文发布", "专题"]
)
def test_a_link_to_an_article_is_not_explained_by_the_words_in_its_title(text: str) -> None:
    assert marked(soft(), probe("zt/2019/a.html", HOME), text) == {TO_HOME}


def test_a_logo_leads_home_and_a_picture_need_not() -> None:
    assert marked(soft(), probe("zt/a.html", HOME), "", Place.HEAD) == set()
    assert marked(soft(), probe("zt/a.html", HOME), "", Place.BODY) == {TO_HOME}


@pytest.mark.parametrize("path", ["main.html", "cn/", "old/", "index_1.html", "home", "?from=x", "INDEX.HTML"])
def test_other_names_of_the_home_page_are_not_deep(path: str) -> None:
    assert not is_deep(HOME + path, frozenset({"www.linjiang.gov.cn/"}))
    assert marked(soft(), probe(path, HOME)) == set()
    assert marked(soft(), probe(path, HOME, marks=(TO_HOME,))) == set()


def test_the_home_page_itself_is_not_judged() -> None:
    home = view("", GONE)
    site = replace(site_of(), page_views=(home, replace(home, page=replace(home.page, url=HOME + "a", final_url=HOME))))
    assert soft_pages(site).shown == {}


@pytest.mark.parametrize("path", ["xwzx/", "zt/old/index.html", "mainland.html", "xw/1.html?v=1"])
def test_addresses_of_contents_are_deep(path: str) -> None:
    assert is_deep(HOME + path, frozenset({"www.linjiang.gov.cn/"}))


def test_further_hosts_have_home_pages_too() -> None:
    assert marked(soft(), probe("http://gk.linjiang.gov.cn/a/1.html", "http://gk.linjiang.gov.cn/")) == {TO_HOME}
    assert marked(soft(), probe("http://gk.linjiang.gov.cn/", HOME)) == set()
    assert marked(soft(), probe("xwzx", HOME + "xwzx/")) == set()
    assert (
        marked(soft(), probe("http://www.linjiang.gov.cn/xw/1.html", "https://www.linjiang.gov.cn/xw/1.html")) == set()
    )


def test_foreign_addresses_keep_their_marks_but_for_offices_that_are_linked_by_name() -> None:
    led = probe("http://czj.other.gov.cn/n1/index.html", "http://czj.other.gov.cn/", marks=(TO_HOME,))
    assert marked(soft(), led, "临江县财政局") == set()
    assert marked(soft(), led, "惠民补贴申领办法") == {TO_HOME}
    words = replace(led, marks=(TO_HOME, WORDS, marks.SIBLING + "same"))
    assert marked(soft(), words, "临江县财政局") == {WORDS, marks.SIBLING + "same"}
    assert marked(soft(), probe("http://a.cn/x/1.html", "http://a.cn/")) == set()


def test_a_login_is_told_unless_the_link_says_so() -> None:
    door = HOME + "sso/login?service=1"
    assert marked(soft(), probe("app/sq.html", door)) == {LOGIN}
    assert marked(soft(), probe("app/sq.html", "https://sso.zwfw.gov.cn/", status=302)) == {LOGIN}
    assert marked(soft(), probe("app/sq.html", door), "用户登录") == set()
    assert marked(soft(), probe("login.html", door)) == set()
    assert marked(soft(), probe("app/sq.html", door, marks=(LOGIN,)), "登录") == set()


def test_what_was_not_answered_well_gets_no_mark() -> None:
    pages = soft(view("gk/1.html", GONE))
    assert marked(pages, probe("gk/1.html")) == {WORDS}
    assert marked(pages, probe("gk/1.html", status=404)) == set()
    assert marked(pages, LinkProbe(HOME + "gk/1.html", NOW, failure=Failure.TIMEOUT)) == set()


def test_a_page_reached_by_a_redirect_is_judged_at_both_addresses() -> None:
    error = HOME + "error.html"
    made = SiblingProbe(HOME + "gk/9.html", "www.linjiang.gov.cn/gk/*.html", NOW, 200, final_url=error)
    honest = SiblingProbe(HOME + "bcdfg.html", "www.linjiang.gov.cn/*.html", NOW, 404)
    pages = soft(view("error.html", GONE), view("xw/2.html", TEXT, "要闻"), siblings=(made, honest))
    assert marked(pages, probe("error.html")) == {WORDS, "sibling:honest"}
    assert marked(pages, probe("gk/1.html", error)) == {WORDS, "sibling:same"}
    assert marked(pages, probe("xw/1.html", error)) == {WORDS, "sibling:honest"}


def test_a_host_that_shows_nothing_but_its_home_page_may_fence_us_out() -> None:
    made = SiblingProbe(HOME + "gk/9.html", "www.linjiang.gov.cn/gk/*.html", NOW, 200, title="县", text=GONE)
    home = replace(made, final_url=HOME)
    gone, good = [view(f"gk/{n}.html", GONE, "县") for n in range(5)], view("xw/2.html", TEXT, "要闻")
    asked = probe("gk/1.html")
    assert marked(soft(*gone, siblings=(made,)), asked) == {WORDS}
    assert marked(soft(*gone[:4], siblings=(made,)), asked) == {WORDS, "sibling:same"}
    assert marked(soft(*gone, good, siblings=(made,)), asked) == {WORDS, "sibling:same"}
    led = [probe(f"gk/{n}.html", HOME) for n in range(5)]
    for views, probes, fenced in (((), led, True), ((), led[:4], False), ((good,), led, False)):
        site = site_of(*views, siblings=(home,))
        pages = soft_pages(replace(site, answers={**site.answers, LinkProbe: probes}))
        assert marked(pages, led[1]) == ({TO_HOME} if fenced else {TO_HOME, "sibling:same"})


def test_a_page_like_the_home_page_and_one_that_sends_home() -> None:
    pages = soft(view("zt/1.html"), view("zt/2.html", TEXT, "专题"), view("zt/3.html", "", "", refresh=HOME))
    assert marked(pages, probe("zt/1.html")) == {TO_HOME}
    assert marked(pages, probe("zt/1.html"), "返回首页") == set()
    assert marked(pages, probe("zt/2.html")) == set()
    assert marked(pages, probe("zt/3.html")) == set()  # no stub: it shows something besides
    stub = view("zt/4.html")
    stub = replace(stub, facts=replace(stub.facts, text="", text_length=0, refresh=HOME, kind=PageKind.STUB))
    assert marked(soft(stub), probe("zt/4.html")) == {TO_HOME}


def test_a_page_that_says_it_is_not_there_says_so_also_where_the_link_explains_the_rest() -> None:
    stub = view("gk/1.html", GONE)
    pages = soft(replace(stub, facts=replace(stub.facts, refresh=HOME, kind=PageKind.STUB)))
    assert marked(pages, probe("gk/1.html")) == {WORDS, TO_HOME}
    assert marked(pages, probe("gk/1.html"), "返回首页") == {WORDS}
