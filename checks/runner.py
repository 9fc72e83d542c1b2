"""Runs one check on one subject and says what came of it: the only place that owns failure."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from checks import catalog
from checks.catalog import Check, Scope
from checks.indicators.edition import Edition, Judged, Rule
from checks.indicators.words import detail_of, word
from checks.model.captures import Coverage, Ended
from checks.model.findings import Certainty, Finding, Gap, Looked, Outcome, Said, Status, SubjectType
from checks.model.views import AccountView, MissingCapture, SiteView

UNSEEN_KEPT = 20_000
"""So many addresses that could not be judged are named; what is beyond them is only counted."""
CUT_SHORT = "访问未完成，缺失类结论需人工确认"
BROKEN = "检查程序出错"


def judge_site(view: SiteView, edition: Edition) -> tuple[Outcome, ...]:
    """Every page and site check on one visit, in the order of their ids.

    A check whose rule the edition lacks, or gives to a person, is not run: the edition decides what is judged. Nor is
    one that does not judge sites in the registration state of this one: of a closed site nobody owes an update.
    """
    return tuple(
        run(check, view, rule)
        for check in catalog.of_sites().values()
        if view.site.state in check.states
        and (rule := edition.rules.get(check.id)) is not None
        and rule.judged.by_check
    )


def judge_account(view: AccountView, edition: Edition) -> tuple[Outcome, ...]:
    """Every account check on one account, in the order of their ids, as `judge_site` does it for sites."""
    return tuple(
        run_on_account(check, view, rule)
        for check in catalog.of_accounts().values()
        if view.account.state in check.states
        and (rule := edition.rules.get(check.id)) is not None
        and rule.judged.by_check
    )


def run(check: Check, view: SiteView, rule: Rule) -> Outcome:
    """One check on one visit. Never raises: what goes wrong is an UNKNOWN with its reason."""
    tally = _guarded(check, SubjectType.SITE, view.site.key, rule, lambda: _said(check, view, rule))
    if isinstance(tally, Outcome):
        return tally
    return _outcome(check, view.coverage, (SubjectType.SITE, view.site.key), tally)


def run_on_account(check: Check, view: AccountView, rule: Rule) -> Outcome:
    """One check on one account. Never raises: what goes wrong is an UNKNOWN with its reason."""
    tally = _guarded(check, SubjectType.ACCOUNT, view.account.key, rule, lambda: check.judge(view, rule))
    if isinstance(tally, Outcome):
        return tally
    return _outcome(check, Coverage(), (SubjectType.ACCOUNT, view.account.key), tally)


def _guarded(
    check: Check, kind: SubjectType, subject: str, rule: Rule, say: Callable[[], Iterable[Said]]
) -> _Tally | Outcome:
    """What a check said, counted; the UNKNOWN that it is where it could not look or broke."""
    try:
        tally = _tally(say())
    except MissingCapture as missing:
        reason = f"本次访问没有采集{word('capture', str(missing))}"
        return Outcome(check.id, kind, subject, Status.UNKNOWN, reason=reason)
    except Exception as error:
        # A check that breaks must not stop the night: it is an answer of its own, with its traceback.
        problem = "".join(traceback.format_exception(error))
        return Outcome(check.id, kind, subject, Status.UNKNOWN, reason=BROKEN, problem=problem)
    if rule.judged is Judged.SUSPECTED:  # what only a person confirms is never certain, whatever the check says
        tally.findings = {key: replace(one, certainty=Certainty.SUSPECTED) for key, one in tally.findings.items()}
    return tally


def _said(check: Check, view: SiteView, rule: Rule) -> Iterator[Said]:
    for kind in check.needs:
        # Reads from the answer: a lazy view only says that something is missing when it is read from.
        next(iter(view.probes(kind)), None)
    if check.scope is Scope.SITE:
        yield from check.judge(view, rule)
        return
    for page in view.pages():
        yield from check.judge(page, view, rule)


@dataclass(slots=True)
class _Tally:
    findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    judged: int = 0
    gaps: Counter[str] = field(default_factory=Counter)
    unseen: set[str] = field(default_factory=set)
    unplaced: int = 0


def _tally(said: Iterable[Said]) -> _Tally:
    """Counts what was said; of two findings with one key the more certain stands, else the first."""
    tally = _Tally()
    for each in said:
        match each:
            case Looked(count):  # most of what is said
                tally.judged += count
            case Finding():
                before = tally.findings.get(each.key)
                if before is None or (before.certainty, each.certainty) == (Certainty.SUSPECTED, Certainty.CERTAIN):
                    tally.findings[each.key] = each
            case Gap(reason, at, count):
                named = bool(at) and len(tally.unseen) < UNSEEN_KEPT
                tally.gaps[reason] += count
                tally.unplaced += count - named
                tally.unseen.update({at} if named else ())
    return tally


def _outcome(check: Check, coverage: Coverage, subject: tuple[SubjectType, str], tally: _Tally) -> Outcome:
    kept, unseen = tuple(tally.findings.values()), sum(tally.gaps.values())
    reasons = [f"{word('failure', reason)}（{count}）" for reason, count in tally.gaps.most_common(5)]
    if check.absence and not coverage.complete and kept:
        kept = tuple(replace(finding, certainty=Certainty.SUSPECTED) for finding in kept)
        reasons.append(CUT_SHORT)
    cut = coverage.ended is not Ended.COMPLETE or (check.absence and not coverage.complete)
    if cut and not kept and not tally.judged:
        # Nothing of the kind was seen, and not all was seen: that is no "not applicable".
        reasons.append(f"访问未完成：{detail_of(coverage) or word('ended', coverage.ended)}")
    status = _status(kept, tally.judged, could_not_look=bool(unseen) or cut)
    return Outcome(
        check.id,
        *subject,
        status,
        kept,
        tally.judged,
        tally.judged + unseen,
        "；".join(reasons),
        unseen=tuple(sorted(tally.unseen)),
        unplaced=tally.unplaced,
    )


def _status(findings: tuple[Finding, ...], judged: int, *, could_not_look: bool) -> Status:
    if any(finding.certainty is Certainty.CERTAIN for finding in findings):
        return Status.FAIL
    if findings:
        return Status.REVIEW
    if judged:
        return Status.PASS
    return Status.UNKNOWN if could_not_look else Status.NOT_APPLICABLE
