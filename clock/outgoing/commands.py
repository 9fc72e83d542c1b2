"""The command that sends what waits."""

from __future__ import annotations

import typer
from rich.console import Console

from clock import settings as settings_file
from clock.options import Config, out
from clock.settings import Settings

outgoing = typer.Typer()


@outgoing.command("outgoing")
def send(config: Config = None) -> None:
    """发送排队的消息（邮件、飞书、钉钉、企业微信），并提醒超期的通知；没有开通就什么也不做。"""
    send_now(settings_file.load(config), out)


def send_now(settings: Settings, out: Console) -> None:
    """One pass, told in a line. Raises PersonError."""
    from clock.outgoing.sending import send_due
    from results.ledger.engine import open_ledger

    if not settings.outgoing.on:
        out.print("没有开通向外发消息（[outgoing] on = false）", markup=False)
        return
    with open_ledger(settings.ledger_url) as ledger:
        passed = send_due(settings, ledger)
    told = f"已发出 {passed.sent} 条消息，{passed.put_off} 条稍后再试，{passed.failed} 条没有发成"
    late = f"；新提醒超期的通知 {passed.late} 份" if passed.late else ""
    out.print(f"{told}{late}", markup=False)
