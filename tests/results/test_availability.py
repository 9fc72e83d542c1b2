"""WV-2 over a week of rounds: the boundaries, what is left out, several places, and the same week by hand."""

from __future__ import annotations

import csv
import heapq
import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from checks.indicators import edition
from checks.indicators.edition import Grade, Param, Rule
from checks.model.captures import Failure, HttpProbe
from checks.model.findings import Certainty, Outcome, Status
from checks.model.registry import Site, SiteKind
from checks.model.rounds import Doubt, Heard
from results import availability
from results.intake import rounds as rounds_file
from results.ledger import rounds
from results.ledger.engine import Ledger
from results.scoring import VetoState, score
from tests.results.making import HOME, SITE
from tests.results.weeks import FIRST, NIGHT, failed, failing, good, round_at, status, week

NATIONAL = edition.load()
RULE = NATIONAL.rules[availability.CHECK]


def judged(*places: Iterable[Heard], rule: Rule = RULE, moment: datetime = NIGHT) -> Outcome:
    series = heapq.merge(*places, key=lambda heard: heard.round.began)
    return availability.judge(SITE, series, rule, moment)


def with_params(**values: object) -> Rule:
    return replace(RULE, params={**RULE.params, **{name: Param(value, Grade.OURS) for name, value in values.items()}})


def test_the_numbers_are_those_of_the_edition() -> None:
    values = {name: RULE.param(name) for name in ("days", "per_day_least", "seconds", "failed_share")}
    assert values == {"days": 7, "per_day_least": 20, "seconds": 15, "failed_share": 0.05}
    assert {RULE.params[name].verified for name in values} == {Grade.B}


def test_a_good_week_passes() -> None:
    outcome = judged(week(failing()))
    assert (outcome.status, outcome.judged, outcome.of, outcome.reason) == (Status.PASS, 168, 168, "")


@pytest.mark.parametrize(
    ("failures", "a_day", "verdict"),
    [
        (6, 20, Status.PASS),  # 4.29 %
        (7, 20, Status.REVIEW),  # 7 of 140 is 5 % to the dot
        (8, 24, Status.PASS),  # 4.76 %
        (9, 24, Status.REVIEW),  # 5.36 %
    ],
)
def test_five_in_a_hundred_is_a_veto_and_less_is_none(failures: int, a_day: int, verdict: Status) -> None:
    assert judged(week(failing(*range(failures)), a_day=a_day)).status is verdict


def test_four_point_nine_and_five_percent() -> None:
    fine = with_params(days=5, per_day=200, per_day_least=200)
    for failures, verdict in ((49, Status.PASS), (50, Status.REVIEW)):
        series = week(failing(*range(failures)), days=5, a_day=200, since=FIRST + timedelta(days=2))
        assert judged(series, rule=fine).status is verdict


@pytest.mark.parametrize(("seconds", "verdict"), [(14.9, Status.PASS), (14.999, Status.PASS), (15.0, Status.REVIEW)])
def test_fifteen_seconds_count_and_less_do_not(seconds: float, verdict: Status) -> None:
    assert judged(week(lambda n, at: good(at, seconds if n < 9 else 1.0))).status is verdict


def test_the_ledger_does_not_round_up_to_the_limit() -> None:
    assert rounds.milliseconds(14.9999) == 14_999
    assert rounds.milliseconds(15.0) == 15_000
    assert rounds.milliseconds(0.285) == 285
    assert rounds.milliseconds(None) == -1


@pytest.mark.parametrize(
    ("a_day", "days", "counted", "full"),
    [(19, 7, 133, 0), (24, 6, 120, 6), (1, 7, 7, 0)],
)
def test_too_few_rounds_say_nothing_of_the_site(a_day: int, days: int, counted: int, full: int) -> None:
    outcome = judged(week(lambda n, at: failed(at), a_day=a_day, days=days))
    assert (outcome.status, outcome.judged, outcome.of, outcome.findings) == (Status.UNKNOWN, counted, 140, ())
    assert outcome.reason.startswith(f"观察次数不足：7 天中 {full} 天满 20 次，计 {counted} 次，应有 140 次")


def test_many_rounds_on_one_day_do_not_make_up_for_another() -> None:
    series = [*week(failing(), days=6), *week(failing(), days=1, a_day=19, since=FIRST + timedelta(days=6))]
    assert judged(series).status is Status.UNKNOWN


def test_without_rounds() -> None:
    outcome = judged()
    assert (outcome.status, outcome.reason, outcome.judged, outcome.of) == (Status.UNKNOWN, "没有探测记录", 0, 140)


def test_the_window_is_the_last_whole_days() -> None:
    before = week(lambda n, at: failed(at), since=FIRST - timedelta(days=7))
    today = week(lambda n, at: failed(at), days=1, since=FIRST + timedelta(days=7))
    outcome = judged([*before, *week(failing()), *today], moment=NIGHT.replace(hour=23))
    assert (outcome.status, outcome.judged) == (Status.PASS, 168)
    assert availability.window(RULE, NIGHT) == (FIRST, FIRST + timedelta(days=7))


def test_looking_often_at_a_bad_hour_makes_nothing_worse() -> None:
    often = [
        Heard(round_at(FIRST + timedelta(minutes=m)), failed(FIRST + timedelta(minutes=m))) for m in range(1, 59, 2)
    ]
    outcome = judged([*sorted([*often, *week(failing(0))], key=lambda heard: heard.round.began)])
    assert (outcome.status, outcome.judged) == (Status.PASS, 168)


@pytest.mark.parametrize(("first", "verdict"), [(True, Status.REVIEW), (False, Status.PASS)])
def test_of_several_answers_in_a_stretch_the_first_counts(first: bool, verdict: Status) -> None:
    bad = failing(*range(9))
    again = week(failing() if first else bad, since=FIRST + timedelta(minutes=30))
    assert judged(week(bad if first else failing()), again).status is verdict


FAILURES = [
    *((lambda at, failure=failure: failed(at, failure, 0.1)) for failure in (Failure.REFUSED, Failure.RESET)),
    *((lambda at, failure=failure: failed(at, failure, 0.1)) for failure in (Failure.NXDOMAIN, Failure.SERVFAIL)),
    *((lambda at, failure=failure: failed(at, failure, 0.1)) for failure in (Failure.TLS, Failure.BAD_RESPONSE)),
    *((lambda at, number=number: status(at, number)) for number in (404, 410, 500, 502, 503)),
    lambda at: status(at, 200, "empty"),
    lambda at: status(at, 200, "maintenance"),
    lambda at: failed(at, Failure.TIMEOUT, 15.0),
]
LEFT_OUT: list[tuple[Callable[[datetime], HttpProbe], str]] = [
    (lambda at: failed(at, Failure.NO_NAMESERVER), "本机的域名服务器没有应答"),
    (lambda at: failed(at, Failure.PRIVATE_ADDRESS), "指向内部地址，未访问"),
    (lambda at: failed(at, Failure.OUR_NETWORK), "本机网络故障"),
    (lambda at: failed(at, Failure.NO_IPV6), "本机没有 IPv6 出口"),
    (lambda at: failed(at, Failure.BUDGET), "超出本次访问的额度"),
    (lambda at: failed(at, Failure.THROTTLED), "被限制访问频率"),
    (lambda at: failed(at, Failure.TIMEOUT, 10.0), "等待时间不足"),
    (lambda at: status(at, 503, "wall:ruishu"), "被防护设备拦截"),
    (lambda at: status(at, 200, "wall:jiasule"), "被防护设备拦截"),
    *(((lambda at, n=number: status(at, n)), "被拒绝访问，不能判断") for number in (401, 403, 412, 429)),
    (lambda at: status(at, 500, "unwitnessed"), "见证地址无应答"),
    (lambda at: status(at, 200, "stalled", seconds=16.0), "本机繁忙"),
]


@pytest.mark.parametrize("answer", FAILURES)
def test_what_counts_as_failed(answer: Callable[[datetime], HttpProbe]) -> None:
    outcome = judged(week(lambda n, at: answer(at) if n < 9 else good(at)))
    assert (outcome.status, outcome.judged) == (Status.REVIEW, 168)


@pytest.mark.parametrize(("answer", "says"), LEFT_OUT)
def test_what_is_left_out_and_said(answer: Callable[[datetime], HttpProbe], says: str) -> None:
    every_eighth = judged(week(lambda n, at: answer(at) if n % 8 == 0 else good(at)))
    assert (every_eighth.status, every_eighth.judged) == (Status.PASS, 147)
    assert says in every_eighth.reason
    assert "剔除" in every_eighth.reason
    assert "（21 次）" in every_eighth.reason
    # Nothing but such answers is not enough to say anything.
    nothing = judged(week(lambda n, at: answer(at)))
    assert (nothing.status, nothing.judged) == (Status.UNKNOWN, 0)
    assert says in nothing.reason


def test_a_bad_certificate_is_no_failure() -> None:
    assert judged(week(lambda n, at: status(at, 200, "bad-certificate"))).status is Status.PASS


@pytest.mark.parametrize("doubt", list(Doubt))
def test_a_doubtful_round_says_nothing(doubt: Doubt) -> None:
    bad = range(0, 160, 12)  # two of each day
    outcome = judged(week(failing(*bad), doubt=lambda n: doubt if n in bad else None))
    assert (outcome.status, outcome.judged) == (Status.PASS, 168 - len(bad))
    assert "剔除" in outcome.reason


def test_without_witness_a_round_in_which_most_were_silent_says_nothing() -> None:
    bad = set(range(0, 168, 12))

    def told(silent: int, *, witnessed: bool) -> Outcome:
        parts = [
            *(heard for n, heard in enumerate(week(failing(*bad))) if n not in bad),
            *(heard for n, heard in enumerate(week(failing(*bad), witnessed=witnessed, silent=silent)) if n in bad),
        ]
        return judged(sorted(parts, key=lambda heard: heard.round.began))

    assert told(51, witnessed=False).status is Status.PASS
    assert "多数网站同时没有应答" in told(51, witnessed=False).reason
    assert told(50, witnessed=False).status is Status.REVIEW
    assert told(51, witnessed=True).status is Status.REVIEW


def test_two_places_that_agree_make_it_certain() -> None:
    bad = failing(*range(9))
    outcome = judged(week(bad), week(bad, vantage="二号"))
    assert (outcome.status, outcome.judged) == (Status.FAIL, 168)
    assert outcome.findings[0].certainty is Certainty.CERTAIN
    assert outcome.findings[0].data["vantages"] == 2


@pytest.mark.parametrize("failure", [Failure.TLS, Failure.SERVFAIL, Failure.UNREACHABLE, Failure.BAD_RESPONSE])
def test_what_may_be_ours_is_never_certain(failure: Failure) -> None:
    bad = failing(*range(9), failure=failure)
    assert judged(week(bad), week(bad, vantage="二号")).status is Status.REVIEW


def test_what_one_place_alone_met_is_not_the_site() -> None:
    outcome = judged(week(failing(*range(100))), week(failing(), vantage="二号"))
    assert (outcome.status, outcome.judged) == (Status.PASS, 168)
    assert outcome.reason == "另有 100 次只在部分观察点打不开，不计"


def test_a_second_place_on_the_bad_day_alone_adds_no_weight() -> None:
    bad = failing(*range(8))
    assert judged(week(bad), week(bad, days=1, vantage="二号")).status is Status.PASS
    worse = failing(*range(9))
    assert judged(week(worse), week(worse, days=1, vantage="二号")).status is Status.FAIL


def test_two_places_fill_each_others_gaps() -> None:
    even = week(lambda n, at: good(at) if n % 2 else None)
    odd = week(lambda n, at: None if n % 2 else good(at), vantage="二号")
    outcome = judged(even, odd)
    assert (outcome.status, outcome.judged) == (Status.PASS, 168)


def test_the_evidence() -> None:
    def answer(number: int, at: datetime) -> HttpProbe:
        if number in (0, 1, 2, 30):
            return failed(at)
        if number in (3, 31, 60, 61, 62):
            return status(at, 502)
        return good(at, 16.25 if number == 100 else 1.0)

    outcome = judged(week(answer))
    (finding,) = outcome.findings
    assert (finding.code, finding.at, finding.key) == ("unreachable", HOME, ("home",))
    assert dict(finding.data) == {
        "from": "2026-11-13",
        "to": "2026-11-19",
        "total": 168,
        "failed": 10,
        "share": "5.95",
        "limit": "5",
        "causes": "HTTP 502 5 次、超时 4 次、用时过长 1 次",
        "worst": "2026-11-13（4 次）",
        "slowest": "16.2",
        "vantages": 1,
    }
    assert finding.excerpt.startswith("11-13 00:03 超时；11-13 01:03 超时；")
    assert RULE.sentence(finding.code, finding.data) == (
        "2026-11-13至2026-11-19连续 7 天访问首页 168 次，10 次打不开或用时达到 15 秒，占 5.95%（要求低于 5%），"
        "原因：HTTP 502 5 次、超时 4 次、用时过长 1 次；失败最多的一天：2026-11-13（4 次）；打开最慢的一次用时 16.2 秒"
    )


def test_a_veto_is_a_candidate_until_a_person_confirms() -> None:
    site = Site("临江县人民政府", HOME, "办公室", code="3399990001", kind=SiteKind.PORTAL)

    def line(outcome: Outcome) -> VetoState | None:
        vetoes = score([outcome], NATIONAL, site).vetoes
        return next((one.state for one in vetoes if one.code == "WV-2"), None)

    assert line(judged(week(failing(*range(9))))) is VetoState.CANDIDATE
    assert line(judged(week(failing()))) is None
    assert line(judged(week(lambda n, at: failed(at, Failure.OUR_NETWORK) if n % 8 == 0 else good(at)))) is None
    assert line(judged()) is VetoState.UNKNOWN


def replayed(path: Path, ledger: Ledger, sites: Iterable[str]) -> set[str]:
    """The sites that the program vetoes after a week was taken in from a file."""
    with ledger.begin() as connection:
        for round_, answers in rounds_file.read(path):
            rounds.add(connection, round_, answers)
    since, until = availability.window(RULE, NIGHT)
    vetoed = set()
    with ledger.connect() as connection:
        for key in sites:
            site = Site(key, f"http://{key}.gov.cn/", "单位", code=key)
            series = rounds.series(connection, site.key, site.home, since, until)
            outcome = availability.judge(site, series, RULE, NIGHT)
            if outcome.findings:
                vetoed.add(key)
    return vetoed


def by_hand(path: Path) -> set[str]:
    """What a spreadsheet says: =COUNTIFS(失败)/COUNTA(全部)>=5% for every site with 20 rows on each of seven days."""
    table: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            day = (datetime.fromisoformat(row["began"]) + timedelta(hours=8)).strftime("%Y-%m-%d")
            table[row["site"]].append(
                (day, bool(row["failure"]) or row["status"] >= "400" or int(row["whole_ms"]) >= 15_000)
            )
    vetoed = set()
    for site, rows in table.items():
        days = defaultdict(int)
        for day, _ in rows:
            days[day] += 1
        enough = len(days) == 7 and min(days.values()) >= 20
        share = Decimal(sum(bad for _, bad in rows)) / Decimal(len(rows))
        if enough and share >= Decimal("0.05"):
            vetoed.add(site)
    return vetoed


def test_a_week_from_a_file_is_vetoed_as_a_spreadsheet_would(tmp_path: Path, ledger: Ledger) -> None:
    dice, sites = random.Random(4), [f"s{n:02}" for n in range(40)]
    chance = {site: dice.choice((0.0, 0.02, 0.045, 0.05, 0.055, 0.2)) for site in sites}
    missing = {site: dice.random() < 0.15 for site in sites}
    made = []
    for number in range(168):
        began, answers = FIRST + timedelta(hours=number), {}
        for site in sites:
            home = f"http://{site}.gov.cn/"
            at = began + timedelta(seconds=dice.randrange(600))
            if missing[site] and number % 24 > 18:
                continue
            if dice.random() >= chance[site]:
                probe = good(at, dice.choice((0.3, 2.0, 14.9, 14.999)))
            else:
                probe = dice.choice((failed(at), failed(at, Failure.REFUSED), status(at, 502), good(at, 15.0)))
            answers[site, home, 0] = replace(probe, subject=home)
        made.append((round_at(began, silent=3), answers))
    path = tmp_path / "week.csv"
    assert rounds_file.write(path, made) == 168
    wanted = by_hand(path)
    assert replayed(path, ledger, sites) == wanted
    assert 5 < len(wanted) < 35


def test_a_refused_connection_is_told_apart_from_a_refusal_to_be_judged() -> None:
    assert availability.shown("refused") == "连接被拒绝"
    assert availability.shown("turned-away") == "被拒绝访问，不能判断"
    told = [availability.shown(reason) for kind in ("unreachable", "left-out") for reason in _words(kind)]
    assert len(set(told)) == len(told) - 1, "only the two marks of a lost network are told alike"
    assert not {value.value for value in Failure} & {*_words("unreachable"), *_words("left-out")}


def _words(kind: str) -> dict[str, str]:
    text = resources.files("checks.indicators").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[kind]
