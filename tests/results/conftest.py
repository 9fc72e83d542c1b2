"""What the tests of results/ share."""

from tests.results.ledgers import ledger, ledger_url
from tests.results.quarter.fixture import quarter

__all__ = ["ledger", "ledger_url", "quarter"]
