"""In which order whole nights run."""

from __future__ import annotations

import pytest

_LONGEST = ("test_browser", "test_following_nights", "test_second_night", "test_night", "test_bad_input")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: nights mostly wait and run side by side, but one that begins last runs alone."""
    items.sort(key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST))
