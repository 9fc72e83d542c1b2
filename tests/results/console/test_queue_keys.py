"""The keys of the queue in Chromium, where there is one: each presses what it says, none while somebody types."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from results.ledger import issues
from tests.results.console.office import Office

sync_api = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture
def served(small: Office) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, small.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_keys_press_what_they_say_and_nothing_while_typing(small: Office, served: str) -> None:
    browser = small.signed_in("boss")
    browser.get("/me/")
    cookie = browser.client.get_cookie("xunwang")
    assert cookie
    with sync_api.sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = chromium.new_context()
        context.add_cookies([{"name": "xunwang", "value": cookie.value, "url": served}])
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{served}/queue/")

        def press(key: str, *, leads: bool = True) -> None:
            if leads:
                with page.expect_navigation():
                    page.keyboard.press(key)
            else:
                page.keyboard.press(key)

        def at() -> int:
            return int(page.locator(".waiting li.at").get_attribute("data-row") or 0)

        def focus() -> str:
            return str(page.evaluate("document.activeElement.id"))

        numbers = [int(one.get_attribute("data-row") or 0) for one in page.locator(".waiting li").all()]
        assert page.locator("#keys").is_visible()
        press("j")
        press("x", leads=False)
        press("j")
        press("x", leads=False)
        press("k")
        assert at() == numbers[1]
        assert page.locator(".waiting input:checked").count() == 2  # ticks go along
        press("c")
        assert "已确认 2 个问题" in page.locator(".flash").inner_text()
        assert at() == numbers[3]
        press("d", leads=False)
        assert focus() == "reason"
        page.keyboard.type("jkxc?误报")
        assert at() == numbers[3]
        page.reload()
        assert page.locator("#reason").input_value() == "jkxc?误报"  # a draft outlives the page
        press("d", leads=False)
        press("Control+Enter")
        assert "已排除 1 个问题" in page.locator(".flash").inner_text()
        for key, field in (("m", "into"), ("a", "to"), ("t", "reason")):
            press(key, leads=False)
            assert focus() == field
            press("Escape", leads=False)
            assert focus() == ""
        press("?", leads=False)
        assert page.locator("#keys").is_hidden()
        looked = at()
        press("o")
        assert page.url == f"{served}/issues/{looked}"
        assert faults == []
        chromium.close()
    with small.ledger.connect() as connection:
        states = {one.id: one.state.value for one in issues.query(connection)}
        assert [states[number] for number in numbers] == [
            "new",
            "confirmed",
            "confirmed",
            "dismissed",
            "new",
            "new",
        ]
        assert [e.reason for e in issues.events(connection, numbers[3])][-1] == "jkxc?误报"
