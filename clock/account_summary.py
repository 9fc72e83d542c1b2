"""What a run tells of accounts at its end: what could be read first, then what was found."""

from __future__ import annotations

from rich.console import Console

from checks.indicators.words import word
from checks.model.findings import Status
from clock.account_run import Told
from results.incidents import incident_says

SHOWN = 30
"""So many accounts with a veto are named; the rest are counted."""


def print_accounts(out: Console, told: Told) -> None:
    """A few lines; none at all where no account was read."""
    if not told.accounts:
        return
    states = "，".join(f"{word('reading', state)} {count}" for state, count in sorted(told.states.items()))
    out.print(f"政务新媒体 {told.accounts} 个账号：{states or '这次没有重新读取'}", markup=False)
    for incident in told.incidents:
        out.print(f"来源事件：{incident_says(incident)}", markup=False)
    counted = "，".join(f"{word('status', status)} {told.statuses[status]}" for status in Status)
    out.print(f"账号的检查项次：{counted}", markup=False)
    failed = sorted(told.vetoed, key=lambda one: (one.account.unit, one.account.key))
    for veto in failed[:SHOWN]:
        one = veto.account
        out.print(f"  否决线索：{one.name}（{one.platform}，{one.unit}）：{'、'.join(veto.titles)}", markup=False)
    if len(failed) > SHOWN:
        out.print(f"  另有 {len(failed) - SHOWN} 个账号有否决线索，用 issues 查看", markup=False)
