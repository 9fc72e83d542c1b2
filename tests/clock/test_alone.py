"""One run at a time in a data folder."""

from pathlib import Path

import pytest

from clock.alone import alone
from results.errors import PersonError


def test_the_second_run_is_refused(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(PersonError, match="另一次巡查正在进行"), alone(tmp_path):
        pass


def test_the_next_run_may_begin(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path):
            assert (tmp_path / ".lock").exists()


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(PersonError, match="写不了"), alone(tmp_path / "没有"):
        pass
