"""What a period says of what is in no sum: closed, new, gone, renamed, runs that were cut or brought nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from checks.model.registry import Account, Registry, Site, SubjectState
from results import noticing, triage
from results.handling import Hand
from results.ledger import registry, tables
from results.ledger.engine import Ledger
from results.ledger.runs import RunState
from results.reports.period_rows import RunRow
from results.verdicts import Verdict
from tests.results.reports.period_making import BLOG, CHAT, EDITION, ONE, REGISTRY, SHUT, THREE, TWO, UNREAD, Desk, at

NEW = Site("民政局网", "http://d.gov.cn/", "民政局", code="3399990004")


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Desk:
    return Desk(ledger, tmp_path)


def said(desk: Desk, part: str) -> str:
    """The one sentence with a part; "" for none."""
    found = [one for one in desk.told().left_out if part in one]
    assert len(found) < 2
    return "".join(found)


def test_nothing_is_left_out_of_a_plain_month(desk: Desk) -> None:
    desk.night(9, 1)
    (columns,) = desk.told().left_out  # nothing was kept of columns: no visit was read
    assert columns.startswith("栏目更新程度只保留每个网站最近一次访问所见：3 个网站")


def test_a_unit_that_was_renamed_or_merged(desk: Desk) -> None:
    desk.night(9, 1, {BLOG.key: ("silent",)})
    with desk.ledger.begin() as connection:
        triage.confirm(connection, desk.numbers(BLOG.key)[0], who="王", moment=at(9, 2))
        noticing.draw(connection, "教育局", [], Hand("李", at(9, 3)), due=date(2026, 9, 20))
    assert said(desk, "更名") == ""
    moved = (replace(TWO, unit="教育和体育局"), replace(BLOG, unit="教育和体育局"))
    desk.known = replace(REGISTRY, sites=(ONE, moved[0], THREE), accounts=(moved[1], CHAT))
    desk.night(9, 30)
    told = said(desk, "更名")
    assert "单位 1 个（可能已更名或撤并）：教育局；" in told
    assert "按现在登记的主办单位统计" in told
    assert {row.unit for row in desk.told().sites} == {"县政府办", "教育和体育局", "水务局"}


def test_a_unit_that_only_a_notice_names(desk: Desk) -> None:
    desk.night(8, 1, {TWO.key: ("a",)})
    with desk.ledger.begin() as connection:
        triage.confirm(connection, desk.numbers(TWO.key)[0], who="王", moment=at(8, 2))
        noticing.draw(connection, "教育局", [], Hand("李", at(9, 3)), due=date(2026, 9, 20))
    moved = (replace(TWO, unit="教育和体育局"), replace(BLOG, unit="教育和体育局"))
    desk.known = replace(REGISTRY, sites=(ONE, moved[0], THREE), accounts=(moved[1], CHAT))
    desk.night(9, 30)
    assert "：教育局；" in said(desk, "更名")


def test_what_was_closed_in_the_period(desk: Desk) -> None:
    desk.night(9, 1)
    shut = replace(THREE, state=SubjectState.PAUSED)
    desk.known = replace(REGISTRY, sites=(ONE, TWO, shut))
    desk.night(9, 30)
    assert said(desk, "网站 1 个，不计入各数") == (
        "本期检查过、现登记为关停、注销或临时下线的网站 1 个，不计入各数：水务局网（临时下线）"
    )
    assert [row.key for row in desk.told().sites] == [ONE.key, TWO.key]


def test_what_no_run_ever_took_up(desk: Desk) -> None:
    desk.night(9, 1)
    account = Account("weibo", "民政发布", "民政局", platform_id="9")
    desk.known = replace(REGISTRY, sites=(*REGISTRY.sites, NEW), accounts=(*REGISTRY.accounts, account))
    desk.night(10, 1)
    told = desk.told()
    assert said(desk, "没有一次检查看过的网站").endswith("网站 1 个（可能是本期内或期后新登记的），列为未测：民政局网")
    assert said(desk, "没有一次检查看过的账号").endswith("列为未测：民政发布")
    (row,) = (one for one in told.sites if one.key == NEW.key)
    assert (row.verdict, row.why, row.run, row.looked, row.missed) == (Verdict.UNKNOWN, "本期没有检查过", None, 0, 0)


def test_sites_that_are_registered_no_more(desk: Desk) -> None:
    desk.night(9, 1)
    with desk.ledger.begin() as connection:
        connection.execute(delete(tables.sites).where(tables.sites.c.key == THREE.key))
    assert said(desk, "没有登记的网站").endswith(f"1 个，没有计入：{THREE.key}")
    assert [row.key for row in desk.told().sites] == [ONE.key, TWO.key]


def test_runs_that_were_cut_and_runs_that_saw_nothing(desk: Desk) -> None:
    desk.known = Registry(REGISTRY.units, (ONE,), (), ())
    desk.night(9, 1)
    cut = desk.night(9, 2, state=RunState.ABANDONED)
    empty = desk.night(9, 3, ended={ONE.key: SHUT})
    assert said(desk, "没有做完").endswith(f"1 次，做完的部分已计入：第 {cut} 次（09月02日）")
    assert said(desk, "没有看成").endswith(f"：第 {empty} 次（09月03日）")


def test_several_editions(desk: Desk) -> None:
    desk.night(9, 1)
    desk.rules = replace(EDITION, overlays=("lexicon@aa",))
    desk.night(9, 2)
    assert said(desk, "规则版本") == ""  # a list of the office is no other edition
    desk.rules = replace(EDITION, name="other")
    desk.night(9, 3)
    assert "本期先后按 2 个规则版本检查（test、other）" in said(desk, "规则版本")
    assert desk.told().editions == ("test", "test+lexicon@aa", "other")


def test_the_rules_in_force_are_not_those_of_the_runs(desk: Desk) -> None:
    desk.night(9, 1)
    desk.rules = replace(EDITION, overlays=("lexicon@aa",))
    assert said(desk, "现行规则") == ""
    desk.rules = replace(EDITION, name="other")
    assert said(desk, "现行规则").endswith("按现行规则版本（other）计算，与检查时的规则可能不同")


def test_runs_tell_how_all_stood(desk: Desk) -> None:
    first = desk.night(9, 1, {ONE.key: ("a", "b"), BLOG.key: ("silent",)}, kind="weekly")
    desk.night(10, 1, ended={CHAT.key: UNREAD})
    passed, candidate = Verdict.PASSED, Verdict.CANDIDATE
    assert desk.told().runs == (
        RunRow(first, "weekly", at(9, 1), at(9, 1), {passed: 2, candidate: 1}, {passed: 1, candidate: 1}, 3),
    )


def test_what_nobody_counted_of_a_run_is_not_told(desk: Desk) -> None:
    run = desk.night(9, 1)
    with desk.ledger.begin() as connection:
        for name in ("run_issues", "run_verdicts"):
            connection.execute(delete(tables.metadata.tables[name]))
    assert desk.told().runs == (RunRow(run, "nightly", at(9, 1), at(9, 1)),)


def brought(desk: Desk, month: int, day: int, *changed: Site | Account) -> None:
    """Sheets that are imported at a moment, as `import` does."""
    sites = tuple(one for one in changed if isinstance(one, Site))
    accounts = tuple(one for one in changed if isinstance(one, Account))
    with desk.ledger.begin() as connection:
        registry.save(connection, Registry(sites=sites, accounts=accounts), at(month, day))
    keys = {one.key for one in changed}
    desk.known = replace(
        desk.known,
        sites=(*(one for one in desk.known.sites if one.key not in keys), *sites),
        accounts=(*(one for one in desk.known.accounts if one.key not in keys), *accounts),
    )


def test_who_came_to_another_unit_is_told_from_the_import(desk: Desk) -> None:
    desk.night(9, 1)
    new = "教育和体育局"
    brought(desk, 9, 12, replace(TWO, unit=new), replace(BLOG, unit=new), replace(THREE, unit="水利局"))
    desk.night(9, 30)
    assert said(desk, "主办单位") == (
        "本期内有 2 个网站、1 个账号变更主办单位：教育局→教育和体育局（2 个）、水务局→水利局（1 个），"
        "按现在登记的主办单位统计"
    )
    assert said(desk, "更名") == ""  # what the import tells is not guessed at again


def test_units_that_no_import_accounts_for_are_told_as_before(desk: Desk) -> None:
    desk.night(9, 1)
    desk.known = replace(
        REGISTRY, sites=(ONE, replace(TWO, unit="甲"), THREE), accounts=(replace(BLOG, unit="甲"), CHAT)
    )
    desk.night(9, 2)
    brought(desk, 9, 12, replace(THREE, unit="水利局"), replace(CHAT, unit="水利局"))
    assert "单位 1 个（可能已更名或撤并）：教育局；台账里没有它们变更的记录" in said(desk, "更名")
    assert "水务局→水利局（2 个）" in said(desk, "变更主办单位：")


def test_each_step_is_told_and_what_came_after_the_period_apart(desk: Desk) -> None:
    brought(desk, 8, 20, TWO)
    brought(desk, 8, 30, replace(TWO, unit="零"))  # before the period: nothing of it
    desk.night(9, 1)
    for day, unit in ((5, "甲"), (6, "乙"), (7, "零")):
        brought(desk, 9, day, replace(TWO, unit=unit))
    brought(desk, 10, 1, replace(TWO, unit="丙"))
    assert [one for one in desk.told().left_out if "主办单位" in one] == [
        "本期内有 1 个网站变更主办单位：零→甲→乙→零（1 个），按现在登记的主办单位统计",
        "本期结束后有 1 个网站变更主办单位：零→丙（1 个），按现在登记的主办单位统计",
    ]
    brought(desk, 9, 8, replace(TWO, unit=""))
    brought(desk, 9, 9, replace(TWO, unit="零"))
    assert "：零→…→零（1 个）" in said(desk, "本期内有")


def test_of_many_ways_some_are_named(desk: Desk) -> None:
    sites = [replace(NEW, code=f"33999901{number:02}", unit=f"单位{number:02}") for number in range(12)]
    brought(desk, 8, 1, *sites)
    brought(desk, 9, 5, *(replace(one, unit="合并局") for one in sites))
    desk.night(9, 30)
    told = said(desk, "变更主办单位")
    assert told.startswith("本期内有 12 个网站变更主办单位：单位00→合并局（1 个）、")
    assert told.endswith("、单位09→合并局（1 个）等 12 种变更，按现在登记的主办单位统计")


def test_who_was_closed_is_told_with_the_day_and_once(desk: Desk) -> None:
    brought(desk, 8, 1, *REGISTRY.sites, *REGISTRY.accounts, NEW)
    brought(desk, 9, 1, replace(NEW, state=SubjectState.CLOSED))  # before any run looked at it
    desk.night(9, 2)
    brought(desk, 9, 12, replace(THREE, state=SubjectState.PAUSED), replace(CHAT, state=SubjectState.CANCELLED))
    brought(desk, 10, 1, replace(TWO, state=SubjectState.CLOSED), replace(THREE, state=SubjectState.CLOSED))
    assert [one for one in desk.told().left_out if "不计入各数" in one] == [
        "本期内登记为关停、注销或临时下线的网站 2 个，不计入各数："
        "民政局网（关停，9月1日）、水务局网（临时下线，9月12日）",
        "本期内登记为关停、注销或临时下线的账号 1 个，不计入各数：水务之声（注销，9月12日）",
        "本期结束后登记为关停、注销或临时下线的网站 1 个，不计入各数：教育局网（关停，10月1日）",
    ]


def test_who_was_closed_for_a_time_is_counted_and_told(desk: Desk) -> None:
    shut = replace(THREE, state=SubjectState.PAUSED)
    brought(desk, 8, 1, ONE, replace(TWO, state=SubjectState.CLOSED), shut, BLOG, CHAT)
    brought(desk, 9, 5, THREE, replace(CHAT, state=SubjectState.PAUSED))
    brought(desk, 9, 6, CHAT)
    desk.night(9, 7)
    brought(desk, 10, 1, TWO, replace(ONE, state=SubjectState.PAUSED))  # the one was closed through all the period
    brought(desk, 10, 2, ONE)  # the other in no part of it
    assert [one for one in desk.told().left_out if "，计入各数" in one] == [
        "本期内曾登记为关停、注销或临时下线、现在照常检查的网站 2 个，计入各数：水务局网、教育局网",
        "本期内曾登记为关停、注销或临时下线、现在照常检查的账号 1 个，计入各数：水务之声",
    ]
    assert not [one for one in desk.told().left_out if "不计入各数" in one]


def test_moves_of_who_is_registered_no_more_are_not_told(desk: Desk) -> None:
    desk.night(9, 1)
    brought(desk, 9, 12, replace(THREE, unit="水利局", state=SubjectState.CLOSED))
    with desk.ledger.begin() as connection:
        connection.execute(delete(tables.sites).where(tables.sites.c.key == THREE.key))
    assert said(desk, "没有登记的网站").endswith(THREE.key)
    assert not [one for one in desk.told().left_out if "水利局" in one or "关停" in one]
