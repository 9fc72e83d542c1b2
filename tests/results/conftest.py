"""What the tests of results/ share."""

from tests.results.ledgers import ledger, ledger_url

__all__ = ["ledger", "ledger_url"]
