"""`lexicon import | list | export | remove`: all or nothing, told in Chinese, and never while a night judges."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from clock.alone import alone
from clock.rules import lexicon_of
from clock.settings import Data, Settings
from clock.wordlists import export_lists, import_lists, list_lists, remove_entry
from results.errors import PersonError
from results.lexicon import Lexicon, read_lexicon


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    return Settings(data=Data(str(tmp_path / "data")))


def told(office: Settings, command: object, *arguments: object) -> str:
    out = Console(file=io.StringIO(), width=200)
    command(office, *arguments, out)  # type: ignore[operator]
    return out.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def sheet(tmp_path: Path, *lines: str) -> list[Path]:
    path = tmp_path / "词语.csv"
    path.write_text("\n".join(("错误表述,正确表述,级别", *lines)), encoding="utf-8")
    return [path]


def test_there_and_back(office: Settings, tmp_path: Path) -> None:
    assert "词库是空的" in told(office, list_lists)
    people = tmp_path / "人.csv"
    people.write_text("姓名,职务\n程建国,县长\n", encoding="utf-8")
    said = told(office, import_lists, [*sheet(tmp_path, "甲乙丙,甲乙丁,严重", "民政,民正,一般"), people])
    assert "“民政”在常用词语里也会出现" in said
    kept = read_lexicon(lexicon_of(office))
    assert (len(kept.words), len(kept.people)) == (2, 1)
    shown = told(office, list_lists)
    assert all(part in shown for part in ("词语（严重）", "领导人员（在任）", "wrong-officials"))

    assert "词语 2 条，领导人员 1 条" in told(office, export_lists, tmp_path / "a.xlsx")
    assert "│ 0    │ 0    │ 2" in told(office, import_lists, [tmp_path / "a.xlsx"])
    assert read_lexicon(lexicon_of(office)) == kept

    assert "已从词库删去“甲乙丙”（1 条）" in told(office, remove_entry, "甲乙丙")
    told(office, remove_entry, "民政")
    told(office, remove_entry, "程建国")
    assert not lexicon_of(office).exists()
    with pytest.raises(PersonError, match="词库里没有“程建国”"):
        told(office, remove_entry, "程建国")


def test_one_bad_row_and_nothing_is_taken_in(office: Settings, tmp_path: Path) -> None:
    told(office, import_lists, sheet(tmp_path, "甲乙丙,甲乙丁"))
    before = lexicon_of(office).read_bytes()
    with pytest.raises(PersonError, match=r"第 3 行，「错误表述」列：“中”只有一个字"):
        told(office, import_lists, sheet(tmp_path, "戊己,庚辛", "中,国"))
    assert lexicon_of(office).read_bytes() == before


def test_not_while_a_night_judges_by_it(office: Settings, tmp_path: Path) -> None:
    told(office, import_lists, sheet(tmp_path, "甲乙丙,甲乙丁"))
    with alone(office.folder / "visits"):
        for command, argument in ((import_lists, sheet(tmp_path, "戊己,庚辛")), (remove_entry, "甲乙丙")):
            with pytest.raises(PersonError, match="巡查正在进行"):
                told(office, command, argument)
    assert len(read_lexicon(lexicon_of(office)).words) == 1


def test_only_a_workbook_is_written(office: Settings, tmp_path: Path) -> None:
    with pytest.raises(PersonError, match=r"只能写成 \.xlsx"):
        told(office, export_lists, tmp_path / "a.csv")
    assert "词语 0 条" in told(office, export_lists, tmp_path / "a.xlsx")
    assert read_lexicon(lexicon_of(office)) == Lexicon()
