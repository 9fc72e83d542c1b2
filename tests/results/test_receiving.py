"""To which registered site a message belongs: its unit is asked to mend it, so it must not be another's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from checks.indicators.edition import load
from checks.model.registry import Site
from results.ledger.complaints import Complaint
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


class Counting:
    """Every day is worked; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[date, int]] = []

    def after(self, start: date, count: int) -> date | None:
        self.asked.append((start, count))
        return start + timedelta(days=count)

    def between(self, start: date, end: date) -> int | None:
        return (end - start).days


def test_the_calendar_is_asked_once_for_all_messages_of_a_day() -> None:
    workdays = Counting()
    dated = dated_by(load(), workdays)
    came = datetime(2026, 11, 2, 1, tzinfo=UTC)
    messages = [Complaint("s", str(n), "http://x/", "", "文", came + timedelta(minutes=n)) for n in range(9)]
    told = [dated(one) for one in messages]
    assert len(workdays.asked) == 2
    assert {one.forward_due for one in told} == {date(2026, 11, 2) + timedelta(days=workdays.asked[0][1])}
    assert {one.answer_due for one in told} == {date(2026, 11, 2) + timedelta(days=workdays.asked[1][1])}
    assert all(dated(one) is one for one in told)  # nothing lacks, nothing is made anew
