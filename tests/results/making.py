"""Findings, outcomes and an edition written by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from checks.indicators.edition import Edition, Grade, Judged, Kind, Param, Rule, Veto
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.registry import Site, SiteKind

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOME = "http://www.linjiang.gov.cn/"
SITE = Site("临江县人民政府", HOME, "临江县人民政府办公室", code="3399990001", kind=SiteKind.PORTAL)
SUSPECTED = Certainty.SUSPECTED


def finding(name: str = "a", *, code: str = "inner", sure: Certainty = Certainty.CERTAIN, **more: object) -> Finding:
    """A dead address `name` that the home page shows."""
    given = {"at": HOME + name, "key": (HOME + name,), "found_on": HOME, "certainty": sure, **more}
    return Finding(code, **given)  # type: ignore[arg-type]  # the test chooses


def outcome(*findings: Finding, status: Status | None = None, check: str = "dead-links", **more: object) -> Outcome:
    """What a check answered; FAIL with findings and PASS without unless told otherwise."""
    said = status or (Status.FAIL if findings else Status.PASS)
    given = {"judged": 10, "of": 10, **more}
    return Outcome(check, SubjectType.SITE, SITE.key, said, findings, **given)  # type: ignore[arg-type]  # the test chooses


def rule(name: str = "dead-links", *, judged: Judged = Judged.MACHINE, **more: object) -> Rule:
    """A rule that takes 1 off for a dead link on the home page and 0.1 for an inner one, at most 5."""
    given = {
        "says": {"home": "首页链接 {target} 打不开", "inner": "页面 {source} 上的链接 {target} 打不开：{reason}"},
        "fix": {"*": "请修复或删除 {target}"},
        "deduct": {"home": Decimal("1.0"), "inner": Decimal("0.1")},
        "cap": Decimal(5),
        **more,
    }
    return Rule(name, ("WD-403",), "链接可用性", "来源", Grade.B, Kind.DEDUCT, judged, **given)  # type: ignore[arg-type]


def edition(*rules: Rule) -> Edition:
    numbers = {"total": 100, "no_service_total": 75}
    scoring = {name: Param(value, Grade.B) for name, value in numbers.items()}
    return Edition("test", "测试", {one.id: one for one in rules or (rule(),)}, scoring)


def veto(at_least: int, *counts: str, warn: int = 0) -> Veto:
    return Veto("WV-4", at_least, counts, warn)
