"""The verdict table, a row a case: what was answered, and what may be said of it."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from checks.model.captures import Failure, LinkProbe
from checks.model.findings import Certainty
from checks.model.marks import of
from checks.model.verdicts import REFUSALS, TABLE, Judgement, Reason, Verdict, decide

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
URL = "http://www.example.gov.cn/xw/1.html"
DAY, HOURS = timedelta(days=1), timedelta(hours=6)
CERTAIN, SUSPECTED = Certainty.CERTAIN, Certainty.SUSPECTED


def answered(status: int | None = 200, failure: Failure | None = None, **more: object) -> LinkProbe:
    """An answer that was seen twice, apart in time."""
    return LinkProbe(**{"subject": URL, "asked_at": NOW, "status": status, "failure": failure, "rounds": 2} | more)


def failed(failure: Failure, **more: object) -> LinkProbe:
    return answered(None, failure, **more)


# what was seen, the verdict, its reason, how sure (None: nothing may be counted)
ROWS: list[tuple[str, LinkProbe, Verdict, Reason, Certainty | None]] = [
    ("200", answered(), Verdict.OK, Reason.ANSWERED, None),
    ("304", answered(304), Verdict.OK, Reason.ANSWERED, None),
    ("206", answered(206), Verdict.OK, Reason.ANSWERED, None),
    ("redirect", answered(final_url="http://www.example.gov.cn/a"), Verdict.MOVED, Reason.MOVED, None),
    ("redirect to another site", answered(301, final_url="http://b.gov.cn/"), Verdict.MOVED, Reason.MOVED, None),
    ("redirect that leads nowhere", answered(302), Verdict.UNVERIFIABLE, Reason.ODD_STATUS, None),
    ("status of no standard", answered(999), Verdict.UNVERIFIABLE, Reason.ODD_STATUS, None),
    ("switching protocols", answered(101), Verdict.UNVERIFIABLE, Reason.ODD_STATUS, None),
    ("bad certificate, answered", answered(marks=("bad-certificate",)), Verdict.CAUTION, Reason.BAD_CERTIFICATE, None),
    ("too large to read", failed(Failure.TOO_LARGE), Verdict.OK, Reason.TOO_LARGE, None),
    ("404", answered(404), Verdict.DEAD, Reason.GONE, CERTAIN),
    ("410", answered(410), Verdict.DEAD, Reason.GONE, CERTAIN),
    ("404 on a fenced host", answered(404, marks=("fenced",)), Verdict.DEAD, Reason.FENCED, SUSPECTED),
    ("404 with a weak mark", answered(404, marks=("guard:aliyun",)), Verdict.DEAD, Reason.GONE, CERTAIN),
    ("400", answered(400), Verdict.DEAD, Reason.CLIENT_ERROR, SUSPECTED),
    ("500", answered(500), Verdict.DEAD, Reason.SERVER_ERROR, SUSPECTED),
    ("502", answered(502), Verdict.DEAD, Reason.SERVER_ERROR, SUSPECTED),
    ("no such host", failed(Failure.NXDOMAIN), Verdict.DEAD, Reason.NO_HOST, CERTAIN),
    ("in circles", failed(Failure.REDIRECT_LOOP), Verdict.DEAD, Reason.REDIRECT_LOOP, SUSPECTED),
    ("certificate refused", failed(Failure.BAD_CERTIFICATE), Verdict.DEAD, Reason.UNTRUSTED, SUSPECTED),
    (
        "silent since yesterday",
        failed(Failure.TIMEOUT, failing_since=NOW - DAY),
        Verdict.DEAD,
        Reason.SILENT,
        SUSPECTED,
    ),
    (
        "silent for an hour",
        failed(Failure.TIMEOUT, failing_since=NOW - HOURS / 6),
        Verdict.UNREACHABLE,
        Reason.NO_ANSWER,
        None,
    ),
    *(
        (f"{f}", failed(f), Verdict.UNREACHABLE, Reason.NO_ANSWER, None)
        for f in (
            Failure.TIMEOUT,
            Failure.REFUSED,
            Failure.RESET,
            Failure.UNREACHABLE,
            Failure.SERVFAIL,
            Failure.TLS,
            Failure.BAD_RESPONSE,
        )
    ),
    *(
        (f"{f}", failed(f), Verdict.UNREACHABLE, Reason.OUR_NETWORK, None)
        for f in (
            Failure.OUR_NETWORK,
            Failure.NO_NAMESERVER,
            Failure.NO_IPV6,
        )
    ),
    *(
        (f"{f}", failed(f), Verdict.UNVERIFIABLE, Reason.NOT_ASKED, None)
        for f in (
            Failure.BUDGET,
            Failure.ROBOTS,
            Failure.CANCELLED,
        )
    ),
    ("an address nobody can use", failed(Failure.BAD_ADDRESS), Verdict.MALFORMED, Reason.BAD_ADDRESS, CERTAIN),
    (
        "intranet by number",
        failed(Failure.PRIVATE_ADDRESS, subject="http://192.168.1.8/a"),
        Verdict.PRIVATE,
        Reason.INNER_ADDRESS,
        CERTAIN,
    ),
    (
        "localhost",
        failed(Failure.PRIVATE_ADDRESS, subject="http://localhost:8080/"),
        Verdict.PRIVATE,
        Reason.INNER_ADDRESS,
        CERTAIN,
    ),
    (
        "intranet in IPv6",
        failed(Failure.PRIVATE_ADDRESS, subject="http://[fd00::1]/"),
        Verdict.PRIVATE,
        Reason.INNER_ADDRESS,
        CERTAIN,
    ),
    ("a name that leads inside", failed(Failure.PRIVATE_ADDRESS), Verdict.UNVERIFIABLE, Reason.INNER_NAME, None),
    ("wall with 412", answered(412, marks=("wall:ruishu",)), Verdict.CHALLENGED, Reason.WALL, None),
    ("wall with 404", answered(404, marks=("wall:ruishu",)), Verdict.CHALLENGED, Reason.WALL, None),
    ("wall with 200", answered(marks=("wall:c3vk",)), Verdict.CHALLENGED, Reason.WALL, None),
    ("wall with 500", answered(500, marks=("wall:yunsuo",)), Verdict.CHALLENGED, Reason.WALL, None),
    ("challenged", failed(Failure.CHALLENGED), Verdict.CHALLENGED, Reason.WALL, None),
    *(
        (f"{status} without a word", answered(status), Verdict.CHALLENGED, Reason.REFUSED, None)
        for status in sorted(REFUSALS)
    ),
    ("a form that was not sent", answered(404, marks=("submitted",)), Verdict.UNVERIFIABLE, Reason.SUBMITTED, None),
    ("a form that answers", answered(marks=("submitted",)), Verdict.OK, Reason.ANSWERED, None),
    ("401", answered(401), Verdict.UNVERIFIABLE, Reason.LOGIN, None),
    ("407", answered(407), Verdict.UNVERIFIABLE, Reason.LOGIN, None),
    ("led to a login", answered(marks=("login",)), Verdict.UNVERIFIABLE, Reason.LOGIN, None),
    ("429", answered(429), Verdict.THROTTLED, Reason.THROTTLED, None),
    ("503", answered(503), Verdict.THROTTLED, Reason.THROTTLED, None),
    ("throttled to the end", failed(Failure.THROTTLED), Verdict.THROTTLED, Reason.THROTTLED, None),
    ("says not found", answered(marks=("words:not-found",)), Verdict.SOFT_404, Reason.SAYS_NOT_FOUND, SUSPECTED),
    (
        "says not found, a made-up one answers 404",
        answered(marks=("words:not-found", "sibling:honest")),
        Verdict.SOFT_404,
        Reason.SAYS_NOT_FOUND,
        SUSPECTED,
    ),
    (
        "says not found, like a made-up one",
        answered(marks=("words:not-found", "sibling:same")),
        Verdict.SOFT_404,
        Reason.SAME_AS_MADE_UP,
        CERTAIN,
    ),
    (
        "leads home, like a made-up one",
        answered(marks=("to-home", "sibling:same")),
        Verdict.SOFT_404,
        Reason.SAME_AS_MADE_UP,
        CERTAIN,
    ),
    ("the same as a made-up one, without a word", answered(marks=("sibling:same",)), Verdict.OK, Reason.ANSWERED, None),
    (
        "trap: the made-up one leads here",
        answered(marks=("words:not-found", "sibling:leads-here")),
        Verdict.UNVERIFIABLE,
        Reason.MADE_UP_LEADS_HERE,
        None,
    ),
    (
        "trap: same title, other text",
        answered(marks=("words:not-found", "sibling:same-title")),
        Verdict.UNVERIFIABLE,
        Reason.SAME_TITLE,
        None,
    ),
    ("trap: one shell for all", answered(marks=("sibling:shell",)), Verdict.UNVERIFIABLE, Reason.ONE_SHELL, None),
    (
        "a deep address leads home",
        answered(final_url="http://www.example.gov.cn/", marks=("to-home",)),
        Verdict.SOFT_404,
        Reason.TO_HOME,
        SUSPECTED,
    ),
    ("parked", answered(marks=("parked:words",)), Verdict.HIJACKED, Reason.PARKED, SUSPECTED),
    ("tampered", answered(marks=("tampered:same-id",)), Verdict.HIJACKED, Reason.TAMPERED, SUSPECTED),
    ("gambling", answered(marks=("class:gambling",)), Verdict.HIJACKED, Reason.HARMFUL, SUSPECTED),
    ("porn", answered(marks=("class:porn",)), Verdict.HIJACKED, Reason.HARMFUL, SUSPECTED),
    ("news", answered(marks=("class:news",)), Verdict.OK, Reason.ANSWERED, None),
    ("empty file", answered(marks=("file:empty",), size=0), Verdict.WRONG, Reason.EMPTY_FILE, CERTAIN),
    ("a page in place of a file", answered(marks=("file:html",)), Verdict.WRONG, Reason.NOT_THE_FILE, SUSPECTED),
    ("broken archive", answered(marks=("file:broken",)), Verdict.WRONG, Reason.BROKEN_FILE, SUSPECTED),
    ("seen dead only once", answered(404, rounds=1), Verdict.UNREACHABLE, Reason.SEEN_ONCE, None),
]


@pytest.mark.parametrize(
    ("probe", "verdict", "reason", "certainty"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_the_table(probe: LinkProbe, verdict: Verdict, reason: Reason, certainty: Certainty | None) -> None:
    said = decide(probe, silent_after=HOURS)
    assert (said.verdict, said.reason, said.certainty) == (verdict, reason, certainty)
    assert said.countable == (certainty is not None)


def test_every_row_of_the_table_has_its_case() -> None:
    tested = {row[3] for row in ROWS}
    assert {row.reason for row in TABLE} <= tested
    assert tested | {Reason.LOCAL_FILE} == set(Reason)  # no probe: told by the href itself


def test_one_look_is_never_enough_to_be_dead() -> None:
    for row in TABLE:
        if row.verdict is Verdict.DEAD:
            assert row.twice, row.reason


def test_what_one_look_would_become_is_told() -> None:
    assert decide(answered(404, rounds=1)) == Judgement(Verdict.UNREACHABLE, Reason.SEEN_ONCE, pending=Reason.GONE)


@pytest.mark.parametrize("failure", list(Failure))
def test_every_failure_has_a_row(failure: Failure) -> None:
    assert decide(failed(failure)).reason is not Reason.ODD_STATUS


def test_a_wall_or_a_brake_is_never_countable() -> None:
    """Whatever else was seen: status, words, what a made-up address said, how long it was silent."""
    further = ("", "words:not-found", "to-home", "sibling:same", "parked:words", "class:porn", "file:empty", "fenced")
    for status, mark in itertools.product((None, *range(200, 600)), further):
        walled = answered(status or 200, marks=tuple(filter(None, (mark, "wall:any"))), failing_since=NOW - DAY)
        assert not decide(walled, silent_after=HOURS).countable
    for status, mark in itertools.product((429, 503), further):
        assert not decide(answered(status, marks=(mark,) if mark else ())).countable
    for failure in (Failure.CHALLENGED, Failure.THROTTLED, Failure.OUR_NETWORK, Failure.NO_NAMESERVER):
        assert not decide(failed(failure, marks=further[1:], failing_since=NOW - DAY), silent_after=HOURS).countable


def test_marks_of_the_site_count_as_those_of_the_answer() -> None:
    assert decide(answered(404), frozenset({"fenced"})).reason is Reason.FENCED


def test_zero_hours_means_that_silence_never_becomes_a_fault() -> None:
    silent = failed(Failure.TIMEOUT, failing_since=NOW - 30 * DAY)
    assert decide(silent).reason is Reason.NO_ANSWER
    assert decide(replace(silent, rounds=1), silent_after=HOURS).reason is Reason.SEEN_ONCE


def test_every_verdict_and_reason_has_its_chinese_words() -> None:
    text = resources.files("checks.indicators").joinpath("words.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    assert set(words["verdict"]) == {verdict.value for verdict in Verdict}
    assert set(words["reason"]) == set(words["remedy"]) == {reason.value for reason in Reason}
    for row in TABLE:
        if row.verdict.countable or row.verdict in (Verdict.CHALLENGED, Verdict.UNVERIFIABLE, Verdict.THROTTLED):
            assert words["remedy"][row.reason].startswith("请"), row.reason


def test_the_detail_of_a_mark() -> None:
    assert of(("guard:aliyun", "wall:ruishu"), "wall:") == "ruishu"
    assert of(("guard:aliyun",), "wall:") == ""
