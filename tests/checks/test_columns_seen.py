"""Which columns a site has, told from facts made by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

from checks.facts.columns import ColumnSeen, columns_seen
from checks.model.captures import Coverage, Ended
from checks.model.pages import DateSeen, DateSource, Item, Link, Meta, Page, PageFacts, PageKind, Paging, Place
from checks.model.registry import BEIJING, Column, Site
from checks.model.views import GatheredSite, PageView

HOST = "http://www.linjiang.gov.cn"
MOMENT = datetime(2026, 11, 20, 2, tzinfo=BEIJING)
SITE = Site(name="临江县人民政府", home=f"{HOST}/", unit="临江县人民政府办公室", code="3399990001")


WHOLE = Coverage()


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def view(path: str, facts: PageFacts | None = None, **page: object) -> PageView:
    url = HOST + path
    made = Page(url=url, status=200, fetched_at=MOMENT, **page)  # type: ignore[arg-type]  # fields by name
    return PageView(made, replace(facts or PageFacts(url), url=url))


def listing(*days: str, path: str = "/tzgg/", **facts: object) -> PageFacts:
    items = tuple(
        Item(f"{HOST}{path}{n}.html", f"第{n}篇稿件的标题", day(d) if d else None) for n, d in enumerate(days, 1)
    )
    return PageFacts("", kind=PageKind.LIST, items=items, **facts)  # type: ignore[arg-type]  # fields by name


def crumbs(*steps: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(HOST + path, text) for text, path in (("首页", "/"), *steps))


def article(day_: str, **facts: object) -> PageFacts:
    published = DateSeen(day(day_), DateSource.LABEL, day_)
    return PageFacts("", kind=PageKind.ARTICLE, published=published, **facts)  # type: ignore[arg-type]  # fields by name


def home(*links: tuple[str, str], items: tuple[Item, ...] = ()) -> PageView:
    nav = tuple(Link(HOST + path, text, place=Place.NAV) for text, path in links)
    return view("/", PageFacts("", kind=PageKind.HOME, links=nav, items=items))


def seen(*pages: PageView, columns: tuple[Column, ...] = (), coverage: Coverage = WHOLE) -> dict[str, ColumnSeen]:
    site = GatheredSite(SITE, MOMENT, pages, columns=columns, coverage=coverage)
    return {column.url.removeprefix(HOST): column for column in site.derived(columns_seen)}


def test_registry_label_heading_crumb_navigation_title() -> None:
    label = (Meta("ColumnName", "公示公告"),)
    facts = listing(
        "2026-11-01", heading="公告栏", title="公告栏_临江县人民政府", crumbs=crumbs(("通知", "/tzgg/")), metas=label
    )
    registered = Column(SITE.key, "通知公告", f"{HOST}/tzgg/")
    nav = home(("公告", "/tzgg/"))
    assert seen(nav, view("/tzgg/", facts), columns=(registered,))["/tzgg/"].name == "通知公告"
    assert seen(nav, view("/tzgg/", facts))["/tzgg/"].name == "公示公告"
    facts = replace(facts, metas=())
    assert seen(nav, view("/tzgg/", facts))["/tzgg/"].name == "公告栏"
    facts = replace(facts, heading="热点推荐")
    assert seen(nav, view("/tzgg/", facts))["/tzgg/"].name == "通知"
    facts = replace(facts, crumbs=())
    assert seen(nav, view("/tzgg/", facts))["/tzgg/"].name == "公告"
    borrowed = replace(facts, heading="第1篇稿件的标题")
    assert seen(home(), view("/tzgg/", borrowed))["/tzgg/"].name == "公告栏"
    facts = replace(facts, heading="")
    assert seen(home(), view("/tzgg/", facts))["/tzgg/"].name == "公告栏"


def test_labels_that_name_nothing_are_passed_over() -> None:
    for label in ("", "null", "{ColumnName}", "临江县人民政府", "临江县人民政府门户网站", "首页"):
        facts = listing("2026-11-01", metas=(Meta("ColumnName", label),), crumbs=crumbs(("通知公告", "/tzgg/")))
        assert seen(home(), view("/tzgg/", facts))["/tzgg/"].name == "通知公告"


def test_category_from_registry_name_type_and_above() -> None:
    kind = (Meta("ColumnType", "信息公开，政策文件"),)
    facts = listing("2026-11-01", crumbs=crumbs(("新闻中心", "/xw/"), ("乡镇风采", "/xw/xzfc/")), metas=kind)
    registered = Column(SITE.key, "乡镇风采", f"{HOST}/xw/xzfc/", category="通知公告")
    column = seen(home(), view("/xw/xzfc/", facts), columns=(registered,))["/xw/xzfc/"]
    assert (column.category, column.category_by) == ("notice", "registry")
    column = seen(home(), view("/xw/xzfc/", facts))["/xw/xzfc/"]
    assert (column.category, column.category_by) == ("policy", "label")
    column = seen(home(), view("/xw/xzfc/", replace(facts, metas=())))["/xw/xzfc/"]
    assert (column.category, column.category_by) == ("news", "parent")
    facts = replace(facts, crumbs=crumbs(("新闻中心", "/xw/"), ("部门公告", "/xw/xzfc/")), metas=())
    assert seen(home(), view("/xw/xzfc/", facts))["/xw/xzfc/"].category == "notice"


def test_level_by_breadcrumbs_before_navigation() -> None:
    nav = home(("通知公告", "/tzgg/"), ("要闻", "/xw/"))
    first = view("/xw/", listing("2026-11-01", path="/xw/"))
    second = view("/tzgg/", listing("2026-11-01", crumbs=crumbs(("政务公开", "/zwgk/"), ("通知公告", "/tzgg/"))))
    third = view("/qt/", listing("2026-11-01", path="/qt/"))
    columns = seen(nav, first, second, third)
    assert {path: column.level for path, column in columns.items()} == {"/xw/": 1, "/tzgg/": 2, "/qt/": 0}
    assert columns["/qt/"].by_look
    assert not columns["/xw/"].by_look


def test_no_columns() -> None:
    """Articles, searches, site maps, entrances, further pages, other hosts, entries of other lists."""
    pages = (
        home(("网站地图", "/wzdt/"), ("县情简介", "/xqjj.html"), ("搜索", "/search/"), ("帮助", "/bz/")),
        view("/wzdt/", PageFacts("", kind=PageKind.LIST, title="网站地图")),
        view("/xqjj.html", article("2026-01-01", crumbs=crumbs(("县情简介", "/xqjj.html")))),
        view("/search/", listing("2026-11-01", title="全站搜索")),
        view("/bz/", PageFacts("", kind=PageKind.OTHER)),
        view("/tzgg/", listing("2026-11-01", "2026-10-01")),
        view(
            "/x.html",
            replace(article("2026-01-01", title="县情", metas=(Meta("ColumnName", "县情"),)), kind=PageKind.OTHER),
        ),
        view(
            "/gk.html",
            PageFacts(
                "", kind=PageKind.OTHER, metas=(Meta("ArticleTitle", "概况"),), crumbs=crumbs(("概况", "/gk.html"))
            ),
        ),
        view("/tzgg/index_2.html", listing("2026-09-01"), paged_from=f"{HOST}/tzgg/"),
        view("/tzgg/index_3.html", listing("2026-09-01", paging=Paging("x", 3, 3, first=f"{HOST}/tzgg/index.html"))),
        view("/tzgg/1.html", PageFacts("", kind=PageKind.LIST, title="有关名单")),
        view("/index.html", PageFacts("", kind=PageKind.HOME)),
    )
    registered = Column(SITE.key, "外站栏目", "http://www.elsewhere.gov.cn/x/")
    assert set(seen(*pages, columns=(registered,))) == {"/tzgg/"}


def test_entries_of_all_pages_and_of_their_articles() -> None:
    pages = (
        view("/tzgg/", listing("", "2026-10-01", "2027-11-01")),
        view("/tzgg/index_2.html", listing("2026-11-02", path="/tzgg/b"), paged_from=f"{HOST}/tzgg/index.html"),
        view("/tzgg/1.html", article("2026-11-05")),
    )
    column = seen(home(), *pages)["/tzgg/"]
    assert column.pages == (f"{HOST}/tzgg/", f"{HOST}/tzgg/index_2.html")
    assert (column.items, column.dated, column.unread, column.newest) == (4, 4, 0, day("2026-11-05"))


def test_tomorrow_is_not_the_future() -> None:
    near = (MOMENT + timedelta(hours=23)).isoformat()[:19]
    far = (MOMENT + timedelta(hours=25)).isoformat()[:19]
    column = seen(home(), view("/tzgg/", listing(near, far)))["/tzgg/"]
    assert column.newest == day(near)


def test_entries_whose_day_nobody_read() -> None:
    items = (
        Item(f"{HOST}/tzgg/1.html", "没有读到的"),
        Item(f"{HOST}/tzgg/2.pdf", "一个附件"),
        Item("http://www.elsewhere.gov.cn/3.html", "外站的"),
    )
    column = seen(home(), view("/tzgg/", PageFacts("", kind=PageKind.LIST, items=items)))["/tzgg/"]
    assert (column.items, column.dated, column.unread) == (3, 0, 1)


def test_ways_to_other_columns_are_no_entries() -> None:
    way = Item(f"{HOST}/xw/bmdt/", "部门动态")
    parent = view("/xw/", PageFacts("", kind=PageKind.LIST, items=(way, Item(f"{HOST}/", "首页"))))
    child = view(
        "/xw/bmdt/", listing("2026-11-01", path="/xw/bmdt/", crumbs=crumbs(("要闻", "/xw/"), ("部门动态", "/xw/bmdt/")))
    )
    column = seen(home(), parent, child)["/xw/"]
    assert (column.items, column.children, column.entries_below) == (0, (f"{HOST}/xw/bmdt/",), 1)


def test_without_breadcrumbs_the_folder_tells_what_lies_above() -> None:
    columns = seen(
        home(), view("/xw/", listing(path="/xw/")), view("/xw/bmdt/", listing("2026-11-01", path="/xw/bmdt/"))
    )
    assert columns["/xw/bmdt/"].parent == f"{HOST}/xw/"
    assert columns["/xw/"].parent == ""
    columns = seen(home(), view("/list.php", listing(path="/x/")), view("/tzgg/", listing("2026-11-01")))
    assert columns["/tzgg/"].parent == ""
    columns = seen(
        home(), view("/list.php?cid=1", listing(path="/x/")), view("/list.php?cid=12", listing("2026-11-01"))
    )
    assert columns["/list.php?cid=12"].parent == ""


def test_breadcrumbs_in_circles_end() -> None:
    there = view("/a/", listing("2026-11-01", path="/a/", crumbs=crumbs(("要闻", "/b/"), ("动态", "/a/"))))
    back = view("/b/", listing("2026-11-02", path="/b/", crumbs=crumbs(("动态", "/a/"), ("要闻", "/b/"))))
    columns = seen(home(), there, back)
    assert {path: (column.items, column.entries_below) for path, column in columns.items()} == {
        "/a/": (1, 0),
        "/b/": (1, 1),
    }


def test_a_list_on_three_pages_is_a_sidebar() -> None:
    hot = tuple(Item(f"{HOST}/rd/{n}.html", f"热点第{n}条", day("2026-11-19"), block=1) for n in range(3))
    pages = [
        view(f"/{name}/", replace(facts := listing("2026-01-01", path=f"/{name}/"), items=facts.items + hot))
        for name in "abc"
    ]
    assert {column.newest for column in seen(home(), *pages).values()} == {day("2026-01-01")}
    assert {column.newest for column in seen(home(), *pages[:2]).values()} == {day("2026-11-19")}


def test_entries_that_show_the_list_of_their_own_column_make_it_no_sidebar() -> None:
    """The articles of a column repeat its list beside their text, and were read as lists for it."""
    facts = listing("2011-03-03", "2010-03-06", "2010-03-05")
    entries = [view(f"/tzgg/{n}.html", facts) for n in (1, 2, 3)]
    column = seen(home(), view("/tzgg/", facts), *entries)["/tzgg/"]
    assert (column.items, column.dated, column.newest) == (3, 3, day("2011-03-03"))
    assert not column.sidebar
    others = [view(f"/{name}/", facts) for name in "ab"]
    assert seen(home(), view("/tzgg/", facts), *entries, *others)["/tzgg/"].sidebar


def test_paging_not_followed_to_the_end() -> None:
    told = Paging("x", 1, 3, next=(f"{HOST}/tzgg/2.htm", f"{HOST}/tzgg/3.htm"))
    first = view("/tzgg/", listing("2026-11-01", paging=told))
    second = view("/tzgg/2.htm", listing("2026-10-01", path="/b/"), paged_from=f"{HOST}/tzgg/")
    third = view("/tzgg/3.htm", listing("2026-09-01", path="/c/"), paged_from=f"{HOST}/tzgg/")
    assert seen(home(), first, second)["/tzgg/"].cut
    assert not seen(home(), first, second, third)["/tzgg/"].cut
    counted = view("/tzgg/", listing("2026-11-01", paging=Paging("x", 1, 2)))
    assert seen(home(), counted)["/tzgg/"].cut
    assert not seen(home(), counted, second)["/tzgg/"].cut
    recorded = view("/tzgg/", listing("2026-11-01", paging=Paging("x", 1, 3, records=2)))
    assert seen(home(), recorded)["/tzgg/"].cut
    assert not seen(home(), recorded, second)["/tzgg/"].cut


def test_a_list_called_like_the_column_above_it_continues_it() -> None:
    trail = crumbs(("通知公告", "/tzgg/"))
    first = view("/tzgg/", listing("2026-10-01", crumbs=trail, title="通知公告-临江县人民政府"))
    further = view("/tzgg/1.htm", listing("2026-11-01", path="/b/", crumbs=trail, title="通知公告-临江县人民政府"))
    below = view("/tzgg/zk/", listing("2026-11-02", path="/c/", crumbs=trail, title="招考-临江县人民政府"))
    columns = seen(home(), first, further, below)
    assert {path: column.items for path, column in columns.items()} == {"/tzgg/": 2, "/tzgg/zk/": 1}


def test_redirects_and_shells_lead_to_one_column() -> None:
    nav = home(("通知公告", "/gg"), ("公告", "/old/"))
    moved = view("/gg", listing("2026-11-01"), final_url=f"{HOST}/tzgg/")
    shell = view("/old/", PageFacts("", kind=PageKind.STUB, refresh=f"{HOST}/tzgg/"))
    columns = seen(nav, moved, shell)
    assert [(column.url, column.items) for column in columns.values()] == [(f"{HOST}/gg", 1)]


def test_a_registered_column_that_was_not_read() -> None:
    column = seen(home(), columns=(Column(SITE.key, "通知公告", f"{HOST}/tzgg/", exempt="合并"),))["/tzgg/"]
    assert (column.pages, column.category, column.exempt) == ((), "notice", "合并")


def test_a_cut_visit_names_what_it_did_not_reach() -> None:
    nav = home(("通知公告", "/tzgg/"), ("公告附件", "/a.pdf"), ("临江风光", "/fg/"))
    assert set(seen(nav, coverage=Coverage(ended=Ended.PAGES))) == {"/tzgg/"}
    assert seen(nav) == {}


def test_rest_and_exemption_come_from_above() -> None:
    above = Column(SITE.key, "专项工作", f"{HOST}/zx/", exempt="已归档")
    pages = (
        view("/zx/", listing(path="/zx/")),
        view("/zx/a/", listing("2024-01-01", path="/zx/a/", crumbs=crumbs(("专项工作", "/zx/"), ("扫尾", "/zx/a/")))),
        view(
            "/nb/x/", listing("2024-01-01", path="/nb/x/", crumbs=crumbs(("信息公开年报", "/nb/"), ("县直", "/nb/x/")))
        ),
        view("/zt/", listing(path="/zt/", title="专题专栏")),
        view("/zt/fx/", listing("2024-01-01", path="/zt/fx/", title="防汛工作")),
        view("/2024/", listing("2024-01-01", path="/2024/", crumbs=crumbs(("2024年公报", "/2024/")))),
        view("/2026/", listing("2026-01-01", path="/2026/", crumbs=crumbs(("2026年公报", "/2026/")))),
    )
    columns = seen(home(), *pages, columns=(above,))
    assert columns["/zx/a/"].exempt == "已归档"
    assert {path: column.rests for path, column in columns.items() if path != "/zx/"} == {
        "/zx/a/": False, "/nb/x/": True, "/zt/": True, "/zt/fx/": True, "/2024/": True, "/2026/": False,
    }  # fmt: skip


def test_something_to_read_or_see() -> None:
    nav = home(("便民服务热线电话查询入口", "/rx/"))
    template = (
        "您现在的位置：首页 > 政务公开 > 县直单位 > 通知公告",
        "通知公告",
        "便民服务热线电话查询入口",
        "共0条 第1/1页 首页 上一页 下一页 尾页",
    )
    words = "县城东片区供水管网改造顺利完工\n" * 5
    for facts, has_text in (
        (PageFacts("", text=words), True),
        (PageFacts("", images=1), True),
        (PageFacts("", links=(Link(f"{HOST}/p", tag="iframe"),)), True),
        (
            PageFacts("", heading="通知公告", text="\n".join(template)),
            False,
        ),
    ):
        facts = replace(facts, kind=PageKind.LIST, crumbs=crumbs(("通知公告", "/tzgg/")))
        column = seen(nav, view("/tzgg/", facts))["/tzgg/"]
        assert (column.has_text, column.bare > 12) == (has_text, bool(facts.text) and has_text)
