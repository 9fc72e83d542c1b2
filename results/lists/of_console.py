"""The lists that only administrators see: users, without their secrets, and the audit log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from results import lines
from results.ledger import audit as ledger_audit
from results.ledger import users as ledger_users
from results.ledger.audit import Act, Entry
from results.ledger.console_tables import audit, users
from results.ledger.users import Role, User, known
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Listing, Reader, Walk
from results.lists.schemas import LATER, MOMENT, NUMBER, TEXTS, TRUTH, fields, one_of
from results.lists.strand import Strand, same
from results.reports import columns


def _user(user: User) -> dict[str, Any]:
    return {
        "version": lines.VERSION,
        "id": user.id,
        "name": user.name,
        "person": user.person,
        "role": user.role.value,
        "whole": user.scope.whole,
        "units": list(user.units),
        "active": user.active,
        "created": lines.shown(user.created) if user.created else "",
        "entered": lines.shown(user.entered) if user.entered else "",
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "version": lines.VERSION,
        "id": entry.id,
        "at": lines.shown(entry.at),
        "who": entry.who,
        "address": entry.address,
        "act": entry.act,
        "object": entry.object,
        "before": _values(entry.before),
        "after": _values(entry.after),
    }


def _values(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else ""


def _users(reader: Reader, given: Given) -> Walk:
    connection, asked = reader.connection, select(users).where(*same(users.c.role, given.get("role", ())))
    return Strand(
        connection, asked, (users.c.id,), lambda rows: [_user(one) for one in ledger_users.of_rows(connection, rows)]
    )


def _audit(reader: Reader, given: Given) -> Walk:
    who = given.get("who", "")
    asked = select(audit).where(*same(audit.c.who, known(who) or None), *same(audit.c.act, given.get("act") or None))
    return Strand(
        reader.connection,
        asked,
        (audit.c.id,),
        lambda rows: [_entry(ledger_audit.of_row(row)) for row in rows],
        newest=True,
    )


USERS = Listing(
    "users",
    "用户",
    (Argument("role", "角色", Meaning.CHOICE, tuple(map(str, Role)), many=True),),
    fields(
        "name person",
        id=NUMBER,
        role=one_of(Role),
        whole=TRUTH,
        units=TEXTS,
        active=TRUTH,
        created=LATER,
        entered=LATER,
    ),
    columns.USERS,
    (int,),
    _users,
)
AUDIT = Listing(
    "audit",
    "操作记录",
    (Argument("who", "用户名"), Argument("act", "操作", Meaning.CHOICE, ("", *map(str, Act)))),
    fields("who address act object before after", id=NUMBER, at=MOMENT),
    columns.AUDIT,
    (int,),
    _audit,
)
