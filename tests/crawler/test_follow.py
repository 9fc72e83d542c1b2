"""Where a page leads."""

from __future__ import annotations

from checks.model.pages import Item, PageFacts
from crawler.follow import leads
from crawler.frontier import Entry


def test_an_entry_that_a_script_moves_leads_nowhere() -> None:
    page = "http://www.linjiang.gov.cn/list.html"
    facts = PageFacts(page, items=(Item("", "点开才有地址"), Item(page + "?a", "有地址")))
    assert [entry.url for entry in leads(facts, Entry(page), page)] == [page + "?a"]
