"""A console over either database, and one over SQLite alone where the database does not matter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from results.ledger.engine import Ledger, open_ledger
from tests.results.console import complaints_office
from tests.results.console.notice_office import lay_files
from tests.results.console.office import Office, furnish, opened


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Office:
    furnish(ledger)
    complaints_office.furnish(ledger)
    return opened(ledger, data=lay_files(tmp_path))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def small(url: str, tmp_path: Path) -> Iterator[Office]:
    with open_ledger(url, busy_seconds=0.2) as ledger:
        furnish(ledger)
        complaints_office.furnish(ledger)
        yield opened(ledger, data=lay_files(tmp_path))
