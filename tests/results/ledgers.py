"""Ledgers for tests: SQLite always, PostgreSQL where one answers, each empty and of its own."""

import os
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest

from results.ledger.engine import Ledger, open_ledger

VARIABLE = "XUNWANG_TEST_POSTGRES"
CANDIDATES = ("postgresql://root@127.0.0.1:5432/test", "postgresql://postgres@127.0.0.1:5432/test")


@cache
def postgres() -> str:
    """The address of a PostgreSQL that lets us in; "" when there is none."""
    for url in [os.environ[VARIABLE]] if os.environ.get(VARIABLE) else CANDIDATES:
        try:
            with psycopg.connect(url, connect_timeout=2):
                return url
        except psycopg.OperationalError:
            continue
    return ""


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'ledger.sqlite'}"
        return
    url = postgres()
    if not url:
        pytest.skip(f"no PostgreSQL answers at 127.0.0.1:5432; name one in {VARIABLE}")
    schema = f"xunwang_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'create schema "{schema}"')
        yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"
        connection.execute(f'drop schema "{schema}" cascade')


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    with open_ledger(ledger_url) as opened:
        yield opened
