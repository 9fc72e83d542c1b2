"""Users of the console, for whoever runs the machine: add, list, disable, a new password, unlock, look at the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection

from checks.indicators.words import word
from checks.model.registry import BEIJING
from clock import settings as settings_file
from clock.first import at_the_machine, typed
from clock.options import Config, out
from results import access, passwords
from results.access import Given
from results.errors import NoSuchUser, PersonError
from results.ledger import audit
from results.ledger import users as ledger_users
from results.ledger.audit import Doer
from results.ledger.engine import Ledger, open_ledger
from results.ledger.users import Role, User

users = typer.Typer(help="控制台的用户。", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="用户名")]


@users.command()
def add(
    name: Name,
    person: Annotated[str, typer.Option("--person", help="姓名")],
    role: Annotated[Role, typer.Option("--role", help="角色")],
    unit: Annotated[list[str] | None, typer.Option("--unit", help="能看的单位，可重复；连同下级（联系人除外）")] = None,
    whole: Annotated[bool, typer.Option("--all", help="能看全部单位")] = False,
    config: Config = None,
) -> None:
    """新增用户。口令在终端输入；没有终端就生成一个，只显示一次。首次登录时要改。"""
    with _ledger(config) as ledger:
        given = typed(name, out)
        made = given or passwords.generated()
        who = Given(person, role, whole, tuple(unit or ()))
        with ledger.begin() as connection:
            user = access.add(connection, at_the_machine(), name, who, made, moment=datetime.now(UTC))
    _say(f"已新增{word('role', user.role)} {user.name}", "" if given else made)


@users.command("list")
def listed(config: Config = None) -> None:
    """列出用户。"""
    now = datetime.now(UTC)
    with _ledger(config) as ledger, ledger.connect() as connection:
        found = ledger_users.query(connection)
    table = Table(title="控制台用户")
    for head in ("用户名", "姓名", "角色", "能看的单位", "状态", "上次登录"):
        table.add_column(head, overflow="fold")
    for user in found:
        units = "全部" if user.scope.whole else "、".join(user.units)
        entered = f"{user.entered.astimezone(BEIJING):%Y-%m-%d %H:%M}" if user.entered else "从未"
        cells = (user.name, user.person, word("role", user.role), units, _state(user, now), entered)
        table.add_row(*(Text(cell) for cell in cells))
    out.print(table)


@users.command()
def disable(name: Name, config: Config = None) -> None:
    """停用用户，并结束他的登录。"""
    _act(config, name, lambda c, doer, number, now: access.set_active(c, doer, number, False, moment=now), "已停用")


@users.command()
def enable(name: Name, config: Config = None) -> None:
    """重新启用用户。"""
    _act(config, name, lambda c, doer, number, now: access.set_active(c, doer, number, True, moment=now), "已启用")


@users.command()
def unlock(name: Name, config: Config = None) -> None:
    """解除因连续输错口令的锁定。"""
    _act(config, name, lambda c, doer, number, now: access.unlock(c, doer, number, moment=now), "已解除锁定")


@users.command()
def password(name: Name, config: Config = None) -> None:
    """重设口令，并结束他的登录；下次登录时要先改。没有终端就生成一个，只显示一次。"""
    given = typed(name, out)
    made = given or passwords.generated()
    _act(
        config,
        name,
        lambda c, doer, number, now: access.set_password(c, doer, number, made, moment=now),
        "已重设口令",
        "" if given else made,
    )


@users.command("audit")
def verify(config: Config = None) -> None:
    """核对操作记录是否被改动过；显示条数和最后一条的校验值，可抄在别处备查。"""
    with _ledger(config) as ledger, ledger.connect() as connection:
        chain = audit.verify(connection)
    if chain.broken is not None:
        raise PersonError(f"操作记录从第 {chain.broken} 条起对不上，被程序以外的方式改动过；请保存数据库备查")
    out.print(f"操作记录 {chain.entries} 条，前后相符；最后一条的校验值 {chain.digest or '—'}", markup=False)


def _ledger(config: Config) -> Ledger:
    return open_ledger(settings_file.load(config).ledger_url)


def _act(
    config: Config, name: str, act: Callable[[Connection, Doer, int, datetime], User], said: str, made: str = ""
) -> None:
    with _ledger(config) as ledger, ledger.begin() as connection:
        user = ledger_users.named(connection, name)
        if user is None:
            raise NoSuchUser(f"没有用户 {name}；可用 users list 查看")
        act(connection, at_the_machine(), user.id, datetime.now(UTC))
    _say(f"{said}：{user.name}", made)


def _say(said: str, made: str) -> None:
    out.print(said, markup=False)
    if made:
        out.print(f"口令（只显示这一次，登录后要改）：{made}", markup=False)


def _state(user: User, now: datetime) -> str:
    if not user.active:
        return "已停用"
    return "锁定中" if user.locked(now) else "待改口令" if user.temporary else "可登录"
