"""What an official may be told of a link: one vocabulary, and the one table that decides.

Rows are tried in order, the first that fits decides; each has its reason, and reasons are what people read (words.toml
has the sentence and the remedy for every one). What a wall, a brake or our own network answered is never countable.
Source: GL-37 (断链), WD-403 (首页与其他页面的链接); the order of the rows is this project's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from checks.model import marks
from checks.model.captures import Failure, LinkProbe
from checks.model.findings import Certainty
from checks.model.urls import spelt_inner


class Verdict(StrEnum):
    """What is said of a link."""

    OK = "ok"
    MOVED = "moved"
    CAUTION = "caution"
    DEAD = "dead"
    SOFT_404 = "soft-404"
    WRONG = "wrong"  # leads to something else than it says
    HIJACKED = "hijacked"
    PRIVATE = "private"  # intranet, file:, localhost: nobody outside can follow it
    MALFORMED = "malformed"
    CHALLENGED = "challenged"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"  # no answer: maybe ours
    UNVERIFIABLE = "unverifiable"

    @property
    def countable(self) -> bool:
        """May a fault be counted by it?"""
        return self in _COUNTABLE

    @property
    def fine(self) -> bool:
        """Does the link do what it should?"""
        return self in _FINE


_FINE = (Verdict.OK, Verdict.MOVED, Verdict.CAUTION)
_COUNTABLE = frozenset(
    {Verdict.DEAD, Verdict.SOFT_404, Verdict.WRONG, Verdict.HIJACKED, Verdict.PRIVATE, Verdict.MALFORMED}
)


class Reason(StrEnum):
    """Why: one for each row of the table, and `SEEN_ONCE` for what was not looked at again."""

    BAD_ADDRESS = "bad-address"
    LOCAL_FILE = "local-file"
    INNER_ADDRESS = "inner-address"
    INNER_NAME = "inner-name"
    OUR_NETWORK = "our-network"
    NOT_ASKED = "not-asked"
    WALL = "wall"
    THROTTLED = "throttled"
    REFUSED = "refused"
    SUBMITTED = "submitted"
    LOGIN = "login"
    SEEN_ONCE = "seen-once"
    NO_HOST = "no-host"
    FENCED = "fenced"
    GONE = "gone"
    CLIENT_ERROR = "client-error"
    SERVER_ERROR = "server-error"
    REDIRECT_LOOP = "redirect-loop"
    UNTRUSTED = "untrusted"
    SILENT = "silent"
    NO_ANSWER = "no-answer"
    PARKED = "parked"
    TAMPERED = "tampered"
    HARMFUL = "harmful"
    EMPTY_FILE = "empty-file"
    NOT_THE_FILE = "not-the-file"
    BROKEN_FILE = "broken-file"
    SAME_AS_MADE_UP = "same-as-made-up"
    MADE_UP_LEADS_HERE = "made-up-leads-here"
    SAME_TITLE = "same-title"
    ONE_SHELL = "one-shell"
    TO_HOME = "to-home"
    SAYS_NOT_FOUND = "says-not-found"
    BAD_CERTIFICATE = "bad-certificate"
    TOO_LARGE = "too-large"
    ODD_STATUS = "odd-status"
    MOVED = "moved"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the table looks at: an answer, its marks with those that the site as a whole adds, and how long an
    address must have been silent over runs before it is called dead."""

    probe: LinkProbe
    marks: frozenset[str]
    silent_after: timedelta

    def has(self, kind: str) -> bool:
        """Is there this mark, or one of this kind (a text that ends in a colon)?"""
        return kind in self.marks or (kind[-1:] == ":" and any(mark.startswith(kind) for mark in self.marks))

    @property
    def silent_for(self) -> timedelta:
        since = self.probe.failing_since
        return timedelta() if since is None else self.probe.asked_at - since


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one link. `certainty` is None where nothing may be counted. `pending` is what it will be if a
    second look, apart in time, sees the same."""

    verdict: Verdict
    reason: Reason
    certainty: Certainty | None = None
    pending: Reason | None = None

    @property
    def countable(self) -> bool:
        return self.verdict.countable and self.certainty is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `twice`: only a second look, apart in time, makes it so."""

    reason: Reason
    verdict: Verdict
    when: Callable[[Evidence], bool]
    certainty: Certainty | None = None
    twice: bool = False


def _failed(*failures: Failure) -> Callable[[Evidence], bool]:
    kinds = frozenset(failures)
    return lambda seen: seen.probe.failure in kinds


def _status(*statuses: int) -> Callable[[Evidence], bool]:
    kinds = frozenset(statuses)
    return lambda seen: seen.probe.failure is None and seen.probe.status in kinds


def _between(low: int, high: int) -> Callable[[Evidence], bool]:
    return lambda seen: seen.probe.failure is None and low <= (seen.probe.status or 0) < high


def _marked(*kinds: str) -> Callable[[Evidence], bool]:
    return lambda seen: any(seen.has(kind) for kind in kinds)


def _both(*tests: Callable[[Evidence], bool]) -> Callable[[Evidence], bool]:
    return lambda seen: all(test(seen) for test in tests)


def _either(*tests: Callable[[Evidence], bool]) -> Callable[[Evidence], bool]:
    return lambda seen: any(test(seen) for test in tests)


GONE = frozenset((404, 410))
DOORS = frozenset((401, 407))
REFUSALS = frozenset(
    (403, 405, 406, 408, 412, 418, 421, 425, 426, 428, 431, 432, 444, 451, 493, 499, 520, 521, 523, 525, 526, 530)
)
"""Statuses of filters, of networks that deliver for others, and of laws, and what a server says of the connection and
not of the page (408, 421, 426): they say nothing of the page behind."""
SILENCE = (
    Failure.TIMEOUT,
    Failure.REFUSED,
    Failure.RESET,
    Failure.UNREACHABLE,
    Failure.SERVFAIL,
    Failure.TLS,
    Failure.BAD_RESPONSE,
)
"""No answer: one of these over several runs makes a host dead, alone it may be the way there."""
_CERTAIN, _SUSPECTED = Certainty.CERTAIN, Certainty.SUSPECTED
_silent = _failed(*SILENCE)
_good = _between(200, 300)

TABLE: tuple[Row, ...] = (
    Row(Reason.BAD_ADDRESS, Verdict.MALFORMED, _failed(Failure.BAD_ADDRESS), _CERTAIN),
    Row(
        Reason.INNER_ADDRESS,
        Verdict.PRIVATE,
        _both(_failed(Failure.PRIVATE_ADDRESS), lambda seen: spelt_inner(seen.probe.subject)),
        _CERTAIN,
    ),
    Row(Reason.INNER_NAME, Verdict.UNVERIFIABLE, _failed(Failure.PRIVATE_ADDRESS)),
    Row(
        Reason.OUR_NETWORK,
        Verdict.UNREACHABLE,
        _failed(Failure.OUR_NETWORK, Failure.NO_NAMESERVER, Failure.NO_IPV6),
    ),
    Row(Reason.NOT_ASKED, Verdict.UNVERIFIABLE, _failed(Failure.BUDGET, Failure.ROBOTS, Failure.CANCELLED)),
    Row(Reason.WALL, Verdict.CHALLENGED, _either(_failed(Failure.CHALLENGED), _marked(marks.WALL))),
    Row(
        Reason.THROTTLED,
        Verdict.THROTTLED,
        _either(_failed(Failure.THROTTLED), _status(429, 503)),
    ),
    Row(Reason.LOGIN, Verdict.UNVERIFIABLE, _either(_status(*DOORS), _marked(marks.LOGIN))),
    Row(Reason.REFUSED, Verdict.CHALLENGED, _status(*REFUSALS)),
    Row(Reason.SUBMITTED, Verdict.UNVERIFIABLE, _both(_between(400, 600), _marked(marks.SUBMITTED))),
    Row(Reason.NO_HOST, Verdict.DEAD, _failed(Failure.NXDOMAIN), _CERTAIN, twice=True),
    Row(Reason.FENCED, Verdict.DEAD, _both(_status(*GONE), _marked(marks.FENCED)), _SUSPECTED, twice=True),
    Row(Reason.GONE, Verdict.DEAD, _status(*GONE), _CERTAIN, twice=True),
    Row(Reason.CLIENT_ERROR, Verdict.DEAD, _between(400, 500), _SUSPECTED, twice=True),
    Row(Reason.SERVER_ERROR, Verdict.DEAD, _between(500, 600), _SUSPECTED, twice=True),
    Row(Reason.REDIRECT_LOOP, Verdict.DEAD, _failed(Failure.REDIRECT_LOOP), _SUSPECTED, twice=True),
    Row(Reason.UNTRUSTED, Verdict.DEAD, _failed(Failure.BAD_CERTIFICATE), _SUSPECTED, twice=True),
    Row(
        Reason.SILENT,
        Verdict.DEAD,
        _both(_silent, lambda seen: seen.silent_for >= seen.silent_after > timedelta()),
        _SUSPECTED,
        twice=True,
    ),
    Row(Reason.NO_ANSWER, Verdict.UNREACHABLE, _silent),
    Row(Reason.TOO_LARGE, Verdict.OK, _failed(Failure.TOO_LARGE)),
    Row(Reason.PARKED, Verdict.HIJACKED, _both(_good, _marked(marks.PARKED)), _SUSPECTED),
    Row(Reason.TAMPERED, Verdict.HIJACKED, _both(_good, _marked(marks.TAMPERED)), _SUSPECTED),
    Row(
        Reason.HARMFUL,
        Verdict.HIJACKED,
        _both(_good, _marked(marks.CLASS + "gambling", marks.CLASS + "porn")),
        _SUSPECTED,
    ),
    Row(Reason.EMPTY_FILE, Verdict.WRONG, _both(_good, _marked(marks.FILE + "empty")), _CERTAIN, twice=True),
    Row(Reason.NOT_THE_FILE, Verdict.WRONG, _both(_good, _marked(marks.FILE + "html")), _SUSPECTED),
    Row(Reason.BROKEN_FILE, Verdict.WRONG, _both(_good, _marked(marks.FILE + "broken")), _SUSPECTED),
    Row(
        Reason.SAME_AS_MADE_UP,
        Verdict.SOFT_404,
        _both(_good, _marked(marks.SIBLING + "same"), _marked(marks.WORDS, marks.TO_HOME)),
        _CERTAIN,
        twice=True,
    ),
    Row(Reason.MADE_UP_LEADS_HERE, Verdict.UNVERIFIABLE, _both(_good, _marked(marks.SIBLING + "leads-here"))),
    Row(Reason.SAME_TITLE, Verdict.UNVERIFIABLE, _both(_good, _marked(marks.SIBLING + "same-title"))),
    Row(Reason.ONE_SHELL, Verdict.UNVERIFIABLE, _both(_good, _marked(marks.SIBLING + "shell"))),
    Row(Reason.TO_HOME, Verdict.SOFT_404, _both(_good, _marked(marks.TO_HOME)), _SUSPECTED),
    Row(Reason.SAYS_NOT_FOUND, Verdict.SOFT_404, _both(_good, _marked(marks.WORDS)), _SUSPECTED),
    Row(Reason.BAD_CERTIFICATE, Verdict.CAUTION, _both(_good, _marked(marks.BAD_CERTIFICATE))),
    Row(Reason.MOVED, Verdict.MOVED, _both(_between(200, 400), lambda seen: bool(seen.probe.final_url))),
    Row(Reason.ANSWERED, Verdict.OK, _either(_good, _status(304))),
    Row(Reason.ODD_STATUS, Verdict.UNVERIFIABLE, lambda seen: True),
)


ANSWERED = Judgement(Verdict.OK, Reason.ANSWERED)
"""What is said of an address that answers 200, leads nowhere else, and has no mark of any kind."""


def decide(
    probe: LinkProbe, further: frozenset[str] = frozenset(), *, silent_after: timedelta = timedelta()
) -> Judgement:
    """What `probe` says of its address. `further` are marks that only the whole site shows; `silent_after` is for how
    long, over runs, an address must have been silent to be dead (zero: never)."""
    if probe.status == 200 and not (probe.marks or further or probe.final_url or probe.failure):
        return ANSWERED  # nine in ten: the table would say the same, forty rows later
    seen = Evidence(probe, frozenset(probe.marks) | further, silent_after)
    row = next(row for row in TABLE if row.when(seen))
    if row.twice and probe.rounds < 2:
        return Judgement(Verdict.UNREACHABLE, Reason.SEEN_ONCE, pending=row.reason)
    return Judgement(row.verdict, row.reason, row.certainty)
