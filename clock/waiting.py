"""Messages whose recheck was asked for at the console wait in the ledger; their addresses are visited here, in turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console

from checks.indicators.edition import Edition
from checks.model.registry import Registry, Site
from checks.model.urls import spelt_inner
from clock.questions import belongs
from clock.rechecking import Rechecked, checks_of, rechecked, tied
from clock.rules import edition_of
from clock.settings import Settings
from results import handling, lines
from results.errors import NotAllowed
from results.handling import Hand
from results.ledger import complaints, registry
from results.ledger.complaints import OPEN, Complaint, Truth
from results.ledger.engine import Ledger

PROGRAM = "程序"
INNER = "网址是内部网络的地址，不属于登记的网站，机器不打开；请人工核对"
BROKEN = "复验没有做完（超过时限，或执行中出错），没有得出结论；请人工打开核对，或再要求一次"


@dataclass(frozen=True, slots=True)
class Waited:
    """So many messages were rechecked, and so many were closed or done by another before their turn."""

    rechecked: int = 0
    passed: int = 0


def recheck_waiting(
    settings: Settings,
    ledger: Ledger,
    err: Console,
    *,
    most: int = 20,
    only: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Waited:
    """Rechecks the messages that wait, the longest waiting first, `most` of them or until `stopped`; or `only` one.

    May be called again and again, from any thread, also from several processes: two of them visit one address twice at
    worst. Raises PersonError when our own network failed: then what was not looked at still waits.
    """
    with ledger.connect() as connection:
        numbers = complaints.waiting_recheck(connection, most) if only is None else [only]
        if not numbers:
            return Waited()
        known = registry.load(connection)
    edition, done, passed = edition_of(settings), 0, 0
    for number in numbers:
        if stopped():
            break
        with ledger.begin() as connection:
            if not complaints.put_last(connection, number, now()):
                passed += 1
                continue
            one = complaints.get(connection, number)
        try:
            recheck_one(settings, ledger, one, known, edition, err)
        except NotAllowed:  # closed meanwhile
            passed += 1
        else:
            done += 1
    return Waited(done, passed)


def next_waiting(ledger: Ledger, before: datetime) -> int | None:
    """The number of the message that waits longest, if since before a moment."""
    with ledger.connect() as connection:
        found = complaints.waiting_recheck(connection, 1)
        waits = complaints.get(connection, found[0]).waiting if found else None
    return found[0] if waits is not None and waits < before else None


def give_up(ledger: Ledger, number: int) -> None:
    """Says that the recheck of a message came to nothing, where it waits still."""
    now = datetime.now(UTC)
    with ledger.begin() as connection:
        one = complaints.get(connection, number)
        if one.waiting is not None and one.state in OPEN:
            evidence = {"says": BROKEN, "at": lines.shown(now)}
            hand = Hand(PROGRAM, now)
            handling.recheck(connection, number, hand, found=Truth.UNCLEAR, evidence=evidence, issue=None)


def recheck_one(
    settings: Settings, ledger: Ledger, one: Complaint, known: Registry, edition: Edition, err: Console
) -> Complaint:
    """Visits the address of a message and keeps what was found. Raises NotAllowed where the message was closed
    meanwhile, PersonError when our own network failed."""
    site = next((site for site in known.sites if site.key == one.site), None)
    if site is None:
        if spelt_inner(one.url):
            # What a citizen sends must not lead into the office's own machines: only who is registered may be there.
            told = {"says": INNER, "at": lines.shown(datetime.now(UTC))}
            return _keep(ledger, one.id, Rechecked(Truth.UNCLEAR, told), edition)
        site = Site("", one.url, "")
    columns = [column for column in known.columns if belongs(column, site)]
    return _keep(ledger, one.id, rechecked(settings, one, site, columns, edition, err), edition)


def _keep(ledger: Ledger, number: int, found: Rechecked, edition: Edition) -> Complaint:
    with ledger.begin() as connection:
        one = complaints.get(connection, number)
        issue = tied(connection, one, checks_of(one, edition))
        hand, tie = Hand(PROGRAM, datetime.now(UTC)), issue.id if issue else None
        return handling.recheck(connection, number, hand, found=found.found, evidence=found.evidence, issue=tie)
