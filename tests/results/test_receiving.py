"""To which registered site a message belongs: its unit is asked to mend it, so it must not be another's."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.facts.workdays import Calendar
from checks.indicators.edition import load
from checks.model.registry import Site
from results.ledger.complaints import Complaint, ComplaintState, Handled
from results.receiving import dated_by, hosts_of, site_of


def site(home: str, *hosts: str) -> Site:
    return Site(home, home, home, hosts=hosts)


COUNTY, SCHOOLS = site("https://www.x.gov.cn/"), site("https://www.x.gov.cn/jyj/")
HEALTH, WATER = site("https://www.x.gov.cn/wjj/index.html"), site("https://www.x.gov.cn/slj")
ALONE = site("http://y.gov.cn/portal/home.html", "old.x.gov.cn")
ONE, TWO = site("http://z.gov.cn/site.jsp?id=1"), site("http://z.gov.cn/site.jsp?id=2")
HOSTS = hosts_of((COUNTY, SCHOOLS, HEALTH, WATER, ALONE, ONE, TWO))


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://www.x.gov.cn/jyj/a.html", SCHOOLS),
        ("http://www.x.gov.cn/jyj/a.html", SCHOOLS),  # as citizens write it
        ("http://www.x.gov.cn/jyj", SCHOOLS),
        ("http://www.x.gov.cn/wjj/a/b.html?id=1", HEALTH),
        ("https://www.x.gov.cn/slj/a.html", WATER),
        ("http://www.x.gov.cn/slj?id=1", WATER),
        ("https://www.x.gov.cn/sljd/a.html", COUNTY),
        ("http://www.x.gov.cn/", COUNTY),
        ("http://y.gov.cn/elsewhere/a.html", ALONE),  # nobody else is on the host
        ("http://old.x.gov.cn/a.html", ALONE),
        ("http://z.gov.cn/site.jsp?id=2", TWO),
        ("http://z.gov.cn/a.html", None),  # nothing tells the two apart
        ("http://nobody.gov.cn/", None),
    ],
)
def test_a_message_belongs_to_the_site_that_its_address_stands_below(url: str, owner: Site | None) -> None:
    assert site_of(url, HOSTS) == owner


class Asked:
    """A calendar that counts what it is asked."""

    def __init__(self) -> None:
        self.days: Counter[date] = Counter()

    def after(self, start: date, count: int) -> date | None:
        self.days[start] += 1
        return Calendar().after(start, count)

    def between(self, start: date, end: date) -> int | None:
        raise AssertionError("no deadline needs it")


def test_a_message_and_what_figures_count_of_it_get_the_same_deadlines() -> None:
    calendar, moment = Asked(), datetime(2026, 11, 16, 2, tzinfo=UTC)
    dated = dated_by(load(), calendar)
    whole = dated(Complaint("找错", "1", "http://a.gov.cn/", "其他", "x", moment))
    slim = dated(Handled(1, "", "其他", ComplaintState.RECEIVED, moment))
    assert whole.answer_due is not None
    assert (slim.forward_due, slim.answer_due) == (whole.forward_due, whole.answer_due)
    named = Handled(2, "", "其他", ComplaintState.RECEIVED, moment, answer_due=date(2026, 12, 24))
    assert dated(named).answer_due == date(2026, 12, 24)
    for number in range(50):  # of one day: the calendar is asked no more
        dated(Handled(number, "", "其他", ComplaintState.RECEIVED, moment + timedelta(minutes=number)))
    assert calendar.days == {date(2026, 11, 16): 2}
