"""What Scrapy exports of a page names its parts in every depth."""

from __future__ import annotations

from datetime import UTC, datetime

from checks.model.captures import LinkProbe
from checks.model.pages import Capture, Link, Page, PageFacts
from crawler.pages import as_item

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def test_links_are_exported_by_name_and_bytes_are_not() -> None:
    url = "http://www.x.gov.cn/"
    facts = PageFacts(url, links=(Link(url, "一"),), crumbs=(Link(url, "二"),), broken_anchors=(Link(url, "三"),))
    item = as_item(Capture(Page(url, 200, NOW), facts, LinkProbe(url, NOW, status=200), b"<p>"))
    assert (item["kind"], item["body"]) == ("Capture", b"")
    shown = [item["facts"][name][0] for name in ("links", "crumbs", "broken_anchors")]
    assert [(link["url"], link["text"], link["tag"]) for link in shown] == [(url, text, "a") for text in "一二三"]


def test_answers_are_exported_as_they_are() -> None:
    assert as_item(LinkProbe("http://www.x.gov.cn/", NOW, status=404))["status"] == 404
