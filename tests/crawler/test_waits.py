"""Every way in which a server says how long to wait, and the garbage that says nothing."""

from __future__ import annotations

import pytest

from crawler.waits import named_wait

NOON = ("Date", "Fri, 20 Nov 2026 12:00:00 GMT")
AT_NOON = 1_795_176_000

SAID = [
    ("Retry-After", "12", 12.0),
    ("Retry-After", "0", 0.0),
    ("Retry-After", "1.5", 1.5),
    ("Retry-After", "1m1s", 61.0),
    ("Retry-After", "2h", 7200.0),
    ("Retry-After", "90s", 90.0),
    ("Retry-After", "1d", 86400.0),
    ("Retry-After", "500ms", 0.5),
    ("Retry-After", "Fri, 20 Nov 2026 12:00:30 GMT", 30.0),
    ("Retry-After", "Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
    ("Retry-After", str(AT_NOON + 40), 40.0),
    ("Retry-After-Ms", "1500", 1.5),
    ("x-ms-retry-after-ms", "250", 0.25),
    ("RateLimit-Reset", "30", 30.0),
    ("X-RateLimit-Reset", str(AT_NOON + 25), 25.0),
    ("X-RateLimit-Reset", str((AT_NOON + 25) * 1000), 25.0),
    ("X-RateLimit-Reset", "45", 45.0),
    ("X-RateLimit-Reset-After", "0.5", 0.5),
    ("X-Rate-Limit-Reset", "7", 7.0),
    ("RateLimit", "limit=100, remaining=0, reset=50", 50.0),
    ("RateLimit", '"default";r=0;t=20', 20.0),
]


@pytest.mark.parametrize(("header", "value", "seconds"), SAID)
def test_the_dialects_of_waiting(header: str, value: str, seconds: float) -> None:
    assert named_wait([NOON, (header, value)]) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "value", ["", "soon", "-5", "1e9", "ms", "m", "9" * 400, "1" * 16, "١٢", "Fri, 99 Foo", "\ud800"]
)
@pytest.mark.parametrize("header", ["Retry-After", "RateLimit", "X-RateLimit-Reset", "Retry-After-Ms"])
def test_garbage_says_nothing(header: str, value: str) -> None:
    assert named_wait([(header, value)]) is None


def test_the_plainest_word_is_heard_first_and_a_bad_clock_does_no_harm() -> None:
    assert named_wait([("X-RateLimit-Reset", "99"), ("Retry-After", "3")]) == 3
    assert named_wait([("Retry-After", "soon"), ("RateLimit-Reset", "9")]) == 9
    assert named_wait([("Date", "yesterday"), ("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")]) == 0
    assert named_wait([("Server", "nginx")]) is None
