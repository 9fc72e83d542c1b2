"""What is told to the outside about notices and messages of 找错, in words; and to whom. It is queued, never sent here.

A message holds the number, the unit, counts and days: nothing that was fetched, nothing that a citizen wrote, no name
of a sender. With no channel at all nothing is queued, so that what is switched on later does not tell of old days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection

from checks.indicators.words import word
from results.ledger import outgoing, unit_mail
from results.ledger.complaints import Complaint
from results.ledger.notices import Notice
from results.ledger.outgoing import Draft
from results.masking import mask
from results.reports.wording import shown

MAIL = "mail"
WEBHOOKS = ("feishu", "dingtalk", "wecom")
"""Group robots by the platform whose format they speak."""
_LONGEST_UNIT = 100


class Event(StrEnum):
    DRAWN = "drawn"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DISPATCHED = "dispatched"  # a message of 找错 was given to a unit


FOR_OFFICE = frozenset((Event.ANSWERED, Event.OVERDUE))
"""Of what the office itself gets a mail; all but answers go to the unit."""


@dataclass(frozen=True, slots=True)
class Channels:
    """The ways out that are open: `mail` or not, mailboxes of the office, webhooks by platform; none by default.
    `console` is the address of the console as its readers know it, "" where it is not to be told."""

    mail: bool = False
    office: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()
    console: str = ""


def tell_notice(connection: Connection, channels: Channels, event: Event, one: Notice, *, moment: datetime) -> None:
    """Queues what happened to a notice, in the transaction of the act."""
    # The version makes each reminder a message of its own; what is told once is told once.
    key = f"notice:{one.number}" if event in (Event.DRAWN, Event.OVERDUE) else f"notice:{one.number}:{one.version}"
    text = "\n".join((*_about_notice(event, one), *_where(channels, f"/notices/{one.number}")))
    subject = f"整改通知 {one.number}：{word('message-event', event)}"
    _queue(connection, channels, Draft(key, event, f"notice:{one.number}", one.unit, "", "", subject, text), moment)


def tell_dispatch(connection: Connection, channels: Channels, one: Complaint, *, moment: datetime) -> None:
    """Queues that a message of 我为政府网站找错 was given to its unit; neither its text nor its sender is told."""
    key, about = f"complaint:{one.id}:{one.version}", f"编号 {one.id}，类别：{_plain(one.category) or '未分类'}"
    said = f"{_name(one.unit)}：有一条“我为政府网站找错”留言派发给你单位，{about}。"
    text = "\n".join((said, _by("答复", one.answer_due), *_where(channels, f"/complaints/{one.id}")))
    subject = f"找错留言 {one.id}：{word('message-event', Event.DISPATCHED)}"
    draft = Draft(key, Event.DISPATCHED, f"complaint:{one.id}", one.unit, "", "", subject, text)
    _queue(connection, channels, draft, moment)


def _queue(connection: Connection, channels: Channels, draft: Draft, moment: datetime) -> None:
    """One message for each receiver; `draft.key` names the occasion."""
    receivers = list(_receivers(connection, channels, Event(draft.event), draft.unit))
    own = {"text": mask(draft.text)}
    drafts = [
        replace(draft, key=_key(draft, channel, address), channel=channel, address=address, **own)
        for channel, address in receivers
    ]
    outgoing.queue(connection, drafts, moment=moment)


def _where(channels: Channels, path: str) -> Iterator[str]:
    if channels.console:
        yield f"{channels.console.rstrip('/')}{path}"


def _receivers(connection: Connection, channels: Channels, event: Event, unit: str) -> Iterator[tuple[str, str]]:
    if channels.mail:
        of_unit = [] if event is Event.ANSWERED else unit_mail.of(connection, unit)
        of_office: Iterable[str] = channels.office if event in FOR_OFFICE else ()
        yield from ((MAIL, address) for address in dict.fromkeys((*of_unit, *of_office)))
    yield from ((webhook, "") for webhook in channels.webhooks)


def _about_notice(event: Event, one: Notice) -> Iterator[str]:
    unit = _name(one.unit)
    match event:
        case Event.DRAWN:
            yield f"{unit}：请按整改通知 {one.number} 整改 {one.standing} 个问题。"
            yield _by("整改并反馈", one.due)
        case Event.REMINDED:
            yield f"{unit}：整改通知 {one.number} 还有 {one.standing} 个问题没有复查到已整改。"
            yield f"这是第 {one.reminded} 次催办。"
            yield _by("整改并反馈", one.due)
        case Event.OVERDUE:
            yield f"{unit}：整改通知 {one.number} 已超过期限（{one.due}），还没有反馈，未整改 {one.standing} 个。"
        case _:
            yield f"{unit}已反馈整改通知 {one.number} 的整改情况，请复核。"
            yield f"巡查看到：已整改 {one.fixed} 个，未整改 {one.standing} 个。"


def _by(what: str, due: date | None) -> str:
    return f"请在 {due.year} 年 {due.month} 月 {due.day} 日前{what}。" if due else f"{what}的期限请与监管单位联系确认。"


def _name(unit: str) -> str:
    return _plain(unit) or "有关单位"


def _plain(text: str) -> str:
    """On one line, bounded, and without what a chat would take for a mention or markup."""
    return " ".join(shown(text).split())[:_LONGEST_UNIT].translate(str.maketrans("<>@[]`*", "＜＞＠［］｀＊"))


def _key(draft: Draft, channel: str, address: str) -> str:
    return sha256("\x1f".join((draft.event, draft.key, channel, address)).encode()).hexdigest()
