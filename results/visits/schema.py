"""What a visit file holds: its tables, and how facts and nouns are packed into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, get_args

import msgspec
from isal import isal_zlib
from isal.igzip_lib import IsalError

from checks.model.captures import Coverage, Failure, LinkProbe, Look, SideProbe
from checks.model.pages import Page, PageFacts
from checks.model.registry import Account, Column, Site, Unit
from results.errors import VisitDamaged

T = TypeVar("T")

VERSION = 4
READABLE = (2, 3, 4)
"""Versions that can be read: 2 does not know when an address was first met, 3 not which accounts are registered."""
PLACES_KEPT = 20
"""So many pages are remembered that show one link; further ones are only counted."""
FACTS_LIMIT = 64 * 1024 * 1024
"""Bytes that the packed facts of one page may unfold to: a file copied in from elsewhere may be a bomb."""

TABLES = """
create table visit (
    version integer not null, state text not null, site text not null, unit text not null, columns text not null,
    moment text not null, run text not null, reader text not null, coverage text not null, accounts blob
);
create table pages (
    id integer primary key, url text not null, final_url text not null, status integer not null,
    fetched_at text not null,
    kind text not null, title text not null, published text, digest text not null, depth integer not null,
    paged_from text not null, charset text not null, changed integer not null, size integer not null,
    content_type text not null, family integer not null, etag text not null, last_modified text not null,
    first_seen text, absent_at text, facts blob not null
);
create table links (
    id integer primary key, url text not null unique, own integer not null, pages integer not null default 0,
    on_home integer not null default 0, text text not null default '', tag text not null default 'a',
    place text not null default 'other',
    asked_at text, status integer, failure text, final_url text not null default '', method text not null default '',
    elapsed real not null default 0, looks integer not null default 0, content_type text not null default '',
    marks text not null default '', title text not null default '', size integer not null default -1, more blob
);
create table places (
    link integer not null, slot integer not null, page integer not null, line integer not null default 0,
    "column" integer not null default 0, primary key (link, slot)
) without rowid;
create table items (
    page integer not null, position integer not null, url text not null, title text not null, date text,
    block integer not null, primary key (page, position)
) without rowid;
create table documents (
    page integer primary key, title text not null, number text not null, issuer text not null, written text,
    published text, effective text, valid_until text, validity text, normative integer not null
);
create table met (
    key text primary key, first_seen text not null, absent_at text, last_seen text not null, title text not null
) without rowid;
create table known (key text primary key, at text not null, reach text not null) without rowid;
create table probes (id integer primary key, kind text not null, subject text not null, answer text not null);
"""
INDEXES = """
create index if not exists pages_url on pages (url);
create index if not exists pages_final on pages (final_url) where final_url <> '';
"""

_nouns: Mapping[object, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(kind) for kind in (Site, Unit, tuple[Column, ...], Coverage, Page, *get_args(SideProbe))
}
"""Made at once: two threads that decode the first of a kind at the same moment bring the interpreter down."""
_facts_out = msgspec.msgpack.Encoder()
_facts_in = msgspec.msgpack.Decoder(PageFacts)
_accounts_in = msgspec.msgpack.Decoder(tuple[Account, ...])


def pack_facts(facts: PageFacts) -> bytes:
    """The facts of a page as stored: msgpack, compressed."""
    return isal_zlib.compress(_facts_out.encode(facts), 1)


def unpack_facts(blob: bytes, path: object, limit: int = FACTS_LIMIT) -> PageFacts:
    """The facts that `pack_facts` stored. Raises VisitDamaged, naming the file `path`."""
    try:
        unfold = isal_zlib.decompressobj()
        packed = unfold.decompress(blob, limit)
        if len(packed) >= limit:
            raise VisitDamaged(f"访问文件 {path} 中有一页的内容过大；请删除该文件后重新访问该网站")
        return _facts_in.decode(packed)
    except (IsalError, msgspec.MsgspecError) as error:  # type: ignore[misc]  # its stub forgets what it derives from
        raise VisitDamaged(f"访问文件 {path} 中有一页读不出来（{error}）；请删除该文件后重新访问该网站") from error


def pack_accounts(accounts: tuple[Account, ...] | None) -> bytes | None:
    """The registered accounts as stored, None where none were given: msgpack, compressed, for they are much alike."""
    return None if accounts is None else isal_zlib.compress(_facts_out.encode(accounts), 1)


def unpack_accounts(blob: bytes | None) -> tuple[Account, ...] | None:
    """The accounts that `pack_accounts` stored. Raises msgspec.MsgspecError, ValueError."""
    if blob is None:
        return None
    try:
        return _accounts_in.decode(isal_zlib.decompressobj().decompress(blob, FACTS_LIMIT))
    except IsalError as error:  # type: ignore[misc]  # its stub forgets what it derives from
        raise ValueError(str(error)) from error


def pack_noun(noun: Site | Unit | tuple[Column, ...] | Coverage | SideProbe) -> str:
    """A noun as json text."""
    return msgspec.json.encode(noun).decode()


def unpack_noun(text: str, kind: type[T]) -> T:
    """The noun that `pack_noun` packed. Raises msgspec.MsgspecError."""
    noun: T = _nouns[kind].decode(text)
    return noun


@lru_cache(maxsize=8_192)  # most are days, and these repeat on every list
def moment_text(moment: datetime | None) -> str | None:
    """An aware moment as ISO text in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat()


def probe_row(probe: SideProbe) -> tuple[str, str, str]:
    """What `PROBE` stores of a probe."""
    return (type(probe).__name__, probe.subject, pack_noun(probe))


PROBE = "insert into probes (kind, subject, answer) values (?, ?, ?)"


def page_row(number: int, page: Page, facts: PageFacts, blob: bytes) -> tuple[object, ...]:
    """A row of `pages`, in the order of its columns."""
    published = facts.published.value if facts.published else None
    return (
        number, page.url, page.final_url, page.status, moment_text(page.fetched_at), facts.kind.value, facts.title,
        moment_text(published), page.digest, page.depth, page.paged_from, facts.charset, page.changed, page.size,
        page.content_type, page.family, page.etag, page.last_modified, moment_text(page.first_seen),
        moment_text(page.absent_at), blob,
    )  # fmt: skip


def page_of(row: sqlite3.Row | Mapping[str, object]) -> Page:
    """The `Page` of a row of `pages`."""
    names = set(row.keys())
    told = {name: row[name] for name in Page.__dataclass_fields__ if name in names}
    return msgspec.convert(told, Page, strict=False)


def answer_row(probe: LinkProbe, own: bool) -> tuple[object, ...]:
    """What `ANSWER` stores of a link probe."""
    return (
        probe.subject, own, moment_text(probe.asked_at), probe.status, probe.failure.value if probe.failure else None,
        probe.final_url, probe.method, probe.elapsed, probe.looks, probe.content_type, "\n".join(probe.marks),
        probe.title, probe.size, _pack_more(probe),
    )  # fmt: skip


class _More(msgspec.Struct, array_like=True):
    """What only few answers have: packed together."""

    chain: tuple[str, ...]
    rounds: int
    history: tuple[Look, ...]
    failing_since: datetime | None


_more_in = msgspec.msgpack.Decoder(_More)


def _pack_more(probe: LinkProbe) -> bytes | None:
    if probe.rounds == 1 and not (probe.chain or probe.history or probe.failing_since):
        return None
    return _facts_out.encode(_More(probe.chain, probe.rounds, probe.history, probe.failing_since))


ANSWER = """
insert into links
    (url, own, asked_at, status, failure, final_url, method, elapsed, looks, content_type, marks, title, size, more)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (url) do update set asked_at = excluded.asked_at, status = excluded.status, failure = excluded.failure,
    final_url = excluded.final_url, method = excluded.method, elapsed = excluded.elapsed, looks = excluded.looks,
    content_type = excluded.content_type, marks = excluded.marks, title = excluded.title, size = excluded.size,
    more = excluded.more
"""


def probe_of(row: sqlite3.Row, moment: datetime) -> LinkProbe:
    """The answer of a row of `links`.

    A link that was shown but never asked is said to be out of budget, with no look at it: left out, it would pass.
    """
    if row["asked_at"] is None:
        return LinkProbe(row["url"], moment, failure=Failure.BUDGET, looks=0)
    more = _more_in.decode(row["more"]) if row["more"] else _More((), 1, (), None)
    return LinkProbe(
        subject=row["url"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        status=row["status"],
        failure=Failure(row["failure"]) if row["failure"] else None,
        final_url=row["final_url"],
        method=row["method"],
        elapsed=row["elapsed"],
        looks=row["looks"],
        content_type=row["content_type"],
        marks=tuple(row["marks"].split("\n")) if row["marks"] else (),
        title=row["title"],
        size=row["size"],
        chain=more.chain,
        rounds=more.rounds,
        history=more.history,
        failing_since=more.failing_since,
    )
