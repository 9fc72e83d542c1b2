"""What a run tells of accounts at its end: what could be read first, then what was found."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from checks.indicators.words import word
from checks.model.findings import Status
from clock.account_run import AccountRow, Told
from results.incidents import incident_says
from results.scoring import VetoState

SHOWN = 30
"""So many accounts with a veto are named; the rest are counted."""
_REACHED = (VetoState.CONFIRMED, VetoState.CANDIDATE)


def print_accounts(out: Console, told: Told) -> None:
    """A few lines; none at all where no account was read."""
    if not told.rows:
        return
    states = "，".join(f"{word('reading', state)} {count}" for state, count in sorted(told.states.items()))
    out.print(f"政务新媒体 {len(told.rows)} 个账号：{states or '这次没有重新读取'}", markup=False)
    for incident in told.incidents:
        out.print(f"来源事件：{incident_says(incident)}", markup=False)
    statuses = Counter[Status]()
    for row in told.rows:
        statuses.update(row.statuses)
    counted = "，".join(f"{word('status', status)} {statuses[status]}" for status in Status)
    out.print(f"账号的检查项次：{counted}", markup=False)
    failed = sorted((row for row in told.rows if _vetoes(row)), key=lambda row: (row.account.unit, row.account.key))
    for row in failed[:SHOWN]:
        one = row.account
        out.print(f"  否决线索：{one.name}（{one.platform}，{one.unit}）：{'、'.join(_vetoes(row))}", markup=False)
    if len(failed) > SHOWN:
        out.print(f"  另有 {len(failed) - SHOWN} 个账号有否决线索，用 issues 查看", markup=False)


def _vetoes(row: AccountRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.title for line in row.verdict.vetoes if line.state in _REACHED))
