"""The office's own lists are laid over the edition by themselves, and a changed file is noticed and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from clock.rules import edition_of, lexicon_of, overlays_of
from clock.settings import Data, RulesSettings, Settings
from results.errors import PersonError
from results.lexicon import Level, Lexicon, Person, Word, write_lexicon
from results.lines import edition_of as edition_of_version

PEOPLE = (Person("程建国", "县长"),)


def settings(folder: Path, *overlays: str) -> Settings:
    return Settings(data=Data(str(folder)), rules=RulesSettings(overlays=overlays))


def test_without_lists_the_edition_is_that_of_the_settings(tmp_path: Path) -> None:
    assert edition_of(settings(tmp_path)).version == "national-2019"
    assert overlays_of(settings(tmp_path, "gansu")) == ("gansu",)


def test_a_list_is_laid_over_and_named_by_its_digest(tmp_path: Path) -> None:
    office = settings(tmp_path)
    write_lexicon(lexicon_of(office), Lexicon((Word(("甲乙",), "甲丙", Level.GRAVE),), PEOPLE))
    first = edition_of(office)
    assert first.rules["wrong-expressions"].param("terms") == [{"wrong": "甲乙", "right": "甲丙", "level": "L1"}]
    assert [one["name"] for one in first.rules["wrong-officials"].param("terms")] == ["程建国"]
    name, _, digest = first.version.partition("+lexicon@")
    assert (name, len(digest)) == ("national-2019", 12)
    assert edition_of(office) is first, "an unchanged file is not read again"

    write_lexicon(lexicon_of(office), Lexicon((Word(("甲乙",), "甲丁", Level.GRAVE),), PEOPLE))
    second = edition_of(office)
    assert second.rules["wrong-expressions"].param("terms")[0]["right"] == "甲丁"
    assert second.version != first.version

    write_lexicon(lexicon_of(office), Lexicon())
    assert edition_of(office).version == "national-2019"
    assert edition_of(office).rules["wrong-expressions"].param("terms") == []


def test_words_of_a_level_that_the_edition_has_no_rule_for_stop_nothing(tmp_path: Path) -> None:
    office = settings(tmp_path)
    lexicon_of(office).write_text('[no-such-rule.params.terms]\nverified = "ours"\nvalue = []\n', encoding="utf-8")
    assert "no-such-rule" not in edition_of(office).rules


def test_a_damaged_list_is_named_with_what_to_do(tmp_path: Path) -> None:
    office = settings(tmp_path)
    lexicon_of(office).write_text("[typos\n", encoding="utf-8")
    with pytest.raises(PersonError, match=r"词库用不了：.*lexicon\.toml.*不是合法的 TOML.*重新运行 lexicon import"):
        edition_of(office)


def test_a_stored_version_is_read_without_the_list_of_its_day() -> None:
    assert edition_of_version("national-2019+lexicon@0123456789ab").version == "national-2019"


def test_sentences_do_not_spell_out_a_list(tmp_path: Path) -> None:
    office = settings(tmp_path)
    write_lexicon(lexicon_of(office), Lexicon((), PEOPLE * 3))
    rule = edition_of(office).rules["wrong-officials"]
    assert rule.params["terms"].shown == "3 条（建议值）"
    assert "程建国" not in rule.demand
