"""What the runner makes of what a check says, of what it lacks, and of a check that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks import catalog, runner
from checks.catalog import Check, Scope
from checks.indicators import edition
from checks.indicators.edition import Edition, Judged, Rule
from checks.model.captures import Coverage, DnsProbe, Ended, LinkProbe, Probe
from checks.model.findings import Certainty, Finding, Gap, Looked, Outcome, Said, Status
from checks.model.pages import Page, PageFacts
from checks.model.registry import Site, SubjectState
from checks.model.views import GatheredSite, P, PageView, SiteView

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
HOME = "http://www.linjiang.gov.cn/"
SITE = Site("临江县人民政府", HOME, "临江县人民政府办公室", code="3399990001")
RULE = edition.load().rules["dead-links"]
CERTAIN = Finding("home", HOME + "a", ("a",))
SUSPECTED = Finding("home", HOME + "b", ("b",), certainty=Certainty.SUSPECTED)
WHOLE = Coverage()
CUT = Coverage(ended=Ended.MINUTES)
HOLED = Coverage(failed=1)


def view(*urls: str, coverage: Coverage = WHOLE, answers: dict[type, list[Probe]] | None = None) -> GatheredSite:
    pages = tuple(PageView(Page(url, 200, NOW), PageFacts(url)) for url in urls)
    return GatheredSite(SITE, NOW, pages, answers or {}, coverage)


def judged(*said: Said, coverage: Coverage = WHOLE, absence: bool = False) -> Outcome:
    def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
        yield from said

    return runner.run(Check("dead-links", Scope.SITE, judge, absence=absence), view(coverage=coverage), RULE)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ((), Status.NOT_APPLICABLE),
        ((Looked(),), Status.PASS),
        ((Looked(), CERTAIN), Status.FAIL),
        ((Looked(), SUSPECTED), Status.REVIEW),
        ((Looked(2), SUSPECTED, CERTAIN), Status.FAIL),
        ((Gap("timeout"),), Status.UNKNOWN),
        ((Looked(), Gap("timeout")), Status.PASS),
        ((CERTAIN, Gap("timeout")), Status.FAIL),
        ((SUSPECTED, Gap("timeout")), Status.REVIEW),
    ],
)
def test_status(said: tuple[Said, ...], status: Status) -> None:
    outcome = judged(*said)
    assert (outcome.status, outcome.check, outcome.subject) == (status, "dead-links", "3399990001")
    assert outcome.problem == ""


def test_what_the_edition_leaves_to_a_person_is_never_certain() -> None:
    def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
        yield CERTAIN

    rule = replace(RULE, judged=Judged.SUSPECTED)
    outcome = runner.run(Check("dead-links", Scope.SITE, judge), view(), rule)
    assert [finding.certainty for finding in outcome.findings] == [Certainty.SUSPECTED]


def test_one_silent_link_does_not_silence_the_others() -> None:
    outcome = judged(Looked(400), Gap("timeout", HOME + "x"), Gap("throttled", count=2), Gap("timeout"))
    assert (outcome.status, outcome.judged, outcome.of) == (Status.PASS, 400, 404)
    assert outcome.reason == "超时（2）；被限制访问频率（2）"
    assert (outcome.unseen, outcome.unplaced) == ((HOME + "x",), 3)


def test_what_could_not_be_judged_is_named_within_bounds() -> None:
    gaps = [Gap("timeout", f"{HOME}{number}") for number in range(runner.UNSEEN_KEPT + 2)]
    outcome = judged(Gap("timeout", HOME + "0", count=3), *gaps, Gap("timeout", HOME + "1"))
    assert (len(outcome.unseen), outcome.unplaced) == (runner.UNSEEN_KEPT, 2 + 2 + 1)
    assert outcome.unseen == tuple(sorted(outcome.unseen))


def test_one_key_is_one_finding_and_the_more_certain_stands() -> None:
    unsure = replace(CERTAIN, certainty=Certainty.SUSPECTED, excerpt="later")
    assert judged(CERTAIN, unsure).findings == (CERTAIN,)
    assert judged(unsure, CERTAIN).findings == (CERTAIN,)
    assert judged(CERTAIN, replace(CERTAIN, excerpt="later")).findings == (CERTAIN,)
    assert len(judged(CERTAIN, SUSPECTED).findings) == 2


@pytest.mark.parametrize("coverage", [CUT, HOLED, Coverage(skipped={"trap": 1}), Coverage(skipped={"budget": 1})])
def test_absence_on_a_visit_that_was_cut_short_is_a_suspicion(coverage: Coverage) -> None:
    outcome = judged(Looked(), CERTAIN, coverage=coverage, absence=True)
    assert outcome.status is Status.REVIEW
    assert [finding.certainty for finding in outcome.findings] == [Certainty.SUSPECTED]
    assert outcome.reason == runner.CUT_SHORT


def test_presence_stays_certain_on_a_visit_that_was_cut_short() -> None:
    outcome = judged(Looked(), CERTAIN, coverage=CUT)
    assert (outcome.status, outcome.reason, outcome.findings) == (Status.FAIL, "", (CERTAIN,))


def test_absence_on_a_whole_visit_is_certain() -> None:
    assert judged(Looked(), CERTAIN, absence=True).status is Status.FAIL
    assert judged(Looked(), coverage=CUT, absence=True).status is Status.PASS


def test_nothing_of_the_kind_on_a_visit_that_was_cut_short_is_not_known() -> None:
    outcome = judged(coverage=Coverage(ended=Ended.HOME_FAILED, detail="首页连接被拒绝"))
    assert (outcome.status, outcome.judged, outcome.of) == (Status.UNKNOWN, 0, 0)
    assert outcome.reason == "访问未完成：首页连接被拒绝"
    assert judged(coverage=CUT).reason == "访问未完成：达到时间上限"
    assert judged(SUSPECTED, coverage=CUT).reason == ""
    assert judged(coverage=HOLED).status is Status.NOT_APPLICABLE
    assert judged(coverage=HOLED, absence=True).status is Status.UNKNOWN


def test_what_was_never_gathered_is_not_known() -> None:
    def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
        yield Looked(sum(1 for _ in site.probes(LinkProbe)))

    for needs in ((LinkProbe,), ()):
        outcome = runner.run(Check("dead-links", Scope.SITE, judge, needs=needs), view(), RULE)
        assert (outcome.status, outcome.reason) == (Status.UNKNOWN, "本次访问没有采集链接能否打开")
        assert outcome.problem == ""
    gathered = view(answers={LinkProbe: [LinkProbe(HOME, NOW, 200)]})
    assert runner.run(Check("dead-links", Scope.SITE, judge, needs=(LinkProbe,)), gathered, RULE).status is Status.PASS


class LazySite(GatheredSite):
    """A view that looks only when it is read from, as a stored one may."""

    def probes(self, kind: type[P]) -> Iterable[P]:
        yield from super().probes(kind)


def test_a_lazy_view_is_asked_too() -> None:
    def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
        yield Looked()

    check = Check("ipv6-address", Scope.SITE, judge, needs=(DnsProbe,))
    outcome = runner.run(check, LazySite(SITE, NOW), RULE)
    assert (outcome.status, outcome.reason) == (Status.UNKNOWN, "本次访问没有采集域名解析")
    assert runner.run(check, LazySite(SITE, NOW, answers={DnsProbe: []}), RULE).status is Status.PASS


def test_a_check_that_breaks_is_an_answer_with_its_traceback() -> None:
    def judge(site: SiteView, rule: Rule) -> Iterator[Said]:
        yield CERTAIN
        raise ZeroDivisionError("half way")

    outcome = runner.run(Check("dead-links", Scope.SITE, judge), view(), RULE)
    assert (outcome.status, outcome.reason, outcome.findings) == (Status.UNKNOWN, runner.BROKEN, ())
    assert "ZeroDivisionError: half way" in outcome.problem
    assert "test_runner.py" in outcome.problem


def test_a_page_check_sees_every_page_and_the_site() -> None:
    def judge(page: PageView, site: SiteView, rule: Rule) -> Iterator[Said]:
        yield Looked()
        if page.url.endswith("b"):
            yield Finding("home", page.url, (page.url,))

    outcome = runner.run(Check("dead-links", Scope.PAGE, judge), view(HOME, HOME + "b"), RULE)
    assert (outcome.status, outcome.judged, outcome.of) == (Status.FAIL, 2, 2)
    assert [finding.at for finding in outcome.findings] == [HOME + "b"]


def editions(keep: Callable[[Rule], Rule | None]) -> Edition:
    whole = edition.load()
    rules = {id: kept for id, rule in whole.rules.items() if (kept := keep(rule)) is not None}
    return replace(whole, rules=rules)


def test_the_edition_decides_what_is_judged() -> None:
    checks = [check for check in catalog.load().values() if check.scope is not Scope.ACCOUNT]
    sites = [check.id for check in checks if SubjectState.NORMAL in check.states]
    assert [outcome.check for outcome in runner.judge_site(view(HOME), edition.load())] == sites
    assert runner.judge_site(view(HOME), editions(lambda rule: None)) == ()
    by_hand = editions(lambda rule: replace(rule, judged=Judged.BY_HAND))
    assert runner.judge_site(view(HOME), by_hand) == ()


@pytest.mark.parametrize(
    ("state", "checks"),
    [
        (SubjectState.CLOSED, ["idle-domains", "unreported-changes"]),
        (SubjectState.CANCELLED, ["idle-domains"]),
        (SubjectState.PAUSED, ["unreported-changes"]),
        (SubjectState.CHANGED, []),
    ],
)
def test_a_site_that_is_not_normal_is_judged_by_those_that_say_so_only(state: SubjectState, checks: list[str]) -> None:
    seen = replace(view(HOME), site=replace(SITE, state=state))
    assert [outcome.check for outcome in runner.judge_site(seen, edition.load())] == checks
