"""What a document says of itself: kind, organ, addressees, how it is disclosed, who is answerable; title of a text."""

from __future__ import annotations

from datetime import datetime

import pytest

from checks.facts.markup import parse
from checks.facts.particulars import addressees_of, duties_of, kind_of, organ_of, publicity_of
from checks.facts.reading import read
from checks.facts.text_documents import read_text_document
from checks.model.documents import Publicity
from checks.model.registry import BEIJING


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江县人民政府关于印发《临江县救助办法》的通知", "通知"),
        ("临江县救助办法（试行）", "办法"),
        ("关于修改《临江县救助办法》的决定", "决定"),
        ("关于同意设立某园区的批复", "批复"),
        ("临江县人民政府令", "令"),
        ("县长调研防汛工作", ""),
    ],
)
def test_kind(title: str, kind: str) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("title", "text", "organ"),
    [
        ("临江县人民政府办公室关于某事的通知", "", "临江县人民政府办公室"),
        ("临江县财政局 临江县教育局关于某事的通知", "", "临江县财政局临江县教育局"),
        ("关于某事的通知", "各乡镇：\n请照办。\n临江县财政局\n2024年5月14日", "临江县财政局"),
        ("关于某事的通知", "各乡镇：\n请照办。\n2024年5月14日", ""),
        ("关于某事的通知", "县财政局负责实施，\n2024年5月14日", ""),
    ],
)
def test_organ(title: str, text: str, organ: str) -> None:
    assert organ_of(title, text) == organ


@pytest.mark.parametrize(
    ("text", "field", "way"),
    [
        ("正文\n（此件公开发布）", "", Publicity.RELEASED),
        ("正文\n（此件主动公开）", "", Publicity.OPEN),
        ("正文\n公开属性：主动公开", "", Publicity.OPEN),
        ("正文\n公开属性：\n依申请公开", "", Publicity.ON_REQUEST),
        ("正文\n信息公开选项：不予公开", "", Publicity.CLOSED),
        ("正文\n（此件删减后公开）", "", Publicity.PARTLY),
        ("正文\n（此件不公开）", "", Publicity.CLOSED),
        ("正文", "主动公开", Publicity.OPEN),
        ("公开属性：依申请公开", "主动公开", Publicity.ON_REQUEST),
        ("各单位要做好依申请公开工作，对不予公开的信息说明理由。", "", None),
        ("依申请公开", "", None),
        ("不予公开的情形", "", None),
        ("正文", "网站", None),
    ],
)
def test_how_it_is_disclosed(text: str, field: str, way: Publicity | None) -> None:
    assert publicity_of(text, field)[0] is way


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("（责任单位：县财政局、县教育局）", ("县财政局", "县教育局")),
        ("（牵头单位：县司法局，责任单位：各乡镇、街道，县直各部门）", ("县司法局", "各乡镇", "街道", "县直各部门")),
        ("（牵头单位：县财政局；配合单位：县税务局等）", ("县财政局", "县税务局")),
        ("(责任单位: 市政府\n各部门、单位，永安县、金山区政府)", ("市政府各部门、单位", "永安县、金山区政府")),
        ("责任单位：各县（区）人民政府。", ("各县（区）人民政府",)),
        ("（责任单位：县财政局）……（责任单位：县财政局）", ("县财政局",)),
        ("建设单位要落实责任，监理单位要加强检查。", ()),
        ("", ()),
    ],
)
def test_who_is_answerable(text: str, units: tuple[str, ...]) -> None:
    assert duties_of(text) == units


def test_duties_are_bounded() -> None:
    assert len(duties_of("责任单位：" + "、".join(f"第{n}局" for n in range(30)) + "。" * 3)) == 30
    assert len(duties_of("".join(f"（责任单位：县{n}号局）" for n in range(500)))) == 60


def test_addressees() -> None:
    assert (
        addressees_of("某政办〔2024〕5号\n各乡镇人民政府，县直各部门：\n现将某办法印发给你们。")
        == "各乡镇人民政府，县直各部门"
    )
    assert addressees_of("现将有关事项通知如下：\n各乡镇要高度重视。") == ""


def test_a_text_is_read_as_a_page_is() -> None:
    text = (
        "临江县人民政府办公室文件\n\n临政办〔2024〕5号\n\n临江县人民政府办公室\n关于印发临江县救助办法\n的通知\n\n各乡镇人民政府：\n"
        "现将《临江县救助办法》印发给你们，请遵照执行。\n本办法自2024年6月1日起施行，有效期五年。\n（责任单位：县民政局）\n"
        "临江县人民政府办公室\n2024年5月14日\n（此件公开发布）\n"
    )
    document = read_text_document(text)
    assert document is not None
    assert document.title == "临江县人民政府办公室关于印发临江县救助办法的通知"
    assert (document.number, document.issuer) == ("临政办〔2024〕5号", "临江县人民政府办公室")
    assert document.written == datetime(2024, 5, 14, tzinfo=BEIJING)
    assert document.valid_until == datetime(2029, 5, 31, tzinfo=BEIJING)
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    markup = parse(
        "http://www.a.gov.cn/zwgk/zcwj/t20240515_1.html", f"<h1>{document.title}</h1>{lines}".encode(), "text/html"
    )
    shown = read(markup).document
    assert shown is not None
    assert shown.particulars == document.particulars


@pytest.mark.parametrize(
    "text", ["", "县长调研防汛工作\n今天上午，县长调研防汛工作。", "\n" * 500, "《" * 9_000, "关于" * 9_000]
)
def test_what_is_no_document_is_none(text: str) -> None:
    assert read_text_document(text) is None
