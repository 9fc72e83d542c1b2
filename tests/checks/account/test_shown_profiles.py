"""Profiles as no single answer of a source shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from checks import catalog
from checks.indicators.edition import load
from checks.model.findings import Outcome, Status
from checks.model.posts import Profile, Reading, ReadingState, SourceReason
from checks.model.registry import BEIJING, Account
from checks.model.views import GatheredAccount
from checks.runner import run_on_account

MOMENT = datetime(2026, 11, 20, 10, tzinfo=BEIJING)
ACCOUNT = Account("新浪微博", "临江发布", "临江县人民政府办公室", "1")
SHOWN = Profile("政在云水", "1", "云水文化传媒有限公司", "2")
READ = Reading(ACCOUNT.key, "weibo", MOMENT, ReadingState.NEW, profile=SHOWN)


def judged(check: str, *read: Reading, account: Account = ACCOUNT) -> Outcome:
    return run_on_account(catalog.load()[check], GatheredAccount(account, MOMENT, read=read), load().rules[check])


@pytest.mark.parametrize("check", ["unverified-accounts", "unregistered-accounts"])
def test_nothing_is_said_from_a_reading_that_could_not_look(check: str) -> None:
    assert judged(check, READ).status is Status.REVIEW
    blind = replace(READ, state=ReadingState.COULD_NOT_LOOK, reason=SourceReason.PARTIAL)
    outcome = judged(check, blind)
    assert (outcome.status, outcome.findings) == (Status.UNKNOWN, ())
    assert "列表不完整" in outcome.reason


def test_the_profile_of_another_id_says_nothing_of_the_name() -> None:
    other = replace(READ, profile=replace(SHOWN, platform_id="2"))
    assert judged("unregistered-accounts", other).status is Status.PASS
    assert judged("unregistered-accounts", READ, account=replace(ACCOUNT, platform_id="")).status is Status.PASS


@pytest.mark.parametrize(
    ("unit", "shown", "status"),
    [
        ("临江县公安局", "临江县公安局交通警察大队", Status.PASS),
        ("临江县公安局", "临江县公安局官方微博", Status.PASS),
        ("临江县公安局", "清河县公安局官方微博", Status.REVIEW),
        ("临江县公安局", "临江县财政局", Status.REVIEW),
        ("临江县公安局", "知名博主", Status.UNKNOWN),
        ("临江县公安局", "官方微博", Status.UNKNOWN),
    ],
)
def test_whose_verification_it_is(unit: str, shown: str, status: Status) -> None:
    read = replace(READ, profile=Profile("临江发布", "1", shown, "1"))
    assert judged("unverified-accounts", read, account=replace(ACCOUNT, unit=unit)).status is status
