"""Real pages and the hints of layout: what is told is there, and nothing is told of pages that are in order."""

from __future__ import annotations

import pytest

from tests.real.corpus import corpus
from tests.real.test_identity import judged, told

pytestmark = pytest.mark.skipif(corpus() is None, reason="no corpus of real pages here (XUNWANG_CORPUS)")

BY_DAY_ALONE = {
    *("rsj.gzdaozhen.gov.cn", "jtj.pds.gov.cn", "pro.gdstc.gd.gov.cn", "ggzy-zhangjiagang", "www.cqdd.cq.cn"),
}
"""Hosts whose articles show the day of publication and no time of day, as looking at them showed."""


def test_no_article_is_called_undated() -> None:
    assert sum(told(host, "undated-articles", "missing") for host in judged("undated-articles")) == 0
    assert sum(outcome.judged for outcome in judged("undated-articles").values()) > 300


def test_articles_that_show_the_day_alone_are_told_of_those_hosts_only() -> None:
    assert {host for host, said in judged("undated-articles").items() if said.findings} == BY_DAY_ALONE
    assert told("www.cqdd.cq.cn", "undated-articles", "day-only") == 3


@pytest.mark.parametrize("check", ["unsourced-reposts", "floating-windows", "missing-leave-notice"])
def test_nobody_is_suspected_who_is_in_order(check: str) -> None:
    assert [host for host, said in judged(check).items() if said.findings] == []


def test_reposts_are_looked_at() -> None:
    assert judged("unsourced-reposts")["www.jlcity.gov.cn"].judged == 7
