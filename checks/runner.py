"""Runs one check on one subject and says what came of it: the only place that owns failure."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks import catalog
from checks.catalog import Check, Scope
from checks.indicators.edition import Edition, Rule
from checks.indicators.words import word
from checks.model.findings import Certainty, Finding, Gap, Looked, Outcome, Said, Status, SubjectType
from checks.model.views import MissingCapture, SiteView

CUT_SHORT = "访问未完成，缺失类结论需人工确认"


def judge_site(view: SiteView, edition: Edition) -> tuple[Outcome, ...]:
    """Every page and site check on one visit, in the order of their ids."""
    return tuple(
        run(check, view, edition.rules[check.id])
        for check in catalog.load().values()
        if check.scope is not Scope.ACCOUNT
    )


def run(check: Check, view: SiteView, rule: Rule) -> Outcome:
    """One check on one visit. Never raises: what goes wrong is an UNKNOWN with its reason."""
    subject = view.site.key
    try:
        for kind in check.needs:
            view.probes(kind)
        said = list(_said(check, view, rule))
    except MissingCapture as missing:
        return Outcome(check.id, SubjectType.SITE, subject, Status.UNKNOWN, reason=f"本次访问没有采集 {missing}")
    except (
        Exception
    ) as error:  # a check that breaks must not stop the night: it is an answer of its own, with its traceback
        problem = "".join(traceback.format_exception(error))
        return Outcome(check.id, SubjectType.SITE, subject, Status.UNKNOWN, reason="检查程序出错", problem=problem)
    return _outcome(check, view, subject, said)


def _said(check: Check, view: SiteView, rule: Rule) -> Iterator[Said]:
    if check.scope is Scope.SITE:
        yield from check.judge(view, rule)
        return
    for page in view.pages():
        yield from check.judge(page, view, rule)


def _outcome(check: Check, view: SiteView, subject: str, said: Iterable[Said]) -> Outcome:
    findings: dict[tuple[str, ...], Finding] = {}
    judged, gaps = 0, Counter[str]()
    for word_ in said:
        match word_:
            case Finding():
                findings.setdefault(word_.key, word_)
            case Looked(count):
                judged += count
            case Gap(reason, _, count):
                gaps[reason] += count
    reasons = [f"{word('failure', reason)}（{count}）" for reason, count in gaps.most_common(5)]
    kept = tuple(findings.values())
    if check.absence and not view.coverage.complete and (kept or not judged):
        kept = tuple(replace(finding, certainty=Certainty.SUSPECTED) for finding in kept)
        reasons.append(CUT_SHORT)
    status = _status(kept, judged, sum(gaps.values()))
    return Outcome(
        check.id, SubjectType.SITE, subject, status, kept, judged, judged + sum(gaps.values()), "；".join(reasons)
    )


def _status(findings: tuple[Finding, ...], judged: int, unseen: int) -> Status:
    if any(finding.certainty is Certainty.CERTAIN for finding in findings):
        return Status.FAIL
    if findings:
        return Status.REVIEW
    if judged:
        return Status.PASS
    return Status.UNKNOWN if unseen else Status.NOT_APPLICABLE
