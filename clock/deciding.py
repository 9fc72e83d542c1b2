"""What a person decides of issues, on the command line: all of those named, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console

from clock.settings import Settings
from results import triage
from results.errors import PersonError
from results.ledger.engine import open_ledger
from results.triage import Scope


def confirm(settings: Settings, numbers: Sequence[int], out: Console, *, who: str, reason: str) -> None:
    """Confirms issues."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        for number in numbers:
            triage.confirm(connection, number, who=who, reason=reason, moment=datetime.now(UTC))
    out.print(f"已确认 {len(numbers)} 个问题", markup=False)


def dismiss(settings: Settings, numbers: Sequence[int], out: Console, *, who: str, reason: str, scope: str) -> None:
    """Dismisses issues, and what is like them as far as `scope` reaches."""
    try:
        reach = Scope(scope)
    except ValueError as error:
        raise PersonError(f"没有“{scope}”这种范围；可用：{'、'.join(Scope)}") from error
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        given = {"who": who, "reason": reason, "moment": datetime.now(UTC), "scope": reach}
        count = sum(triage.dismiss(connection, number, **given) for number in numbers)
    out.print(f"已排除 {count} 个问题", markup=False)
