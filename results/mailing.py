"""What administrators do to messages that wait or failed, and to the mailboxes of units; each told in the audit log."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, select

from results.errors import NotAllowed
from results.ledger import audit, outgoing, tables, unit_mail
from results.ledger.audit import Act, Doer
from results.ledger.outgoing import Message, MessageState

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_LONGEST = 254
MOST = 10
"""Mailboxes of one unit."""


class Change(Protocol):
    def __call__(self, connection: Connection, doer: Doer, one: Message, seen: int, *, moment: datetime) -> None: ...


class MailChange(Protocol):
    def __call__(self, connection: Connection, doer: Doer, unit: str, address: str, *, moment: datetime) -> None: ...


def again(connection: Connection, doer: Doer, one: Message, seen: int, *, moment: datetime) -> None:
    """Sends anew what was not sent. `seen` is the version that was looked at. Raises NotAllowed."""
    _may(one, seen, (MessageState.FAILED, MessageState.DROPPED), "重新发送")
    _change(connection, doer, one, Act.MESSAGE_AGAIN, MessageState.WAITING, outgoing.again, moment)


def drop(connection: Connection, doer: Doer, one: Message, seen: int, *, moment: datetime) -> None:
    """Does not send what waits or failed. Raises NotAllowed."""
    _may(one, seen, (MessageState.WAITING, MessageState.FAILED), "改为不再发送")
    _change(connection, doer, one, Act.MESSAGE_DROPPED, MessageState.DROPPED, outgoing.drop, moment)


def add_address(connection: Connection, doer: Doer, unit: str, address: str, *, moment: datetime) -> None:
    """Another mailbox of a registered unit. Raises NotAllowed."""
    unit, address = unit.strip(), address.strip()
    require_address(address)
    named = tables.units.c.name
    if connection.execute(select(named).where(named == unit)).first() is None:
        raise NotAllowed(f"登记表里没有“{unit[:80]}”；请按登记表写单位全称")
    if len(unit_mail.of(connection, unit)) >= MOST:
        raise NotAllowed(f"“{unit}”已有 {MOST} 个邮箱；请先删除不用的")
    if not unit_mail.add(connection, unit, address):
        raise NotAllowed(f"“{unit}”已经登记了 {address}")
    audit.tell(connection, doer, Act.MAIL_ADDED, f"mail:{unit}", moment=moment, after={"address": address})


def remove_address(connection: Connection, doer: Doer, unit: str, address: str, *, moment: datetime) -> None:
    """Takes a mailbox away. Raises NotAllowed where it is not there any more."""
    if not unit_mail.remove(connection, unit, address):
        raise NotAllowed("这个邮箱已经删除了")
    audit.tell(connection, doer, Act.MAIL_REMOVED, f"mail:{unit}", moment=moment, before={"address": address})


def require_address(address: str) -> None:
    """Raises NotAllowed for what is no address of a mailbox."""
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise NotAllowed(f"“{address[:80]}”不是邮箱地址；请写成 名字@域名，例如 jyj@example.gov.cn")


def _may(one: Message, seen: int, states: tuple[MessageState, ...], what: str) -> None:
    if one.version != seen:
        raise NotAllowed(f"消息 {one.id} 刚刚有了变化；请看过现在的状态再操作")
    if one.state not in states:
        raise NotAllowed(f"消息 {one.id} 现在的状态不能{what}")


def _change(
    connection: Connection,
    doer: Doer,
    one: Message,
    act: Act,
    state: MessageState,
    change: Callable[..., bool],
    moment: datetime,
) -> None:
    if not change(connection, one, moment=moment):
        raise NotAllowed(f"消息 {one.id} 刚刚有了变化；请看过现在的状态再操作")
    told = {"before": {"message_state": one.state.value}, "after": {"message_state": state.value}}
    audit.tell(connection, doer, act, f"message:{one.id}", moment=moment, **told)
