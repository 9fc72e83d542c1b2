"""Figures that add up, with numbers that offices really published, the wrong ones too."""

from dataclasses import replace
from decimal import Decimal

import pytest

from results.reports.build import weekly
from results.reports.content import Figure, Head, Report, Section, Share, Table, Whole
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
    ],
)
def test_a_figure_that_its_rows_do_not_give_is_refused(figure: Figure) -> None:
    with pytest.raises(SumsDiffer, match=figure.label):
        check_sums(report(figures=(figure,)))


def test_figures_that_their_rows_give() -> None:
    figures = (Figure("行", 3, "t"), Figure("甲", 2, "t", "名", ("甲",)), Figure("和", 12, "t", "数", total=True))
    check_sums(report(figures=figures))


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
