"""The secret of an installation: made once, for its owner alone, the same for every process."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clock.secret import KEY, SALT, salt_of, secret_of
from results.errors import PersonError


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SALT.variable, raising=False)


def test_it_is_made_once_and_for_its_owner(tmp_path: Path) -> None:
    first = salt_of(tmp_path)
    assert len(first) == 32
    assert salt_of(tmp_path) == first == (tmp_path / SALT.file).read_bytes()
    assert stat.S_IMODE((tmp_path / SALT.file).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [SALT.file]


def test_several_that_need_it_at_once_get_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: salt_of(tmp_path), range(64)))) == 1


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = salt_of(tmp_path)
    monkeypatch.setenv(SALT.variable, "sixteen letters!")
    assert salt_of(tmp_path) == salt_of(tmp_path / "elsewhere") != own
    assert b"sixteen" not in salt_of(tmp_path)
    monkeypatch.setenv(SALT.variable, "short")
    with pytest.raises(PersonError, match=SALT.variable) as told:
        salt_of(tmp_path)
    assert "short" not in str(told.value)


def test_without_a_folder_nothing_is_left(tmp_path: Path) -> None:
    assert salt_of(tmp_path / "data") != salt_of(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_cut_is_named(tmp_path: Path) -> None:
    (tmp_path / SALT.file).write_bytes(b"")
    with pytest.raises(PersonError, match="损坏"):
        salt_of(tmp_path)


def test_each_secret_is_one_of_its_own(tmp_path: Path) -> None:
    assert secret_of(tmp_path, KEY) != salt_of(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((KEY.file, SALT.file))
