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
from results.ledger import tables
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
