"""What a person decides of issues, on the command line: all of those named, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console

from clock.settings import Settings
from results import judging
from results.errors import PersonError
from results.judging import Judge, Seen
from results.ledger.audit import Doer
from results.ledger.engine import open_ledger
from results.ledger.scope import WHOLE
from results.triage import Scope


def confirm(settings: Settings, numbers: Sequence[int], out: Console, *, who: str, reason: str) -> None:
    """Confirms issues."""
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        judging.confirm(connection, _judge(who), _named(numbers), reason=reason)
    out.print(f"已确认 {len(numbers)} 个问题", markup=False)


def dismiss(settings: Settings, numbers: Sequence[int], out: Console, *, who: str, reason: str, scope: str) -> None:
    """Dismisses issues, and what is like them as far as `scope` reaches."""
    try:
        reach = Scope(scope)
    except ValueError as error:
        raise PersonError(f"没有“{scope}”这种范围；可用：{'、'.join(Scope)}") from error
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        done = judging.dismiss(connection, _judge(who), _named(numbers), reason=reason, reach=reach)
    out.print(f"已排除 {len(done.changed) + done.others} 个问题", markup=False)


def _judge(who: str) -> Judge:
    """Who works at the machine sees all, by the name that he gives."""
    return Judge(Doer(who.strip()), WHOLE, datetime.now(UTC))


def _named(numbers: Sequence[int]) -> list[Seen]:
    return [Seen(number) for number in numbers]
