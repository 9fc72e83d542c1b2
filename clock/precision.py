"""How often persons agree with each check, on the command line and for a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import make_url

from checks.indicators.edition import Edition
from checks.indicators.words import word
from clock.listing import Column, Line, show
from clock.rules import edition_of
from clock.settings import Settings
from results.ledger.engine import Ledger, open_ledger
from results.precision import Precision, fallen, precision, precision_line

COLUMNS: Sequence[Column] = (
    ("检查", lambda line: str(line["check"])),
    ("名称", lambda line: str(line["title"])),
    ("情形", lambda line: str(line["code"]) or "（全部）"),
    ("确认", lambda line: str(line["confirmed"])),
    ("排除", lambda line: str(line["dismissed"])),
    ("准确率", lambda line: shown_share(line, "")),
    ("近期确认", lambda line: str(line["recent_confirmed"])),
    ("近期排除", lambda line: str(line["recent_dismissed"])),
    ("近期准确率", lambda line: shown_share(line, "recent_")),
    ("应不低于", lambda line: f"{float(line['least']):.0%}"),
    ("现状", lambda line: word("standing", str(line["standing"]))),
)


def list_precision(settings: Settings, out: Console, *, months: int, form: str, output: Path | None) -> None:
    """The precision of every check of which persons decided anything."""
    edition = edition_of(settings)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        found = precision(connection, edition, datetime.now(UTC), months=months)
    show(_lines(found, edition), COLUMNS, form, output, out, "检查项准确率")


def shown_share(line: Line, prefix: str) -> str:
    """A share with its interval: 83%（66%–93%）; — where nothing was decided."""
    if not line[f"{prefix}share"]:
        return "—"
    share, low, high = (float(line[f"{prefix}{name}"]) for name in ("share", "low", "high"))
    return f"{share:.0%}（{low:.0%}–{high:.0%}）"


def told_fallen(ledger: Ledger, edition: Edition, moment: datetime, say: Callable[[str], None]) -> frozenset[str]:
    """The checks whose findings a run takes for suspected; says which, where there are any."""
    with ledger.connect() as connection:
        found = fallen(connection, edition, moment)
    if found:
        names = "、".join(edition.rules[name].title if name in edition.rules else name for name in sorted(found))
        say(f"这些检查项被人工排除得太多，本次查到的只算疑似：{names}（见 python schedule.py precision）")
    return found


def fallen_here(settings: Settings, edition: Edition) -> frozenset[str]:
    """The checks that are only suspicious by the ledger of this place; none where it has no ledger yet."""
    url = make_url(settings.ledger_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return frozenset()
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        return fallen(connection, edition, datetime.now(UTC))


def _lines(found: Sequence[Precision], edition: Edition) -> Iterator[dict[str, Any]]:
    for one in found:
        rule = edition.rules.get(one.check)
        yield precision_line(one, rule.title if rule else one.check)
