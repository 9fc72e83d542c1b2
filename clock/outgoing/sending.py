"""One pass over the messages that wait: each taken up, sent, and told what became of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from checks.model.registry import BEIJING
from clock.outgoing import webhooks
from clock.outgoing.answers import Answer
from clock.outgoing.mail import Postman
from clock.outgoing.ways import channels_of, password, robot_of
from clock.settings import Settings
from clock.surviving import raised_by
from crawler.network import tls_context
from results import notice_acts
from results.errors import LedgerLocked, PersonError
from results.ledger import outgoing
from results.ledger.engine import Ledger
from results.ledger.outgoing import Message
from results.messages import MAIL

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
"""After the first try, the second, …; after all later ones as after the last."""
AT_ONCE = {MAIL: 200}
"""Messages of one pass by channel; the robots of all platforms take 20 in a minute."""
_OF_ROBOTS = 18
_EVERY_SECONDS = 60.0
_TELL_TRIES = 6
_log = logging.getLogger("xunwang.outgoing")

Send = Callable[[Message], Answer]


@dataclass(slots=True)
class Passed:
    """What one pass came to; `late` are notices told of for the first time."""

    sent: int = 0
    failed: int = 0
    put_off: int = 0
    late: int = 0


def send_due(settings: Settings, ledger: Ledger, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Passed:
    """Tells of notices that are late, then sends what waits. Does nothing unless outgoing.on.

    Raises SettingsError for settings by which nothing could be sent.
    """
    channels, passed = channels_of(settings), Passed()
    senders = _senders(settings, now)
    if not senders:
        return passed
    with ledger.begin() as connection:
        today = now().astimezone(BEIJING).date()
        passed.late = notice_acts.tell_late(connection, channels, today=today, moment=now())
    for channel, send in senders.items():
        with ledger.connect() as connection:
            waiting = outgoing.due(connection, channel, moment=now(), limit=AT_ONCE.get(channel, _OF_ROBOTS))
        for one in waiting:
            _send(settings, ledger, one, send, now, passed)
    return passed


@contextmanager
def sending_along(settings: Settings, ledger: Ledger, every: float = _EVERY_SECONDS) -> Iterator[None]:
    """While the block runs a thread makes a pass `every` so many seconds; none where nothing may be sent.

    Raises SettingsError.
    """
    if not _senders(settings, lambda: datetime.now(UTC)):
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_keep_sending, args=(settings, ledger, stop, every), name="outgoing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=settings.outgoing.seconds + 5)


def _keep_sending(settings: Settings, ledger: Ledger, stop: threading.Event, every: float) -> None:
    while not stop.wait(every):
        error = raised_by(lambda: send_due(settings, ledger))
        if isinstance(error, PersonError):  # a ledger that is being written: the next pass sends it
            _log.warning("%s", error.message)
        elif error is not None:  # told without its words: they may hold the address of a robot
            _log.error("发送消息时出错（%s），稍后再试", type(error).__name__)


def _senders(settings: Settings, now: Callable[[], datetime]) -> dict[str, Send]:
    """How a message of each open channel is sent."""
    own, channels = settings.outgoing, channels_of(settings)
    senders: dict[str, Send] = {}
    if channels.mail:
        senders[MAIL] = Postman(own, password(own), tls_context(settings.network)).send
    for kind in channels.webhooks:
        robot = robot_of(kind)
        senders[kind] = lambda one, robot=robot: webhooks.send(  # type: ignore[misc]
            robot, one, settings.network, now(), own.seconds
        )
    return senders


def _send(
    settings: Settings, ledger: Ledger, one: Message, send: Send, now: Callable[[], datetime], passed: Passed
) -> None:
    if one.tries >= settings.outgoing.tries:  # a sender died with it as often as it may be tried
        with ledger.begin() as connection:
            outgoing.refused(connection, one, moment=now(), error="发送中断多次，没有再试")
        passed.failed += 1
        return
    with ledger.begin() as connection:
        taken = outgoing.take(connection, one, moment=now())
    if taken is None:
        return
    answer = send(taken)
    for left in reversed(range(_TELL_TRIES)):
        try:
            with ledger.begin() as connection:
                _tell(settings, connection, taken, answer, now(), passed)
            return
        except LedgerLocked:  # what was sent must be told, or it is sent again when its lease is over
            if not left:
                raise


def _tell(
    settings: Settings, connection: Connection, taken: Message, answer: Answer, moment: datetime, passed: Passed
) -> None:
    if answer.sent:
        outgoing.sent(connection, taken, moment=moment)
        passed.sent += 1
    elif answer.lasting or taken.tries >= settings.outgoing.tries:
        outgoing.refused(connection, taken, moment=moment, error=answer.why)
        passed.failed += 1
    else:
        wait = WAITS[min(taken.tries, len(WAITS)) - 1]
        outgoing.put_off(connection, taken, until=moment + wait, error=answer.why)
        passed.put_off += 1
