"""The file of the office's own lists: written whole or not at all, read back as it was, laid over what was there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from results.errors import PersonError
from results.lexicon import Count, Level, Lexicon, Person, Word, merged, read_lexicon, without, write_lexicon

ODD = '引"号\\ 控\x7f 换\t=1+1 .* [a] \u2028'
WORDS = (
    Word(("甲乙丙",), "甲乙丁", Level.GRAVE, "改名", "国发", "2018-03-17", "2023-03-10", ("原甲乙丙",)),
    Word(("戊己", ODD), "", Level.SERIOUS, off=True),
    Word(("庚辛",), ODD, Level.PLAIN),
)
PEOPLE = (
    Person("程建国", "县委副书记、县长", "县政府", "2024-01-10"),
    Person("罗志强", "县长", "县政府", "", "2024-01-05", "left", True),
)
WHOLE = Lexicon(WORDS, PEOPLE)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "data" / "lexicon.toml"
    assert read_lexicon(path) == Lexicon()
    write_lexicon(path, WHOLE)
    assert read_lexicon(path) == WHOLE
    assert [one.name for one in path.parent.iterdir()] == ["lexicon.toml"]


def test_the_file_is_an_overlay_by_level(tmp_path: Path) -> None:
    write_lexicon(tmp_path / "l.toml", WHOLE)
    tables = tomllib.loads((tmp_path / "l.toml").read_text(encoding="utf-8"))
    assert list(tables) == ["wrong-expressions", "imprecise-names", "typos", "wrong-officials"]
    terms = tables["wrong-expressions"]["params"]["terms"]
    assert (terms["verified"], len(terms["value"])) == ("ours", 1)
    wanted = {
        "wrong": "甲乙丙",
        "right": "甲乙丁",
        "level": "L1",
        "why": "改名",
        "source": "国发",
        "since": "2018-03-17",
    }
    assert terms["value"][0] == {**wanted, "until": "2023-03-10", "unless": ["原甲乙丙"]}
    person = tables["wrong-officials"]["params"]["terms"]["value"][1]
    wanted = {
        "kind": "official",
        "name": "罗志强",
        "title": "县长",
        "unit": "县政府",
        "to": "2024-01-05",
        "state": "left",
    }
    assert person == {**wanted, "off": True}


def test_an_empty_one_leaves_no_file(tmp_path: Path) -> None:
    write_lexicon(tmp_path / "l.toml", WHOLE)
    write_lexicon(tmp_path / "l.toml", Lexicon())
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_put_in_its_place_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.mkdir()  # nothing replaces a folder that is not empty
    (path / "x").touch()
    with pytest.raises(PersonError, match="写不了词库"):
        write_lexicon(path, WHOLE)
    assert [one.name for one in tmp_path.iterdir()] == ["lexicon.toml"]


@pytest.mark.parametrize(
    "text",
    ["[wrong-expressions", '[typos.params.terms]\nvalue = [{ right = "甲" }]', "[typos]\nparams = 1", "\ufffe\x00"],
)
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "l.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PersonError, match=r"词库 .*l\.toml.*重新导入"):
        read_lexicon(tmp_path / "l.toml")


def test_a_form_given_anew_leaves_its_old_entry() -> None:
    kept = Lexicon((Word(("甲乙", "甲丙"), "甲丁"), Word(("戊己",), "庚")), PEOPLE)
    given = Lexicon((Word(("甲乙",), "新的"), Word(("戊己",), "庚"), Word(("辛壬",), "癸")), (PEOPLE[0],))
    whole, words, people = merged(kept, given)
    assert set(whole.words) == {Word(("甲丙",), "甲丁"), Word(("甲乙",), "新的"), *given.words[1:]}
    assert (words, people) == (Count(1, 1, 1), Count(0, 0, 1))
    assert sorted(person.name for person in whole.people) == ["程建国", "罗志强"]
    moved = Person("程建国", "县委副书记、县长", "县政府", "2024-01-10", "2026-05-01", "left")
    assert merged(WHOLE, Lexicon((), (moved,)))[2] == Count(0, 1, 0)


def test_removing_a_form_or_a_person() -> None:
    whole, lost = without(WHOLE, "戊己")
    assert (whole.words[1].wrong, lost) == ((ODD,), 1)
    assert without(WHOLE, "甲乙丙")[0].words == WORDS[1:]
    assert without(WHOLE, "罗志强") == (Lexicon(WORDS, PEOPLE[:1]), 1)
    assert without(WHOLE, "没有") == (WHOLE, 0)
