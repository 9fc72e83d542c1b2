"""Sheets of words and officials: what is read, what is refused and by what name, what is to be looked at."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from results.errors import PersonError
from results.intake.faults import SheetErrors
from results.intake.lexicon import Read, read_lists
from results.intake.lexicon_sheet import write_lists
from results.intake.ordinary import ordinary_use
from results.lexicon import Level, Lexicon, Person, Word

WORDS = ("错误表述", "正确表述", "级别", "理由", "来源", "起始日期", "截止日期", "例外", "停用")
PEOPLE = ("姓名", "职务", "单位", "任职日期", "离任日期", "状态")


def csv(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def xlsx(path: Path, *rows: tuple[Any, ...], title: str = "词语") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def refused(*paths: Path) -> list[str]:
    with pytest.raises(SheetErrors) as error:
        read_lists(paths)
    assert str(error.value).startswith(f"词库表有 {len(error.value.errors)} 处问题，没有导入任何内容")
    return [str(one) for one in error.value.errors]


def one(tmp_path: Path, row: str, head: str = ",".join(WORDS)) -> Read:
    return read_lists([csv(tmp_path / "a.csv", head, row)])


def test_words_with_all_their_columns(tmp_path: Path) -> None:
    row = "甲乙丙 | 甲乙.*,甲乙丁,严重,改名了,国发〔2018〕6号,2018年3月17日,2023/3/10,原甲乙丙、甲乙丙大街,否"
    (word,) = one(tmp_path, row).lexicon.words
    told = (Level.GRAVE, "改名了", "国发〔2018〕6号", "2018-03-17", "2023-03-10", ("原甲乙丙", "甲乙丙大街"))
    assert word == Word(("甲乙丙", "甲乙.*"), "甲乙丁", *told)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path / "a.csv", "wrong\tright\tlevel", "截止目前\t截至目前\tL3", encoding=encoding)
    assert read_lists([path]).lexicon.words == (Word(("截止目前",), "截至目前"),)


@pytest.mark.parametrize(
    ("shown", "level"),
    [("严重", "L1"), ("l1", "L1"), ("较重", "L2"), ("L２", "L2"), ("一般", "L3"), ("L3", "L3"), ("", "L3")],
)
def test_levels(tmp_path: Path, shown: str, level: str) -> None:
    assert one(tmp_path, f"甲乙丙,甲乙丁,{shown}").lexicon.words[0].level == level


def test_officials_and_words_in_one_workbook_with_dates_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(("本单位词库",))
    first.append(("序号", "错误表述", "★正确表述", "起始日期"))
    first.append((1, "甲乙丙", "甲乙丁", datetime(2018, 3, 17)))
    second = book.create_sheet("领导人员")
    second.append(PEOPLE)
    second.append(("程 建国", "县委副书记、县长", "临江县人民政府", date(2024, 1, 10), None, "在任"))
    second.append(("罗志强", "县长", "临江县人民政府", None, 20240105, "离任"))
    book.create_sheet("填表说明").append(("说明",))
    book.save(path)
    read = read_lists([path])
    assert read.lexicon == Lexicon(
        (Word(("甲乙丙",), "甲乙丁", since="2018-03-17"),),
        (
            Person("程建国", "县委副书记、县长", "临江县人民政府", "2024-01-10"),
            Person("罗志强", "县长", "临江县人民政府", "", "2024-01-05", "left"),
        ),
    )


BAD = [
    ("中,国,严重", "「错误表述」列：“中”只有一个字；至少两个字"),
    ("甲乙丙|乙,丁戊", "「错误表述」列：“乙”只有一个字"),
    (",甲乙丁", "「错误表述」列：没有填写；这一项必须填"),
    ("甲乙丙,甲乙丙", "「正确表述」列：与错误表述相同"),
    ("甲乙丙,甲乙丁,很重", "「级别」列：“很重”不在允许的取值中；应为：严重、较重、一般"),
    ("甲乙丙,甲乙丁,,,,2018年3月", "「起始日期」列：“2018年3月”不是日期；应写成 2018-03-17 的形式"),
    ("甲乙丙,甲乙丁,,,,2018-02-30", "「起始日期」列：“2018-02-30”不是日期"),
    ("甲乙丙,甲乙丁,,,,2018-03-17,2018-03-16", "「截止日期」列：2018-03-16 早于起始的 2018-03-17"),
    ("甲乙丙,甲乙丁,,,,,,,也许", "「停用」列：“也许”不在允许的取值中"),
    (f"{'甲' * 61},乙", "「错误表述」列：“甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲…”有 61 个字，太长"),
]


@pytest.mark.parametrize(("row", "says"), BAD)
def test_a_bad_word_is_named_by_file_row_and_column(tmp_path: Path, row: str, says: str) -> None:
    (told,) = refused(csv(tmp_path / "a.csv", ",".join(WORDS), "先行,后行", row))
    assert told.startswith(f"文件 a.csv，第 3 行，{says}")


BAD_PEOPLE = [
    ("程,县长", "「姓名」列：“程”不是姓名"),
    ("县长Cheng,县长", "「姓名」列：“县长Cheng”不是姓名"),
    ("程建国,", "「职务」列：没有填写"),
    ("程建国,长", "「职务」列：“长”不是完整的职务"),
    ("程建国,县长,,,,离任", "「离任日期」列：没有填写；状态是离任、被查处的，必须填离任日期"),
    ("程建国,县长,,,,被查处", "「离任日期」列：没有填写"),
    ("程建国,县长,,2024-01-10,2023-01-10,离任", "「离任日期」列：2023-01-10 早于起始的 2024-01-10"),
    ("程建国,县长,,,,升迁", "「状态」列：“升迁”不在允许的取值中；应为：在任、离任、被查处"),
]


@pytest.mark.parametrize(("row", "says"), BAD_PEOPLE)
def test_a_bad_official_is_named_by_file_row_and_column(tmp_path: Path, row: str, says: str) -> None:
    (told,) = refused(csv(tmp_path / "a.csv", ",".join(PEOPLE), row))
    assert told.startswith(f"文件 a.csv，第 2 行，{says}")


def test_duplicates_are_named_over_files(tmp_path: Path) -> None:
    first = csv(tmp_path / "a.csv", "错误表述,正确表述", "甲乙丙,甲乙丁")
    second = csv(tmp_path / "b.csv", "错误表述,正确表述", "戊己|甲乙丙,庚辛")
    (told,) = refused(first, second)
    assert told == "文件 b.csv，第 2 行，「错误表述」列：“甲乙丙”与a.csv 第 2 行重复；请只留一行"
    people = csv(tmp_path / "c.csv", "姓名,职务,单位", "程建国,县长,县政府", "程建国,县长,县政府")
    assert "第 3 行，「姓名」列：与c.csv 第 2 行重复" in refused(people)[0]


def test_headers_that_cannot_be_used(tmp_path: Path) -> None:
    assert "认不出表头" in refused(csv(tmp_path / "a.csv", "甲,乙", "1,2"))[0]
    assert "「正确表述」列：缺少这一列" in refused(csv(tmp_path / "a.csv", "错误表述,级别", "甲乙丙,严重"))[0]
    assert "与「错误表述」列是同一项" in refused(csv(tmp_path / "a.csv", "错误表述,错误写法,正确表述", "甲,乙,丙"))[0]
    assert "只有表头，没有内容" in refused(csv(tmp_path / "a.csv", "错误表述,正确表述"))[0]
    (tmp_path / "e.csv").touch()
    assert "文件是空的" in refused(tmp_path / "e.csv")[0]
    assert "没有这个文件" in refused(tmp_path / "none.csv")[0]


def test_a_formula_is_refused(tmp_path: Path) -> None:
    (told,) = refused(xlsx(tmp_path / "a.xlsx", ("错误表述", "正确表述", "起始日期"), ("甲乙丙", "甲乙丁", "=TODAY()")))
    assert "工作表「词语」，第 2 行，「起始日期」列：这一格是公式" in told


def test_what_a_person_should_look_at(tmp_path: Path) -> None:
    read = one(tmp_path, "人大常委,人大常委会,严重")
    assert read.lexicon.words[0].unless == ("人大常委会",)
    assert read.notes == ("a.csv 第 2 行：正确表述里含有错误表述，已把“人大常委会”记为例外",)
    (note,) = one(tmp_path, "民政,民正").notes
    assert note.startswith("a.csv 第 2 行：“民政”在常用词语里也会出现（如“")
    assert one(tmp_path, "甲乙丙,甲乙丁").notes == ()


def test_ordinary_use_outside_the_exemptions() -> None:
    assert ordinary_use("民政", ()) == "国中央人民政府"
    assert "民政" in ordinary_use("民政", ("人民政府",)), "民政救助 is ordinary, too"
    assert ordinary_use("法人代", ("法人代表",)) == ""
    assert ordinary_use("甲乙丙", ()) == ""


def test_personal_numbers_in_a_reason_are_masked(tmp_path: Path) -> None:
    assert one(tmp_path, "甲乙丙,甲乙丁,,请联系13812345678").lexicon.words[0].why == "请联系138****5678"


def test_what_is_exported_reads_back(tmp_path: Path) -> None:
    words = (
        Word(("=1+1", "甲乙"), '甲"乙\\丁', Level.GRAVE, "理由", "来源", "2018-03-17", "2019-01-01"),
        Word(("戊己",), "", Level.SERIOUS, unless=("戊己庚",), off=True),
    )
    people = (Person("程建国", "县委副书记、县长", "县政府", "2024-01-10", "", "serving"),)
    people += (Person("罗志强", "县长", "县政府", "", "2024-01-05", "removed", True),)
    write_lists(tmp_path / "a.xlsx", Lexicon(words, people))
    assert read_lists([tmp_path / "a.xlsx"]).lexicon == Lexicon(words, people)


def test_an_empty_lexicon_is_the_form_to_fill_in(tmp_path: Path) -> None:
    write_lists(tmp_path / "a.xlsx", Lexicon())
    assert "只有表头，没有内容" in refused(tmp_path / "a.xlsx")[0]
    with pytest.raises(PersonError, match="写不了"):
        write_lists(tmp_path / "none" / "a.xlsx", Lexicon())


def test_twenty_thousand_rows_are_fine(tmp_path: Path) -> None:
    rows = [f"词{n:05}甲,词{n:05}乙,一般" for n in range(20_000)]
    assert len(read_lists([csv(tmp_path / "a.csv", "错误表述,正确表述,级别", *rows)]).lexicon.words) == 20_000
