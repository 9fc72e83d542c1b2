"""The weekly sample: anyone can draw it again, and nobody escapes a quarter."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model.registry import Account, Registry, Site, SiteKind, SubjectState
from results.reports.sample import Params, Stratum, Subject, Why, as_record, draw, frame_of, from_record

MONDAY = date(2026, 1, 5)


def frame(portals: int, departments: int, accounts: int) -> list[Subject]:
    return [
        *(Subject(f"p{n}", Stratum.PORTAL) for n in range(portals)),
        *(Subject(f"d{n}", Stratum.DEPARTMENT) for n in range(departments)),
        *(Subject(f"a{n}", Stratum.ACCOUNT) for n in range(accounts)),
    ]


def test_shares_of_each_stratum() -> None:
    sample = draw(frame(3, 20, 101), "s", MONDAY)
    counts = {stratum: sum(one.stratum is stratum for one in sample.drawn) for stratum in Stratum}
    assert counts == {Stratum.PORTAL: 3, Stratum.DEPARTMENT: 6, Stratum.OTHER: 0, Stratum.ACCOUNT: 21}
    assert {one.why for one in sample.drawn} == {Why.ALWAYS, Why.LONGEST, Why.RANDOM}


def test_drawn_again_from_its_record_in_any_order() -> None:
    sample = draw(frame(2, 30, 50), "临江-2026W02", MONDAY)
    shuffled = list(sample.frame)
    random.Random(7).shuffle(shuffled)
    assert draw(shuffled, sample.seed, sample.day, sample.params) == sample
    record = as_record(sample)
    assert record["frame"] == [[s.key, str(s.stratum), ""] for s in sample.frame]
    assert record["params"] == {
        "shares": {"portal": "1", "department": "0.30", "other": "0.30", "account": "0.20"},
        "day": "2026-01-05",
        "cycle": 12,
        "days": 7,
    }
    assert from_record(record) == sample
    with pytest.raises(ValueError, match="nonsense"):
        from_record({**record, "drawn": [["p0", "nonsense", "due"]]})


def test_the_order_is_that_of_the_published_rule() -> None:
    from hashlib import sha256

    params = Params(shares={Stratum.DEPARTMENT: Decimal("0.25")}, cycle=1000)
    sample = draw(frame(0, 40, 0), "s", MONDAY, params)
    lots = sorted(range(40), key=lambda n: sha256(f"s|2026-01-05|d{n}".encode()).hexdigest())
    assert sample.keys == {f"d{n}" for n in lots[:10]}


def test_another_seed_or_day_draws_others() -> None:
    one = draw(frame(0, 60, 0), "s", MONDAY).keys
    assert one != draw(frame(0, 60, 0), "t", MONDAY).keys
    assert one != draw(frame(0, 60, 0), "s", MONDAY + timedelta(7)).keys


def test_whoever_is_due_is_drawn_beyond_the_share() -> None:
    long_ago = [Subject(f"d{n}", Stratum.DEPARTMENT, MONDAY - timedelta(84)) for n in range(10)]
    assert len(draw(long_ago, "s", MONDAY).drawn) == 10
    assert {one.why for one in draw(long_ago, "s", MONDAY).drawn} == {Why.DUE}


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(1, 130),
    share=st.sampled_from(["0.01", "0.05", "0.2", "0.3"]),
    seed=st.text(max_size=8),
    quarter=st.sampled_from(
        [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), date(2027, 10, 1), date(2028, 1, 1)]
    ),
    weekday=st.integers(0, 6),
)
def test_everybody_is_drawn_within_a_calendar_quarter(
    size: int, share: str, seed: str, quarter: date, weekday: int
) -> None:
    params = Params(shares={Stratum.ACCOUNT: Decimal(share)})
    last: dict[str, date] = {}
    day = quarter - timedelta(7 * 20) + timedelta(weekday)
    seen: set[str] = set()
    end = (quarter + timedelta(95)).replace(day=1)
    while day < end:
        subjects = [Subject(f"a{n}", Stratum.ACCOUNT, last.get(f"a{n}")) for n in range(size)]
        drawn = draw(subjects, seed, day, params).keys
        last.update(dict.fromkeys(drawn, day))
        seen |= drawn if day >= quarter else frozenset()
        day += timedelta(7)
    assert len(seen) == size


@pytest.mark.parametrize("state", [SubjectState.PAUSED, SubjectState.CLOSED, SubjectState.CANCELLED])
def test_the_frame_holds_what_is_in_normal_state(state: SubjectState) -> None:
    registry = Registry(
        sites=(
            Site("甲", "http://a.cn/", "甲", "3399990001", SiteKind.PORTAL),
            Site("乙", "http://b.cn/", "乙"),
            Site("丙", "http://c.cn/", "丙", state=state),
        ),
        accounts=(Account("抖音", "甲", "甲", "1"), Account("抖音", "丙", "丙", "2", state=state)),
    )
    assert frame_of(registry, {"3399990001": MONDAY}) == (
        Subject("3399990001", Stratum.PORTAL, MONDAY),
        Subject("http://b.cn/", Stratum.OTHER),
        Subject("抖音|1", Stratum.ACCOUNT),
    )
