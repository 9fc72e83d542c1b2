"""Settings: what is documented is what there is, and what is wrong is named."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from clock.settings import Settings, SettingsError, load

DOCS = Path(__file__).resolve().parents[2] / "docs/settings.md"


def test_the_list_of_keys_is_the_program() -> None:
    documented = set(re.findall(r"^\| `([a-z0-9_.]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    there = {
        f"{table.name}.{key.name}"
        for table in fields(Settings)
        for key in fields(type(getattr(Settings(), table.name)))
    }
    assert documented == there


def test_the_defaults_in_the_list_are_those_of_the_program() -> None:
    for key, default in re.findall(
        r"^\| `([a-z0-9_.]+)` \| `([^`]*)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    ):
        table, name = key.split(".")
        value = getattr(getattr(Settings(), table), name)
        shown = {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value
        expected = f'"{shown}"' if isinstance(shown, str) and not isinstance(value, bool) else str(shown)
        assert default == {"()": "[]"}.get(expected, expected), key


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xunwang.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    settings = load(
        write(
            tmp_path,
            '[data]\npath = "somewhere"\n[network]\nconnect_to = { "*" = { v4 = "127.0.0.1:1" } }\n'
            'nameservers = ["127.0.0.1:53"]\n'
            '[rules]\noverlays = ["gansu"]\n[manners]\nat_once = 2\n',
        )
    )
    assert settings.folder == Path("somewhere")
    assert settings.network.connect_to == {"*": {"v4": "127.0.0.1:1"}}
    assert settings.network.nameservers == ("127.0.0.1:53",)
    assert settings.rules.overlays == ("gansu",)
    assert settings.manners.at_once == 2
    assert is_dataclass(settings.run)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[manners]\nspeed = 3\n", "manners.speed"),
        ("[nonsense]\nx = 1\n", "nonsense"),
        ('data = "x"\n', r"写成 \[data\]"),
        ("[manners]\nat_once = 'many'\n", "取值不对"),
        ("[manners\n", "不是合法的 TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load(write(tmp_path, text))


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="读不到设置文件"):
        load(tmp_path / "nowhere.toml")


def test_the_variable_names_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNWANG_CONFIG", str(write(tmp_path, '[data]\npath = "elsewhere"\n')))
    assert load().folder == Path("elsewhere")
