"""Accounts of a site beside a registry that is too large to be handed to a visit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from checks import catalog
from checks.indicators.edition import load
from checks.model.findings import Status
from checks.model.pages import Page, PageFacts, PageKind
from checks.model.registry import ACCOUNTS_KEPT, Account, Site
from checks.model.shown_accounts import ShownAccount
from checks.model.views import GatheredSite, PageView
from checks.runner import run
from checks.site.unlisted_accounts import TOO_MANY

HOME, NOW = "http://www.linjiang.gov.cn/", datetime(2026, 11, 20, tzinfo=UTC)
SHOWN = ShownAccount("新浪微博", "9990000001", "", "https://weibo.com/u/9990000001")


@pytest.mark.parametrize(("count", "status"), [(ACCOUNTS_KEPT - 1, Status.REVIEW), (ACCOUNTS_KEPT, Status.UNKNOWN)])
def test_nothing_is_missing_from_a_registry_that_was_cut(count: int, status: Status) -> None:
    home = PageView(Page(HOME, 200, NOW), PageFacts(HOME, kind=PageKind.HOME, accounts=(SHOWN,)))
    known = tuple(Account("新浪微博", f"第{n}号", f"临江县第{n}中学", f"88{n:06}") for n in range(count))
    site = GatheredSite(Site("临江县人民政府", HOME, "临江县人民政府办公室"), NOW, (home,), registered=known)
    outcome = run(catalog.load()["unlisted-accounts"], site, load().rules["unlisted-accounts"])
    assert outcome.status is status
    assert (TOO_MANY in outcome.reason) is (status is Status.UNKNOWN)


DOUYIN = ShownAccount("抖音", "ms4wljabaaaaxyz", "", "https://www.douyin.com/user/MS4wLjABAAAAxyz")


@pytest.mark.parametrize(
    ("id", "status"),
    [
        ("linjiangfabu", Status.UNKNOWN),  # the 抖音号, as people see it
        ("99900001", Status.UNKNOWN),
        ("MS4wLjABAAAAxyz", Status.PASS),
        ("MS4wLjABAAAAother", Status.REVIEW),
    ],
)
def test_an_id_of_another_sort_is_not_compared(id: str, status: Status) -> None:
    home = PageView(Page(HOME, 200, NOW), PageFacts(HOME, kind=PageKind.HOME, accounts=(DOUYIN,)))
    unit = "临江县人民政府办公室"
    site = GatheredSite(
        Site("临江县人民政府", HOME, unit), NOW, (home,), registered=(Account("抖音", "临江发布", unit, id),)
    )
    assert run(catalog.load()["unlisted-accounts"], site, load().rules["unlisted-accounts"]).status is status
