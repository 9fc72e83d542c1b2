"""An import keeps who came to another unit or state, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from checks.model.findings import SubjectType
from checks.model.registry import Account, Registry, Site, SubjectState
from results.ledger import registry, registry_moves
from results.ledger.engine import Ledger
from results.ledger.registry_moves import Changed, Move

NOW = datetime(2026, 8, 12, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SITE = Site("甲网", "http://a.gov.cn/", "甲局", code="3399990001")
OTHER = Site("乙网", "http://b.gov.cn/", "乙局")
BLOG = Account("weibo", "甲发布", "甲局", platform_id="1")
WEAK = Account("weibo", "丙发布", "甲局")
ALL = Registry(sites=(SITE, OTHER), accounts=(BLOG, WEAK))
CLOSED = SubjectState.CLOSED


def kept(ledger: Ledger, *imports: tuple[Registry, datetime | None], since: datetime = NOW) -> list[Move]:
    """What is kept after these imports, each in a transaction of its own."""
    for given, moment in ((ALL, NOW), *imports):
        with ledger.begin() as connection:
            registry.save(connection, given, moment)
    with ledger.connect() as connection:
        return list(registry_moves.since(connection, since))


def test_new_subjects_and_the_same_sheet_again_are_no_moves(ledger: Ledger) -> None:
    renamed = Registry(sites=(replace(SITE, name="甲局网站"),))  # a name is neither unit nor state
    assert kept(ledger, (ALL, LATER), (renamed, LATER)) == []


def test_another_unit_and_another_state_are_kept_with_their_moment(ledger: Ledger) -> None:
    beijing = LATER.astimezone(timezone(timedelta(hours=8)))
    sheets = Registry(sites=(replace(SITE, unit="丁局", state=CLOSED), OTHER), accounts=(replace(BLOG, unit="丁局"),))
    found = kept(ledger, (sheets, beijing), (sheets, LATER + timedelta(days=1)))
    assert set(found) == {
        Move(SubjectType.SITE, SITE.key, Changed.UNIT, "甲局", "丁局", LATER),
        Move(SubjectType.SITE, SITE.key, Changed.STATE, "normal", "closed", LATER),
        Move(SubjectType.ACCOUNT, BLOG.key, Changed.UNIT, "甲局", "丁局", LATER),
    }
    assert len(found) == 3
    assert {one.at.tzinfo for one in found} == {UTC}


def test_the_last_of_two_rows_of_one_subject_is_what_moved(ledger: Ledger) -> None:
    twice = Registry(sites=(replace(SITE, unit="丁局"), replace(SITE, unit="戊局")))
    assert [(one.before, one.after) for one in kept(ledger, (twice, LATER))] == [("甲局", "戊局")]
    with ledger.connect() as connection:
        assert registry.load(connection).sites[0].unit == "戊局"


def test_moves_come_from_a_moment_on_in_their_order(ledger: Ledger) -> None:
    steps = [
        (Registry(sites=(replace(SITE, unit=unit),)), LATER + timedelta(days=day)) for day, unit in enumerate("一二三")
    ]
    assert [(one.before, one.after) for one in kept(ledger, *steps, since=LATER + timedelta(days=1))] == [
        ("一", "二"),
        ("二", "三"),
    ]


def test_an_account_told_by_its_unit_is_another_one(ledger: Ledger) -> None:
    assert kept(ledger, (Registry(accounts=(replace(WEAK, unit="丁局"),)), LATER)) == []


def test_without_a_moment_nothing_is_kept_and_one_without_a_zone_is_refused(ledger: Ledger) -> None:
    moved = Registry(sites=(replace(SITE, unit="丁局"),))
    with pytest.raises(StatementError, match="without a zone"):
        kept(ledger, (moved, datetime(2026, 8, 13)))
    assert kept(ledger, (moved, None)) == []
