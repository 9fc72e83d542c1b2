"""Records of persons on the command line: imported from a sheet, listed, and the empty sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.registry import BEIJING, GLANCED, Account
from clock.listing import Column, show
from clock.newmedia import SILENT
from clock.rules import edition_of
from clock.settings import Settings
from results.errors import PersonError
from results.intake.record_sheet import write_form
from results.intake.records import read_sheet
from results.ledger import records, registry
from results.ledger.engine import open_ledger
from results.ledger.records import Kept

BY_PERSONS = frozenset(("", "sheet"))
"""Sources of accounts that a night reads from records."""
COLUMNS: Sequence[Column] = (
    ("账号", lambda line: str(line["name"])),
    ("平台", lambda line: str(line["platform"])),
    ("记录", lambda line: word("record", str(line["state"]))),
    ("最近更新", lambda line: "从未发布" if line["never"] else str(line["newest"] or "")),
    ("账号情况", lambda line: word("account-reason", str(line["found"])) if line["found"] else ""),
    ("截图", lambda line: str(line["screenshot"])),
    ("核查人", lambda line: str(line["who"])),
    ("核查时间", lambda line: str(line["looked_at"] or "")[:16].replace("T", " ")),
    ("标题", lambda line: str(line["title"])),
    ("备注", lambda line: str(line["remark"])),
    ("导入的表", lambda line: str(line["file"])),
    ("编号", lambda line: str(line["record"] or "")),
    ("撤回", lambda line: f"{line['withdrawn_by']}：{line['withdrawn_why']}" if line["withdrawn"] else ""),
)


def import_records(settings: Settings, file: Path, out: Console) -> None:
    """Takes in a filled sheet, all or nothing. Raises PersonError."""
    now = datetime.now(UTC)
    oldest = now - _valid(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        known = registry.load(connection).accounts
        noted = read_sheet(file, known, now + timedelta(days=1))
        done = records.add(connection, noted.records, file=file.name, moment=now)
    blank = f"，没有填写 {noted.blank} 行" if noted.blank else ""
    out.print(f"已导入 {file}：新增 {done.new} 条记录，未变 {done.same} 条{blank}", markup=False)
    sources = {one.key: one.source for one in known}
    if other := {key for key, _ in noted.records if sources[key] not in BY_PERSONS}:
        out.print(f"其中 {len(other)} 个账号登记了别的读取方式，巡查时按登记的方式读取，不用这些记录", markup=False)
    if old := sum(record.looked_at is not None and record.looked_at < oldest for _, record in noted.records):
        out.print(f"其中 {old} 条的核查时间已超过 {_valid(settings).days} 天，巡查时不再采用", markup=False)


def write_template(settings: Settings, file: Path, out: Console) -> None:
    """The sheet to fill in, with every account in use that a person has to look at. Raises PersonError."""
    if file.suffix.lower() != ".xlsx":
        raise PersonError(f"空表只能写成 .xlsx，不是 {file.name}")
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        accounts = _by_persons(registry.load(connection).accounts)
    write_form(file, accounts)
    out.print(f"已写出 {len(accounts)} 个要人工核查的账号：{file}；填好后用 accounts record {file} 导入", markup=False)


def list_records(settings: Settings, out: Console, names: Sequence[str], *, form: str, output: Path | None) -> None:
    """All records of the accounts that are named, else the newest of each account that a person has to look at.

    Raises PersonError.
    """
    now, valid = datetime.now(UTC), _valid(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        known = registry.load(connection)
        named = [one for text in names for one in registry.accounts_named(known, text)]
        accounts = named if names else _by_persons(known.accounts)
        found = _all(connection, accounts) if names else _newest(connection, accounts)
        show((_line(account, kept, now, valid) for account, kept in found), COLUMNS, form, output, out, "人工核查记录")


def withdraw_record(settings: Settings, out: Console, number: int, *, who: str, reason: str) -> None:
    """Takes a record back, which no night then uses. Raises PersonError."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        kept = records.withdraw(connection, number, who=who, reason=reason, moment=datetime.now(UTC))
        rest = records.newest(connection, [kept.account])
    out.print(f"已撤回核查记录 {number}（{kept.record.platform}：{kept.record.name}），记录仍保留", markup=False)
    if not rest:
        out.print("这个账号没有别的核查记录，巡查时按没有核查处理", markup=False)


def _by_persons(known: Sequence[Account]) -> list[Account]:
    """Accounts in use that no program reads, by unit and key. Raises PersonError."""
    found = [one for one in known if one.source in BY_PERSONS and one.state not in GLANCED]
    if not found:
        raise PersonError("台账里没有要人工核查的账号（登记表“网关类型”为台账或空）；请先用 import 导入账号表")
    return sorted(found, key=lambda one: (one.unit, one.key))


def _valid(settings: Settings) -> timedelta:
    return timedelta(days=edition_of(settings).rules[SILENT].param("record_days"))


def _all(connection: Connection, accounts: Sequence[Account]) -> Iterator[tuple[Account, Kept | None]]:
    for account in accounts:
        told = list(records.history(connection, account.key))
        yield from ((account, kept) for kept in told or [None])


def _newest(connection: Connection, accounts: Sequence[Account]) -> Iterator[tuple[Account, Kept | None]]:
    found: Mapping[str, Kept] = records.newest(connection, [one.key for one in accounts])
    yield from ((account, found.get(account.key)) for account in accounts)


def _line(account: Account, kept: Kept | None, now: datetime, valid: timedelta) -> dict[str, Any]:
    told = {"account": account.key, "name": account.name, "platform": account.platform, "unit": account.unit}
    if kept is None:
        empty = ("newest", "looked_at", "imported", "record", "withdrawn")
        texts = ("found", "screenshot", "who", "title", "remark", "file", "withdrawn_by", "withdrawn_why")
        blank = dict.fromkeys(texts, "")
        return {**told, "state": "missing", "never": False, **dict.fromkeys(empty), **blank}
    record = kept.record
    old = record.looked_at is None or now - record.looked_at > valid
    day = record.newest.astimezone(BEIJING) if record.newest else None
    return {
        **told,
        "state": "withdrawn" if kept.withdrawn else "old" if old else "valid",
        "newest": None if day is None else day.date().isoformat() if record.day_only else day.isoformat(),
        "never": record.never,
        "found": str(record.found or ""),
        "screenshot": record.screenshot,
        "who": record.who,
        "looked_at": record.looked_at.astimezone(BEIJING).isoformat() if record.looked_at else None,
        "title": record.title,
        "remark": record.remark,
        "file": kept.file,
        "imported": kept.imported.astimezone(BEIJING).isoformat(),
        "record": kept.number,
        "withdrawn": kept.withdrawn.astimezone(BEIJING).isoformat() if kept.withdrawn else None,
        "withdrawn_by": kept.by,
        "withdrawn_why": kept.why,
    }
