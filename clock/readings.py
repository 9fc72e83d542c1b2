"""Accounts read now: who is meant, what each source said, and which sources failed as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console

from checks.facts.posts.feeds import read_opml
from checks.facts.posts.incidents import incidents
from checks.indicators.words import word
from checks.model.posts import Incident, Reading, ReadingState, Record
from checks.model.registry import GLANCED, Account
from checks.model.urls import normalise
from clock.listing import Column, show
from clock.newmedia import read_all
from clock.rules import edition_of
from clock.settings import Settings
from crawler.accounts.readers import READERS
from results.errors import PersonError
from results.incidents import incident_says
from results.intake.records import read_records
from results.ledger import records, registry
from results.ledger.engine import open_ledger
from results.lines import reading_line

_OPML_BYTES = 5_000_000
COLUMNS: Sequence[Column] = (
    ("账号", lambda line: str(line["name"] or line["account"])),
    ("平台", lambda line: str(line["platform"])),
    ("结果", lambda line: word("reading", str(line["state"]))),
    ("最近一条", lambda line: str(line["newest"] or "")[:16].replace("T", " ")),
    ("天数", lambda line: "" if line["days"] is None else str(line["days"])),
    ("标题", lambda line: str(line["newest_title"])[:40]),
    ("原因", lambda line: str(line["says"])),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for on the command line."""

    named: tuple[str, ...] = ()
    source: str = ""
    url: str = ""
    identity: str = ""
    opml: Path | None = None
    records: Path | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """How many accounts could be looked at, and of how many a person should look: silent ones and odd ones."""

    looked: int
    suspects: int


def read_now(settings: Settings, chosen: Chosen, *, form: str, output: Path | None, out: Console, err: Console) -> Done:
    """Reads the accounts and shows them. Raises PersonError where what is asked for cannot be read."""
    accounts = _chosen(settings, chosen)
    noted = read_records(chosen.records, accounts) if chosen.records else _kept(settings, chosen, accounts)
    edition = edition_of(settings)
    days = int(edition.rules["silent-account"].param("days"))
    now = datetime.now(UTC)

    def since(account: Account) -> datetime:
        return now - timedelta(days=chosen.days or account.days or days)

    read: list[tuple[Account, Reading]] = []
    uvloop.run(read_all(settings, accounts, noted, since, now, lambda account, one: read.append((account, one))))
    found, covered = incidents([reading for _, reading in read])
    lines = [reading_line(account, reading, now) for (account, _), reading in zip(read, covered, strict=True)]
    lines.sort(key=lambda line: (_ORDER[line["state"]], line["platform"], line["name"], line["account"]))
    told = [{"type": "incident", **_incident(one)} for one in found]
    if form == "jsonl":
        show([*lines, *told], COLUMNS, form, output, out, "账号读取结果")
    else:
        show(lines, COLUMNS, form, output, out, "账号读取结果")
        for one in told:
            err.print(f"来源事件：{one['says']}", markup=False)
    looked = [reading for reading in covered if reading.state is not ReadingState.COULD_NOT_LOOK]
    return Done(len(looked), sum(reading.state is not ReadingState.NEW for reading in looked))


_ORDER = {state: place for place, state in enumerate(("confirmed-none", "abnormal", "could-not-look", "new"))}


def _chosen(settings: Settings, chosen: Chosen) -> Sequence[Account]:
    """The accounts that are meant. Raises PersonError."""
    if chosen.source:
        return [_given(chosen)]
    if chosen.opml is not None:
        return _listed(chosen.opml)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        known = registry.load(connection)
    if not chosen.named:
        found = [account for account in known.accounts if account.state not in GLANCED]
        if not found:
            raise PersonError("台账里没有在用的账号；请先用 import 导入账号表，或用 --source 和 --url 读一个账号")
        return found
    named = (account for name in chosen.named for account in registry.accounts_named(known, name))
    return list({account.key: account for account in named}.values())


def _kept(settings: Settings, chosen: Chosen, accounts: Sequence[Account]) -> Mapping[str, Record]:
    """The newest records in the ledger, where the accounts are those of the ledger."""
    if chosen.source or chosen.opml:
        return {}
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        kept = records.newest(connection, [account.key for account in accounts])
    return {key: one.record for key, one in kept.items()}


def _given(chosen: Chosen) -> Account:
    source = chosen.source.strip().lower().replace("-", "_")
    if source not in READERS:
        raise PersonError(f"不认识读取方式“{chosen.source}”；可用的有：{'、'.join(READERS)}")
    url = normalise(chosen.url if "://" in chosen.url else f"http://{chosen.url}") if chosen.url else ""
    if url is None:
        raise PersonError(f"这不是网址：{chosen.url}；请写成 http://www.例子.gov.cn/feed.xml")
    if not (url or chosen.identity):
        raise PersonError("请用 --url 写明地址，或用 --id 写明平台账号ID")
    return Account("", chosen.identity or url, "", chosen.identity, source=source, source_url=url)


def _listed(path: Path) -> Sequence[Account]:
    try:
        with path.open("rb") as file:
            data = file.read(_OPML_BYTES + 1)
    except OSError as error:
        raise PersonError(f"读不到文件 {path}：{error.strerror}") from error
    if len(data) > _OPML_BYTES:
        raise PersonError(f"文件 {path} 太大，最多 {_OPML_BYTES // 1_000_000} MB")
    feeds = read_opml(data)
    if not feeds:
        raise PersonError(f"文件 {path} 不是 OPML，或没有列出任何订阅地址（outline 的 xmlUrl）")
    return [Account("", title or url, "", home=url, source="feed", source_url=url) for title, url in feeds]


def _incident(one: Incident) -> dict[str, Any]:
    return {
        "source": one.source,
        "host": one.host,
        "accounts": list(one.accounts),
        "of": one.of,
        "reasons": dict(one.reasons),
        "says": incident_says(one),
    }
