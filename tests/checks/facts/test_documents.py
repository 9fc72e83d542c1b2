"""Fields of policy documents from boxes, tables and text, and the last day on which they hold."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from checks.facts.documents import normalised, own_number
from checks.facts.markup import parse
from checks.facts.periods import months_before
from checks.facts.reading import read
from checks.facts.spans import add_months
from checks.facts.terms import read_term
from checks.facts.validities import validity
from checks.model.pages import Document, Validity
from checks.model.registry import BEIJING

FIELDS = {
    "索引号": "PZ001-1700-2024-00452",
    "发文机关": "某县人民政府",
    "成文日期": "2024-05-14",
    "发文字号": "某政规[2024]4号",
    "发布日期": "2024-05-15",
    "有效性": "有效",
}


def document(body: str) -> Document | None:
    return read(parse("http://www.a.gov.cn/zwgk/202405/t20240515_1.html", body.encode(), "text/html")).document


def spread(label: str) -> str:
    return "&ensp;".join(label)


@pytest.mark.parametrize(
    ("row", "whole"),
    [
        ("<li>{spread}：\n\n<font>{value}</font></li>", "<ul>{}</ul>"),
        ("<tr><td>{label}：</td><td>{value}</td></tr>", "<table>{}</table>"),
        ("<td>{label}</td><td>{value}</td>", "<table><tr>{}</tr></table>"),
        ("<dt>{label}</dt><dd>{value}</dd>", "<dl>{}</dl>"),
        ("<span>{label}：{value}</span> ", "<div>{}</div>"),
        ("<div><div>{label}：</div><div>{value}</div></div>", "<div>{}</div>"),
        ("<p><b>{spread}</b>：{value}</p>", "<div>{}</div>"),
    ],
)
def test_metadata_in_every_shape(row: str, whole: str) -> None:
    rows = "".join(row.format(label=label, spread=spread(label), value=value) for label, value in FIELDS.items())
    found = document(f"<h1>关于印发某办法的通知</h1>{whole.format(rows)}<div><p>{'各乡镇人民政府：' * 20}</p></div>")
    assert found is not None
    assert (found.number, found.issuer, found.index) == ("某政规〔2024〕4号", "某县人民政府", "PZ001-1700-2024-00452")
    assert (found.written, found.published) == (day(2024, 5, 14), day(2024, 5, 15))
    assert (found.validity, found.validity_text, found.normative) == (Validity.VALID, "有效", True)
    assert set(found.labels) == set(FIELDS)


def test_an_empty_cell_is_an_empty_value() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>{'' if label != '成文日期' else '2024-05-14'}</td></tr>" for label in FIELDS
    )
    found = document(f"<h1>关于印发某办法的通知</h1><table>{rows}</table><p>正文</p>")
    assert found is not None
    assert (found.number, found.validity_text, found.issuer) == ("", "", "")
    assert "有效性" in found.labels


def test_a_value_that_says_none_is_told_apart() -> None:
    found = document("<ul><li>索引号：A1</li><li>发文字号：无</li><li>成文日期：2024-05-14</li></ul><p>正文</p>")
    assert found is not None
    assert (found.number, found.stated_none) == ("", ("发文字号",))


def test_an_article_is_no_document() -> None:
    assert (
        document(f"<h1>县长调研防汛工作</h1>发布时间：2024-05-15<p>{'根据国发〔2020〕1号文件精神，' * 20}</p>") is None
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国办发[2018]123号", "国办发〔2018〕123号"),
        ("国办秘函﹝2019﹞19号", "国办秘函〔2019〕19号"),
        ("深府规（2026）1 号", "深府规〔2026〕1号"),
        ("浙政办发【2022】15号", "浙政办发〔2022〕15号"),
        ("根据国发〔2025〕11号", "国发〔2025〕11号"),
        ("无", ""),
    ],
)
def test_numbers_are_normalised(text: str, number: str) -> None:
    assert normalised(text) == number


def test_own_number_is_never_the_one_cited() -> None:
    assert own_number("关于印发某办法的通知（某政发〔2020〕3号）", "") == "某政发〔2020〕3号"
    assert own_number("通知", "某政发〔2020〕3号\n各乡镇：") == "某政发〔2020〕3号"
    assert own_number("通知", "根据《国务院关于某事的意见》（国发〔2020〕3号）精神，现通知如下：") == ""
    assert own_number("《某办法》（某政发〔2020〕3号）解读", "") in ("", "某政发〔2020〕3号")


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("本办法自2020年3月1日起施行，有效期5年。", day(2025, 2, 28)),
        ("本办法自2019年3月1日起施行，有效期一年。", day(2020, 2, 29)),
        ("本办法自2020年2月29日起施行，有效期为1年。", day(2021, 2, 28)),
        ("本通知自2020年8月31日起施行，有效期6个月。", day(2021, 2, 28)),
        ("本办法自发布之日起施行，试行两年。", day(2022, 1, 9)),
        ("本文件自印发之日起30日后施行，有效期三年。", day(2023, 1, 30)),
        ("本意见自二〇二〇年一月一日起施行，有效期至2025年12月31日。", day(2025, 12, 31)),
        ("取得的资质证书有效期为三年。本办法自2020年1月1日起施行。", None),
        ("将《某办法》（某政发〔2015〕1号）有效期延长至2020年12月31日。", None),
        ("《某办法》自2015年1月1日起施行，有效期5年。", None),
        ("优惠券有效期至2020年12月31日。", None),
    ],
)
def test_last_day(text: str, last: datetime | None) -> None:
    assert read_term(text, day(2020, 1, 1), day(2020, 1, 10)).last_day == last


def test_without_a_start_there_is_no_end() -> None:
    assert read_term("本办法自发布之日起施行，有效期5年。", None, None).last_day is None


def test_months_over_the_end_of_a_year() -> None:
    assert add_months(day(2020, 11, 30), 3) == day(2021, 3, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("有 效", Validity.VALID),
        ("现行有效", Validity.VALID),
        ("部分有效", Validity.PARTLY),
        ("已修改", Validity.AMENDED),
        ("废止", Validity.REPEALED),
        ("已失效", Validity.EXPIRED),
        ("尚未施行", Validity.NOT_YET),
        ("是", None),
        ("", None),
    ],
)
def test_validity(text: str, value: Validity | None) -> None:
    assert validity(text) is value


def test_the_head_of_a_list_of_documents_is_no_metadata_table() -> None:
    head = "<tr><td>文件标题</td><td>文号</td><td>现状</td></tr>"
    rows = f"{head}<tr><td>甲办法</td><td>某政规〔2012〕9号</td><td>执行</td></tr>"
    found = document(f"<h1>规范性文件清理结果</h1><table>{rows}</table><p>正文</p>")
    assert found is None or found.labels == ()


def test_a_notice_is_signed_above_its_plan() -> None:
    plan = "".join(f"<p>第{n}项任务由县水利局牵头落实。</p>" for n in range(50))
    head = "<h1>关于印发某方案的通知</h1><p>发布时间：2024-05-20</p><p>某政办〔2024〕4号</p>"
    head += "<p>各乡镇：</p><p>请认真执行。</p>"
    found = document(f"<div class=main>{head}<p>2024年5月14日</p>{plan}</div>")
    assert found is not None
    assert found.written == day(2024, 5, 14)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 20), 3, date(2026, 8, 20)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 3, 15), 3, date(2025, 12, 15)),
        (date(2026, 1, 31), 14, date(2024, 11, 30)),
    ],
)
def test_months_before(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before
