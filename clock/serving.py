"""Runs the console until it is told to stop: a WSGI server for the network of an office, behind its proxy if any."""

from __future__ import annotations

import errno
import ipaddress
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from waitress import create_server

from clock.code import code_version
from clock.lookout import Lookout, often_of
from clock.noticing import letterhead_of
from clock.outgoing.sending import sending_along
from clock.outgoing.ways import channels_of
from clock.rules import edition_of
from clock.secret import CONSOLE_KEY, secret_of
from clock.settings import Settings
from clock.stopping import stoppable
from clock.triaging import seal_of, workdays_of
from results.access import Limits
from results.console.app import create_app
from results.console.desk import Desk
from results.console.gate import UPLOADS
from results.errors import PersonError
from results.ledger import users
from results.ledger.engine import Ledger, open_ledger

_PROXY_HEADERS = "x-forwarded-for x-forwarded-proto x-forwarded-host"
_LARGEST = 1_000_000


def desk_of(settings: Settings, ledger: Ledger) -> Desk:
    """The desk of the console by the settings."""
    own = settings.console
    limits = Limits(own.failures, timedelta(minutes=own.lock_minutes), timedelta(hours=own.session_hours))
    return Desk(
        ledger=ledger,
        edition=lambda: edition_of(settings),
        now=lambda: datetime.now(UTC),
        key=secret_of(settings.folder, CONSOLE_KEY),
        limits=limits,
        idle=timedelta(minutes=own.idle_minutes),
        per_address=own.tries_per_address,
        per_name=own.tries_per_name,
        page=own.page,
        data=settings.folder,
        seal=seal_of(settings),
        workdays=workdays_of,
        code=code_version(),
        notice_workdays=settings.notices.workdays,
        channels=channels_of(settings),
        head=letterhead_of(settings),
        often=often_of(settings),
        exported=own.export_rows,
        per_token=own.calls_per_token,
    )


def serve_console(settings: Settings, out: Console, *, host: str | None = None, port: int | None = None) -> None:
    """Serves until SIGTERM or Ctrl-C, then ends what is under way.

    Raises PersonError: no data folder, no user yet, or an address that cannot be listened at.
    """
    host, port = host or settings.console.host, port or settings.console.port
    if not settings.folder.is_dir():
        raise PersonError(f"没有数据文件夹 {settings.folder}；请先运行 python schedule.py init")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    with open_ledger(settings.ledger_url, busy_seconds=settings.console.ledger_seconds) as ledger:
        with ledger.connect() as connection:
            if not users.there_are_any(connection):
                raise PersonError("控制台还没有用户；请先运行 python schedule.py init，它会建立第一个管理员")
        server = _server(settings, ledger, host, port)
        out.print(f"控制台：http://{_shown(host)}:{port}/（按 Ctrl-C 停止）", markup=False)
        if not _loopback(host) and not settings.console.proxy:
            out.print(
                "提醒：别的机器也能访问，口令在网上不加密；请放在 https 反向代理之后，见 docs/console.md", markup=False
            )
        with Lookout(settings, ledger), suppress(KeyboardInterrupt), stoppable(), sending_along(settings, ledger):
            server.run()
        server.close()
    out.print("控制台已停止", markup=False)


def _server(settings: Settings, ledger: Ledger, host: str, port: int) -> Any:
    proxy: dict[str, Any] = {}
    if settings.console.proxy:
        proxy = {"trusted_proxy": settings.console.proxy, "trusted_proxy_count": 1}
        proxy["trusted_proxy_headers"] = _PROXY_HEADERS
    try:
        return create_server(
            create_app(desk_of(settings, ledger)),
            host=host,
            port=port,
            threads=settings.console.threads,
            ident=None,
            max_request_body_size=max(_LARGEST, *UPLOADS.values()),
            **proxy,
        )
    except OSError as error:
        raise PersonError(_told(error, host, port)) from error


def _told(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用（可能控制台已在运行）；请用 --port 换一个，或先停止占用它的程序"
    if error.errno == errno.EACCES:
        return f"没有权限监听端口 {port}；请用 1024 以上的端口，由反向代理转发"
    return f"不能监听 {host}:{port}：{error.strerror}；请检查 --host"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
