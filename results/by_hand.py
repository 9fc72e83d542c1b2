"""What only a person can judge: who is asked what, in which period, and what an answer is as an outcome.

An answer counts in its period. In the next one the same is asked again: until then nobody has looked, which is no fault
and no pass. Where the last answer was 不达标 that is said, as UNKNOWN with nothing asked (0 of 0).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from checks.indicators.edition import AskedOf, Edition, Judged, Kind, Rule
from checks.indicators.words import word
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import BEIJING, Account, Site, SiteKind
from results.errors import PersonError
from results.ledger import issues, tasks
from results.ledger.tasks import Answer, Asked, Task, Verdict

SERVICES = "办事服务"
"""The block of rules that a site without services does not owe."""
EVERY = "by_hand_every"
LOOKS = 5
"""So many addresses a task names at most."""
APPS = ("移动客户端", "微信小程序", "小程序")
UNMET = "unmet"
"""The code of a fault where the rule names none."""
_KINDS = {
    SiteKind.PORTAL: AskedOf.PORTAL,
    SiteKind.DEPARTMENT: AskedOf.DEPARTMENT,
    SiteKind.OTHER: AskedOf.OTHER,
}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Answers:
    """What persons say of a site now: outcomes by rule, and the points given for bonuses."""

    outcomes: tuple[Outcome, ...] = ()
    given: dict[str, Decimal] = field(default_factory=dict)


def applies(rule: Rule, subject: Site | Account) -> bool:
    """Is a person asked about this subject?"""
    if rule.judged is not Judged.BY_HAND:
        return False
    if isinstance(subject, Site):
        return _KINDS[subject.kind] in rule.asked_of and (subject.has_services or rule.block != SERVICES)
    return AskedOf.ACCOUNT in rule.asked_of or (AskedOf.APP in rule.asked_of and subject.platform in APPS)


def rules_for(edition: Edition, subject: Site | Account) -> list[Rule]:
    """The rules that a person judges of a subject, in the order of the edition."""
    return [rule for rule in edition.rules.values() if applies(rule, subject)]


def period(rule: Rule, edition: Edition, moment: datetime) -> str:
    """The period of `moment` in Beijing: 2026-11, 2026-Q4, 2026-H2 or 2026. Raises PersonError for an unknown one."""
    told = rule.params.get("every") or edition.scoring.get(EVERY)
    every = str(told.value) if told else "quarter"
    day = moment.astimezone(BEIJING)
    if every not in _MONTHS:
        known = "、".join(_MONTHS)
        raise PersonError(f"规则 {rule.id} 的人工检查周期“{every}”不认识；可用的有 {known}，请改规则或叠加文件")
    number = (day.month - 1) // _MONTHS[every] + 1
    suffix = {"month": f"-{number:02}", "quarter": f"-Q{number}", "half-year": f"-H{number}", "year": ""}[every]
    return f"{day.year}{suffix}"


def shown_period(name: str) -> str:
    """A period as officials read it: 2026年第4季度."""
    year, _, part = name.partition("-")
    if not part:
        return f"{year}年"
    if part.startswith("H"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年第{part[1:]}季度" if part.startswith("Q") else f"{year}年{int(part)}月"


def due(
    connection: Connection, subjects: Sequence[Site | Account], edition: Edition, moment: datetime
) -> Iterator[tuple[Site | Account, list[Asked]]]:
    """Each subject with what is to be asked of it and was not asked in this period yet; those without are left out.
    For some hundreds of subjects at a time."""
    periods = {rule.id: period(rule, edition, moment) for rule in edition.rules.values() if _by_hand(rule)}
    keys = [one.key for one in subjects]
    held = {one: tasks.held(connection, one, keys) for one in set(periods.values())}
    for subject in subjects:
        kind = SubjectType.SITE if isinstance(subject, Site) else SubjectType.ACCOUNT
        missing = [
            Asked(rule.id, kind, subject.key, periods[rule.id])
            for rule in rules_for(edition, subject)
            if (rule.id, subject.key) not in held[periods[rule.id]]
        ]
        if missing:
            yield subject, missing


def answers(connection: Connection, subject: Site | Account, edition: Edition, moment: datetime) -> Answers:
    """What persons answered of a subject in the period of `moment`, and what they found and nobody judged anew."""
    latest: dict[str, Task] = {}
    for task in sorted(tasks.query(connection, subjects=[subject.key], answered=True), key=_age):
        latest[task.rule] = task
    outcomes: list[Outcome] = []
    given: dict[str, Decimal] = {}
    for rule in rules_for(edition, subject):
        if rule.id not in latest or (said := latest[rule.id].answer) is None:
            continue
        task = latest[rule.id]
        if task.period == period(rule, edition, moment):
            outcomes.append(outcome(task, said, rule))
            if rule.kind is Kind.BONUS and said.points is not None:
                given[rule.id] = said.points
        elif said.verdict is Verdict.UNMET and rule.kind is not Kind.BONUS:
            why = f"{shown_period(task.period)}人工检查不达标，本期尚未复查"
            outcomes.append(Outcome(rule.id, task.subject_type, task.subject, Status.UNKNOWN, reason=why))
    return Answers(tuple(outcomes), given)


def decided(connection: Connection, subject: str, told: Answers) -> dict[str, Any]:
    """What persons decided of a subject, as `scoring.score` takes it."""
    settled = issues.settled(connection, subject)
    return {"confirmed": settled.confirmed, "dismissed": settled.dismissed, "given": told.given}


def outcome(task: Task, answer: Answer, rule: Rule) -> Outcome:
    """An answer as the outcome that a check would give. No bonus is no fault."""
    named = (task.rule, task.subject_type, task.subject)
    bonus = rule.kind is Kind.BONUS
    if answer.verdict is Verdict.MET:
        return Outcome(*named, Status.PASS, judged=1, of=1)
    if answer.verdict is Verdict.UNCLEAR:
        said = "人工检查无法判断" + (f"：{answer.remark}" if answer.remark else "")
        return Outcome(*named, Status.UNKNOWN, of=1, reason=said)
    if answer.verdict is Verdict.NOT_APPLICABLE or bonus:
        return Outcome(*named, Status.NOT_APPLICABLE, reason="人工检查：" + ("没有加分" if bonus else "不适用"))
    return Outcome(*named, Status.FAIL, tuple(_findings(task, answer, rule)), judged=1, of=1)


def codes(rule: Rule) -> tuple[str, ...]:
    """The kinds of fault that a person may find."""
    return tuple(dict.fromkeys((*rule.deduct, *rule.says))) or (UNMET,)


def most_points(rule: Rule, edition: Edition) -> Decimal | None:
    """So many points a bonus may be given at most; None where the edition knows no bound."""
    total = edition.scoring.get("bonus_total")
    return rule.cap if rule.cap is not None else Decimal(str(total.value)) if total else None


def _by_hand(rule: Rule) -> bool:
    return rule.judged is Judged.BY_HAND


def _age(task: Task) -> tuple[datetime, int]:
    return task.asked, task.id


def _findings(task: Task, answer: Answer, rule: Rule) -> Iterator[Finding]:
    """A fault has its address for a key, and its number where several stand at one."""
    urls, count = answer.urls or (task.home,), max(answer.faults, 1)
    code = answer.code or codes(rule)[0]
    for number in range(count):
        at = urls[min(number, len(urls) - 1)]
        places = {"fault": number + 1, "faults": count} if count > 1 else {}
        key = (code, at, str(number - urls.index(at)))
        yield Finding(code, at, key, {"remark": answer.remark, **places}, excerpt=answer.remark[:200])


def wrong(rule: Rule, edition: Edition, answer: Answer) -> Iterator[tuple[str, str, str]]:
    """What is wrong with an answer: (field of `Answer`, what is wrong, what is expected). Nothing when it is usable."""
    bonus = rule.kind is Kind.BONUS
    if answer.verdict is not Verdict.UNMET or bonus:
        if answer.faults or answer.code:
            yield "faults" if answer.faults else "code", "只有“不达标”才填", "请删去，或核对结论"
    else:
        yield from _wrong_faults(rule, answer)
    if bonus and answer.verdict is Verdict.MET:
        most = most_points(rule, edition)
        if answer.points is None or answer.points <= 0:
            yield "points", "没有填写加分", "加分项达标须填写大于 0 的分数"
        elif most is not None and answer.points > most:
            yield "points", f"加分 {answer.points} 超过本项最多可加的 {most} 分", "请改小"
    elif answer.points is not None:
        yield "points", "只有达标的加分项才填加分", "请删去"


def _wrong_faults(rule: Rule, answer: Answer) -> Iterator[tuple[str, str, str]]:
    named = codes(rule)
    if answer.code and answer.code not in named:
        yield "code", f"没有“{answer.code}”这种情形", f"应为：{'、'.join(named)}"
    elif not answer.code and len(named) > 1:
        yield "code", "没有填写情形", f"本规则分几种情形，应为：{'、'.join(named)}"
    if rule.deduct and not answer.faults:
        yield "faults", "没有填写处数", "本项按处扣分，请填写不达标的处数"
    if answer.faults and answer.faults < len(answer.urls):
        yield "faults", f"处数 {answer.faults} 少于网址数 {len(answer.urls)}", "一处可有一个网址，请核对"
    if (rule.deduct or rule.vetoes) and not answer.urls:
        yield "urls", "没有填写网址", "扣分和单项否决的问题须有证据，请填写能看到问题的网址"
    if not answer.remark:
        yield "remark", "没有填写说明", f"“{word('answer', Verdict.UNMET)}”须写明问题是什么"
