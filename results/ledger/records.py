"""What persons saw of accounts that no program reads: every record that was ever imported, and the newest of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, func, select, update

from checks.model.posts import AccountReason, Record
from results.errors import NotAllowed
from results.ledger.account_tables import records
from results.ledger.engine import fill
from results.ledger.registry import Counted

_AT_ONCE = 500
_FIELDS = ("newest", "day_only", "never", "platform", "name", "platform_id", "screenshot", "who", "title", "remark")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it is kept: `account` is a key, `file` the sheet it came from, `imported` when (aware, UTC).

    `withdrawn` is when a person took it back, None while it counts; `by` and `why` say who and for what reason.
    """

    account: str
    record: Record
    file: str
    imported: datetime
    number: int = field(default=0, compare=False)
    withdrawn: datetime | None = None
    by: str = ""
    why: str = ""


def add(connection: Connection, given: Sequence[tuple[str, Record]], *, file: str, moment: datetime) -> Counted:
    """Keeps records by the key of their account. One that says the same as another of that moment changes nothing; one
    that says something else stands beside it, and the later import counts."""
    rows = {(row["account"], row["looked_at"], row["digest"]): row for row in _rows(given, file, moment)}
    known = _known(connection, {account for account, _, _ in rows})
    new = [row for key, row in rows.items() if key not in known]
    fill(connection, records, new)
    return Counted(new=len(new), same=len(given) - len(new))


def newest(connection: Connection, accounts: Sequence[str]) -> dict[str, Kept]:
    """The newest record of each of `accounts` that counts, by key; those without any are left out. Moments are UTC."""
    found: dict[str, Kept] = {}
    for start in range(0, len(accounts), _AT_ONCE):
        order = (records.c.looked_at.desc(), records.c.id.desc())
        place = func.row_number().over(partition_by=records.c.account, order_by=order)
        some = select(records, place.label("place")).where(records.c.account.in_(accounts[start : start + _AT_ONCE]))
        some = some.where(records.c.withdrawn.is_(None))
        ranked = some.subquery()
        for row in connection.execute(select(ranked).where(ranked.c.place == 1)).mappings():
            found[row["account"]] = _kept(row)
    return found


def history(connection: Connection, account: str) -> Iterator[Kept]:
    """All records of an account, the newest first, also those that were withdrawn."""
    asked = select(records).where(records.c.account == account)
    for row in connection.execute(asked.order_by(records.c.looked_at.desc(), records.c.id.desc())).mappings():
        yield _kept(row)


def withdraw(connection: Connection, number: int, *, who: str, reason: str, moment: datetime) -> Kept:
    """Takes a record back: it stays and counts no more. Raises NotAllowed for one that is not there, or was withdrawn
    already, or without a name or a reason."""
    if not who.strip() or not reason.strip():
        raise NotAllowed(f"撤回核查记录 {number} 必须注明是谁撤回、为什么；请补充后再提交")
    said = {"withdrawn": moment, "withdrawn_by": who.strip(), "withdrawn_why": reason.strip()}
    counts = (records.c.id == number, records.c.withdrawn.is_(None))
    changed = connection.execute(update(records).where(*counts).values(**said)).rowcount
    row = connection.execute(select(records).where(records.c.id == number)).mappings().one_or_none()
    if row is None:
        raise NotAllowed(f"没有编号为 {number} 的核查记录；可用 accounts records 账号 查看编号")
    if not changed:
        raise NotAllowed(f"核查记录 {number} 已由 {row['withdrawn_by']} 撤回（{row['withdrawn_why']}），不用再撤回")
    return _kept(row)


def _rows(given: Sequence[tuple[str, Record]], file: str, moment: datetime) -> Iterator[dict[str, Any]]:
    for account, record in given:
        if record.looked_at is None:
            continue  # a sheet does not let it pass
        said = {name: getattr(record, name) for name in _FIELDS}
        if record.newest is not None:
            said["newest"] = record.newest.astimezone(UTC)
        said |= {"found": record.found.value if record.found else "", "looked_at": record.looked_at.astimezone(UTC)}
        digest = sha256(msgspec.json.encode(said)).hexdigest()[:20]
        yield {**said, "account": account, "file": file, "imported": moment, "digest": digest}


def _known(connection: Connection, accounts: Collection[str]) -> set[tuple[str, datetime, str]]:
    named = sorted(accounts)
    columns = (records.c.account, records.c.looked_at, records.c.digest)
    found: set[tuple[str, datetime, str]] = set()
    for start in range(0, len(named), _AT_ONCE):
        asked = select(*columns).where(records.c.account.in_(named[start : start + _AT_ONCE]))
        found.update((row.account, row.looked_at, row.digest) for row in connection.execute(asked))
    return found


def _kept(row: RowMapping) -> Kept:
    said = {name: row[name] for name in _FIELDS}
    found = AccountReason(row["found"]) if row["found"] else None
    record = Record(**said, found=found, looked_at=row["looked_at"])
    withdrawn = (row["withdrawn"], row["withdrawn_by"], row["withdrawn_why"])
    return Kept(row["account"], record, row["file"], row["imported"], row["id"], *withdrawn)
