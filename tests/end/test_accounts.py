"""A night over the accounts of the county alone: their key is met, and what could not be looked at is no verdict."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.model.registry import BEIJING, Level
from results.ledger import registry
from results.ledger.engine import open_ledger
from tests import county as fake
from tests.county import Answer, County
from tests.county.accounts import MIRROR, OFFICE, RSSHUB, Shelf
from tests.county.draft import Account
from tests.county.posts import HOST
from tests.end.office import Office
from tests.planted import card, identity, made, mobile

CHECK = "silent-account"


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def night(county: County, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """An office that read its accounts, and what it was told."""
    with fake.serve(county) as served:
        office = Office.opened(tmp_path_factory.mktemp("office"), county, served)
        office.register()
        office.run("lexicon", "import", str(office.folder / "officials.csv"))
        keys = [key(one) for one in county.accounts]
        yield office, office.run("nightly", *(word for one in keys for word in ("--site", one)))


def key(one: Account) -> str:
    return f"{one.platform}|{one.number}"


def of_accounts(county: County) -> list[Answer]:
    """The faults of accounts and of their posts."""
    homes = {one.home for one in county.accounts}
    of_posts = (a for a in county.answers if f"://{HOST}/" in a.url or a.check == "dead-post-links")
    return [*of_posts, *(answer for answer in county.answers if answer.url in homes)]


def test_the_key_of_the_accounts_is_met(night: tuple[Office, str], county: County) -> None:
    found = {(i["site_code"], i["check"], i["code"], i["url"], i["status"]) for i in night[0].lines("issues")}
    told = {(a.site_code, a.check, a.code, a.url, a.status) for a in of_accounts(county)}
    assert sorted(told - found) == [], "seeded and not found"
    assert sorted(found - told) == [], "found and not seeded"


def test_a_gateway_that_fails_is_an_incident_and_nobodys_silence(night: tuple[Office, str], county: County) -> None:
    office, said = night
    assert f"rsshub（{RSSHUB}）有 6/7 个账号读取失败" in said
    assert f"feed（{MIRROR}）20 个账号同时没有任何新内容" in said
    ended = {o["subject"]: o for o in office.lines("outcomes") if o["check"] == CHECK}
    hosts = (RSSHUB, MIRROR)
    covered = [ended[key(one)] for one in county.accounts if any(host in one.url for host in hosts)]
    assert Counter(o["status"] for o in covered) == {"UNKNOWN": 27}
    assert all("同一来源大面积读取失败" in o["reason"] for o in covered)


def test_closed_accounts_are_not_judged(night: tuple[Office, str], county: County) -> None:
    ended = {o["subject"] for o in night[0].lines("outcomes") if o["check"] == CHECK}
    assert {key(one) for one in county.accounts} - ended == {key(one) for one in county.accounts if one.state != "正常"}


def test_a_local_rule_tells_the_accounts_of_departments_and_townships(
    night: tuple[Office, str], county: County
) -> None:
    files = [str(path) for path in sorted((night[0].folder / "data/visits").glob("*/accounts-*.visit"))]
    said = [o for o in night[0].lines("judge", "--overlay", "jianghua", *files) if o["check"] == "low-level-accounts"]
    with open_ledger(f"sqlite:///{night[0].folder / 'data/ledger.sqlite'}") as ledger, ledger.connect() as connection:
        known = registry.load(connection)
    units = {unit.name: unit.level for unit in known.units}
    level = {one.key: units[one.unit] if one.level is Level.UNKNOWN else one.level for one in known.accounts}
    inner = [one for one in county.accounts if one.state == "正常" and one.platform not in ("移动客户端", "微信小程序")]
    unknown = {key(one) for one in inner if level[key(one)] is Level.UNKNOWN}
    spared = {key(one) for one in inner if one.unit == OFFICE} - unknown
    ended = {status: {o["subject"] for o in said if o["status"] == status} for status in ("REVIEW", "PASS", "UNKNOWN")}
    assert ended == {"REVIEW": {key(one) for one in inner} - unknown - spared, "PASS": spared, "UNKNOWN": unknown}
    assert all(ended.values())


def test_posts_are_told_as_pages_are(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    told = [issue for issue in office.lines("issues") if f"://{HOST}/" in f"{issue['url']} {issue['found_on']}"]
    assert all(issue["says"] and issue["fix"] and "{" not in issue["says"] + issue["fix"] for issue in told)
    passed = [issue["says"] for issue in told if issue["data"].get("passed_on") == "县融媒中心"]
    assert len(passed) == 1
    assert "（转自“县融媒中心”）" in passed[0]
    titles = next(m.url for m in county.near_misses if m.name == "post-title-alone").split("/")[3]
    said = {o["check"]: o for o in office.lines("outcomes") if o["subject"] == f"澎湃号|{titles}"}
    assert (said["typos"]["status"], said["typos"]["reason"]) == ("UNKNOWN", "只看到标题，没有正文（2）")


def test_no_number_of_a_post_is_kept_or_told(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    planted = [identity(7_001 + n) for n in range(5)] + [mobile(7_061), card(7_041, 19), made("passport", 7_090)]
    shelf = county.doors[HOST]
    assert isinstance(shelf, Shelf)
    feeds = b"".join(response.body for response in shelf.laid.values())
    assert all(number.encode() in feeds for number in planted)
    files = [path for path in (office.folder / "data").rglob("*") if path.is_file()]
    assert any(path.name.startswith("accounts-") for path in files)
    kept = b"".join(path.read_bytes() for path in files) + office.run("issues", "--format", "jsonl").encode()
    assert [number for number in planted if number.encode() in kept] == []


def test_what_was_published_is_counted_by_month(night: tuple[Office, str], county: County) -> None:
    first = f"{county.today - timedelta(days=400):%Y-%m}"
    lines = night[0].lines("accounts", "posts", "--from", first)
    shown: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        shown[line["account"]].append(line)
    silent = {a.url for a in county.answers if (a.check, a.code) == (CHECK, "silent") and "僵尸" in a.why}
    dead = [shown[key(one)] for one in county.accounts if one.home in silent]
    assert dead
    assert all("none" in {line["state"] for line in some} for some in dead)  # a month without a post, seen whole
    off = [shown[key(one)] for one in county.accounts if RSSHUB in one.url]
    assert [sum(line["missed"] for line in some) for some in off] == [1] * 7
    assert all(line["state"] != "none" for some in off for line in some)
    reposts = next(one for one in county.near_misses if one.name == "only-reposts")
    some = next(shown[key(one)] for one in county.accounts if one.home == reposts.url)
    assert (sum(line["reposts"] for line in some), sum(line["published"] for line in some)) == (3, 3)


def test_records_of_persons_are_told_apart(night: tuple[Office, str], county: County) -> None:
    told = {line["account"]: line["state"] for line in night[0].lines("accounts", "records")}
    named = {
        one.name: key(account) for one in county.near_misses for account in county.accounts if account.home == one.url
    }
    states = {
        name: told[named[name]] for name in ("old-record", "recorded-twice", "not-recorded", "recorded-without-source")
    }
    assert states == {
        "old-record": "old",
        "recorded-twice": "valid",
        "not-recorded": "missing",
        "recorded-without-source": "valid",
    }
    ended = {o["subject"]: o for o in night[0].lines("outcomes") if o["check"] == CHECK}
    assert "上次核查" in ended[named["old-record"]]["reason"]
    assert ended[named["recorded-twice"]]["status"] == "PASS"


def test_the_verdict_on_an_account(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    told = {
        line["subject"]: line for line in office.lines("issues") if line["check"] == CHECK and line["code"] == "silent"
    }
    silent = next(one for one in county.accounts if key(one) in told)
    card = json.loads(office.run("score", key(silent), "--json"))
    veto = next(one for one in card["vetoes"] if one["code"] == "NV-2a")
    assert (veto["state"], veto["found"]) == ("candidate", 1)
    assert card["reading"]["days"] == told[key(silent)]["data"]["days"]
    assert (office.folder / "data" / card["reading"]["visit"]).exists()
    for part in ("单项否决", "最近一次读取", card["reading"]["visit"], "第一次评分"):
        assert part in office.run("score", f"{silent.platform}:{silent.name}")
    twice = next(one for one in county.accounts if sum(other.name == one.name for other in county.accounts) > 1)
    assert key(twice) in office.run("score", twice.name, code=3)


def test_the_advice_on_merging(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    lines = office.lines("accounts", "advice")
    found = {line["subject"]: line for line in office.lines("issues") if line["check"] == "duplicate-accounts"}
    extra = [line for line in lines if line["why_together"] == "same-platform" and line["advice"] != "keep"]
    assert len(extra) == len(found) > 0
    unread = [line for line in lines if line["state"] in ("could-not-look", "abnormal", "")]
    assert unread
    assert {line["advice"] for line in unread} == {"none"}
    subjects = [line["subject"] for line in lines]
    assert len(subjects) == len(set(subjects))
    bound = [line for line in lines if line["followers"] and line["followers"]["at_least"]]
    assert bound
    assert not any("few-followers" in line["reasons"] for line in bound)
    one = extra[0]["unit"]
    assert {line["unit"] for line in office.lines("accounts", "advice", "--unit", one)} == {one}
    assert "相近的有" in office.run("accounts", "advice", "--unit", one[:-1], code=3)
    office.run("accounts", "advice", "--format", "xlsx", "--output", "advice.xlsx")
    assert (office.folder / "advice.xlsx").stat().st_size > 5_000


def test_the_page_of_a_unit(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    silent = next(line for line in office.lines("issues") if line["check"] == CHECK and line["code"] == "silent")
    unit = silent["unit"]
    told = json.loads(office.run("unit", unit, "--json"))
    mine = [one for one in county.accounts if one.unit == unit]
    assert {one["subject"] for one in told["accounts"]} == {key(one) for one in mine}
    account = next(one for one in told["accounts"] if one["subject"] == silent["subject"])
    assert (account["verdict"], account["days"]) == ("不合格候选", silent["data"]["days"])
    assert silent["says"] in {one["says"] for one in told["issues"]}
    assert "不合格候选" in office.run("unit", unit)
    for name in ("unit.html", "unit.xlsx"):
        office.run("unit", unit, "--output", name)
    page = (office.folder / "unit.html").read_text(encoding="utf-8")
    assert silent["says"] in page
    assert "新媒体情况表" in page
    assert unit in office.run("unit", unit[:-2], code=3)
    assert ".html 或 .xlsx" in office.run("unit", unit, "--output", "unit.docx", code=3)


def test_a_wrong_text_is_followed_to_all_who_passed_it_on(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    told = [
        line for line in office.lines("issues") if line["data"].get("passed_on") and line["data"].get("text_digest")
    ]
    (one,) = [line for line in told if line["check"] == "wrong-expressions"][:1]
    copies = office.lines("accounts", "copies", str(one["id"]))
    assert one["subject"] in {line["subject"] for line in copies}
    assert one["id"] in {number for line in copies for number in line["issues"]}
    dated = [line["published"] for line in copies if line["published"]]
    assert dated == sorted(dated)
    other = next(line for line in office.lines("issues") if not line["data"].get("text_digest"))
    assert "不在推文的文字里" in office.run("accounts", "copies", str(other["id"]), code=3)
    assert "没有编号为 99999 的问题" in office.run("accounts", "copies", "99999", code=3)


def test_what_is_mended_is_told_as_mended(night: tuple[Office, str], county: County) -> None:
    office = night[0]
    # That posts are no reposts does not say that they are original: few-originals cannot see that it was mended.
    here = [answer for answer in of_accounts(county) if answer.check != "few-originals"]
    faults = frozenset(answer.id for answer in here)
    with fake.serve(fake.build(county.today, mended=faults)) as served:
        Office.opened(office.folder, served.county, served)
        office.register()
        office.run("nightly", *(word for one in county.accounts for word in ("--site", key(one))))
    assert {row["state"] for row in office.lines("issues", "--state", "fixed")} == {"fixed"}
    left = [row for row in office.lines("issues") if row["state"] != "fixed"]
    assert {row["check"] for row in left} == {"few-originals"}
