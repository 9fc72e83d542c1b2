"""The links beside a list lead to a sheet of exactly what the list shows, for everyone who reads it."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from urllib.parse import quote

import pytest

from results.ledger import complaints
from results.ledger.complaints import ComplaintState
from tests.results.console.complaints_office import in_state
from tests.results.console.listed_office import furnish_lists, token_of
from tests.results.console.office import EAST, SITES, Browser, Office, opened

EASTERN = quote("东镇")
ASKED = {
    "issues": ("", "?state=new", "?all=1", "?check=dead-links", f"?unit={EASTERN}", "?text=east&order=oldest"),
    "sites": (
        "", f"?unit={EASTERN}", "?text=3399990001", "?text=9990001", "?verdict=never", "?verdict=idle", "?region=x",
        "?level=county", "?kind=other", "?order=score", "?order=name", "?platform=weibo",
    ),
    "accounts": ("", f"?unit={EASTERN}", "?platform=weibo", "?order=name", "?verdict=never", "?kind=other", "?text=w"),
    "units": ("", f"?text={EASTERN}", "?region=x", "?level=county"),
    "runs": ("",),
    "notices": ("", "?all=1", "?state=sent", "?overdue=1", "?overdue=1&state=sent", f"?unit={EASTERN}&all=1"),
    "complaints": (
        "", "?all=1", "?state=received", "?state=closed&state=answered", "?overdue=1", "?overdue=1&state=closed",
        "?verdict=none", "?verdict=true&all=1", f"?unit={EASTERN}", f"?unit={quote('没有')}", "?text=verified&all=1",
        f"?category={quote('内容无法访问')}",
    ),
    "tasks": (
        "", "?state=done", "?rule=public-outcry", "?site=3399990001",
        "?site=east.gov.cn", f"?unit={EASTERN}", "?site=-",
    ),
}  # fmt: skip


def shown(page: str) -> int:
    return len(re.findall("<tr><td", page))


def names(page: str, noun: str) -> set[str]:
    """What the page links to, of its own noun."""
    found = {unescape(name) for name in re.findall(rf'href="/{noun}/([^/"?]+)"', page)}
    return found - {"add", "import", "figures", "draw", "units", "export.csv", "export.xlsx"}


def sheet(browser: Browser, page: str, noun: str) -> list[list[str]]:
    links = re.findall(rf'href="(/{noun}/export\.csv[^"]*)"', page)
    assert len(links) == 1, noun
    with browser.get(unescape(links[0])) as response:
        assert response.status_code == 200, (links, response.text)
        return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize("name", ["boss", "inspector", "reviewer", "reader", "contact"])
def test_a_sheet_holds_exactly_what_its_page_shows(office: Office, name: str) -> None:
    furnish_lists(office)
    browser, counts = opened(office.ledger, page=500).signed_in(name), set()
    for noun, some in ASKED.items():
        if noun in ("runs", "tasks") and name == "contact":
            continue
        for asked in some:
            page = browser.get(f"/{noun}/{asked}")
            assert page.status_code == 200, (noun, asked)
            found = sheet(browser, page.text, noun)
            assert len(found) == shown(page.text), (noun, asked)
            if noun in ("issues", "complaints", "tasks", "runs"):
                assert {row[0] for row in found} == names(page.text, noun), (noun, asked)
            counts.add((noun, len(found)))
    assert {noun for noun, count in counts if count} >= {
        "issues",
        "sites",
        "accounts",
        "units",
        "notices",
        "complaints",
    }


def test_a_contact_takes_no_message_that_was_not_given_to_his_unit(office: Office) -> None:
    number = in_state(office, ComplaintState.RECEIVED)
    with office.ledger.connect() as connection:
        assert complaints.get(connection, number).unit == EAST
    secret = token_of(office, "contact")
    client = office.app.test_client()
    told = {"headers": {"Authorization": f"Bearer {secret}"}}
    for path in ("/api/v1/complaints", "/api/v1/complaints?state=received"):
        answer = client.get(path, **told).json  # type: ignore[arg-type]
        assert answer is not None
        assert not [line for line in answer["items"] if line["state"] == "received"]
    assert client.get(f"/api/v1/complaints/{number}", **told).status_code == 404  # type: ignore[arg-type]
    with office.signed_in("contact").get("/complaints/export.csv?all=1&state=received") as response:
        assert len(response.text.splitlines()) == 1
    with office.signed_in("inspector").get("/complaints/export.csv?all=1&state=received") as response:
        assert len(response.text.splitlines()) > 1


def test_the_order_of_the_page_is_that_of_the_sheet(office: Office) -> None:
    browser = office.signed_in("boss")
    for asked in ("?order=name", ""):
        page = browser.get(f"/sites/{asked}").text
        codes = [site.code for site in SITES]
        listed = sorted(codes, key=page.index)
        found = [re.sub("^'", "", row[0]) for row in sheet(browser, page, "sites")]
        assert [code for code in found if code in codes] == listed
