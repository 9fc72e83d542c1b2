"""Look again now (立即再看): who may ask for it, how often; what it answers is a first opinion.

It never changes the state of an issue: it reads a few pages and not the site, so that mended is what the next night
says, and there is what a person confirms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from checks.model.findings import SubjectType
from results.errors import NotAllowed
from results.ledger import audit, looks
from results.ledger.audit import Act, Doer
from results.ledger.issues import Issue
from results.ledger.looks import Look

IDLE = timedelta(days=2)
"""What nobody took for so long is given up."""


@dataclass(frozen=True, slots=True)
class Often:
    """How often looks may be asked for. `per_hour`: by one person; `pause` lies between an answer and the next look at
    one issue; one that runs longer than `longest` was interrupted."""

    per_hour: int = 30
    pause: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(minutes=10)


def ask(connection: Connection, doer: Doer, issue: Issue, *, moment: datetime, often: Often) -> bool:
    """Puts a look at `issue` into the queue; False where one is open already, which is no fault: a second click.

    Raises NotAllowed for what cannot be looked at by itself, and for who asks too often.
    """
    if issue.subject_type is not SubjectType.SITE:
        raise NotAllowed("账号的问题不能立即再看，账号在夜间巡查时读取；请等下次巡查")
    settle(connection, moment=moment, often=often)
    last = next(iter(looks.newest(connection, issue.id, 1)), None)
    if last is not None and last.open:
        return False
    if last is not None and last.answer and last.ended is not None and moment < last.ended + often.pause:
        minutes = int(often.pause.total_seconds() // 60)
        raise NotAllowed(f"这个问题 {minutes} 分钟之内刚看过；请过一会儿再要求，以免加重网站的负担")
    if looks.asked_by(connection, doer.name, moment - timedelta(hours=1)) >= often.per_hour:
        raise NotAllowed(f"你一小时内已经要求再看 {often.per_hour} 次；请过一会儿再来")
    if not looks.put(connection, issue.id, who=doer.name, moment=moment):
        return False
    audit.tell(connection, doer, Act.LOOK_ASKED, f"issue:{issue.id}", moment=moment)
    return True


def settle(connection: Connection, *, moment: datetime, often: Often) -> int:
    """Gives up looks whose program is gone; how many."""
    return looks.settle(connection, started=moment - often.longest, asked=moment - IDLE, moment=moment)


def current(found: list[Look], moment: datetime, often: Often) -> Look | None:
    """The newest of these looks (newest first), where it is still under way at `moment`."""
    last = next(iter(found), None)
    if last is None or not last.open or (last.started is not None and last.started < moment - often.longest):
        return None
    return last
