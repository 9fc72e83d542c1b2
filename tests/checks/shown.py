"""Pages and sites made by hand, for tests that need facts no small page would give."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from checks.model.pages import Page, PageFacts
from checks.model.registry import BEIJING, Column, Site
from checks.model.views import GatheredSite, PageView

HOME = "http://www.linjiang.gov.cn/"
MOMENT = datetime(2026, 11, 20, 2, 0, tzinfo=BEIJING)


def page(path: str = "a.html", *, fetched: dict[str, Any] | None = None, **facts: Any) -> PageView:
    """A page of the site at `path` with these facts; `fetched` overrides how it was fetched."""
    url = HOME + path
    how: dict[str, Any] = {"status": 200, "fetched_at": MOMENT, "content_type": "text/html"}
    return PageView(Page(url, **{**how, **(fetched or {})}), PageFacts(url, **{"title": "通知公告", **facts}))


def site(*pages: PageView, columns: tuple[Column, ...] = ()) -> GatheredSite:
    """A site of these pages."""
    registered = Site("临江县人民政府", HOME, "临江县人民政府办公室", "3399990001")
    return GatheredSite(registered, MOMENT, pages, columns=columns)


def day(year: int, month: int, date: int) -> datetime:
    return datetime(year, month, date, tzinfo=BEIJING)
