"""Figures that add up, with numbers that offices really published, the wrong ones too."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from results.reports.build import weekly
from results.reports.content import Figure, Head, Report, Section, Share, Table, Value, Whole, heads
from results.reports.letter import Letter
from results.reports.row_laws import NONE, RowRank, RowRate, RowSum
from results.reports.sums import SumsDiffer, check_sums, percent, ranks, share
from tests.results.reports.making import week


def report(
    *, figures: tuple[Figure, ...] = (), wholes: tuple[Whole, ...] = (), shares: tuple[Share, ...] = ()
) -> Report:
    table = Table("t", "表", (Head("名"), Head("数")), (("甲", 3), ("乙", 4), ("甲", 5)))
    return Report("题", "期", "", (Section("节", figures=figures, wholes=wholes, shares=shares, tables=(table,)),))


PUBLISHED = [  # looked at, failed, what was published
    (1010, 82, "91.9"),
    (524, 13, "97.52"),
    (387, 2, "99.48"),
    (224, 15, "93.3"),
    (591, 25, "95.77"),
    (737, 26, "96.5"),
    (3857, 6, "99.8"),
    (277, 16, "94.2"),
    (314, 55, "82.48"),
    (303, 10, "97"),
]


@pytest.mark.parametrize(("of", "failed", "told"), PUBLISHED)
def test_published_shares_are_recomputed(of: int, failed: int, told: str) -> None:
    places = len(told.partition(".")[2])
    assert percent(of - failed, of, places) == Decimal(told)
    check_sums(report(shares=(Share("合格率", of - failed, of, Decimal(told), places),)))


@pytest.mark.parametrize(("part", "of", "told", "again"), [(280, 289, "99.96", "96.89"), (1010, 5038, "20.1", "20.0")])
def test_shares_that_were_published_wrong_are_refused(part: int, of: int, told: str, again: str) -> None:
    wrong = Share("合格率", part, of, Decimal(told), len(told.partition(".")[2]))
    with pytest.raises(SumsDiffer, match=f"写作 {told}%，重算为 {again}%"):
        check_sums(report(shares=(wrong,)))


def test_half_is_rounded_up() -> None:
    assert percent(1, 8, 0) == 13
    assert percent(1, 16, 1) == Decimal("6.3")
    assert percent(1, 200, 0) == 1
    assert percent(0, 0) is None


def test_ties_share_a_rank_and_who_has_no_value_takes_none() -> None:
    values = [Decimal("97.50"), None, Decimal("100.00"), Decimal("97.50"), Decimal("80"), Decimal("100")]
    assert ranks(values) == (3, None, 1, 3, 5, 1)
    assert ranks([]) == ()
    assert ranks([None]) == (None,)


PARTS = [
    (314, (218, 67, 3, 1, 2, 2, 6, 13, 2)),
    (434, (1, 93, 9, 238, 88, 5)),
    (67, (28, 13, 5, 8, 6, 3, 1, 1, 1, 1)),
    (387, (43, 258, 86)),
]


@pytest.mark.parametrize(("whole", "parts"), PARTS)
def test_parts_add_up_or_are_refused(whole: int, parts: tuple[int, ...]) -> None:
    told = tuple((str(n), value) for n, value in enumerate(parts))
    check_sums(report(wholes=(Whole("账号", whole, told),)))
    with pytest.raises(SumsDiffer, match=f"合计写作 {whole + 1}，分项相加为 {whole}"):
        check_sums(report(wholes=(Whole("账号", whole + 1, told),)))


@pytest.mark.parametrize(
    "figure",
    [
        Figure("行", 4, "t"),
        Figure("甲", 1, "t", "名", ("甲",)),
        Figure("和", 11, "t", "数", total=True),
        Figure("无表", 0, "other"),
        Figure("无列", 0, "t", "没有"),
        Figure("甲的和", 12, "t", "数", total=True, within=(("名", "甲"),)),
        Figure("甲的行", 3, "t", within=(("名", "甲"),)),
        Figure("无此列的行", 2, "t", within=(("没有", "甲"),)),
    ],
)
def test_a_figure_that_its_rows_do_not_give_is_refused(figure: Figure) -> None:
    with pytest.raises(SumsDiffer, match=figure.label):
        check_sums(report(figures=(figure,)))


def test_figures_that_their_rows_give() -> None:
    figures = (Figure("行", 3, "t"), Figure("甲", 2, "t", "名", ("甲",)), Figure("和", 12, "t", "数", total=True))
    check_sums(report(figures=figures))
    part = (("名", "甲"),)
    check_sums(
        report(figures=(Figure("甲的和", 8, "t", "数", total=True, within=part), Figure("甲的行", 2, "t", within=part)))
    )


LAWS = (
    RowSum("总", ("合", "不")),
    RowRate("率", ("合",), ("合", "不"), 2),
    RowRank("位", "率"),
)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("甲", 280, 9, 289, Decimal("96.89"), 2),
    ("乙", 5, 0, 5, Decimal("100.00"), 1),
    ("丙", 0, 0, 0, NONE, NONE),
    ("丁", 280, 9, 289, Decimal("96.89"), 2),
    ("戊", 1, 1, 2, Decimal("50.00"), 4),
)


def lawful(rows: tuple[tuple[Value, ...], ...], laws: tuple[RowSum | RowRate | RowRank, ...] = LAWS) -> Report:
    table = Table("r", "地区", heads("名 合:number 不:number 总:number 率:points 位:number"), rows, laws=laws)
    return Report("题", "期", "", (Section("节", tables=(table,)),))


def test_columns_that_are_what_others_make_them() -> None:
    check_sums(lawful(ROWS))


@pytest.mark.parametrize(
    ("row", "column", "wrong", "said"),
    [
        (0, 3, 290, "第 1 行“总”写作 290，重算为 289"),
        (0, 4, Decimal("99.96"), "第 1 行“率”写作 99.96，重算为 96.89"),
        (2, 4, Decimal(0), "第 3 行“率”写作 0，重算为 —"),
        (2, 5, 5, "第 3 行“位”写作 5，重算为 —"),
        (3, 5, 3, "第 4 行“位”写作 3，重算为 2"),
        (4, 5, 3, "第 5 行“位”写作 3，重算为 4"),
    ],
)
def test_a_column_that_differs_is_refused(row: int, column: int, wrong: Value, said: str) -> None:
    told = [list(one) for one in ROWS]
    told[row][column] = wrong
    with pytest.raises(SumsDiffer, match=said):
        check_sums(lawful(tuple(map(tuple, told))))


def test_a_sum_of_what_nobody_knows_is_no_number() -> None:
    law = (RowSum("总", ("合", "不")),)

    def told(*row: Value) -> Report:
        return lawful((("甲", *row, NONE, NONE),), law)

    for row in (
        ("未知", 9, 9),
        ("未知", "未知", "未知"),
        ("—", "—", "未知"),
        (0, 0, 0),
        (0, "未知", "未知"),
        (0, "未知", 0),
    ):
        check_sums(told(*row))
    for row, said in (
        (("未知", "未知", 0), "写作 0，重算为 —"),
        (("未知", 9, "未知"), "写作 未知，重算为 9"),
        ((0, "—", "未知"), "写作 未知，重算为 0"),
        ((0, "未知", 3), "写作 3，重算为 0"),
    ):
        with pytest.raises(SumsDiffer, match=said):
            check_sums(told(*row))


def test_rates_of_columns_have_the_places_of_the_shares() -> None:
    odd = replace(
        lawful(ROWS, (RowRate("率", ("合",), ("合", "不"), 2),)).sections[0], shares=(share("一", 1, 3, places=1),)
    )
    with pytest.raises(SumsDiffer, match="小数位不统一（1、2 位）"):
        check_sums(replace(lawful(ROWS), sections=(odd,)))
    rows: tuple[tuple[Value, ...], ...] = (("甲", 1, 2, 3, Decimal("33.3"), 1),)
    few = lawful(rows, (RowRate("率", ("合",), ("合", "不"), 1),))
    check_sums(few)
    both = replace(few.sections[0], shares=(share("一", 1, 3, places=2),))
    with pytest.raises(SumsDiffer, match="小数位不统一（1、2 位）"):
        check_sums(replace(few, sections=(both,)))


def letter(**fields: object) -> Report:
    whole = report(figures=(Figure("网站总数", 3, "t"),), shares=(share("合格率", 1, 3), share("账号合格率", 0, 0)))
    return replace(whole, letter=Letter("各单位", (), (), "某办公室", date(2026, 10, 9), fields=fields))


def test_fields_of_a_letter_are_the_figures_of_the_report() -> None:
    check_sums(letter(网站总数=3, 合格率="33.33%", 账号合格率=NONE, 期间="2026年第三季度", 对象=[{"名称": "甲"}]))
    for wrong, said in [
        ({"网站总数": 4}, "字段“网站总数”写作 4，正文的数字为 3"),
        ({"合格率": "33.4%"}, "字段“合格率”写作 33.4%，正文的数字为 33.33%"),
        ({"留言数": 7}, "字段“留言数”写作 7，没有对应的数字"),
    ]:
        with pytest.raises(SumsDiffer, match=said):
            check_sums(letter(**wrong))


def test_of_many_differences_the_first_are_named() -> None:
    with pytest.raises(SumsDiffer, match="……共 30 处") as refused:
        check_sums(report(figures=tuple(Figure(f"数{n}", 9, "t") for n in range(30))))
    assert "数19" in str(refused.value)
    assert "数20" not in str(refused.value)


def test_one_number_of_places_and_no_part_larger_than_the_whole() -> None:
    with pytest.raises(SumsDiffer, match="小数位不统一"):
        check_sums(report(shares=(share("一", 1, 3, places=1), share("二", 1, 3, places=2))))
    with pytest.raises(SumsDiffer, match="不在 0 到 3 之间"):
        check_sums(report(shares=(share("一", 4, 3),)))


def test_tables_of_uneven_rows_or_one_name_are_refused() -> None:
    whole = weekly(week())
    first = whole.sections[0]
    uneven = replace(first.tables[0], rows=(("甲",),))
    with pytest.raises(SumsDiffer, match="列数不对"):
        check_sums(replace(whole, sections=(replace(first, figures=(), tables=(uneven,)),)))
    with pytest.raises(SumsDiffer, match="编号相同"):
        check_sums(replace(whole, sections=(first, first)))


def test_a_row_taken_out_of_a_built_report_is_noticed() -> None:
    whole = weekly(week())
    for number, section in enumerate(whole.sections):
        for table in section.tables:
            if not table.rows or table.id == "by-check":
                continue
            less = replace(section, tables=(replace(table, rows=table.rows[1:]),))
            sections = (*whole.sections[:number], less, *whole.sections[number + 1 :])
            with pytest.raises(SumsDiffer):
                check_sums(replace(whole, sections=sections))
