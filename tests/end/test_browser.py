"""The way of an inspector through the console in a real browser, over the county of `demo --serve`: from the overview
to a confirmed issue, a notice that its unit answers, a message of 找错 that is answered, an export and a report."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from checks.model.registry import BEIJING
from results.reports.periods import Span, holding
from tests.end.browser import PHONE, PICTURES, Person, needs_chromium, opened, person
from tests.end.office import ROOT

pytestmark = needs_chromium
_LONGEST = 1_500
UNIT, SITE = "临江县人民政府办公室", "3399990001"
"""The office of the county, for which the contact of the demo answers, and its portal."""


@dataclass
class Demo:
    """A demo that serves: what it printed so far, and how one signs in."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    ready: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("控制台："):
                self.ready.set()
        self.ready.set()

    @property
    def text(self) -> str:
        return "".join(self.said)

    @property
    def home(self) -> str:
        return re.findall(r"控制台：(http://[^/]+)/", self.text)[0]

    @property
    def password(self) -> str:
        return re.findall(r"口令都是 (\S+)）", self.text)[0]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`demo --serve`, as a new user would start it; stopped as a service is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = ("demo", "--serve", "--port", str(port), "--folder", str(tmp_path_factory.mktemp("demo") / "demo"))
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "schedule.py"), *given],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}, start_new_session=True,
    )  # fmt: skip
    made = Demo(process)
    listener = threading.Thread(target=made.listen, daemon=True)
    listener.start()
    try:
        assert made.ready.wait(_LONGEST), made.text
        assert process.poll() is None, made.text
        yield made
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0, made.text
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        listener.join(10)
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as made:
        yield made


def test_from_the_overview_to_an_export(demo: Demo, browser: Browser) -> None:
    with person(browser, demo.home) as inspector:
        inspector.sign_in("inspector", demo.password)
        expect(inspector.page.get_by_role("heading", name="上一次夜间巡查")).to_be_visible()
        inspector.picture("01-overview")
        confirmed = confirm_by_keyboard(inspector)
        notice = draw_notice(inspector, confirmed)
        with person(browser, demo.home, PHONE) as contact:
            answer_notice(contact, demo, notice)
            assert contact.troubles == []
        close_notice(inspector, notice)
        answer_message(inspector)
        export(inspector, confirmed)
        inspector.page.get_by_role("button", name="退出").click()
        inspector.go("/issues/")
        expect(inspector.page.get_by_role("button", name="登录")).to_be_visible()
        assert inspector.troubles == []


def confirm_by_keyboard(inspector: Person) -> int:
    """Chooses a fault of the unit in the queue, looks at its evidence and confirms it, all by keys."""
    page = inspector.page
    page.get_by_role("link", name="待判断").click()
    inspector.picture("02-queue")
    inspector.go(f"/queue/?site={SITE}&check=dead-links")
    number = int(page.locator("[data-row]").first.get_attribute("data-row") or 0)
    page.keyboard.press("o")
    page.wait_for_url(f"**/issues/{number}**")
    expect(page.frame_locator("iframe").locator("mark").first).to_be_visible()
    inspector.picture("03-issue")
    inspector.go(f"/queue/?site={SITE}&check=dead-links&at={number}")
    page.keyboard.press("c")
    expect(page.get_by_role("status").first).to_contain_text("确认")
    inspector.go(f"/issues/{number}")
    expect(page.locator(".tag", has_text="已确认").first).to_be_visible()
    return number


def draw_notice(inspector: Person, issue: int) -> str:
    page = inspector.page
    page.get_by_role("link", name="整改通知", exact=True).click()
    inspector.go("/notices/draw/")
    page.get_by_role("link", name=UNIT, exact=True).click()
    expect(page.get_by_label(f"问题 {issue} 写进通知")).to_be_checked()
    inspector.picture("04-notice-draw")
    page.get_by_role("button", name="下一步：预览").click()
    inspector.picture("05-notice-preview")
    page.get_by_role("button", name="发出").click()
    expect(page.get_by_role("status").first).to_contain_text("已发出")
    inspector.picture("06-notice")
    assert inspector.downloaded("下载通知单（Word）").startswith(b"PK")
    return re.findall(r"/notices/([\d-]+)", page.url)[0]


def answer_notice(contact: Person, demo: Demo, notice: str) -> None:
    """The unit answers, on a phone."""
    contact.sign_in("contact", demo.password)
    contact.picture("07-phone-overview")
    contact.go(f"/notices/{notice}")
    contact.page.get_by_role("textbox", name="整改情况").fill("已改正")
    contact.picture("08-phone-notice")
    contact.page.get_by_role("button", name="提交反馈").click()
    expect(contact.page.get_by_role("status").first).to_contain_text("反馈已提交")
    contact.go("/users/")
    expect(contact.page.get_by_role("heading", name="没有权限")).to_be_visible()


def close_notice(inspector: Person, notice: str) -> None:
    page = inspector.page
    inspector.go(f"/notices/{notice}")
    page.get_by_label("理由", exact=True).fill("已复查")
    inspector.picture("09-notice-answered")
    page.get_by_role("button", name="同意，销号").click()
    expect(page.get_by_role("status").first).to_contain_text("已销号")


def answer_message(inspector: Person) -> None:
    """Takes a message of 找错 all the way: dispatched, found true, mended, answered, reviewed."""
    page = inspector.page
    page.get_by_role("link", name="找错", exact=True).click()
    inspector.picture("10-messages")
    inspector.go("/complaints/1")
    inspector.picture("11-message")
    page.get_by_role("button", name="派发", exact=True).click()
    page.get_by_label("属实", exact=True).check()
    page.get_by_role("button", name="写下核实结论").click()
    page.get_by_role("textbox", name="整改情况").fill("已修复链接")
    page.get_by_role("button", name="登记整改").click()
    expect(page.get_by_label("给网民的答复")).to_have_value(re.compile("已修复链接"))
    inspector.picture("12-message-answer")
    page.get_by_role("button", name="答复", exact=True).click()
    page.get_by_label("通过，办结").check()
    page.get_by_role("button", name="提交复核").click()
    expect(page.get_by_role("heading", name="已办结")).to_be_visible()
    inspector.picture("13-message-closed")


def export(inspector: Person, issue: int) -> None:
    inspector.go("/issues/?all=1&check=dead-links")
    inspector.picture("14-issues")
    book = openpyxl.load_workbook(BytesIO(inspector.downloaded("Excel")))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert str(issue) in [str(row["编号"]) for row in told]
    assert {row["检查"] for row in told} == {"dead-links"}


def test_a_report_is_asked_for_made_and_taken(demo: Demo, browser: Browser) -> None:
    quarter = holding(Span.QUARTER, datetime.now(BEIJING).date()).code
    with person(browser, demo.home) as boss:
        boss.sign_in("admin", demo.password)
        boss.page.get_by_role("link", name="报告", exact=True).click()
        boss.page.get_by_label("哪一份").select_option(f"quarter:{quarter}")
        boss.page.get_by_role("button", name="生成").click()
        expect(boss.page.get_by_role("status").first).to_contain_text("已要求生成")
        written, limit = boss.page.locator(".tag", has_text="已写好"), time.monotonic() + _LONGEST
        while not written.count() and time.monotonic() < limit:
            boss.page.wait_for_timeout(500)
            boss.go("/reports/")
        expect(written).to_be_visible()
        boss.picture("15-reports")
        paper = Document(BytesIO(boss.downloaded(f"季通报-{quarter}.docx")))
        assert any("通报" in one.text for one in paper.paragraphs)
        book = openpyxl.load_workbook(BytesIO(boss.downloaded(f"季通报-{quarter}.xlsx")))
        assert "网站检查情况表" in book.sheetnames
        assert boss.troubles == []


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_every_page_fits_and_asks_for_nothing_outside(demo: Demo, browser: Browser, size: str) -> None:
    """The pages that are looked at, each as a picture: nothing wider than the window, nothing the policy refused."""
    places = {
        "home": "/", "queue": "/queue/", "issues": "/issues/", "issue": "/issues/1", "notices": "/notices/?all=1",
        "messages": "/complaints/", "figures": "/complaints/figures", "tasks": "/tasks/", "task": "/tasks/1",
        "sites": "/sites/", "site": f"/sites/{SITE}", "accounts": "/accounts/", "units": "/units/",
        "unit": f"/units/{UNIT}", "runs": "/runs/", "reports": "/reports/", "run": "/runs/1",
        "precision": "/precision/", "search": "/search?q=临江", "users": "/users/",
        "audit": "/audit/", "outgoing": "/outgoing/", "me": "/me/",
    }  # fmt: skip
    with person(browser, demo.home, PHONE if size == "phone" else None) as boss:
        boss.sign_in("admin", demo.password)
        for name, path in places.items():
            response = boss.page.goto(demo.home + path)
            assert response is not None, path
            assert response.status == 200, path
            boss.picture(f"{size}-{name}")
            wide = boss.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, wide)
        assert boss.troubles == []


def test_pictures_are_kept() -> None:
    assert {"01-overview.png", "14-issues.png", "phone-issue.png"} <= {path.name for path in PICTURES.iterdir()}
