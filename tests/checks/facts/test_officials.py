"""Names beside titles, labelled: what is wrong about them is said, and nothing else. All names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from checks.facts.officials import LEFT, REMOVED, hits, read_register, unit_forms

GOVERNMENT, PARTY, FINANCE = "临江县人民政府", "中共临江县委员会", "临江县财政局"
ENTRIES = [
    {"name": "欧阳明远", "title": "县委书记", "unit": PARTY, "from": "2023-03-01"},
    {"name": "程建国", "title": "县委副书记、县长", "unit": GOVERNMENT, "from": "2024-01-10"},
    {"name": "罗志强", "title": "县长", "unit": GOVERNMENT, "from": "2019-01-01", "to": "2024-01-05", "state": LEFT},
    {"name": "沈伟", "title": "副县长", "unit": GOVERNMENT, "from": "2022-06-01"},
    {"name": "方晓燕", "title": "副县长", "unit": GOVERNMENT, "from": "2022-06-01"},
    {"name": "贺东升", "title": "副县长", "unit": GOVERNMENT, "to": "2025-05-20", "state": REMOVED},
    {"name": "梁文博", "title": "局长", "unit": FINANCE, "from": "2021-01-01"},
    {"name": "唐小军", "title": "局长", "unit": FINANCE, "to": "2020-12-20", "state": LEFT},
    {"name": "已停用", "title": "县长", "unit": GOVERNMENT, "off": True},
]
REGISTER = read_register(ENTRIES)
TODAY = date(2026, 9, 5)

WRONG = [
    ("县长程建囯主持会议。", "name", "程建囯"),
    ("县长程健国出席并讲话。", "name", "程健国"),
    ("县委副书记、县长陈建国带队调研。", "name", "陈建国"),
    ("临江县县长程建军到现场督导。", "name", "程建军"),
    ("临江县长程建军到现场督导。", "name", "程建军"),
    ("会议由县长程国建主持。", "name", "程国建"),
    ("县长程建在会上强调。", "name", "程建"),
    ("程建囯县长出席仪式。", "name", "程建囯"),
    ("9月1日，程健国（县长）到任。", "name", "程健国"),
    ("县委书记欧阳明运作动员讲话。", "name", "欧阳明运"),
    ("县委书记欧阳远在会上讲话。", "name", "欧阳远"),
    ("县长：程健国\n副县长：沈伟", "name", "程健国"),
    ("县长 程健国", "name", "程健国"),
    ("副县长方小燕参加。", "name", "方小燕"),
    ("县财政局局长梁文波作说明。", "name", "梁文波"),
    ("临江县财政局局长梁文波作说明。", "name", "梁文波"),
    ("县长罗志强主持召开常务会议。", LEFT, "罗志强"),
    ("罗志强县长到乡镇走访。", LEFT, "罗志强"),
    ("临江县县长罗志强，分管审计。", LEFT, "罗志强"),
    ("副县长贺东升出席。", REMOVED, "贺东升"),
    ("副县长：贺东升", REMOVED, "贺东升"),
    ("财政局局长唐小军介绍情况。", LEFT, "唐小军"),
    ("县长罗志强调研道路建设。", LEFT, "罗志强"),
    ("县长：罗志强，男，1970年3月出生。", LEFT, "罗志强"),
    ("2026年9月，县长罗志强调研道路建设。", LEFT, "罗志强"),
]
RIGHT = [
    "2019年，县长罗志强主持了奠基仪式。",
    "该桥2021年3月由县长罗志强剪彩通车。",
    "县长程建国主持会议。",
    "县委副书记、县长程建国带队调研。",
    "程建国县长出席仪式。",
    "程建国（县长）到任。",
    "县长 程　建　国",
    "县委书记欧阳明远作动员讲话。",
    "副县长沈伟参加。",
    "副县长沈　伟参加。",
    "副县长方晓燕、沈伟参加。",
    "副县长沈慧参加。",  # of two characters one is too few to tell
    "副县长李程建国际视野开阔。",
    "原县长罗志强离任审计结果公告。",
    "时任县长罗志强出席了开工仪式。",
    "罗志强曾任副县长、县长罗志强同志先进事迹。",
    "免去罗志强同志临江县人民政府县长职务。",
    "罗志强同志不再担任县长职务。",
    "接受罗志强辞去临江县人民政府县长职务的请求。",
    "临江县人民政府原副县长贺东升受贿案一审开庭。",
    "临江县原副县长贺东升被开除公职。",
    "邻水县县长程建军一行来我县考察。",
    "邻水县财政局局长梁文波一行来我县考察。",
    "省财政厅厅长梁文波出席。",
    "副县长程建军陪同。",  # another post: the name is nobody's near namesake there
    "局长梁文波到会。",  # of which bureau?
    "县长办公会研究了程建军同志的建议。",
    "县长助理程建军参加调研。",
    "县长热线接到来电。",
    "县长信箱：程建军来信反映道路问题。",
    "日前，县长程建国到企业走访。",
    "目前县长程建国正在开会。",
    "太原市市长程建军会见客人。",
    "县长强调，要建国家级园区。",
    "县长程建国际会议中心调研。",
    "县长程建国说，程建军同志是劳模。",
    "程建军、县长程建国分别致辞。",
    "县长欧阳明远出席。",  # registered, under another title: that is for a person
    "代县长程建国作报告。",
    "副书记程建军讲话。",
    "园长程建军讲话。",
]


@pytest.mark.parametrize(("text", "code", "shown"), WRONG)
def test_what_is_wrong_is_said(text: str, code: str, shown: str) -> None:
    found = list(hits(text, TODAY, REGISTER))
    assert [(hit.code, hit.shown) for hit in found] == [(code, shown)]
    assert f"【{shown}】" in found[0].around


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert list(hits(text, TODAY, REGISTER)) == []


def test_near_misses_are_more_than_the_faults() -> None:
    assert len(RIGHT) > len(WRONG)


def test_a_title_without_its_unit_is_that_of_the_unit_whose_text_it_is() -> None:
    assert [hit.shown for hit in hits("局长梁文波到会。", TODAY, REGISTER, own=FINANCE)] == ["梁文波"]
    assert not list(hits("局长梁文波到会。", TODAY, REGISTER, own="临江县教育局"))


def test_what_was_right_on_its_day_is_right() -> None:
    text = "县长罗志强主持召开常务会议。"
    assert not list(hits(text, date(2023, 12, 31), REGISTER))
    assert not list(hits(text, date(2024, 1, 5), REGISTER))
    assert [hit.code for hit in hits(text, date(2024, 1, 6), REGISTER)] == [LEFT]
    assert not list(hits(text, date(2024, 1, 12), REGISTER, grace=7))
    assert list(hits(text, date(2024, 1, 13), REGISTER, grace=7))
    assert not list(hits("县长程建军主持会议。", date(2023, 12, 31), REGISTER)), "he was not in office then"
    assert [hit.shown for hit in hits("县长罗志刚主持会议。", date(2023, 12, 31), REGISTER)] == ["罗志刚"]


def test_each_is_told_once_and_with_whom_it_is_about() -> None:
    found = list(hits("县长程健国讲话。县长程健国强调。\n" * 1_000, TODAY, REGISTER))
    assert [(hit.shown, hit.official.name, hit.title) for hit in found] == [("程健国", "程建国", "县长")]


def test_how_units_are_called() -> None:
    assert set(unit_forms(FINANCE)) == {"临江县财政局", "县财政局", "临江财政局", "财政局"}
    assert {"临江县", "临江", "县政府", "临江县人民政府"} <= set(unit_forms(GOVERNMENT))
    assert {"临江县委", "县委", "临江县"} <= set(unit_forms(PARTY))
    assert unit_forms("") == ()
