"""Tasks for people in the ledger: asked once in a period, never two open ones, every answer an event."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.model.findings import SubjectType
from checks.model.registry import Account, Registry
from results.errors import NoSuchTask
from results.ledger import registry, tasks
from results.ledger.engine import Ledger
from results.ledger.tasks import Answer, Asked, Look, Task, Verdict
from tests.results.making import DAY, HOME, NOW, SITE

ONE = Asked("inaccurate-overview", SubjectType.SITE, SITE.key, "2026-Q4", (Look("首页", HOME),))
OTHER = replace(ONE, rule="broken-forms", looks=())
ACCOUNT = Account(
    "微信公众号", "临江发布", "临江县人民政府办公室", platform_id="gh_1", home="http://weixin.qq.com/gh_1"
)
UNMET = Answer(Verdict.UNMET, 2, "wrong", (HOME + "gk/",), "行政区划是旧的")


def ask(ledger: Ledger, *asked: Asked, moment: object = NOW, edition: str = "test") -> None:
    with ledger.begin() as connection:
        tasks.ask(connection, asked, edition=edition, moment=moment)  # type: ignore[arg-type]


def found(ledger: Ledger, **chosen: object) -> list[Task]:
    with ledger.connect() as connection:
        return list(tasks.query(connection, **chosen))  # type: ignore[arg-type]


def answer(ledger: Ledger, number: int, given: Answer, who: str = "王", moment: object = NOW) -> None:
    with ledger.begin() as connection:
        tasks.answer(connection, tasks.get(connection, number), given, who=who, moment=moment)  # type: ignore[arg-type]


def test_asking_again_in_the_period_changes_nothing(ledger: Ledger) -> None:
    ask(ledger, ONE, OTHER)
    before = found(ledger)
    assert [(one.rule, one.period, one.looks, one.answer) for one in before] == [
        ("broken-forms", "2026-Q4", (), None),
        ("inaccurate-overview", "2026-Q4", (Look("首页", HOME),), None),
    ]
    ask(ledger, replace(ONE, looks=()), OTHER, moment=NOW + DAY, edition="later")
    assert found(ledger) == before


def test_what_was_not_answered_moves_into_the_new_period_under_its_number(ledger: Ledger) -> None:
    ask(ledger, ONE, OTHER)
    form, overview = found(ledger)
    answer(ledger, overview.id, UNMET)
    ask(
        ledger,
        *(replace(one, period="2027-Q1", looks=(Look("新", HOME),)) for one in (ONE, OTHER)),
        moment=NOW + 50 * DAY,
    )
    after = {(one.rule, one.period): one for one in found(ledger)}
    assert set(after) == {
        ("broken-forms", "2027-Q1"),
        ("inaccurate-overview", "2026-Q4"),
        ("inaccurate-overview", "2027-Q1"),
    }
    moved = after["broken-forms", "2027-Q1"]
    assert (moved.id, moved.asked, moved.looks) == (form.id, NOW + 50 * DAY, (Look("新", HOME),))
    assert after["inaccurate-overview", "2026-Q4"].answer == UNMET
    assert [one.rule for one in found(ledger, answered=True)] == ["inaccurate-overview"]
    assert len(found(ledger, answered=False)) == 2


def test_an_open_task_of_another_rhythm_does_not_push_an_answered_one_aside(ledger: Ledger) -> None:
    ask(ledger, ONE)
    answer(ledger, found(ledger)[0].id, UNMET)
    ask(ledger, replace(ONE, period="2026-11"))
    ask(ledger, ONE)
    assert [(one.period, one.answer) for one in found(ledger)] == [("2026-Q4", UNMET), ("2026-11", None)]


def test_years_of_questions_that_nobody_answers_stay_one(ledger: Ledger) -> None:
    for number in range(40):
        ask(ledger, replace(ONE, period=f"{2026 + number // 4}-Q{number % 4 + 1}"), moment=NOW + 91 * number * DAY)
    assert [one.period for one in found(ledger)] == ["2035-Q4"]


def test_what_nobody_owes_any_more_is_taken_back_unless_it_was_answered(ledger: Ledger) -> None:
    ask(ledger, ONE, OTHER, replace(ONE, subject="other"))
    answer(ledger, next(one.id for one in found(ledger) if one.rule == "broken-forms"), Answer(Verdict.MET))
    with ledger.begin() as connection:
        held = {("inaccurate-overview", SITE.key), ("inaccurate-overview", "other")}
        assert set(tasks.waiting(connection)) == held
        tasks.withdraw(connection, [("broken-forms", SITE.key), ("inaccurate-overview", SITE.key)])
        assert list(tasks.waiting(connection)) == [("inaccurate-overview", "other")]
        tasks.withdraw(connection, [])
    assert {(one.rule, one.subject) for one in found(ledger)} == {
        ("broken-forms", SITE.key),
        ("inaccurate-overview", "other"),
    }


def test_every_answer_is_an_event(ledger: Ledger) -> None:
    ask(ledger, ONE)
    (task,) = found(ledger)
    answer(ledger, task.id, UNMET)
    answer(ledger, task.id, Answer(Verdict.MET, remark="已改", points=Decimal("2.5")), who="李", moment=NOW + DAY)
    (after,) = found(ledger)
    assert (after.who, after.at, after.version) == ("李", NOW + DAY, 2)
    assert after.answer == Answer(Verdict.MET, remark="已改", points=Decimal("2.5"))
    with ledger.connect() as connection:
        told = [(one.who, one.at, one.before, one.after) for one in tasks.events(connection, task.id)]
    assert told == [("王", NOW, None, UNMET), ("李", NOW + DAY, UNMET, after.answer)]


def test_tasks_say_whose_they_are_and_can_be_chosen(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,), accounts=(ACCOUNT,)))
    ask(ledger, ONE, OTHER, Asked("idle-accounts", SubjectType.ACCOUNT, ACCOUNT.key, "2026-Q4"))
    (account,) = found(ledger, subjects=[ACCOUNT.key])
    assert (account.name, account.home, account.site_code, account.unit) == ("临江发布", ACCOUNT.home, "", SITE.unit)
    (form,) = found(ledger, rules=["broken-forms"])
    assert (form.name, form.home, form.site_code, form.unit) == (SITE.name, HOME, SITE.code, SITE.unit)
    with ledger.begin() as connection:
        both = [SITE.key, ACCOUNT.key]
        assert tasks.held(connection, "2026-Q4", both) == {
            ("idle-accounts", ACCOUNT.key),
            ("broken-forms", SITE.key),
            ("inaccurate-overview", SITE.key),
        }
        assert tasks.held(connection, "2026-Q4", [ACCOUNT.key]) == {("idle-accounts", ACCOUNT.key)}
        assert tasks.held(connection, "2026-Q3", both) == set()
        of_others = [subject for _, subject in tasks.waiting(connection)]
        assert of_others == sorted(of_others)
        assert set(tasks.numbered(connection, range(2_500))) == {one.id for one in found(ledger)}


def test_a_number_that_no_task_has(ledger: Ledger) -> None:
    with ledger.begin() as connection, pytest.raises(NoSuchTask, match="编号为 7 "):
        tasks.get(connection, 7)
