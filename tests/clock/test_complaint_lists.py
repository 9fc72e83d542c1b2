"""Lists and figures of messages: what can be told by now is told."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from clock.complaint_lists import Chosen, list_complaints, tell_figures
from clock.settings import Data, Settings
from results.errors import PersonError
from results.ledger import complaints
from results.ledger.complaints import Complaint
from results.ledger.engine import open_ledger

RECEIVED = datetime(2026, 9, 1, 2, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office with a message of a year that was not arranged yet when the message came: it has no deadline."""
    settings = Settings(data=Data(str(tmp_path)))
    with open_ledger(settings.ledger_url) as ledger, ledger.begin() as connection:
        complaints.take_in(connection, [Complaint("找错", "1", "http://a.gov.cn/", "其他", "x", RECEIVED)])
    return settings


def printed(out: Console) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_a_deadline_is_counted_as_soon_as_the_year_is_known(settings: Settings) -> None:
    out = Console(file=io.StringIO(), width=400)
    list_complaints(settings, out, Chosen(overdue=True), form="jsonl", output=None)
    tell_figures(settings, out, None, None, form="jsonl", output=None)
    line, whole, _ = printed(out)
    assert (line["forward_due"], line["answer_due"], line["clock"]) == ("2026-09-02", "2026-09-04", "overdue")
    assert (whole["overdue"], whole["untold"]) == (1, 0)


@pytest.mark.parametrize("day", [datetime(1, 1, 1), datetime(9999, 12, 31)])  # as typed
def test_a_year_that_no_ledger_keeps_is_told(settings: Settings, day: datetime) -> None:
    for since, until in ((day, None), (None, day)):
        with pytest.raises(PersonError, match="年不对"):
            tell_figures(settings, Console(file=io.StringIO()), since, until, form="jsonl", output=None)
