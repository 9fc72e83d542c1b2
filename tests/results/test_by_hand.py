"""Who is asked what in which period, and what an answer is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from checks.indicators.edition import AskedOf, Grade, Judged, Param, load
from checks.model.findings import Certainty, Status, SubjectType
from checks.model.registry import BEIJING, Account, SiteKind
from results import by_hand
from results.errors import PersonError
from results.ledger import tasks
from results.ledger.engine import Ledger
from results.ledger.tasks import Answer, Task, Verdict
from tests.results.making import DAY, HOME, NOW, SITE, edition, rule

NATIONAL = load()
OVERVIEW = NATIONAL.rules["inaccurate-overview"]
BONUS = NATIONAL.rules["bonus-services"]
ACCOUNT = Account("微信公众号", "临江发布", "临江县人民政府办公室", platform_id="gh_1")
TASK = Task(1, OVERVIEW.id, SubjectType.SITE, SITE.key, "2026-Q4", "test", NOW, (), home=HOME)
WHERE = HOME + "gk/"


def names(subject: object) -> set[str]:
    return {one.id for one in by_hand.rules_for(NATIONAL, subject)}  # type: ignore[arg-type]


def test_whom_the_national_text_asks_about() -> None:
    portal, department = names(SITE), names(replace(SITE, kind=SiteKind.DEPARTMENT))
    assert {"inaccurate-overview", "wrong-guides", "bonus-services", "mixed-templates", "public-outcry"} <= portal
    assert portal - names(replace(SITE, has_services=False)) == {"wrong-guides", "bonus-services"}
    assert "inaccurate-overview" not in department
    assert department < portal
    assert names(ACCOUNT) == {
        *("public-outcry", "bought-followers", "unreported-applications", "unreviewed-posts"),
        *("unsuitable-account-names", "unfiled-account-changes", "unsourced-posts"),
        # until a check reads accounts and texts
        *("mute-account", "broken-account-menus"),
        "illegal-content",
    }
    apps = {"unfiled-apps", "elderly-app", "broken-app"}
    assert names(replace(ACCOUNT, platform="移动客户端")) - names(ACCOUNT) == apps
    office = {one.id for one in NATIONAL.rules.values() if one.asked_of == (AskedOf.OFFICE,)}
    hand = {one.id for one in NATIONAL.rules.values() if one.judged is Judged.BY_HAND}
    assert hand == portal | names(replace(ACCOUNT, platform="移动客户端")) | office


PERIODS = [
    ("quarter", datetime(2026, 12, 31, 15, 59), "2026-Q4", "2026年第4季度"),
    ("quarter", datetime(2026, 12, 31, 16, 0), "2027-Q1", "2027年第1季度"),
    ("month", datetime(2026, 2, 1), "2026-02", "2026年2月"),
    ("half-year", datetime(2026, 6, 30), "2026-H1", "2026年上半年"),
    ("half-year", datetime(2026, 7, 1), "2026-H2", "2026年下半年"),
    ("year", datetime(2026, 7, 1), "2026", "2026年"),
]


@pytest.mark.parametrize(("every", "utc", "name", "shown"), PERIODS)
def test_a_period_ends_at_midnight_in_beijing(every: str, utc: datetime, name: str, shown: str) -> None:
    moment = (utc + timedelta(hours=8)).replace(tzinfo=BEIJING)
    own = replace(OVERVIEW, params={"every": Param(every, Grade.OURS)})
    assert by_hand.period(own, NATIONAL, moment) == name
    whole = replace(NATIONAL, scoring={"by_hand_every": Param(every, Grade.OURS)})
    assert by_hand.period(OVERVIEW, whole, moment) == name
    assert by_hand.shown_period(name) == shown


def test_a_period_that_nobody_knows_is_named() -> None:
    own = replace(OVERVIEW, params={"every": Param("fortnight", Grade.OURS)})
    with pytest.raises(PersonError, match=r"inaccurate-overview.*fortnight.*quarter"):
        by_hand.period(own, NATIONAL, NOW)


SAID = [
    (Answer(Verdict.MET), Status.PASS, (1, 1), ""),
    (Answer(Verdict.NOT_APPLICABLE), Status.NOT_APPLICABLE, (0, 0), "人工检查：不适用"),
    (Answer(Verdict.UNCLEAR, remark="统计公报未出"), Status.UNKNOWN, (0, 1), "人工检查无法判断：统计公报未出"),
    (Answer(Verdict.UNMET, 1, urls=(WHERE,), remark="旧"), Status.FAIL, (1, 1), ""),
]


@pytest.mark.parametrize(("answer", "status", "seen", "reason"), SAID)
def test_an_answer_as_an_outcome(answer: Answer, status: Status, seen: tuple[int, int], reason: str) -> None:
    got = by_hand.outcome(TASK, answer, OVERVIEW)
    assert (got.check, got.subject, got.status, (got.judged, got.of), got.reason) == (
        *(OVERVIEW.id, SITE.key, status, seen, reason),
    )
    assert bool(got.findings) == (status is Status.FAIL)


def test_each_fault_is_a_finding_of_its_own() -> None:
    answer = Answer(Verdict.UNMET, 4, urls=(WHERE, HOME), remark="数据是旧的")
    found = by_hand.outcome(TASK, answer, OVERVIEW).findings
    assert [(one.code, one.at, one.certainty) for one in found] == [
        ("wrong", WHERE, Certainty.CERTAIN),
        *[("wrong", HOME, Certainty.CERTAIN)] * 3,
    ]
    assert len({one.key for one in found}) == 4
    again = by_hand.outcome(TASK, replace(answer, faults=3, remark="还是旧的"), OVERVIEW).findings
    assert [one.key for one in again] == [one.key for one in found[:3]]
    said = OVERVIEW.sentence("wrong", found[1].data)
    assert said == "概况信息不准确或更新不及时：数据是旧的（第 2 处，共 4 处）"


def test_no_bonus_is_no_fault() -> None:
    for verdict in (Verdict.UNMET, Verdict.NOT_APPLICABLE):
        assert by_hand.outcome(TASK, Answer(verdict, remark="无"), BONUS).status is Status.NOT_APPLICABLE


GOOD = Answer(Verdict.UNMET, 1, "", (WHERE,), "旧")
CODES = replace(OVERVIEW, deduct={"a": Decimal(1), "b": Decimal(2)}, says={})
FREE = NATIONAL.rules["mixed-templates"]
WRONG = [
    (OVERVIEW, GOOD, []),
    (OVERVIEW, replace(GOOD, faults=0), ["faults"]),
    (OVERVIEW, replace(GOOD, urls=()), ["urls"]),
    (OVERVIEW, replace(GOOD, urls=(WHERE, HOME)), ["faults"]),
    (OVERVIEW, replace(GOOD, remark=""), ["remark"]),
    (OVERVIEW, replace(GOOD, code="other"), ["code"]),
    (OVERVIEW, replace(GOOD, points=Decimal(1)), ["points"]),
    (OVERVIEW, Answer(Verdict.MET, 1), ["faults"]),
    (OVERVIEW, Answer(Verdict.MET, code="wrong"), ["code"]),
    (OVERVIEW, Answer(Verdict.MET, urls=(WHERE,), remark="看过"), []),
    (CODES, GOOD, ["code"]),
    (CODES, replace(GOOD, code="b"), []),
    (FREE, Answer(Verdict.UNMET, remark="字号不一"), []),
    (NATIONAL.rules["public-outcry"], Answer(Verdict.UNMET, remark="见报"), ["urls"]),
    (BONUS, Answer(Verdict.MET), ["points"]),
    (BONUS, Answer(Verdict.MET, points=Decimal(-1)), ["points"]),
    (BONUS, Answer(Verdict.MET, points=Decimal("30.5")), ["points"]),
    (replace(BONUS, cap=Decimal(5)), Answer(Verdict.MET, points=Decimal(6)), ["points"]),
    (BONUS, Answer(Verdict.MET, points=Decimal(30)), []),
    (BONUS, Answer(Verdict.UNMET), []),
    (BONUS, Answer(Verdict.UNMET, points=Decimal(3)), ["points"]),
]


@pytest.mark.parametrize(("asked", "answer", "fields"), WRONG)
def test_what_is_wrong_with_an_answer(asked: object, answer: Answer, fields: list[str]) -> None:
    told = list(by_hand.wrong(asked, NATIONAL, answer))  # type: ignore[arg-type]
    assert [name for name, _, _ in told] == fields
    assert all(problem and expected for _, problem, expected in told)


def test_an_answer_counts_in_its_period_and_is_asked_for_again(ledger: Ledger) -> None:
    asks = {"asked_of": (AskedOf.PORTAL,), "judged": Judged.BY_HAND}
    text = edition(rule("a", **asks), rule("b", **asks), rule("dead-links"))  # type: ignore[arg-type]
    with ledger.begin() as connection:
        ((subject, asked),) = by_hand.due(connection, [SITE, ACCOUNT], text, NOW)
        assert subject == SITE
        assert [(one.rule, one.period) for one in asked] == [("a", "2026-Q4"), ("b", "2026-Q4")]
        tasks.ask(connection, asked, edition="test", moment=NOW)
        assert list(by_hand.due(connection, [SITE], text, NOW + DAY)) == []
        assert by_hand.answers(connection, SITE, text, NOW).outcomes == ()
        first, second = tasks.query(connection)
        tasks.answer(connection, first, Answer(Verdict.UNMET, 1, "home", (HOME,), "旧"), who="王", moment=NOW)
        tasks.answer(connection, second, Answer(Verdict.MET), who="王", moment=NOW)
        now = by_hand.answers(connection, SITE, text, NOW + DAY).outcomes
        assert [(one.check, one.status) for one in now] == [("a", Status.FAIL), ("b", Status.PASS)]
        later = NOW + 60 * DAY
        (said,) = by_hand.answers(connection, SITE, text, later).outcomes
        assert (said.check, said.status, said.judged, said.of) == ("a", Status.UNKNOWN, 0, 0)
        assert said.reason == "2026年第4季度人工检查不达标，本期尚未复查"
        ((_, anew),) = by_hand.due(connection, [SITE], text, later)
        assert [(one.rule, one.period) for one in anew] == [("a", "2027-Q1"), ("b", "2027-Q1")]


def test_points_given_for_a_bonus_count_in_their_period(ledger: Ledger) -> None:
    text = replace(NATIONAL, rules={BONUS.id: BONUS})
    with ledger.begin() as connection:
        ((_, asked),) = by_hand.due(connection, [SITE], text, NOW)
        tasks.ask(connection, asked, edition="test", moment=NOW)
        (task,) = tasks.query(connection)
        tasks.answer(connection, task, Answer(Verdict.MET, points=Decimal("7.5")), who="王", moment=NOW)
        assert by_hand.answers(connection, SITE, text, NOW).given == {BONUS.id: Decimal("7.5")}
        assert by_hand.answers(connection, SITE, text, NOW + 60 * DAY).given == {}
