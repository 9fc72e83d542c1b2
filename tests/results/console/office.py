"""A console over a small office: two towns below a county, users of every role, issues on both sides, all hostile."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Map
from werkzeug.test import TestResponse

from checks.facts.workdays import Calendar
from checks.indicators.edition import load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import Account, Registry, Site, Unit
from results import passwords, triage
from results.console.app import create_app
from results.console.desk import Desk
from results.console.keys import KeyConverter
from results.following import follow
from results.ledger import issues, outcomes, registry, runs, sums, users
from results.ledger.engine import Ledger
from results.ledger.users import Role, User
from results.sealing import Seal
from tests.results.console.look_office import furnish_look
from tests.results.console.notice_office import furnish_notices
from tests.results.making import DAY, NOW

SCRIPT = "<script>alert(1)</script>"
"""What stands in every field that a page shows."""
PASSWORD = "correct-horse-7"
LATER = NOW + DAY
COUNTY, EAST, WEST = f"县{SCRIPT}", f"东镇{SCRIPT}", f"西镇{SCRIPT}"
UNITS = (Unit(COUNTY), Unit(EAST, COUNTY), Unit(WEST, COUNTY))
SITES = (
    Site(f"东镇网站{SCRIPT}", "http://east.gov.cn/", EAST, code="3399990001"),
    Site(f"西镇网站{SCRIPT}", "http://west.gov.cn/", WEST, code="3399990002"),
)
ACCOUNT = Account("weibo", f"西镇发布{SCRIPT}", WEST, platform_id="w")
EAST_ACCOUNT = Account(
    f"平台{SCRIPT}",
    f"东镇发布{SCRIPT}",
    EAST,
    platform_id=f"e/{SCRIPT}",
    source=f"feed{SCRIPT}",
    source_url=f"http://h/{SCRIPT}",
)
PEOPLE = {
    "boss": (Role.ADMINISTRATOR, ()),
    "inspector": (Role.INSPECTOR, (EAST,)),
    "reviewer": (Role.REVIEWER, (COUNTY,)),
    "contact": (Role.CONTACT, (EAST,)),
    "reader": (Role.READER, (EAST,)),
}

SEAL = Seal(b"s" * 32)
OTHER = "other"
"""On whom administrators act."""


@cache
def digest() -> str:
    """Made once: it takes a while by design."""
    return passwords.digest(PASSWORD)


def furnish(ledger: Ledger) -> None:
    """Fills the ledger: the registry, a night that found the same on both sides, and the users."""
    with ledger.begin() as connection:
        registry.save(connection, Registry(UNITS, SITES, (), (ACCOUNT,)))
        keys = [site.key for site in SITES]
        run = runs.start(connection, kind="nightly", edition="national-2019", code="1", moment=NOW, subjects=keys)
        for site in SITES:
            _night(connection, run, SubjectType.SITE, site.key, site.home)
        _night(connection, run, SubjectType.ACCOUNT, ACCOUNT.key, "http://weibo.cn/w")
        runs.finish_job(connection, run, SITES[0].key, moment=NOW, visit=f"visits/{SCRIPT}")
        failed = runs.JobState.FAILED
        runs.finish_job(connection, run, SITES[1].key, moment=NOW, state=failed, detail=f"坏了{SCRIPT}")
        runs.finish(connection, run, NOW + timedelta(hours=3))
    sums.keep(ledger, run)
    furnish_look(ledger, run, SITES, (ACCOUNT, EAST_ACCOUNT))
    with ledger.begin() as connection:
        for number in [issue.id for issue in issues.query(connection)]:
            triage.comment(connection, number, who=f"王{SCRIPT}", text=f"备注{SCRIPT}", moment=NOW)
        for name, (role, units) in {**PEOPLE, OTHER: (Role.READER, (WEST,))}.items():
            person = User(0, name, f"{name}{SCRIPT}", role, units=units, password=digest())
            users.add(connection, replace(person, whole=role is Role.ADMINISTRATOR), moment=NOW)
    furnish_notices(ledger, {site.unit: site.key for site in SITES}, SCRIPT)


def _night(connection, run, kind, subject, home) -> None:  # type: ignore[no-untyped-def]
    link = {"reason": f"超时{SCRIPT}", "reason_code": "timeout", "tried": f"两次{SCRIPT}", "text": f"链接{SCRIPT}"}
    said = {
        "dead-links": Finding(
            "inner", f"javascript:alert(1)//{home}", ("a",), link, f"{home}{SCRIPT}", f"摘录{SCRIPT}"
        ),
        "hidden-links": Finding("hidden", home, ("b",), {"target": SCRIPT}, home, f"摘录{SCRIPT}", places=(SCRIPT,)),
    }
    told = [Outcome(check, kind, subject, Status.FAIL, (finding,), 3, 4, SCRIPT) for check, finding in said.items()]
    told.append(Outcome("slow-pages", kind, subject, Status.UNKNOWN, (), 0, 1, f"没有读到{SCRIPT}（3）"))
    outcomes.save(connection, run, told)
    follow(connection, run, subject, told, lambda url: True, load(), f"visits/{SCRIPT}")


@dataclass
class Browser:
    """One who uses the console. `post` sends the token of the form, as a browser does; `token=False` does not."""

    client: FlaskClient

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def post(self, path: str, data: dict[str, object] | None = None, *, token: bool = True) -> TestResponse:
        sent: dict[str, object] = dict(data or {})
        if token:
            with self.client.session_transaction() as session:
                signed_in = "_user_id" in session
            sent["csrf_token"] = self.token("/me/" if signed_in else "/sign-in")
        return self.client.post(path, data=sent)

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def sign_in(self, name: str, password: str = PASSWORD, path: str = "/sign-in") -> TestResponse:
        return self.post(path, {"name": name, "password": password})


@dataclass
class Office:
    ledger: Ledger
    app: Flask
    moment: datetime = LATER

    def browser(self) -> Browser:
        return Browser(self.app.test_client())

    def signed_in(self, name: str) -> Browser:
        """A browser in which `name` is signed in, without the cost of a password."""
        token = secrets.token_urlsafe()
        with self.ledger.begin() as connection:
            user = users.named(connection, name)
            assert user
            users.begin_session(connection, token, user, address="", moment=self.moment)
        browser = self.browser()
        with browser.client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})
            session.permanent = True
        return browser

    def numbers(self, subject: str) -> list[int]:
        with self.ledger.connect() as connection:
            return [issue.id for issue in issues.query(connection, sites=[subject])]

    def user(self, name: str) -> User:
        with self.ledger.connect() as connection:
            found = users.named(connection, name)
        assert found
        return found


def opened(ledger: Ledger, **more: object) -> Office:
    """An office over a furnished ledger. What is given stands on the desk instead of the defaults; the clock is the
    `moment` of the office, which a test may move."""
    office = Office(ledger, Flask("none"))
    own = {"seal": SEAL, "workdays": lambda edition: Calendar(), "code": "1", "data": Path("none")}
    given = {"per_address": 1000, "per_name": 1000, **own, **more}
    office.app = create_app(Desk(ledger, load, lambda: office.moment, b"k" * 32, **given))  # type: ignore[arg-type]
    return office


def multipart(field: str, file: bytes, name: str, **fields: object) -> dict[str, object]:
    """The body of a form with a file, as a browser sends it: of large ones the test client would leave a file open."""
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items())
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    data = f"{parts}{head}".encode() + file + b"\r\n--x--\r\n"
    return {"data": data, "content_type": "multipart/form-data; boundary=x"}


def stays_text(page: str, path: str = "") -> int:
    """How often the hostile text stands on a page, always as text: nothing on it runs but the console's own files."""
    page = re.sub(r'<script src="/static/[\w-]+\.js" defer></script>', "", page)
    assert "<script" not in page.lower(), path
    assert not re.search(r'(?:href|src|action)="\s*javascript:', page, re.IGNORECASE), path
    assert 'href=""' not in page, path  # what may not be clicked is no link
    assert not re.search(r"<[^>]+\son\w+=", page), path
    return page.count("&lt;script&gt;")


def packed(key: str) -> str:
    """A key as a part of an address, as the console writes it."""
    return KeyConverter(Map()).to_url(key)


def texts(responses: Iterable[TestResponse]) -> str:
    return "\n".join(response.text for response in responses)
