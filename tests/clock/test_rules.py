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


def overlay(folder: Path, text: str) -> str:
    path = folder / "province.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_lists_of_an_office_are_added_to_those_of_its_province(tmp_path: Path) -> None:
    text = '[typos.params.terms]\nverified = "ours"\nvalue = [{ wrong = "丙丁", right = "丙乙" }]\n'
    office = settings(tmp_path / "office", overlay(tmp_path, text))
    write_lexicon(lexicon_of(office), Lexicon((Word(("甲乙",), "甲丙", Level.PLAIN),)))
    assert [one["wrong"] for one in edition_of(office).rules["typos"].param("terms")] == ["甲乙", "丙丁"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[typos.params.terms]\nverified = "ours"\nvalue = [{ wrong = "布" }]\n', "词库第 1 条"),
        ('[typos.params.terms]\nverified = "ours"\nvalue = "布署"\n', "条目的列表"),
        ('[wrong-officials.params.terms]\nverified = "ours"\nvalue = [{ name = "程建国" }]\n', "第 1 条的 title"),
        (
            '[wrong-officials.params.terms]\nverified = "ours"\n'
            'value = [{ name = "程建国", title = "县长", to = "去年" }]\n',
            "第 1 条的 to",
        ),
        ("typos = [1]\n", "不在任何"),
        ("[typos]\nnonsense = 1\n", "nonsense"),
    ],
)
def test_an_overlay_that_cannot_be_used_is_refused_with_its_file_and_entry(
    text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(PersonError) as refused:
        edition_of(settings(tmp_path / "office", overlay(tmp_path, text)))
    assert told in str(refused.value)
    assert "province" in str(refused.value)
    assert "lexicon import" not in str(refused.value)
