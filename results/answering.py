"""Answers of persons become what the answers of checks become: outcomes, issues followed, a score.

A person who says 不达标 has looked: the fault is certain and its issue confirmed at once, in that person's name. 达标
later mends it, as a check that does not find a fault again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from checks.indicators.edition import Edition, Rule
from checks.indicators.words import word
from checks.model.findings import Outcome, Status, fingerprint
from checks.model.registry import Site
from results import by_hand, triage
from results.errors import NotAllowed
from results.following import follow
from results.ledger import audit, issues, outcomes, registry, runs, tasks
from results.ledger.audit import Doer
from results.ledger.issues import IssueState
from results.ledger.tasks import Answer, Task
from results.masking import mask
from results.score import from_row, keep
from results.scoring import rescored
from results.verdicts import keep_rescored


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a task, and whose it is."""

    task: Task
    answer: Answer
    who: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """So many tasks were answered for the first time, got another answer, and had the same one already."""

    new: int = 0
    changed: int = 0
    same: int = 0


def clash(given: Given, seen: int) -> str:
    """Why an answer may not take the place of the one that is there, "" when it may.

    Somebody else gave another one after `seen`, the version that this person had before them, was written down.
    """
    task, told = given.task, given.task.answer
    if told is None or told == given.answer or task.who == given.who or seen == task.version:
        return ""
    return f"{task.who} 已答“{word('answer', told.verdict)}”，与本次的“{word('answer', given.answer.verdict)}”不同"


def record(
    connection: Connection, given: Sequence[Given], edition: Edition, *, moment: datetime, code: str
) -> Recorded:
    """Writes answers and what follows from them, in the caller's transaction. Given again, they change nothing.

    Raises NotAllowed for an answer that cannot be used. `code` is the version of the program.
    """
    fresh = [one for one in map(_masked, given) if one.task.answer != one.answer]
    for one in fresh:
        _refuse(one, edition)
    if fresh:
        for one in fresh:
            tasks.answer(connection, one.task, one.answer, who=one.who, moment=moment)
        run = runs.start(connection, kind=runs.BY_HAND, edition=edition.version, code=code, moment=moment)
        for subject in dict.fromkeys(one.task.subject for one in fresh):
            own = [one for one in fresh if one.task.subject == subject]
            _follow(connection, run, own, edition, moment)
            if (site := registry.site(connection, subject)) is not None:
                _score(connection, run, site, [one.task.rule for one in own], edition, moment)
        runs.finish(connection, run, moment)
    changed = sum(one.task.answer is not None for one in fresh)
    return Recorded(len(fresh) - changed, changed, len(given) - len(fresh))


def answer_at_console(
    connection: Connection,
    doer: Doer,
    given: Given,
    edition: Edition,
    *,
    seen: int,
    moment: datetime,
    code: str,
) -> Recorded:
    """One answer of who had the task before him as it was `seen` (its version); told in the audit log.

    Raises NotAllowed where somebody has answered it otherwise since then, also he himself in another window, and as
    `record` does.
    """
    task, told = given.task, given.task.answer
    if told is not None and seen != task.version and told != _masked(given).answer:
        raise NotAllowed(
            f"任务 {task.id} 刚刚由 {task.who} 答了“{word('answer', told.verdict)}”；请看过他的答案，仍要改的再提交一次"
        )
    done = record(connection, [given], edition, moment=moment, code=code)
    if not done.same:
        before, after = _spoken(told), _spoken(_masked(given).answer)
        what = audit.Act.TASK_ANSWERED
        audit.tell(connection, doer, what, f"task:{task.id}", moment=moment, before=before, after=after)
    return done


def _spoken(answer: Answer | None) -> dict[str, Any]:
    """An answer as the audit log keeps it."""
    if answer is None:
        return {}
    kept = {"said": answer.verdict.value, "faults": answer.faults, "code": answer.code, "urls": list(answer.urls)}
    told = {**kept, "remark": answer.remark, "points": str(answer.points) if answer.points is not None else ""}
    return {name: value for name, value in told.items() if value}


def _masked(given: Given) -> Given:
    told = given.answer
    answer = Answer(told.verdict, told.faults, told.code, told.urls, mask(told.remark), told.points)
    return Given(given.task, answer, given.who.strip())


def _refuse(given: Given, edition: Edition) -> None:
    if not given.who:
        raise NotAllowed("必须注明检查人；请填写姓名或账号")
    rule = _rule(given.task, edition)
    for _, problem, expected in by_hand.wrong(rule, edition, given.answer):
        raise NotAllowed(f"任务 {given.task.id}：{problem}；{expected}")


def _rule(task: Task, edition: Edition) -> Rule:
    if task.rule not in edition.rules:
        raise NotAllowed(f"任务 {task.id} 的规则 {task.rule} 不在现用的规则版本 {edition.version} 中，不能再答")
    return edition.rules[task.rule]


def _follow(connection: Connection, run: int, given: Sequence[Given], edition: Edition, moment: datetime) -> None:
    told = [(one, by_hand.outcome(one.task, one.answer, _rule(one.task, edition))) for one in given]
    subject = given[0].task.subject
    outcomes.save(connection, run, [outcome for _, outcome in told])
    # A person who answered looked at all of it: what is not named again is gone.
    follow(connection, run, subject, [outcome for _, outcome in told], lambda url: True, edition, "", moment=moment)
    for one, outcome in told:
        _confirm(connection, one, outcome, moment)


def _confirm(connection: Connection, given: Given, outcome: Outcome, moment: datetime) -> None:
    if outcome.status is not Status.FAIL:
        return
    named = {fingerprint(outcome.check, outcome.subject, finding.key) for finding in outcome.findings}
    for issue in list(issues.query(connection, sites=[outcome.subject], checks=[outcome.check])):
        if issue.fingerprint in named and issue.state not in (IssueState.FIXED, IssueState.DUPLICATE):
            triage.confirm(connection, issue.id, who=given.who, moment=moment, reason=f"人工检查任务 {given.task.id}")


def _score(
    connection: Connection, run: int, site: Site, rules: Iterable[str], edition: Edition, moment: datetime
) -> None:
    """A new score beside the last one; none where the last one is of another edition, or there is none."""
    last = outcomes.latest_score(connection, site.key)
    if last is None or last.edition != edition.version:
        return
    said = by_hand.answers(connection, site, edition, moment)
    new = [one for one in said.outcomes if one.check in set(rules)]
    decided = by_hand.decided(connection, site.key, said)
    points = rescored(from_row(last), new, edition, site, **decided)
    keep(connection, run, site.key, points)
    keep_rescored(connection, run, site, points, edition)
