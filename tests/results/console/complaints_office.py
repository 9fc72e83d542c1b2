"""Messages of 找错 and tasks for people in the small office: on both sides, in every state, hostile in every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from checks.model.findings import SubjectType
from results import handling
from results.handling import Hand
from results.ledger import complaints, issues, tasks
from results.ledger.complaints import Complaint, ComplaintState, Truth
from results.ledger.engine import Ledger
from results.ledger.tasks import Asked, Look, Task
from results.sealing import Sender
from tests.results.console.office import EAST, SCRIPT, SEAL, SITES, WEST, Office
from tests.results.making import NOW

PHONE, NAME = "13812345678", "张三丰"
SENDER = Sender(f"{NAME}{SCRIPT}", PHONE, "z@example.cn")
S = ComplaintState
EVIDENCE = {
    "says": f"打不开{SCRIPT}",
    "at": "2026-11-20T10:00:00+08:00",
    "opened": f"超时{SCRIPT}",
    "tried": f"两次{SCRIPT}",
    "findings": [{"says": SCRIPT, "certainty": "certain", "excerpt": SCRIPT, "url": "javascript:alert(1)"}],
    "outcomes": [{"check": f"x{SCRIPT}", "status": "FAIL", "judged": 1, "of": 2, "reason": SCRIPT}],
}


def hand(name: str = f"李四{SCRIPT}") -> Hand:
    return Hand(name, NOW + timedelta(hours=1))


def message(unit: str, number: str, **more: object) -> Complaint:
    site = {EAST: SITES[0], WEST: SITES[1]}.get(unit)
    given = {
        "source": f"平台{SCRIPT}",
        "number": f"{unit[:1]}{number}{SCRIPT}",
        "url": f"{site.home if site else 'http://x.cn/'}{number}.html",
        "category": "内容无法访问",
        "text": f"打不开{SCRIPT}",
        "received": NOW,
        "site": site.key if site else "",
        "unit": unit,
        "sender": SEAL.close(SENDER),
        **more,
    }
    return Complaint(**given)  # type: ignore[arg-type]


def furnish(ledger: Ledger) -> None:
    """In each town one message in each state, and one without a unit; for each site two tasks."""
    with ledger.begin() as connection:
        for unit in (EAST, WEST):
            for state in S:
                bring(connection, take(connection, message(unit, state.value)), state)
        take(connection, message("", "nobody"))
        looks = (Look("坏", "javascript:alert(1)"), Look(f"首页{SCRIPT}", "http://east.gov.cn/"))
        rules = ("broken-forms", "public-outcry")
        asked = [Asked(rule, SubjectType.SITE, site.key, "2026-Q4", looks) for site in SITES for rule in rules]
        tasks.ask(connection, asked, edition="e", moment=NOW)


def take(connection: Connection, one: Complaint) -> int:
    (number,) = complaints.take_in(connection, [one])
    return number


def bring(connection: Connection, number: int, state: ComplaintState, verdict: Truth = Truth.TRUE) -> None:
    """Brings a message to a state, by way of all that come before."""
    one = complaints.get(connection, number)
    ties = list(issues.query(connection, sites=[one.site])) if one.site else []
    told = {"found": Truth.TRUE, "evidence": EVIDENCE, "issue": ties[0].id if ties else None}
    handling.recheck(connection, number, hand("程序"), **told)  # type: ignore[arg-type]
    handling.comment(connection, number, hand(), text=f"备注{SCRIPT}")
    steps: Sequence[tuple[ComplaintState, object]] = (
        (S.DISPATCHED, lambda: handling.dispatch(connection, number, hand(), unit=one.unit)),
        (S.VERIFIED, lambda: handling.verify(connection, number, hand(), verdict=verdict, note=f"核实{SCRIPT}")),
        (S.MENDED, lambda: handling.mend(connection, number, hand(), text=f"已改{SCRIPT}")),
        (S.ANSWERED, lambda: handling.answer(connection, number, hand(), text=f"答复{SCRIPT}")),
        (S.CLOSED, lambda: handling.approve(connection, number, hand())),
    )
    order = list(S)
    for reached, step in steps:
        if order.index(reached) <= order.index(state):
            step()  # type: ignore[operator]


def in_state(office: Office, state: ComplaintState, unit: str = EAST) -> int:
    with office.ledger.connect() as connection:
        return next(one.id for one in complaints.query(connection, states=[state], units=[unit]))


def nobodys(office: Office) -> int:
    with office.ledger.connect() as connection:
        return next(one.id for one in complaints.query(connection, units=[""]))


def kept(office: Office, number: int) -> Complaint:
    with office.ledger.connect() as connection:
        return complaints.get(connection, number)


def fresh(office: Office, state: ComplaintState = S.RECEIVED, unit: str = EAST, **more: object) -> int:
    """A new message in a state, for a test that changes it."""
    with office.ledger.begin() as connection:
        held = sum(1 for _ in complaints.query(connection))
        number = take(connection, replace(message(unit, f"new{held}"), **more))  # type: ignore[arg-type]
        bring(connection, number, state)
    return number


def task_of(office: Office, subject: str, rule: str = "broken-forms") -> Task:
    with office.ledger.connect() as connection:
        (found,) = tasks.query(connection, subjects=[subject], rules=[rule])
    return found
