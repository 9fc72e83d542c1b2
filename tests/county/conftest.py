"""One county for all tests of this room: it is never changed once it is built."""

from __future__ import annotations

from datetime import date

import pytest

from tests.county import County, build


@pytest.fixture(scope="session")
def county() -> County:
    return build(date(2026, 11, 20))
