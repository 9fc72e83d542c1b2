"""What users do to many issues at once: all or none, within what they see, and never over another's act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

import pytest
from sqlalchemy import Connection, select

from results import judging, triage
from results.errors import ChangedMeanwhile, NoSuchIssue, NotAllowed
from results.judging import Done, Judge, Seen
from results.ledger import audit, issues, looks, tables, users
from results.ledger.audit import Doer
from results.ledger.engine import Ledger
from results.ledger.issues import Issue, IssueState
from results.ledger.scope import WHOLE, Scope
from results.triage import Scope as Reach
from tests.results.console.office import EAST, LATER, SITES, furnish

S = IssueState


@dataclass
class Desk:
    connection: Connection

    def judge(self, name: str = "inspector", scope: Scope | None = None) -> Judge:
        return Judge(Doer(name, "10.0.0.1"), scope or Scope(units=(EAST,)), LATER)

    def of(self, site: int) -> list[Issue]:
        return list(issues.query(self.connection, sites=[SITES[site].key]))

    def seen(self, *found: Issue) -> list[Seen]:
        return [Seen(one.id, one.version) for one in found]

    def states(self, *found: Issue) -> list[IssueState]:
        return [issues.get(self.connection, one.id).state for one in found]

    def log(self) -> list[tuple[str, str, str, dict[str, object], dict[str, object]]]:
        assert audit.verify(self.connection).broken is None
        entries = reversed(audit.query(self.connection))
        return [(e.who, e.act, e.object, dict(e.before), dict(e.after)) for e in entries]

    def everything(self) -> object:
        """All that an act could change."""
        found = list(issues.query(self.connection))
        return found, [list(issues.events(self.connection, one.id)) for one in found], self.log()


@pytest.fixture
def furnished(ledger: Ledger) -> Ledger:
    furnish(ledger)
    return ledger


def test_an_act_is_told_of_each_issue(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        one, other = desk.of(0)
        given = (connection, desk.judge())
        assert judging.confirm(*given, desk.seen(one, other), reason="属实") == Done((one.id, other.id))
        assert judging.dismiss(*given, [Seen(one.id)], reason="误报", reach=Reach.THIS) == Done((one.id,))
        assert judging.reopen(*given, [Seen(one.id)], reason="再看") == Done((one.id,))
        assert judging.assign(*given, [Seen(one.id)], "inspector") == Done((one.id,))
        assert judging.assign(*given, [Seen(one.id)], "inspector") == Done((), (one.id,))
        assert judging.merge(*given, [Seen(one.id)], other.id) == Done((one.id,))
        assert judging.comment(*given, [Seen(other.id)], text="电话 13812345678") == Done((other.id,))
        assert [(who, act, of) for who, act, of, _, _ in desk.log()] == [
            ("inspector", f"issue-{act}", f"issue:{which.id}")
            for act, which in (
                ("confirmed", one),
                ("confirmed", other),
                ("dismissed", one),
                ("reconsidered", one),
                ("assigned", one),
                ("merged", one),
                ("commented", other),
            )
        ]
        assert [(before, after) for *_, before, after in desk.log()][1:] == [
            ({"issue_state": "new"}, {"issue_state": "confirmed", "reason": "属实"}),
            ({"issue_state": "confirmed"}, {"issue_state": "dismissed", "reason": "误报", "dismissal": "this"}),
            ({"issue_state": "dismissed"}, {"issue_state": "open", "reason": "再看"}),
            ({"assigned": ""}, {"assigned": "inspector"}),
            ({"issue_state": "open"}, {"issue_state": "duplicate", "into": other.id}),
            ({}, {"text": "电话 138****5678"}),
        ]


ACTS: dict[str, Callable[[Connection, Judge, list[Seen]], Done]] = {
    "confirm": lambda c, judge, seen: judging.confirm(c, judge, seen),
    "dismiss": lambda c, judge, seen: judging.dismiss(c, judge, seen, reason="误报", reach=Reach.THIS),
    "merge": lambda c, judge, seen: judging.merge(c, judge, seen[1:], seen[0].number),
    "reopen": lambda c, judge, seen: judging.reopen(c, judge, seen, reason="再看"),
    "assign": lambda c, judge, seen: judging.assign(c, judge, seen, "inspector"),
    "comment": lambda c, judge, seen: judging.comment(c, judge, seen, text="备注"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_number_of_another_unit_among_many_does_nothing(furnished: Ledger, act: str) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        own, foreign = desk.of(0), desk.of(1)[0]
        triage.confirm(connection, own[0].id, who="王", moment=LATER)
    for number in (foreign.id, 99_999):
        for seen in ([*own, number], [number, *own]):
            before = _read(furnished)
            named = [Seen(one) if isinstance(one, int) else Seen(one.id) for one in seen]
            with pytest.raises((NoSuchIssue, NotAllowed)) as told, furnished.begin() as connection:
                ACTS[act](connection, Desk(connection).judge(), named)
            assert told.value.message == (
                f"没有编号为 {number} 的问题，或者不在你能看的单位里；本次一个也没有处理，请核对编号"
            )
            assert _read(furnished) == before


def _read(ledger: Ledger) -> object:
    with ledger.connect() as connection:
        return Desk(connection).everything()


@pytest.mark.parametrize(("act", "meanwhile"), [("confirm", "dismiss"), ("dismiss", "confirm"), ("assign", "dismiss")])
def test_the_later_of_two_is_told_and_nothing_is_done(furnished: Ledger, act: str, meanwhile: str) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        one, other = desk.of(0)
        seen = desk.seen(other, one)
        ACTS[meanwhile](connection, desk.judge("boss", WHOLE), [Seen(one.id)])
    before = _read(furnished)
    with pytest.raises(ChangedMeanwhile) as told, furnished.begin() as connection:
        ACTS[act](connection, Desk(connection).judge(), seen)
    state = {"dismiss": "已排除", "confirm": "已确认"}[meanwhile]
    assert f"问题 {one.id} 刚刚由 boss 处理过，现在是“{state}”" in told.value.message
    assert str(other.id) not in told.value.message.replace(str(one.id), "")
    assert _read(furnished) == before


def test_who_looked_is_not_said_to_have_decided(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        one, other = desk.of(0)
        seen = desk.seen(one)
        judging.confirm(connection, desk.judge("boss", WHOLE), seen)
        assert looks.put(connection, one.id, who="reader", moment=LATER)
        assert (look := looks.take(connection, LATER))
        assert looks.end(connection, look, looks.Answer.GONE, "看了", {}, LATER)
        judging.merge(connection, desk.judge("reviewer", WHOLE), desk.seen(other), one.id)
        with pytest.raises(ChangedMeanwhile, match="boss 处理过"):
            judging.dismiss(connection, desk.judge(), seen, reason="误报", reach=Reach.THIS)


def test_a_wide_dismissal_waits_with_nothing_in_its_hands(furnished: Ledger) -> None:
    """A night holds the issues of a site in order. Who held a later one and waited for an earlier would stop both."""
    if furnished.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer")
    with furnished.connect() as connection:
        early, late = [one.id for one in issues.query(connection, checks=["hidden-links"])][:2]
    done: list[Done] = []

    def person() -> None:
        with furnished.begin() as connection:
            given = (connection, Desk(connection).judge("boss", WHOLE), [Seen(late)])
            done.append(judging.dismiss(*given, reason="误报", reach=Reach.EVERYWHERE))

    with furnished.begin() as connection:
        issues.hold(connection, [early])
        other = Thread(target=person)
        other.start()
        other.join(2)
        assert other.is_alive()
        free = select(tables.issues.c.id).where(tables.issues.c.id == late).with_for_update(skip_locked=True)
        assert connection.execute(free).scalars().all() == [late]
    other.join(20)
    assert [one.changed for one in done] == [(late,)]


def test_what_is_refused_because_another_was_quicker_says_so(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        one, other = desk.of(0)
        seen = desk.seen(one)
        judging.merge(connection, desk.judge("boss", WHOLE), [Seen(one.id)], other.id)
        with pytest.raises(ChangedMeanwhile, match="boss 处理过，现在是“重复”"):
            judging.confirm(connection, desk.judge(), seen)


@pytest.mark.parametrize("act", ACTS)
def test_twice_is_once(furnished: Ledger, act: str) -> None:
    """A double click, and two who want the same: the second changes nothing and nobody is bothered."""
    with furnished.begin() as connection:
        desk = Desk(connection)
        found = desk.of(0)
        if act == "reopen":
            judging.confirm(connection, desk.judge(), desk.seen(*found))
            found = desk.of(0)
        seen = desk.seen(*found)
        first = ACTS[act](connection, desk.judge(), seen)
        assert first.changed
        before = desk.everything()
        assert ACTS[act](connection, desk.judge(), seen) == Done((), first.changed)
        assert desk.everything() == before


def test_two_may_comment_at_once(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        (one, _) = desk.of(0)
        seen = desk.seen(one)
        judging.confirm(connection, desk.judge("boss", WHOLE), seen)
        for name in ("boss", "inspector"):
            assert judging.comment(connection, desk.judge(name), seen, text="看过").changed == (one.id,)


def test_a_run_in_between_is_no_other_person(furnished: Ledger) -> None:
    from checks.model.findings import Outcome, Status
    from results.following import follow
    from results.ledger import runs
    from tests.results.making import edition

    with furnished.begin() as connection:
        desk = Desk(connection)
        (one, _) = desk.of(0)
        seen = desk.seen(one)
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=LATER)
        told = Outcome(one.check, one.subject_type, one.subject, Status.FAIL, (one.finding,), 1, 1)
        follow(connection, run, one.subject, [told], lambda url: True, edition(), "v")
        assert desk.states(one) == [S.OPEN]
        assert judging.confirm(connection, desk.judge(), seen).changed == (one.id,)


def test_only_who_sees_all_dismisses_everywhere(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        mine = next(one for one in desk.of(0) if one.check == "hidden-links")
        alike = [one for one in issues.query(connection, checks=["hidden-links"]) if one.id != mine.id]
        assert len(alike) == 2
        given = {"reason": "误报", "reach": Reach.EVERYWHERE}
        with pytest.raises(NotAllowed, match="全部单位"):
            judging.dismiss(connection, desk.judge(), desk.seen(mine), **given)  # type: ignore[arg-type]
        assert desk.states(mine, *alike) == [S.NEW] * 3
        done = judging.dismiss(connection, desk.judge("boss", WHOLE), desk.seen(mine), **given)  # type: ignore[arg-type]
        assert done == Done((mine.id,), others=2)
        assert desk.states(mine, *alike) == [S.DISMISSED] * 3
        assert desk.log()[-1][-1]["others"] == 2


def test_what_one_dismissal_reached_is_not_counted_twice(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        alike = list(issues.query(connection, checks=["hidden-links"]))
        given = {"reason": "误报", "reach": Reach.EVERYWHERE}
        done = judging.dismiss(connection, desk.judge("boss", WHOLE), desk.seen(*alike[:2]), **given)  # type: ignore[arg-type]
        assert done == Done((alike[0].id, alike[1].id), others=1)


def test_issues_are_given_to_who_may_judge_them(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        east, west = desk.of(0)[0], desk.of(1)[0]
        assert [user.name for user in judging.judges_of(connection, east.subject)] == ["boss", "inspector"]
        assert [user.name for user in judging.judges_of(connection, west.subject)] == ["boss"]
        assert [user.name for user in judging.judges_of(connection, "gone")] == ["boss"]
        boss = desk.judge("boss", WHOLE)
        for to in ("reader", "reviewer", "contact", "nobody"):
            with pytest.raises(NotAllowed, match=to):
                judging.assign(connection, boss, [Seen(east.id)], to)
        with pytest.raises(NotAllowed, match=str(west.id)):
            judging.assign(connection, boss, [Seen(east.id), Seen(west.id)], "inspector")
        judging.assign(connection, boss, [Seen(east.id)], "inspector")
        assert issues.get(connection, east.id).assigned == "inspector"
        judging.assign(connection, boss, [Seen(east.id)], "")
        assert [e.what for e in issues.events(connection, east.id)][-2:] == ["assigned", "unassigned"]
        user = users.named(connection, "inspector")
        assert user
        users.change(connection, user.id, active=False)
        assert [user.name for user in judging.judges_of(connection, east.subject)] == ["boss"]


def test_who_is_above_may_be_given_what_is_below(furnished: Ledger) -> None:
    from tests.results.console.office import COUNTY

    with furnished.begin() as connection:
        user = users.named(connection, "inspector")
        assert user
        users.give_units(connection, user.id, [COUNTY])
        assert "inspector" in [one.name for one in judging.judges_of(connection, SITES[1].key)]


def test_too_long_a_reason_is_refused(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        (one, _) = desk.of(0)
        for act in (
            lambda: judging.confirm(connection, desk.judge(), [Seen(one.id)], reason="字" * 501),
            lambda: judging.comment(connection, desk.judge(), [Seen(one.id)], text="字" * 501),
        ):
            with pytest.raises(NotAllowed, match="501"):
                act()
        assert desk.log() == []


def test_of_those_chosen_the_one_that_they_are_merged_into_stays(furnished: Ledger) -> None:
    with furnished.begin() as connection:
        desk = Desk(connection)
        one, other = desk.of(0)
        assert judging.merge(connection, desk.judge(), desk.seen(one, other), other.id) == Done((one.id,))
        assert desk.states(one, other) == [S.DUPLICATE, S.NEW]
        with pytest.raises(NotAllowed, match="它自己"):
            judging.merge(connection, desk.judge(), desk.seen(other), other.id)
        foreign = desk.of(1)[0]
        for number in (foreign.id, 99_999):
            with pytest.raises(NotAllowed, match=f"没有编号为 {number} 的问题，或者不在你能看的单位里"):
                judging.merge(connection, desk.judge(), [Seen(other.id)], number)
