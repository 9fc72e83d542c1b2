"""One JSON line for each issue, finding, outcome and task: contracts that scripts build on (docs/lines.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from checks.indicators.edition import DEFAULT, Edition, EditionError, Rule, load
from checks.indicators.words import why
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType, fingerprint
from checks.model.posts import Count, Post, Reading
from checks.model.registry import BEIJING, Account, Site
from results.advice import Row
from results.ledger.complaints import Complaint
from results.ledger.issues import Issue, IssueState
from results.ledger.outcomes import OutcomeRow
from results.ledger.tasks import Task
from results.masking import mask, mask_address, masked

VERSION = 1
"""Raised when a key is renamed, removed or changes its meaning; a new key does not raise it."""


def issue_line(issue: Issue, edition: Edition | None = None) -> dict[str, Any]:
    """An issue of the ledger. Its sentences are those of `edition`, else of the one it was last judged by."""
    whose = _whose(issue.subject_type, issue.subject, issue.unit, issue.name, issue.site_code, issue.platform)
    return {
        **_fault(issue.check, issue.finding, edition or edition_of(issue.edition), whose),
        "first_seen": shown(issue.first_seen),
        "last_seen": shown(issue.last_seen),
        "state": issue.state.value,
        "times": issue.times,
        "visit": issue.visit,
        "id": issue.id,
        "fingerprint": issue.fingerprint,
        "edition": issue.edition,
    }


def finding_line(
    outcome: Outcome, finding: Finding, edition: Edition, site: Site, *, first_seen: datetime, visit: str = ""
) -> dict[str, Any]:
    """A finding without a ledger (`check URL --json`): the keys of `issue_line`, seen once and new."""
    seen = shown(first_seen)
    whose = _whose(outcome.subject_type, outcome.subject, site.unit, site.name, site.code)
    return {
        **_fault(outcome.check, masked(finding), edition, whose),
        "first_seen": seen,
        "last_seen": seen,
        "state": IssueState.NEW.value,
        "times": 1,
        "visit": visit,
        "id": None,
        "fingerprint": fingerprint(outcome.check, outcome.subject, finding.key),
        "edition": edition.version,
    }


def outcome_line(row: OutcomeRow, edition: Edition | None = None) -> dict[str, Any]:
    """An outcome of a run of the ledger."""
    whose = _whose(row.subject_type, row.subject, row.unit, row.name, row.site_code, row.platform)
    return _answer(row, row.run, row.findings, edition or edition_of(row.edition), whose)


def finding_outcome(outcome: Outcome, edition: Edition, *, run: int | str | None = None) -> dict[str, Any]:
    """An outcome without a ledger (`judge`): the keys of `outcome_line`."""
    whose = _whose(outcome.subject_type, outcome.subject)
    return _answer(outcome, run, len(outcome.findings), edition, whose)


def task_line(task: Task, edition: Edition) -> dict[str, Any]:
    """A task for a person, with its answer when it has one."""
    rule, answer = edition.rules.get(task.rule), task.answer
    return {
        "version": VERSION,
        "id": task.id,
        "rule": task.rule,
        "indicator": list(rule.code) if rule else [],
        "kind": rule.kind.value if rule else "",
        "title": rule.title if rule else task.rule,
        "demand": rule.demand if rule else "",
        "how": rule.how if rule else "",
        "subject_type": task.subject_type.value,
        "subject": task.subject,
        "unit": task.unit,
        "site": task.name,
        "site_code": task.site_code,
        "period": task.period,
        "asked": shown(task.asked),
        "looks": [{"name": look.name, "url": look.url} for look in task.looks],
        "state": "done" if answer else "open",
        "verdict": answer.verdict.value if answer else "",
        "faults": answer.faults if answer else 0,
        "code": answer.code if answer else "",
        "urls": list(answer.urls) if answer else [],
        "remark": answer.remark if answer else "",
        "points": str(answer.points) if answer and answer.points is not None else "",
        "who": task.who,
        "at": shown(task.at) if task.at else "",
        "answers": task.version,
    }


def complaint_line(one: Complaint, clock: str) -> dict[str, Any]:
    """A message of 我为政府网站找错, without its sender. `clock` is how it stands to its deadline."""
    return {
        "version": VERSION,
        "id": one.id,
        "source": one.source,
        "number": mask(one.number),
        "url": mask_address(one.url),
        "category": one.category,
        "text": one.text,
        "site": one.site,
        "unit": one.unit,
        "state": one.state.value,
        "received": shown(one.received),
        "forward_due": one.forward_due.isoformat() if one.forward_due else "",
        "answer_due": one.answer_due.isoformat() if one.answer_due else "",
        "clock": clock,
        **{name: shown(at) if at else "" for name, at in (("answered", one.answered), ("closed", one.closed))},
        "machine": one.machine.value if one.machine else "",
        "says": str(one.evidence.get("says", "")),
        "verdict": one.verdict.value if one.verdict else "",
        "note": one.note,
        "mended": one.mended,
        "answer": one.answer,
        "issue": one.issue,
        "urged": one.urged,
    }


def reading_line(account: Account, reading: Reading, now: datetime) -> dict[str, Any]:
    """What was read of an account, with its silence up to `now`."""
    newest, seen = reading.newest, reading.newest_seen
    profile = reading.profile
    return {
        "type": "reading",
        "account": account.key,
        "name": account.name or (profile.name if profile else ""),
        "platform": account.platform,
        "unit": account.unit,
        "source": reading.source,
        "host": reading.host,
        "state": str(reading.state),
        "reason": str(reading.reason) if reading.reason else "",
        "says": why(reading),
        "status": reading.status,
        "newest": shown_post(newest),
        "newest_title": mask(newest.title or newest.text[:60]) if newest else "",
        "newest_url": newest.url if newest else "",
        "newest_kind": str(newest.kind) if newest else "",
        "days": max((now - newest.latest).days, 0) if newest and newest.latest else None,
        "seen": shown_post(seen),
        "posts": len(reading.posts),
        "complete": reading.complete,
        "shown_name": profile.name if profile else "",
        "verified_as": profile.verified_as if profile else "",
        "followers": profile.followers.value if profile and profile.followers else None,
        "synced_at": reading.synced_at.astimezone(BEIJING).isoformat() if reading.synced_at else None,
        "since": reading.since.astimezone(BEIJING).isoformat() if reading.since else None,
        "asked_at": reading.asked_at.astimezone(BEIJING).isoformat(),
    }


def advice_line(row: Row) -> dict[str, Any]:
    """An account in the list of 清理整合: its figures (None is unknown) and what a person might do."""
    one, told = row.account, row.figures
    newest = told.newest if told else None
    return {
        "version": VERSION,
        "group": row.number,
        "why_together": row.group.value,
        "unit": one.unit,
        "parent_unit": one.parent_unit,
        "account": one.name,
        "platform": one.platform,
        "subject": one.key,
        "home": one.home,
        "main": one.main,
        "state": told.state.value if told else "",
        "asked_at": shown(told.asked_at) if told else None,
        "followers": counted(told.followers if told else None),
        "posts": counted(told.month if told else None),
        "use": told.use[0] if told and told.use else "",
        "median": counted(told.use[1] if told and told.use else None),
        "newest": shown(newest.moment) if newest and newest.moment else None,
        "day_only": bool(newest and newest.day_only),
        "days": told.silent if told else None,
        "reasons": [reason.value for reason in row.says],
        "says": list(row.says.values()),
        "advice": row.suggestion.value,
        "into": row.into.key if row.into else "",
        "into_name": _into(one, row.into) if row.into else "",
    }


def _into(one: Account, other: Account) -> str:
    """The account that takes another in, so that it cannot be taken for it."""
    same = f"，{other.platform_id or other.home}" if other.name == one.name and other.platform == one.platform else ""
    return f"{other.name}（{other.platform}{same}）"


def counted(count: Count | None) -> dict[str, Any] | None:
    """A number as a platform shows it; None is unknown."""
    return None if count is None else {"value": count.value, "at_least": count.at_least}


def shown(moment: datetime) -> str:
    """A moment as officials read it: ISO, +08:00, to the second."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")


def shown_post(post: Post | None) -> str | None:
    """The moment of a post, its day where no more is known; None where neither is."""
    if post is None or post.moment is None:
        return None
    return post.moment.astimezone(BEIJING).date().isoformat() if post.day_only else shown(post.moment)


@cache
def edition_of(version: str) -> Edition:
    """The edition of a stored version; the default one where it is no longer at hand.

    A list of the office (`lexicon@…`) is not kept in all the forms it ever had, and changes no sentence.
    """
    name, *overlays = (part for part in version.split("+") if "@" not in part)
    try:
        return load(name, tuple(overlays))
    except EditionError:
        return load(DEFAULT)


def told_of(finding: Finding, rule: Rule | None) -> tuple[str, str]:
    """What an inspector reads of a finding, and how to mend it; "" where its rule is not in force."""
    if rule is None:
        return "", ""
    data: Mapping[str, Any] = {"target": finding.at, "source": finding.found_on or finding.at, **finding.data}
    return rule.sentence(finding.code, data), rule.advice(finding.code, data)


def _whose(
    kind: SubjectType, subject: str, unit: str = "", name: str = "", code: str = "", platform: str = ""
) -> dict[str, str]:
    told = {"unit": unit, "site": name, "site_code": code, "platform": platform}
    return {**told, "subject_type": kind.value, "subject": subject}


def _fault(check: str, finding: Finding, edition: Edition, whose: Mapping[str, str]) -> dict[str, Any]:
    rule = edition.rules.get(check)
    says, fix = told_of(finding, rule)
    return {
        "version": VERSION,
        "check": check,
        "indicator": list(rule.code) if rule else [],
        "kind": rule.kind.value if rule else "",
        "status": (Status.FAIL if finding.certainty is Certainty.CERTAIN else Status.REVIEW).value,
        "certainty": finding.certainty.value,
        **whose,
        "url": finding.at,
        "found_on": finding.found_on or finding.at,
        "code": finding.code,
        "key": list(finding.key),
        "data": dict(finding.data),
        "says": says,
        "fix": fix,
        "excerpt": finding.excerpt,
        "places": list(finding.places),
    }


def _answer(
    one: Outcome | OutcomeRow, run: int | str | None, findings: int, edition: Edition, whose: Mapping[str, str]
) -> dict[str, Any]:
    rule = edition.rules.get(one.check)
    return {
        "version": VERSION,
        "run": run,
        "check": one.check,
        "indicator": list(rule.code) if rule else [],
        **whose,
        "status": one.status.value,
        "judged": one.judged,
        "of": one.of,
        "reason": one.reason,
        "findings": findings,
        "edition": edition.version,
    }
