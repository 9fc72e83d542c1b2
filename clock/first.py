"""The first administrator of the console, made by `init`: nobody could make him from within."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from getpass import getpass

from rich.console import Console

from results import access, passwords
from results.access import Given
from results.errors import NotAllowed, PersonError
from results.ledger import users
from results.ledger.audit import Doer
from results.ledger.engine import Ledger
from results.ledger.users import Role

NAME_VARIABLE = "XUNWANG_ADMIN"
PASSWORD_VARIABLE = "XUNWANG_ADMIN_PASSWORD"
NAME = "admin"
_TRIES = 5


def first_administrator(ledger: Ledger, out: Console) -> None:
    """Makes an administrator where the console has no user yet.

    His password comes from the environment, else from the terminal (typed twice, not shown), else it is generated and
    printed this once; one that was generated must be changed at the first sign-in. Raises NotAllowed for a weak one
    from the environment.
    """
    with ledger.connect() as connection:
        if users.there_are_any(connection):
            return
    name = os.environ.get(NAME_VARIABLE, "") or NAME
    given = os.environ.get(PASSWORD_VARIABLE, "") or typed(name, out)
    made = "" if given else passwords.generated()
    with ledger.begin() as connection:
        if users.there_are_any(connection):  # two at once: the other was first
            return
        who = Given("管理员", Role.ADMINISTRATOR)
        user = access.add(
            connection, at_the_machine(), name, who, given or made, moment=datetime.now(UTC), temporary=not given
        )
    out.print(f"控制台的第一个管理员：{user.name}", markup=False)
    if made:
        out.print(f"口令（只显示这一次，首次登录时要改）：{made}", markup=False)


def typed(name: str, out: Console) -> str:
    """A password from the terminal; "" where there is none to type at, or none was typed."""
    if not sys.stdin.isatty():
        return ""
    for _ in range(_TRIES):
        first = getpass(f"给 {name} 设一个口令（直接回车则由程序生成）：")
        if not first:
            return ""
        try:
            passwords.require_strong(first, name)
        except NotAllowed as refused:
            out.print(refused.message, markup=False)
            continue
        if getpass("再输一遍：") == first:
            return first
        out.print("两次输入的口令不一样，请重来", markup=False)
    raise PersonError("口令没有设成；请重新运行本命令")


def at_the_machine() -> Doer:
    """Who acts at the machine itself: whoever may run the program there may do it."""
    return Doer("", f"本机（{os.environ.get('SUDO_USER') or os.environ.get('USER') or f'uid {os.getuid()}'}）")
