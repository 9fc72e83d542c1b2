"""A real browser for tests: Debian's chromium through Playwright, kept on loopback, with pictures of what it saw."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.end.office import ROOT

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PICTURES = Path(os.environ.get("XUNWANG_PICTURES") or ROOT / "build" / "pictures")
"""Pictures are kept here, for whoever wants to see what the tests saw."""
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no chromium here: the way through the console in a browser was not tested (apt install chromium)",
)
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
_ARGUMENTS = (
    "--no-sandbox",  # CI runs as root, for whom chromium has no other way
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


@dataclass
class Person:
    """One person before a browser: `page` is what is open; `troubles` what the browser complained of."""

    page: Page
    home: str
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def sign_in(self, name: str, password: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("用户名").fill(name)
        self.page.get_by_label("口令").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def downloaded(self, link: str) -> bytes:
        """What a link of that text gives as a file."""
        with self.page.expect_download() as told:
            self.page.get_by_role("link", name=link, exact=True).first.click()
        return Path(told.value.path()).read_bytes()

    def picture(self, name: str) -> None:
        """Keeps a picture of the whole page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser that finds no host but this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def person(browser: Browser, home: str, size: dict[str, int] | None = None) -> Iterator[Person]:
    """A person with a browser of his own: nobody else's cookies. All that his browser complains of is collected: errors
    of scripts, what the content policy refused, answers of 500 and more, requests to other hosts."""
    context = browser.new_context(viewport=size or WIDE, locale="zh-CN", accept_downloads=True)  # type: ignore[arg-type]
    made = Person(context.new_page(), home)
    context.on("weberror", lambda error: made.troubles.append(str(error.error)))
    # What did not load is told by its status, below: a page that may not be seen is no trouble.
    context.on(
        "console",
        lambda said: (
            made.troubles.append(said.text) if said.type == "error" and "status of 4" not in said.text else None
        ),
    )
    context.on(
        "request",
        lambda asked: None if asked.url.startswith((home, "data:", "about:")) else made.troubles.append(asked.url),
    )
    context.on(
        "response", lambda told: made.troubles.append(f"{told.status} {told.url}") if told.status >= 500 else None
    )
    try:
        yield made
    finally:
        context.close()
