"""The page of a quarter in a real browser: it opens from a file, asks nobody for anything, fits a telephone, prints."""

from __future__ import annotations

from pathlib import Path

from results.reports.html import write_html
from tests.end.browser import PHONE, PICTURES, needs_chromium, opened, person
from tests.results.reports.papers import quarter


@needs_chromium
def test_the_page_of_a_quarter(tmp_path: Path) -> None:
    path = write_html(quarter(40, brief=10), tmp_path / "季通报.html", console="https://xw.example")
    with opened() as browser:
        for size, name in ((None, "report"), (PHONE, "report-phone")):
            with person(browser, path.as_uri(), size) as reader:
                reader.go("")
                assert reader.page.locator("figure.chart svg").count() == 4
                wide = reader.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
                assert wide[0] <= wide[1] + 1, "nothing but wide tables is wider than the window, and they scroll"
                reader.page.locator(".annexes a").nth(1).click()
                assert reader.page.locator("#regions").is_visible()
                reader.picture(name)
                assert reader.troubles == []
                if size is None:
                    reader.page.pdf(path=PICTURES / "report.pdf", format="A4", prefer_css_page_size=True)
    assert (PICTURES / "report.pdf").stat().st_size > 10_000
