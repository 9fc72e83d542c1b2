"""What a guide to a service shows, in the shapes that real pages have."""

from __future__ import annotations

from datetime import date

import pytest

from checks.facts.guide_words import ELEMENTS, OTHER, label_of, like_label_of, plain_label
from checks.facts.markup import parse
from checks.facts.reading import read
from checks.model.guides import Guide, Phone, Told
from checks.model.registry import BEIJING

WHOLE = {
    "事项名称": "养老保险参保登记",
    "设定依据": "临人社规[2023]6号、《社会保险法》",
    "申请条件": "年满16周岁的居民",
    "办理材料": "身份证、《参保登记表》",
    "办理地点": "县前街9号3号窗口",
    "办理时间": "工作日9:00—17:00",
    "联系电话": "0999-6012345",
    "办理流程": "申请、受理、办结",
}
TRAIL = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/bsfw/bszn/">{column}</a></div>'


def guide(body: str, title: str = "参保登记办事指南", column: str = "办事服务", metas: str = "") -> Guide | None:
    page = (
        f"<html><head><title>{title}_某县</title>{metas}</head><body>{TRAIL.format(column=column)}"
        f'<div class="main"><h1>{title}</h1><div>发布时间：2026-01-05</div>{body}</div></body></html>'
    )
    return read(parse("http://www.a.gov.cn/bsfw/202601/t20260105_1.html", page.encode(), "text/html")).guide


def table(**other: str) -> str:
    return "<table>" + "".join(f"<tr><td>{k}</td><td>{v}</td></tr>" for k, v in {**WHOLE, **other}.items()) + "</table>"


def told(found: Guide | None) -> dict[str, Told]:
    assert found is not None
    return {element.name: element.told for element in found.elements}


def test_a_table_tells_everything() -> None:
    found = guide(table())
    assert told(found) == dict.fromkeys(ELEMENTS, Told.PRESENT)
    assert found is not None
    assert found.by_title
    assert (found.phone, found.named, found.basis) == (Phone.GIVEN, ("参保登记表",), ("临人社规〔2023〕6号",))
    assert (found.forms, found.papers, found.elsewhere, found.ends) == ((), (), (), None)
    place = found.element("办理地点")
    assert place is not None
    assert place.boxed
    assert place.value == "县前街9号3号窗口"


@pytest.mark.parametrize("empty", ["", "&nbsp;", "<br>", "<p>　</p>", "<span></span>", "<!-- 0999-6012345 -->"])
def test_nothing_in_a_cell_is_empty(empty: str) -> None:
    found = guide(table(联系电话=empty))
    assert told(found)["联系电话"] is Told.EMPTY
    assert found is not None
    assert found.phone is Phone.EMPTY


@pytest.mark.parametrize(
    "filled", ["无", "/", '<img src="/a.png">', '<a href="/a.html"></a>', "<table><tr><td>1</td></tr></table>"]
)
def test_something_in_a_cell_is_not_empty(filled: str) -> None:
    assert told(guide(table(办理流程=filled)))["办理流程"] is Told.PRESENT


@pytest.mark.parametrize(
    "marked", ['<span id="a"></span>', '<i v-text="a"></i>', '<i :a="b"></i>', '<b data-x=""></b>']
)
def test_a_place_that_a_script_finds_is_not_empty(marked: str) -> None:
    assert told(guide(table(联系电话=marked)))["联系电话"] is Told.UNREAD


def test_the_copy_that_is_filled_counts() -> None:
    assert told(guide(table(联系电话="") + "<p>联系电话：0999-6012345</p>"))["联系电话"] is Told.PRESENT


def test_a_table_of_readers_entries_is_no_guide() -> None:
    form = "<table><tr><td>姓名</td><td></td><td>联系电话</td><td></td></tr></table>"
    assert "联系电话" not in told(guide(f"<p>办理地点：3号楼</p>{form}"))


def test_labels_above_values_and_several_items() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{v}</td>' for v in WHOLE.values())}</tr>" for _ in range(3))
    found = guide(f"<table><tr>{''.join(f'<th>{k}</th>' for k in WHOLE)}</tr>{rows}</table>")
    assert told(found) == dict.fromkeys(ELEMENTS, Told.PRESENT)


def test_a_merged_label_and_the_row_below_it() -> None:
    rows = (
        '<tr><td rowspan="2">办理材料</td><td>身份证</td></tr><tr><td>户口簿</td></tr>'
        '<tr><td colspan="2">办理流程</td></tr><tr><td></td><td>受理</td></tr>'
    )
    found = guide(f"<table>{rows}</table>")
    assert {told(found)[name] for name in ("办理材料", "办理流程")} == {Told.PRESENT}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一、设定依据", ("设定依据",)),
        ("（三）申报材料：", ("办理材料",)),
        ("【咨 询 电 话】", ("联系电话",)),
        ("5. 办理地点、时间", ("办理地点", "办理时间")),
        ("办公地址及联系方式", ("办理地点", "联系电话")),
        ("办结时限（工作日）", ("办理时间",)),
        ("收费标准", (OTHER,)),
        ("办理地点在三楼", ()),
        ("材料和人员", ()),
        ("联" * 200, ()),
        ("", ()),
    ],
)
def test_labels(text: str, names: tuple[str, ...]) -> None:
    assert label_of(text) == names


def test_a_heading_like_a_label_proves_presence_only() -> None:
    assert like_label_of("四、需要准备的有关证明材料") == "办理材料"
    assert told(guide("<p>四、需要准备的有关证明材料</p><p>户口簿</p>"))["办理材料"] is Told.PRESENT
    assert "办理材料" not in told(guide("<p>四、需要准备的有关证明材料</p>"))
    assert like_label_of("发布时间：") == like_label_of("更新时间") == like_label_of("时间") == ""
    assert like_label_of("来源：县政府 发布时间：") == ""
    assert plain_label("一、 设定依据（必填）：") == "设定依据"


@pytest.mark.parametrize(
    ("title", "column", "is_one"),
    [
        ("参保登记办事指南", "通知公告", True),
        ("参保登记办事指南（青溪镇）", "通知公告", True),
        ("生育津贴申领指南", "通知公告", True),
        ("参保登记", "办事指南", True),
        ("某县住房局行政服务大厅--参保登记办事指南", "通知公告", True),
        ("办事指南", "通知公告", False),
        ("参保登记", "办事服务", False),
        ("政府信息公开指南", "办事指南", False),
        ("系统操作指南", "办事指南", False),
        ("关于发布办事指南的通知", "办事指南", False),
        ("行政处罚流程", "办事指南", False),
        ("2026年度项目申报指南发布", "通知公告", False),
    ],
)
def test_which_pages_are_guides(title: str, column: str, is_one: bool) -> None:
    assert (guide(table(), title, column) is not None) is is_one


def test_without_any_label_only_the_plainest_title_makes_a_guide() -> None:
    assert guide("<p>欢迎办理。</p>", "参保登记办事指南", "通知公告") is not None
    assert guide("<p>各景区照常开放。</p>", "春节便民服务指南", "通知公告") is None
    ways = "".join(
        f'<li><a href="/zn/{n}.html">第{n}类企业登记事项说明</a><span>2026-01-0{n}</span></li>' for n in (1, 2)
    )
    assert guide(f"<ul>{ways}</ul>", "企业登记办事指南", "通知公告") is None


def test_the_label_of_the_column_tells_too() -> None:
    meta = '<meta name="ColumnName" content="办事指南">'
    assert guide(table(), "参保登记", "首页", meta) is not None
    assert guide("<p>郑重承诺</p>", "参保登记", "首页", meta) is None


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        ("0999-6012345", Phone.GIVEN),
        ("0000-0000000", Phone.PLACEHOLDER),
        ("0999-XXXXXXX", Phone.PLACEHOLDER),
        ("0999-60***45", Phone.PLACEHOLDER),
        ("暂无", Phone.PLACEHOLDER),
        ("12345", Phone.GIVEN),
        ("1111111", Phone.PLACEHOLDER),
        ("xxx科 0999-6012345", Phone.GIVEN),
        ("", Phone.EMPTY),
    ],
)
def test_what_stands_for_a_number(value: str, phone: Phone) -> None:
    found = guide(table(联系电话=value))
    assert found is not None
    assert found.phone is phone


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("截至2026年6月30日", date(2026, 6, 30)),
        ("受理截止时间为：2026-06-30", date(2026, 6, 30)),
        ("截止到2026年2月", date(2026, 2, 28)),
        ("截至2019年", date(2019, 12, 31)),
        ("2026年1月1日—2026年6月30日", date(2026, 6, 30)),
        ("2026-01-01至2026-06-30", date(2026, 6, 30)),
        ("自2026年1月1日起", None),
        ("截止2026年13月45日", None),
        ("工作日", None),
    ],
)
def test_until_when(value: str, ends: date | None) -> None:
    found = guide(table(办理时间=value))
    assert found is not None
    assert (found.ends.astimezone(BEIJING).date() if found.ends else None) == ends


def test_what_it_links() -> None:
    links = (
        '<p><a href="/f/b.doc">登记表</a><a href="/f/z.pdf">办事指南</a><a href="/yb/1.html">填写样本</a>'
        '<a href="http://zwfw.b.gov.cn/1">在线办理</a><a href="/zx/">在线办理</a><iframe src="/f/k.html"></iframe></p>'
    )
    found = guide(table() + links)
    assert found is not None
    assert [url.rpartition("/")[2] for url in found.forms] == ["b.doc", "1.html"]
    assert {url.rpartition("/")[2] for url in found.papers} == {"z.pdf", "k.html"}
    assert found.elsewhere == ("http://zwfw.b.gov.cn/1",)


@pytest.mark.parametrize(
    ("materials", "named"),
    [
        ("填写《企业变更登记申请表》一份", ("企业变更登记申请表",)),
        ("申请书、身份证", ("申请书",)),
        ("申请表（网上填写）", ()),
        ("参保登记表由窗口提供", ()),
        ("结婚登记证书、受理通知书、情况说明", ()),
        ("身份证", ()),
    ],
)
def test_forms_that_are_asked_for(materials: str, named: tuple[str, ...]) -> None:
    found = guide(table(办理材料=materials))
    assert found is not None
    assert found.named == named


@pytest.mark.parametrize(
    "body",
    [
        "<table>" * 300 + "<tr><td>联系电话<td>",
        "<table><tr>" + "<td>联系电话</td>" * 3_000,
        "<p>联系电话：" * 3_000,
        "<dl>" + "<dt>办理材料<dd>" * 2_000,
        "<p>" + "办理地点 " * 20_000,
        "<p>联系电话：<noscript><td>1</td></noscript><textarea><table>",
    ],
)
def test_hostile_markup_is_read_within_bounds(body: str) -> None:
    found = guide(body)
    assert found is not None
    assert len(found.elements) <= len(ELEMENTS)
    assert all(len(element.value) <= 300 for element in found.elements)


@pytest.mark.parametrize(
    "value",
    [
        "<textarea>0999-6012345</textarea>",
        "<svg><text>0999-6012345</text></svg>",
        '<input value="0999-6012345">',
        "<p><canvas></canvas></p>",
        "</td></tr><tr><td colspan='2'>0999-6012345",
        "</td></tr><tr><td></td><td>0999-6012345",
    ],
)
def test_what_is_no_text_of_the_cell_is_not_taken_for_nothing(value: str) -> None:
    assert told(guide(table(联系电话=value)))["联系电话"] is not Told.EMPTY


def test_cells_that_are_joined_stand_below_nobody_knows_which_label() -> None:
    head = "<tr>" + "".join(f"<td>{name}</td>" for name in WHOLE) + "</tr>"
    row = "<tr>" + "".join(f"<td>{'' if name == '联系电话' else value}</td>" for name, value in WHOLE.items()) + "</tr>"
    assert told(guide(f"<table>{head}{row}</table>"))["联系电话"] is Told.EMPTY
    joined = "<tr><td>生育登记</td><td>0999-6012345</td></tr>"
    assert told(guide(f"<table>{head}{row}{joined}</table>")).get("联系电话") is not Told.EMPTY


def test_a_chart_of_the_process_may_stand_below_the_table() -> None:
    assert told(guide(table(办理流程="")))["办理流程"] is Told.EMPTY
    assert told(guide(table(办理流程="") + '<p><img src="lct.png"></p>'))["办理流程"] is Told.UNREAD


def test_a_notice_with_a_telephone_is_no_guide() -> None:
    phone, place = "<p>咨询电话：0999-6012345</p>", "<p>办理地点：县前街9号</p>"
    assert guide(phone, "春季植树活动报名登记须知", "通知") is None
    assert guide(phone + place, "流动人口居住登记须知", "通知") is not None
    assert guide(phone, "流动人口居住登记须知", "办事指南") is not None
    assert guide(phone, "流动人口居住登记办事指南", "通知") is not None
