"""Document numbers: one normal form for all ways of writing one, and whose number it is."""

from __future__ import annotations

import pytest

from checks.facts.numbers import figure, normalised, own_number, own_number_shown, parse

ONE = "临政办〔2024〕5号"


@pytest.mark.parametrize(
    "pair", ["〔〕", "[]", "()", "（）", "【】", "〈〉", "《》", "﹝﹞", "‘’", "〚〛", "［］", "〖〗", "〔]"]
)
def test_every_pair_of_brackets_is_one_number(pair: str) -> None:
    assert normalised(f"临政办{pair[0]}2024{pair[1]}5号") == ONE


@pytest.mark.parametrize(
    "text",
    [
        "临政办〔2024〕第5号",
        "临政办〔2024〕05号",
        "临政办〔2024〕005号",
        "临政办 〔 2024 〕 5 号",
        "临政办\n〔2024〕\n5\n号",
        "临政办〔２０２４〕５号",
        "临政办〔2024年〕5号",
        "临政办[24]5号",
        "根据临政办〔2024〕5号",
        "（临政办〔2024〕5号）",
        "临政办〔2024〕5号、临政办〔2024〕6号",
    ],
)
def test_dress_makes_no_other_number(text: str) -> None:
    assert normalised(text) == ONE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("中华人民共和国教育部令第49号", "中华人民共和国教育部令第49号"),
        ("中华人民共和国教育部令 第 49 号", "中华人民共和国教育部令第49号"),
        ("教育部令第四十九号", "教育部令第49号"),
        ("临江县人民政府令（2024）第3号", "临江县人民政府令〔2024〕3号"),
        ("主席令第七十一号", "主席令第71号"),
        ("国务院第711号令", "国务院令第711号"),
        ("临江县人民政府令第〇三号", "临江县人民政府令第3号"),
        ("和政办发〔2020〕1号", "和政办发〔2020〕1号"),
        ("原政发〔2020〕1号", "原政发〔2020〕1号"),
        ("见政发〔2020〕1号", "见政发〔2020〕1号"),
        ("国办发〔98〕12号", "国办发〔1998〕12号"),
        ("国办发[98]12号", "国办发〔1998〕12号"),
        ("2024年第5号", "2024年第5号"),
        ("无", ""),
        ("", ""),
    ],
)
def test_orders_and_names_that_begin_like_words(text: str, number: str) -> None:
    assert normalised(text) == number


@pytest.mark.parametrize(
    ("heading", "text", "number"),
    [
        ("关于印发某办法的通知（临政办[2024]05号）", "", ONE),
        ("通知", "临江县人民政府办公室文件\n临政办〔2024〕5号\n各乡镇：", ONE),
        ("通知", "临政办\n〔2024〕5号\n各乡镇：", ONE),
        ("通知", "临政办〔2024〕\n5号\n各乡镇：", ONE),
        ("通知", "（临政办〔2024〕5号）\n各乡镇：", ONE),
        ("令", "临江县人民政府令\n第3号\n现予公布。", ""),
        ("令", "临江县人民政府令第3号\n现予公布。", "临江县人民政府令第3号"),
        ("通知", "根据临政办〔2024〕5号\n各乡镇：", ""),
        ("通知", "转发临政办〔2024〕5号\n各乡镇：", ""),
        (
            "通知",
            "各乡镇：\n现将临政办〔2024〕5号文件转发给你们，请认真贯彻执行，并将有关情况及时上报县政府办公室。",
            "",
        ),
        ("《某办法》（临政办〔2024〕5号）解读", "", ""),
    ],
)
def test_own_number(heading: str, text: str, number: str) -> None:
    assert own_number(heading, text) == number


def test_what_is_shown_is_kept() -> None:
    assert own_number_shown("通知", "临政办[2024]第05号") == "临政办[2024]第05号"
    number = parse("临政办[2024年]第05号")
    assert number is not None
    assert (number.brackets, number.nth, number.count, number.nian, number.year) == ("[]", True, "05", True, "2024")


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("三", 3), ("十", 10), ("二十一", 21), ("一百零五", 105), ("一百一十", 110), ("三〇", 30)],
)
def test_figures(text: str, value: int) -> None:
    assert figure(text) == value
