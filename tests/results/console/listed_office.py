"""An office with something in every list, all of it hostile: notices, messages, tasks, users, on both sides."""

from __future__ import annotations

from datetime import date, timedelta

from checks.model.findings import SubjectType
from results import tokens, triage
from results.ledger import complaints, issues, notices, tasks
from results.ledger.audit import Doer
from results.ledger.complaints import Complaint, ComplaintState
from results.ledger.tasks import Asked, Look
from tests.results.console.notice_office import NUMBERS
from tests.results.console.office import EAST, SCRIPT, SITES, WEST, Office
from tests.results.making import NOW

FORMULA = '=HYPERLINK("http://x","y")'
SENDER = b"sealed: name and phone"


def furnish_lists(office: Office) -> None:
    """Adds to a furnished office a message and a task for each town, whose notices are overdue."""
    with office.ledger.begin() as connection:
        for site, unit in zip(SITES, (EAST, WEST), strict=True):
            number = next(issue.id for issue in issues.query(connection, sites=[site.key]))
            triage.confirm(connection, number, who="王", moment=NOW)
            notice = notices.get(connection, next(n for n in NUMBERS if notices.get(connection, n).unit == unit))
            notices.change(connection, notice, {"due": date(2026, 11, 1)}, who="王", what="remind", moment=NOW)
            asked = Asked("inaccurate-overview", SubjectType.SITE, site.key, "2026-Q4", (Look(SCRIPT, site.home),))
            tasks.ask(connection, [asked], edition="e", moment=NOW)
        complaints.take_in(
            connection,
            [
                Complaint(
                    "平台",
                    f"{number}",
                    f"{site.home}{SCRIPT}",
                    f"@类别{SCRIPT}",
                    f"{FORMULA}{SCRIPT}",
                    NOW + timedelta(days=number),
                    site=site.key,
                    unit=unit,
                    sender=SENDER,
                    state=ComplaintState.DISPATCHED,
                    dispatched=NOW,
                    answer_due=date(2026, 12, 1),
                )
                for number, (site, unit) in enumerate(zip(SITES, (EAST, WEST), strict=True))
            ],
        )


def token_of(office: Office, name: str, *, days: int = 30, called: str = "程序") -> str:
    """The secret of a new token of a user."""
    with office.ledger.begin() as connection:
        given = (Doer("boss"), office.user(name).id, called, days)
        return tokens.make(connection, *given, moment=office.moment)[1]
