"""The verdict on an account: every veto with its state, what was read, what is not known, what changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from checks.indicators.edition import AskedOf, Edition, Grade, Judged, Kind, Param, Veto
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.posts import Post, Reading, ReadingState, SourceReason
from checks.model.registry import Account, Registry
from results import by_hand
from results.account_card import account_card
from results.errors import PersonError
from results.ledger import outcomes, registry, runs, tasks
from results.ledger.engine import Ledger
from results.score import keep
from results.scoring import verdict
from results.visits.readings import ReadingFile
from tests.results.making import DAY, NOW, edition, finding, rule

ACCOUNT = Account("新浪微博", "临江发布", "临江县人民政府办公室", "123", home="http://weibo.cn/123", main=True)


def account_rule(name: str, code: str, **more: Any) -> Any:
    return replace(rule(name, **more), kind=Kind.VETO, vetoes=(Veto(code, 1),), deduct={}, cap=None, title=name)


SILENT = account_rule("silent-account", "NV-2a")
MUTE = account_rule("mute-account", "NV-3", judged=Judged.BY_HAND, asked_of=(AskedOf.ACCOUNT,))
PORTAL = account_rule("dead-links", "WV-4")
USE = replace(rule("idle-accounts"), params={"month_days": Param(30, Grade.OURS)}, deduct={}, cap=None)
TEXT: Edition = edition(SILENT, MUTE, PORTAL, USE)


def said(check: str, *found: str, status: Status | None = None, **more: Any) -> Outcome:
    findings = tuple(finding(name, code=name) for name in found)
    state = status or (Status.FAIL if found else Status.PASS)
    given = {"judged": 1, "of": 1, **more}
    return Outcome(check, SubjectType.ACCOUNT, ACCOUNT.key, state, findings, **given)


def night(connection: Connection, *answers: Outcome, days: int = 0) -> int:
    registry.save(connection, Registry(accounts=(ACCOUNT,)))
    run = runs.start(connection, kind="nightly", edition=TEXT.version, code="1", moment=NOW + days * DAY)
    outcomes.save(connection, run, answers)
    keep(connection, run, ACCOUNT.key, verdict(answers, TEXT, ACCOUNT))
    return run


def read(data: Path, run: int, **more: Any) -> None:
    path = data / "visits" / f"{run:06}-20261120" / "accounts-03.visit"
    posts = (Post("1", title="身份证号110105199003078515", moment=NOW - 20 * DAY), Post("2", moment=NOW - 50 * DAY))
    given = {"state": ReadingState.CONFIRMED_NONE, "posts": posts, "complete": True, "since": NOW - 14 * DAY, **more}
    file = ReadingFile(path, NOW, str(run), (ACCOUNT,), ())
    file.keep(Reading(ACCOUNT.key, "weibo", NOW + timedelta(hours=1), host="weibo.cn", **given))
    file.close()


def card(ledger: Ledger, data: Path, run: int | None = None) -> dict[str, Any]:
    with ledger.connect() as connection:
        told = account_card(connection, ACCOUNT, TEXT, data, pytest.fail, run)
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


def test_every_veto_that_holds_for_accounts_is_told_with_its_state(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        night(connection, said("silent-account", "silent"))
        ((_, due),) = by_hand.due(connection, [ACCOUNT], TEXT, NOW)
        tasks.ask(connection, due, edition="test", moment=NOW)
    told = card(ledger, tmp_path)
    states = [(one["code"], one["state"], one["found"], one["at_least"]) for one in told["vetoes"]]
    assert states == [("NV-2a", "candidate", 1, 1), ("NV-3", "by-hand", 0, 1)]
    assert "可能触发单项否决，须经人工确认" in told["says"]
    assert (told["by_hand"], [one["rule"] for one in told["tasks"]]) == (["mute-account"], ["mute-account"])
    assert (told["unit"], told["main"], told["registered"]) == (ACCOUNT.unit, True, "normal")


def test_what_was_judged_and_not_reached_is_no_unknown(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        night(connection, said("silent-account"), said("mute-account", status=Status.NOT_APPLICABLE))
    told = card(ledger, tmp_path)
    assert [(one["code"], one["state"]) for one in told["vetoes"]] == [("NV-2a", "clear"), ("NV-3", "not-applicable")]
    assert told["says"][0] == "机器检查和已作答的人工检查没有触发单项否决"


def test_what_could_not_be_looked_at_is_said_with_its_reason(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        gap = said("silent-account", status=Status.UNKNOWN, judged=0, reason="要求登录才能查看（1）")
        run = night(connection, gap)
    blind = {"posts": (), "complete": False, "reason": SourceReason.LOGIN}
    read(tmp_path, run, state=ReadingState.COULD_NOT_LOOK, **blind)
    told = card(ledger, tmp_path)
    assert (told["vetoes"][0]["state"], told["vetoes"][0]["unseen"]) == ("unknown", 1)
    assert [one["reason"] for one in told["unknown"]] == ["要求登录才能查看（1）"]
    assert "最近一次读取：无法核查，不能据此说账号没有更新" in told["says"]
    assert (told["reading"]["says"], told["reading"]["posts"], told["reading"]["days"]) == (
        "要求登录才能查看",
        None,
        None,
    )


def test_the_reading_is_the_evidence_and_shows_no_personal_number(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        run = night(connection, said("silent-account", "silent"))
    assert card(ledger, tmp_path)["reading"] is None
    read(tmp_path, run)
    told = card(ledger, tmp_path)["reading"]
    assert (told["state"], told["source"], told["host"], told["days"]) == ("confirmed-none", "weibo", "weibo.cn", 20)
    assert (told["asked_at"][:16], told["newest"][:10]) == ("2026-11-20T11:00", "2026-10-31")
    assert told["newest_title"] == "身份证号110105**********15"
    assert (told["posts"], told["followers"]) == ({"value": 1, "at_least": False}, None)
    read(tmp_path, run, synced_at=NOW - 5 * DAY)  # silence was seen up to there, and no further
    assert card(ledger, tmp_path)["reading"]["days"] == 15
    assert (told["run"], told["visit"]) == (run, f"visits/{run:06}-20261120/accounts-03.visit")


def test_what_changed_since_the_run_before(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        first = night(connection, said("silent-account"), said("idle-accounts"))
        second = night(connection, said("silent-account", "silent"), said("idle-accounts"), days=1)
    told = card(ledger, tmp_path)
    assert (told["run"], told["before"]["run"]) == (second, first)
    assert [(one["rule"], one["before"], one["after"]) for one in told["changes"]] == [
        ("silent-account", "没有触发", "候选，待人工确认（1/1 处）"),
        ("silent-account", "通过", "有问题"),
    ]
    read(tmp_path, first)
    read(tmp_path, second)
    assert [card(ledger, tmp_path, run)["reading"]["run"] for run in (first, second)] == [first, second]
    old = card(ledger, tmp_path, first)
    assert (old["before"], old["changes"], old["vetoes"][0]["state"]) == (None, [], "clear")


def test_an_account_without_a_verdict_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=(ACCOUNT,)))
    with pytest.raises(PersonError, match=r"新浪微博账号“临江发布”还没有评分.*nightly --site '新浪微博\|123'"):
        card(ledger, tmp_path)
