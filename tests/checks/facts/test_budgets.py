"""Which year's budget or account a title names."""

import pytest

from checks.facts.budgets import is_budget, years

TITLES = [
    ("临江县2026年财政预算公开", [2026], []),
    ("2026年预算和2025年决算情况", [2026], [2025]),
    ("关于2025年预算执行情况与2026年预算草案的报告", [2025, 2026], []),
    ("县财政局决算公开（2024年度）", [], [2024]),
    ("部门预算公开", [], []),
    ("电话120260001转预算股", [], []),
]


@pytest.mark.parametrize(("title", "budget", "final"), TITLES)
def test_years_of_a_title(title: str, budget: list[int], final: list[int]) -> None:
    assert (years(title, "预算"), years(title, "决算")) == (budget, final)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2026年部门预算", True),
        ("2025年度决算", True),
        ("预算绩效评价", False),
        ("预算单位采购公告", False),
        ("核算中心", False),
    ],
)
def test_what_is_a_budget(title: str, told: bool) -> None:
    assert is_budget(title) is told
