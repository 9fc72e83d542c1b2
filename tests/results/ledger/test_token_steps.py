"""The step of tokens and resets can be taken back and taken again, on either database."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from results.ledger.engine import Ledger

STEP, BEFORE = "0015_tokens", "0014_judging"
TABLES = {"api_tokens", "precision_resets"}


def test_back_and_forth(ledger: Ledger) -> None:
    config = Config()
    config.set_main_option("script_location", "results.ledger:migrations")
    for go, there in ((command.downgrade, False), (command.upgrade, True)):
        with ledger.engine.connect() as connection, connection.execution_options(writes=True).begin():
            config.attributes["connection"] = connection
            go(config, STEP if there else BEFORE)
        with ledger.engine.connect() as connection:
            assert (set(inspect(connection).get_table_names()) & TABLES == TABLES) is there
