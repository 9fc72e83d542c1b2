"""Two looks at one address: what they say together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.model import marks
from checks.model.captures import HISTORY_KEPT, Failure, LinkProbe, Look
from checks.model.looks import history, together, wanted
from checks.model.verdicts import Reason, decide

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=11)
URL = "http://other.gov.cn/x"
SOFT = (marks.WORDS, marks.SIBLING + "same")


def first(**more: object) -> LinkProbe:
    return LinkProbe(URL, NOW, **more)  # type: ignore[arg-type]  # the test chooses


def later(**more: object) -> LinkProbe:
    return LinkProbe(URL, LATER, **more)  # type: ignore[arg-type]  # the test chooses


@pytest.mark.parametrize(
    ("probe", "pending"),
    [
        (first(status=404), Reason.GONE),
        (first(status=500), Reason.SERVER_ERROR),
        (first(failure=Failure.NXDOMAIN), Reason.NO_HOST),
        (first(failure=Failure.TIMEOUT), Reason.NO_ANSWER),
        (first(failure=Failure.TLS), Reason.NO_ANSWER),
        (first(failure=Failure.BAD_CERTIFICATE), Reason.UNTRUSTED),
        (first(status=200, marks=SOFT), Reason.SAME_AS_MADE_UP),
        (first(status=200), None),
        (first(status=404, rounds=2), None),
        (first(status=403), None),
        (first(status=404, marks=("wall:ruishu",)), None),
        (first(failure=Failure.THROTTLED), None),
        (first(failure=Failure.ROBOTS, looks=0), None),
        (first(failure=Failure.OUR_NETWORK), None),
        (first(status=200, marks=(marks.WORDS,)), None),
    ],
)
def test_who_is_looked_at_again(probe: LinkProbe, pending: Reason | None) -> None:
    assert wanted(decide(probe)) is pending


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        (first(status=404), later(status=404), Reason.GONE),
        (first(status=404), later(status=410), Reason.GONE),
        (first(status=500), later(status=502), Reason.SERVER_ERROR),
        (first(failure=Failure.NXDOMAIN), later(failure=Failure.NXDOMAIN), Reason.NO_HOST),
        (first(failure=Failure.REDIRECT_LOOP), later(failure=Failure.REDIRECT_LOOP), Reason.REDIRECT_LOOP),
        (first(status=200, marks=SOFT), later(status=200, marks=SOFT), Reason.SAME_AS_MADE_UP),
        (first(status=200, marks=("file:empty",), size=0), later(status=200, size=0), Reason.EMPTY_FILE),
        (first(status=200, marks=SOFT, title="找 不到"), later(status=200, title="找不到"), Reason.SAME_AS_MADE_UP),
    ],
)
def test_the_same_fault_twice_is_one(one: LinkProbe, two: LinkProbe, reason: Reason) -> None:
    both = together(one, wanted(decide(one)) or Reason.ANSWERED, two)
    assert both.rounds == 2
    assert decide(both).reason is reason
    assert decide(both).countable
    assert both.looks == 2
    assert [look.at for look in both.history] == [NOW, LATER]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (first(status=404), later(status=200)),
        (first(failure=Failure.NXDOMAIN), later(status=200)),
        (first(failure=Failure.TIMEOUT), later(status=404)),
        (first(failure=Failure.TIMEOUT), later(failure=Failure.NXDOMAIN)),
        (first(status=500), later(status=404)),
        (first(status=404), later(status=403)),
        (first(status=404), later(status=404, marks=("wall:ruishu",))),
        (first(status=404), later(failure=Failure.THROTTLED)),
        (first(status=404), later(failure=Failure.TIMEOUT)),
        (first(status=200, marks=SOFT, title="找不到"), later(status=200, title="通知公告")),
        (first(status=200, marks=SOFT), later(status=200)),
        (first(status=200, marks=("file:empty",), size=0), later(status=200, size=812)),
    ],
)
def test_another_answer_later_accuses_nobody(one: LinkProbe, two: LinkProbe) -> None:
    both = together(one, wanted(decide(one)) or Reason.ANSWERED, two)
    assert both.rounds == 1
    assert not decide(both).countable
    assert (both.status, both.failure, both.asked_at) == (two.status, two.failure, LATER)
    assert [(look.status, look.failure) for look in both.history] == [
        (one.status, one.failure),
        (two.status, two.failure),
    ]


@pytest.mark.parametrize(
    "failure", [Failure.OUR_NETWORK, Failure.NO_NAMESERVER, Failure.CANCELLED, Failure.PRIVATE_ADDRESS]
)
def test_a_failure_of_our_own_changes_nothing(failure: Failure) -> None:
    one = first(status=404)
    assert together(one, Reason.GONE, later(failure=failure)) is one


def test_what_the_site_as_a_whole_shows_is_confirmed_by_the_address_alone() -> None:
    fenced = together(first(status=404), Reason.FENCED, later(status=404))
    assert decide(fenced, frozenset({marks.FENCED})).countable
    silent = together(first(failure=Failure.TIMEOUT), Reason.SILENT, later(failure=Failure.RESET))
    assert silent.rounds == 2


def test_an_address_of_a_silent_host_that_was_not_asked_has_no_look() -> None:
    one, two = first(failure=Failure.NXDOMAIN, looks=0), later(failure=Failure.NXDOMAIN, looks=0)
    both = together(one, Reason.NO_HOST, two)
    assert (both.rounds, both.looks, both.history) == (2, 0, ())


def test_history_keeps_the_first_and_the_last() -> None:
    looks = tuple(Look(NOW + timedelta(minutes=n)) for n in range(3 * HISTORY_KEPT))
    half = HISTORY_KEPT // 2
    assert history(looks) == (*looks[:half], *looks[-half:])
    assert history(looks[:3]) == looks[:3]
    many = together(replace(first(status=404), history=looks, looks=24), Reason.GONE, later(status=404))
    assert len(many.history) == HISTORY_KEPT
    assert many.history[-1].at == LATER
    assert many.looks == 25
