"""The last day by the kindest reading, and what is not certain about a term."""

from __future__ import annotations

from datetime import datetime
from time import process_time

import pytest

from checks.facts.terms import read_term
from checks.model.registry import BEIJING


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("text", "last", "latest"),
    [
        ("本办法自2020年3月1日起施行，有效期5年。", day(2025, 2, 28), day(2025, 3, 1)),
        ("本办法自2020年2月29日起施行，有效期1年。", day(2021, 2, 28), day(2021, 2, 28)),
        ("本办法自2020年2月29日起施行，有效期4年。", day(2024, 2, 28), day(2024, 2, 29)),
        ("本办法自印发之日起施行，有效期5年。", day(2025, 1, 5), day(2025, 3, 10)),
        ("本办法自发布之日起施行，有效期5年。", day(2025, 3, 9), day(2025, 3, 10)),
        ("本办法自印发之日起30日后施行，有效期1年。", day(2021, 2, 4), day(2021, 4, 10)),
        ("本办法自发布之日起施行，有效期至2025年1月5日。", day(2025, 1, 5), day(2025, 1, 5)),
        ("本通告自2020年7月1日起施行，有效期30日。", day(2020, 7, 30), day(2020, 7, 31)),
    ],
)
def test_between_the_last_day_and_the_latest_it_is_doubtful(text: str, last: datetime, latest: datetime) -> None:
    term = read_term(text, day(2020, 1, 6), day(2020, 3, 10))
    assert (term.last_day, term.latest, term.doubtful) == (last, latest, False)


def test_two_terms_in_one_text_make_it_doubtful_and_the_later_one_stands() -> None:
    notice = "本通知自2020年1月1日起施行，有效期至2022年12月31日。"
    plan = "本办法自2020年1月1日起施行，有效期5年。"
    for text in (notice + plan, plan + notice):
        term = read_term(text, None, None)
        assert (term.last_day, term.doubtful) == (day(2024, 12, 31), True)
    assert not read_term(plan + plan, None, None).doubtful


def test_workdays_of_years_that_nobody_arranged_give_no_start() -> None:
    text = "本办法自印发之日起30个工作日后施行，有效期一年。"
    assert read_term(text, day(1998, 1, 6), None).last_day is None


def test_sentences_ahead_do_not_lend_their_subject_for_ever() -> None:
    text = "本办法自2020年1月1日起施行。取得许可的企业应当年检。有效期5年。"
    assert read_term(text, None, None).last_day is None


def test_a_hostile_text_takes_no_time() -> None:
    texts = (
        "自2020年1月1日起，" * 20_000,
        "有效期自" * 40_000,
        "本办法" + "，有效期至" * 30_000,
        "（" * 100_000 + "至",
    )
    before = process_time()
    for text in texts:
        read_term(text, None, None)
    assert process_time() - before < 2
