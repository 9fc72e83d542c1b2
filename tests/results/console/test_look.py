"""The pages of sites, accounts, units, runs and search: what they tell, what they do not, and to whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from werkzeug.routing import Map, ValidationError

from checks.indicators.edition import load
from checks.model.captures import HttpProbe, Phases
from checks.model.registry import Account, Registry, Site, SubjectState, Unit
from checks.model.rounds import Round
from results import scoring, triage
from results.console.keys import KeyConverter
from results.ledger import issues, registry, rounds, run_tallies, runs, users
from results.ledger.engine import Ledger, open_ledger
from results.ledger.users import Role, User
from results.reports.timeline import STYLE, timeline, unstyled
from results.verdicts import keep_site
from tests.results.console.office import (
    ACCOUNT,
    COUNTY,
    EAST,
    EAST_ACCOUNT,
    PEOPLE,
    SITES,
    WEST,
    Office,
    digest,
    opened,
    packed,
)
from tests.results.making import DAY, NOW

EAST_SITE, WEST_SITE = SITES
LOOK_CSS = Path("results/console/static/look.css")
HOSTILE = [
    "3399990001",
    "http://www.x.gov.cn:80/a//b/../c?d=e&f#g",
    "..",
    ".",
    "~",
    "~abc",
    "/",
    "微博|甲 乙",
    "a%2Fb%00",
    "<script>alert(1)</script>",
    "\\\\host\\x",
    " ",
    "-_.",
    "平台|\u202eabc",
]


@pytest.mark.parametrize("key", HOSTILE)
def test_every_key_comes_back_from_its_address(key: str) -> None:
    converter = KeyConverter(Map())
    part = converter.to_url(key)
    assert not re.search(r"[/?#\\<>\s]", part)
    assert part.strip(".")
    assert converter.to_python(unquote(part)) == key


@pytest.mark.parametrize("part", ["~", "~!", "~_w", "~AA", "a\0"])
def test_what_packs_no_key_leads_nowhere(part: str) -> None:
    with pytest.raises(ValidationError):
        KeyConverter(Map()).to_python(part)


@pytest.mark.parametrize("key", ["http://p.gov.cn//a/../?b=1&c#d", "../x", "~", "%00"])
def test_a_site_without_a_code_has_a_page_whatever_its_address(small: Office, key: str) -> None:
    with small.ledger.begin() as connection:
        registry.save(connection, Registry(sites=(Site("奇怪", key, EAST),)))
    browser = small.signed_in("contact")
    (address,) = re.findall(r'<a href="([^"]+)"><strong>奇怪', browser.get("/sites/").text)
    page = browser.get(unescape(address))
    assert page.status_code == 200
    assert "还没有评分" in page.text
    assert "没有访问记录" in page.text


@pytest.mark.parametrize("name", PEOPLE)
def test_of_another_unit_there_is_no_page(office: Office, name: str) -> None:
    browser, west = office.signed_in(name), name in ("boss", "reviewer")
    for noun, ours, theirs in (
        ("sites", EAST_SITE.key, WEST_SITE.key),
        ("accounts", packed(EAST_ACCOUNT.key), packed(ACCOUNT.key)),
        ("units", packed(EAST), packed(WEST)),
        ("units", packed(EAST), packed(COUNTY)),
    ):
        assert browser.get(f"/{noun}/{ours}").status_code == 200
        assert browser.get(f"/{noun}/{theirs}").status_code == (200 if west else 404), (noun, theirs)
        assert browser.get(f"/{noun}/nobody").status_code == 404
    for path in ("/sites/", "/accounts/", "/units/", "/search?q=镇", "/search?q=gov", "/search?q=33", "/"):
        page = browser.get(path).text
        assert ("西镇" in page) is (west and path != "/"), path
        assert "东镇" in page or path == "/"
    assert "西镇" not in browser.get(f"/search?q={WEST_SITE.key}").text or west
    assert "西镇" not in browser.get("/sites/?verdict=unknown&order=name").text or west


def test_a_contact_sees_neither_runs_nor_what_is_below(office: Office) -> None:
    with office.ledger.begin() as connection:
        users.give_units(connection, office.user("contact").id, [COUNTY])
    contact, reviewer = office.signed_in("contact"), office.signed_in("reviewer")
    assert "东镇" in reviewer.get(f"/units/{packed(COUNTY)}").text
    assert "东镇" not in contact.get(f"/units/{packed(COUNTY)}").text
    assert contact.get(f"/units/{packed(EAST)}").status_code == 404
    assert "没有符合条件" in contact.get("/sites/").text
    assert "/runs/" not in contact.get("/").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 2),
        ("text=东镇", 1),
        ("text=3399990002", 1),
        ("text=33999", 2),
        ("text=west.gov", 1),
        ("text=%25", 0),
        ("unit=县", 2),
        ("unit=西", 1),
        ("region=地区<script>alert(1)</script>", 2),
        ("region=地区", 0),
        ("level=county", 0),
        ("level=unknown", 2),
        ("level=nonsense", 2),
        ("kind=other", 2),
        ("kind=portal", 0),
        ("verdict=unknown", 2),
        ("verdict=passed", 0),
        ("verdict=never", 0),
        ("verdict=idle", 0),
        ("verdict=nonsense", 2),
        ("order=name", 2),
        ("order=score", 0),
        ("after=3399990001", 1),
        ("after=3399990001&order=name", 1),
        ("after=nobody&order=name", 2),
    ],
)
def test_the_address_of_the_list_of_sites_says_what_is_in_it(small: Office, asked: str, found: int) -> None:
    page = small.signed_in("boss").get(f"/sites/?{asked}").text
    assert len(re.findall(r'data-label="网站"', page)) == found


def test_lists_go_on_where_the_page_ended(small: Office) -> None:
    with small.ledger.begin() as connection:
        more = tuple(Site(f"丙{n % 3}", f"http://{n}.cn/", EAST, code=f"{n:010}") for n in range(7))
        registry.save(connection, Registry(sites=more))
    browser = Office(small.ledger, opened(small.ledger, page=4).app).signed_in("boss")
    for path in ("/sites/", "/sites/?order=name", "/accounts/", "/accounts/?order=name", "/units/"):
        named: list[str] = []
        address, pages = path, 0
        while address and pages < 9:
            page = browser.get(address).text
            named += re.findall(r'<a href="([^"]+)"><strong>', page)
            address = next(map(unescape, re.findall(r'rel="next" href="([^"]+)"', page)), "")
            pages += 1
        expected = {"/sites/": 9, "/accounts/": 2, "/units/": 3}[path.partition("?")[0]]
        assert len(named) == len(set(named)) == expected, path
        assert pages == -(-expected // 4)


def test_the_lowest_score_comes_first_and_closed_sites_are_not_judged(small: Office) -> None:
    edition = load()
    with small.ledger.begin() as connection:
        for number, (low, state) in enumerate(((90, "normal"), (50, "normal"), (20, "closed"))):
            site = Site(f"站{number}", f"http://{number}.cn/", EAST, code=f"{number}", state=SubjectState(state))
            registry.save(connection, Registry(sites=(site,)))
            points = replace(scoring.score([], edition, site), low=low, high=95, scored=True, vetoes=())  # type: ignore[arg-type]
            keep_site(connection, 1, site, points, edition, ended="complete", detail="", at=NOW)
    browser = small.signed_in("boss")
    assert re.findall(r"<strong>(站\d)", browser.get("/sites/?order=score").text) == ["站1", "站0"]
    listed = browser.get("/sites/?text=站").text
    assert "50.00—95.00" in listed
    assert "20.00" not in listed
    assert "不评判（关停）" in listed
    assert re.findall(r"<strong>(站\d)", browser.get("/sites/?verdict=idle").text) == ["站2"]
    assert re.findall(r"<strong>(站\d)", browser.get("/sites/?verdict=passed").text) == ["站0"]
    assert "登记为关停，只看域名和首页" in browser.get("/sites/2").text


def test_the_page_of_a_site_tells_what_is_known_and_what_is_not(small: Office) -> None:
    page = small.signed_in("inspector").get(f"/sites/{EAST_SITE.key}").text
    for words in (
        "没有标注有效性",
        "有效",
        "超过期限",
        "14 天",
        "99",
        "没有探测",
        "链接可用性",
        "国办",
        "WD-403",
        "V6-01",
        "未核实",
    ):
        assert words in page or words == "没有探测", words
    assert 'href="/issues/?site=3399990001"' in page
    assert page.index("暗链") < page.index("没有整改的问题")
    ranked = re.findall(r'<a href="/issues/\d+">([^<]+)</a>', page)
    assert ranked[0] == "暗链"  # what may veto comes first
    assert "可能扣分也可能不扣分" in page


def test_the_week_of_a_site_is_drawn_without_a_style_of_its_own(small: Office) -> None:
    with small.ledger.begin() as connection:
        for hour in range(30):
            began = NOW - timedelta(hours=hour + 12)
            round_ = Round("v", began, began + timedelta(minutes=5), 2, 0, True)
            answer = HttpProbe(EAST_SITE.home, began, 4, 200, None, "", Phases(whole=0.5, first_byte=0.2), 9)
            rounds.add(connection, round_, {(EAST_SITE.key, EAST_SITE.home, 0): answer})
    page = small.signed_in("boss").get(f"/sites/{EAST_SITE.key}").text
    (picture,) = re.findall(r'<svg class="timeline".*?</svg>', page, re.DOTALL)
    assert 'class="good"' in picture
    assert "打开 30 个时段" in picture
    for text in (page, small.signed_in("boss").get("/").text):
        assert "<style" not in text
        assert not re.search(r"<[^>]+\sstyle=", text)


def test_the_classes_of_the_week_stand_in_the_style_of_the_console() -> None:
    rule = load().rules["unreachable-site"]
    drawn = timeline([], [], rule, NOW.replace(hour=16) - 7 * DAY, NOW.replace(hour=16))
    assert STYLE in drawn
    assert STYLE not in unstyled(drawn)
    css = LOOK_CSS.read_text(encoding="utf-8")
    for one in STYLE.split("}"):
        assert one.strip() in css


def test_the_page_of_an_account_tells_nought_from_unseen(small: Office) -> None:
    page = small.signed_in("contact").get(f"/accounts/{packed(EAST_ACCOUNT.key)}").text
    assert "2026-11：至少 1" in page
    assert "2026-10：未知" in page
    assert "2025-12" in page
    assert "没有存下的读取记录，不能据此说账号没有更新" in page
    assert "题&lt;script&gt;" in page
    west = small.signed_in("boss").get(f"/accounts/{packed(ACCOUNT.key)}").text
    assert "登记表里没有写读取来源" in west
    assert "整体失败" not in west  # its source did not fail
    assert "9 个账号中 2 个没有读到" in page


def test_the_page_of_a_unit_counts_what_is_its_own_and_what_is_below(small: Office) -> None:
    browser = small.signed_in("boss")
    own, above = (browser.get(f"/units/{packed(name)}").text for name in (WEST, COUNTY))
    assert re.search(r"<b>4</b>新发现", own)
    assert re.search(r"<b>0</b>新发现", above)
    assert "暗链" in own
    assert "没有登记本单位的网站" in above
    below = above.partition('id="below"')[2]
    cells = re.findall(r'data-label="(\w+)" class="number">([^<]+)', below)
    west = [("单位数", "1"), ("网站", "1"), ("账号", "1"), ("没有整改的问题", "4")]
    assert west == cells[-4:]
    with small.ledger.begin() as connection:
        registry.save(connection, Registry(units=(Unit(COUNTY, WEST),)))  # a circle
    assert browser.get(f"/units/{packed(WEST)}").status_code == 200


def test_the_page_of_a_run_says_what_was_not_looked_at_and_why(small: Office) -> None:
    page = small.signed_in("boss").get("/runs/1").text
    assert "用时 3 小时 0 分" in page
    assert "坏了" in page
    unseen = page.partition('id="unseen"')[2]
    assert re.search(r"没有读到&lt;script&gt;alert\(1\)&lt;/script&gt;</td><td[^>]+>2</td>", unseen)
    assert "2/9" in page
    east = small.signed_in("inspector").get("/runs/1").text
    assert "坏了" not in east
    assert re.search(
        r"没有读到&lt;script&gt;alert\(1\)&lt;/script&gt;</td><td[^>]+>1</td>", east.partition('id="unseen"')[2]
    )
    assert small.signed_in("boss").get("/runs/77").status_code == 404


def test_the_overview_draws_the_last_runs_and_ranks_places(small: Office) -> None:
    browser = small.signed_in("boss")
    assert "只有一次巡查的数" in browser.get("/").text
    edition = load()
    with small.ledger.begin() as connection:
        run = runs.start(connection, kind="weekly", edition="e", code="1", moment=NOW + DAY)
        points = replace(scoring.score([], edition, EAST_SITE), vetoes=())
        keep_site(connection, run, EAST_SITE, points, edition, ended="complete", detail="", at=NOW)
        registry.save(connection, Registry(sites=(Site("新站", "http://new.cn/", EAST, code="n", region="新区"),)))
        runs.finish(connection, run, NOW + DAY)
        (number, *_) = [one.id for one in issues.query(connection, sites=[EAST_SITE.key])]
        triage.dismiss(connection, number, who="王", reason="误报", moment=NOW + DAY)
    run_tallies.keep(small.ledger, run)
    page = browser.get("/").text
    assert page.count('<svg class="plot" ') == 3
    assert "第 1 次 0%—100%；第 2 次 50%—100%" in page
    assert "第 2 次 5" in page  # issues
    region = page.partition('id="region"')[2].partition("</section>")[0]
    assert re.search(r'data-label="名次"[^>]*>1</td>.*50%—100%', region, re.DOTALL)
    assert "一个也没有看过" in region
    assert "region=%E6%96%B0%E5%8C%BA" in region
    mine = small.signed_in("inspector").get("/").text.partition('id="region"')[2]
    assert "100%" in mine.partition("</section>")[0]


def test_before_the_first_run_every_page_says_what_to_do(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        boss = User(0, "boss", "王", Role.ADMINISTRATOR, whole=True, password=digest())
        users.add(connection, boss, moment=NOW)
    browser = opened(ledger).signed_in("boss")
    for path, words in {
        "/": "nightly",
        "/sites/": "import",
        "/accounts/": "import",
        "/units/": "import",
        "/runs/": "nightly",
        "/search": "名称、标识码或网址",
        "/search?q=x": "你能看的单位里没有",
    }.items():
        assert words in browser.get(path).text, path
    with ledger.begin() as connection:
        site, account = Site("站", "http://a.cn/", "甲", code="a"), Account("weibo", "号", "甲", platform_id="x")
        registry.save(connection, Registry(sites=(site,), accounts=(account,)))
    assert "没有巡查过" in browser.get("/sites/").text
    for path, words in {
        "/sites/a": "还没有巡查过",
        f"/accounts/{packed(account.key)}": "还没有评判",
        "/units/甲": "站",
        "/search?q=甲": "甲",
    }.items():
        page = browser.get(path)
        assert page.status_code == 200, path
        assert words in page.text, path


def test_numbers_and_keys_that_nothing_has(small: Office) -> None:
    browser = small.signed_in("boss")
    for path in (
        "/runs/99999999999999",
        "/sites/~",
        "/sites/a%00",
        "/units/~AA",
        "/accounts/~AA",
        "/sites/" + "a" * 13_000,
    ):
        assert browser.get(path).status_code == 404, path[:40]
    for path in ("/runs/?before=99999999999", "/runs/?before=-1", "/sites/?after=~", "/units/?after=zzz"):
        assert browser.get(path).status_code == 200, path


def test_search_puts_what_is_called_exactly_so_first(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as ledger:
        with ledger.begin() as connection:
            many = tuple(Site(f"甲县{n}", f"http://{n}.cn/", "甲", code=f"{n:03}") for n in range(30))
            registry.save(connection, Registry((Unit("甲县"),), (*many, Site("甲县", "http://z.cn/", "甲", code="z"))))
            boss = User(0, "boss", "王", Role.ADMINISTRATOR, whole=True, password=digest())
            users.add(connection, boss, moment=NOW)
        page = opened(ledger).signed_in("boss").get("/search?q=甲县").text
    assert re.findall(r'<a href="/sites/(\w+)">', page)[0] == "z"
    assert page.count("/sites/") - page.count("/sites/?") >= 20
    assert "更多网站" in page
    assert 'value="甲县"' in page  # the box keeps what was typed
