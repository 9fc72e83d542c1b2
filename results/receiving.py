"""How a message of 我为政府网站找错 comes in: whose it is, by when it is to be answered, and that it comes in once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.registry import BEIJING, Site
from checks.model.urls import host_of, page_key
from results.errors import PersonError
from results.handling import due
from results.intake import cells
from results.intake.complaints import LONGEST, PLATFORM, Kinds, numbered, private
from results.intake.faults import CellFault
from results.ledger import registry
from results.ledger.complaints import Complaint
from results.masking import mask, mask_address
from results.sealing import Seal, Sender
from results.workdays import DEADLINES, Workdays, limits

RULE = "citizen-reports"
"""The rule with the categories of messages."""


@dataclass(frozen=True, slots=True)
class Given:
    """A message as it was typed; `received` is aware, None means now."""

    url: str
    text: str
    category: str = ""
    number: str = ""
    source: str = ""
    received: datetime | None = None
    unit: str = ""
    answer_due: date | None = None
    sender: Sender = field(default_factory=Sender)


def kinds_of(edition: Edition) -> Kinds:
    """The categories that an edition knows."""
    return Kinds(tuple(edition.rules[RULE].param("kinds")))


def typed(given: Given, edition: Edition, seal: Seal, now: datetime) -> Complaint:
    """The message that was typed, masked and sealed. Raises PersonError for what cannot be one."""
    kinds = kinds_of(edition)
    try:
        url = mask_address(cells.address(given.url))
        source, number, unit = (cells.line(cells.text(one)) for one in (given.source, given.number, given.unit))
        text = cells.text(given.text)
        sender = Sender(*(cells.line(cells.text(getattr(given.sender, name))) for name in Sender.__slots__))
    except CellFault as fault:
        raise PersonError(f"{fault.problem}；{fault.expected}") from fault
    if not url or not text:
        raise PersonError("问题网址和留言内容都要填写")
    if len(text) > LONGEST:
        raise PersonError(f"留言内容有 {len(text)} 个字，太长；最多 {LONGEST} 个字")
    if given.category and given.category not in kinds.known:
        raise PersonError(f"没有“{given.category}”这一类；可用：{'、'.join(kinds.known)}")
    received = given.received or now
    if received > now:
        raise PersonError(f"收到时间 {received.astimezone(BEIJING):%Y-%m-%d %H:%M} 还没有到；请核对")
    if given.answer_due and given.answer_due < received.astimezone(BEIJING).date():
        raise PersonError("答复期限早于收到时间；请核对两个日期")
    text = mask(text)
    return Complaint(
        source=source or PLATFORM,
        number=private(number, seal) or numbered(url, text, received),
        url=url,
        category=given.category or kinds.other,
        text=text,
        received=received,
        unit=unit,
        answer_due=given.answer_due,
        sender=seal.close(sender),
    )


def ready(
    connection: Connection, given: Sequence[Complaint], edition: Edition, workdays: Workdays
) -> tuple[Complaint, ...]:
    """The messages with the sites and units that their addresses belong to, and with their deadlines. To be worked out
    before the transaction that writes them: a night's jobs wait for it."""
    dated = dated_by(edition, workdays)
    hosts = hosts_of(registry.sites_on(connection, {host_of(one.url) for one in given}))
    return tuple(dated(_owned(one, hosts)) for one in given)


def dated_by(edition: Edition, workdays: Workdays) -> Callable[[Complaint], Complaint]:
    """Gives a message the deadlines that it lacks, where they can be counted: of a year whose holidays nobody knew when
    the message came they may be known by now."""
    forward, answer = limits(edition.rules[DEADLINES])
    after = lru_cache(maxsize=4096)(workdays.after)  # a year of messages has a few hundred days
    return lambda one: due(one, after, forward, answer)


def hosts_of(sites: Iterable[Site]) -> Mapping[str, Sequence[Site]]:
    """The registered sites on each host."""
    found: dict[str, list[Site]] = {}
    for site in sites:
        for host in site.all_hosts:
            found.setdefault(host, []).append(site)
    return found


def site_of(url: str, hosts: Mapping[str, Sequence[Site]]) -> Site | None:
    """The registered site of an address: of several on one host the one whose home page it stands below, by http or
    https. None where it stands below none of them, or where nothing tells two apart: a person says whose it is."""
    host = host_of(url)
    there = hosts.get(host, ())
    if len(there) <= 1:
        return next(iter(there), None)
    place = page_key(url)
    if same := [site for site in there if page_key(site.door(host)) == place]:
        return same[0] if len(same) == 1 else None
    folders = [(_folder(site.door(host)), site) for site in there]
    below = [(folder, site) for folder, site in folders if f"{place.partition('?')[0]}/".startswith(folder)]
    nearest = max((len(folder) for folder, _ in below), default=0)
    chosen = [site for folder, site in below if len(folder) == nearest]
    return chosen[0] if len(chosen) == 1 else None


def _folder(home: str) -> str:
    """What the pages of a home page stand below: its folder; /jyj is the folder /jyj/, /jyj/home.html is in it."""
    place = page_key(home).partition("?")[0]
    before, slash, name = place.rpartition("/")
    return f"{before}/" if slash and (not name or "." in name) else f"{place}/"


def _owned(one: Complaint, hosts: Mapping[str, Sequence[Site]]) -> Complaint:
    """The message with the registered site that its address belongs to, and with the unit that answers for it."""
    site = site_of(one.url, hosts)
    return one if site is None else replace(one, site=site.key, unit=one.unit or site.unit)
