"""A night over the accounts of the county alone: their key is met, and what could not be looked at is no verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.accounts import MIRROR, RSSHUB
from tests.county.draft import Account
from tests.end.office import Office

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
        keys = [key(one) for one in county.accounts]
        yield office, office.run("nightly", *(word for one in keys for word in ("--site", one)))


def key(one: Account) -> str:
    return f"{one.platform}|{one.number}"


def test_the_key_of_the_accounts_is_met(night: tuple[Office, str], county: County) -> None:
    of_accounts = {one.home for one in county.accounts}
    found = {(i["site_code"], i["check"], i["code"], i["url"], i["status"]) for i in night[0].lines("issues")}
    told = {(a.site_code, a.check, a.code, a.url, a.status) for a in county.answers if a.url in of_accounts}
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


def test_what_is_mended_is_told_as_mended(night: tuple[Office, str], county: County) -> None:
    office, homes = night[0], {one.home for one in county.accounts}
    # That posts are no reposts does not say that they are original: few-originals cannot see that it was mended.
    here = [answer for answer in county.answers if answer.url in homes and answer.check != "few-originals"]
    faults = frozenset(answer.id for answer in here)
    with fake.serve(fake.build(county.today, mended=faults)) as served:
        Office.opened(office.folder, served.county, served)
        office.register()
        office.run("nightly", *(word for one in county.accounts for word in ("--site", key(one))))
    assert {row["state"] for row in office.lines("issues", "--state", "fixed")} == {"fixed"}
    left = [row for row in office.lines("issues") if row["state"] != "fixed"]
    assert {row["check"] for row in left} == {"few-originals"}
