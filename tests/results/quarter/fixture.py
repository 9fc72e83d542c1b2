"""The weeks as a fixture: written once in a session, because that takes some seconds; whoever uses it only reads."""

from __future__ import annotations

import pytest

from tests.results.quarter.playing import Quarter, play


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    folder = tmp_path_factory.mktemp("weeks")
    return play(folder / "ledger.sqlite", folder)
