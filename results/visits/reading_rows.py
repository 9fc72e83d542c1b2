"""A reading as one row of a file of readings, and back; what platforms show is masked before it is written."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from checks.model.failures import Failure
from checks.model.posts import AccountReason, Post, Profile, Reading, ReadingState, Reason, Repost, SourceReason
from results.errors import VisitDamaged
from results.masking import mask

_REASONS: dict[str, type[Failure] | type[AccountReason] | type[SourceReason]] = {
    "network": Failure,
    "account": AccountReason,
    "source": SourceReason,
}
POSTS = msgspec.msgpack.Decoder(tuple[Post, ...])
_profile_in = msgspec.msgpack.Decoder(Profile)


def row_of(reading: Reading) -> tuple[object, ...]:
    """The values of its row, in the order of the columns."""
    newest = reading.newest_seen
    return (
        reading.account, reading.source, reading.host, moment_text(reading.asked_at), moment_text(reading.since),
        reading.state.value, reason_text(reading.reason), reason_text(reading.first_reason), reading.status,
        reading.complete, moment_text(reading.synced_at), moment_text(newest.moment if newest else None),
        msgspec.msgpack.encode(bare(reading.profile)) if reading.profile else None,
        msgspec.msgpack.encode(tuple(map(bare, reading.posts))), reason_text(reading.doubt),
        "\n".join(reading.deleted),
    )  # fmt: skip


_Said = TypeVar("_Said", Post, Profile, Repost)


def bare(said: _Said) -> _Said:
    """What a platform shows, without whole personal numbers: they are never stored."""
    match said:
        case Post():
            passed_on = bare(said.repost_of) if said.repost_of else None
            name = said.id if said.id.isascii() else mask(said.id)  # where nothing names a post, its title does
            title, text, raw = mask(said.title), mask(said.text), mask(said.raw_moment)
            return replace(said, id=name, title=title, text=text, raw_moment=raw, repost_of=passed_on)
        case Profile():
            return replace(said, description=mask(said.description))
        case Repost():
            return replace(said, text=mask(said.text), account=mask(said.account))


def reading_of(path: Path, row: sqlite3.Row) -> Reading:
    """One row of `readings` of the file `path`. Raises VisitDamaged."""
    try:
        return reading_from(row)
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
        raise VisitDamaged(f"账号读取记录 {path} 已损坏（{error}）；请删除该文件后重新巡查") from error


def reading_from(row: sqlite3.Row) -> Reading:
    """Raises what a damaged row makes the decoders raise."""
    return Reading(
        account=row["account"],
        source=row["source"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        state=ReadingState(row["state"]),
        reason=reason_of(row["reason"]),
        status=row["status"],
        posts=POSTS.decode(row["posts"]),
        profile=_profile_in.decode(row["profile"]) if row["profile"] else None,
        synced_at=_moment(row["synced_at"]),
        complete=bool(row["complete"]),
        since=_moment(row["since"]),
        host=row["host"],
        first_reason=reason_of(row["first_reason"]),
        doubt=reason_of(row["doubt"]),
        deleted=tuple(row["deleted"].split("\n")) if "deleted" in row.keys() and row["deleted"] else (),  # noqa: SIM118
    )


def reason_text(reason: Reason | None) -> str:
    """A reason as the file keeps it, with its list."""
    if reason is None:
        return ""
    return next(f"{kind}:{reason.value}" for kind, told in _REASONS.items() if isinstance(reason, told))


def reason_of(text: str) -> Reason | None:
    """What `reason_text` wrote."""
    kind, _, value = text.partition(":")
    return _REASONS[kind](value) if kind else None


def moment_text(moment: datetime | None) -> str | None:
    """A moment as the file keeps it: ISO, UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
