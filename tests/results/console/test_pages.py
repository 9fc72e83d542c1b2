"""What the pages show: hostile text as text, filters, what a night covered, and headers that keep others out."""

from __future__ import annotations

import re
from html import unescape

import pytest

from checks.indicators.words import word
from results import access
from results.access import Given
from results.ledger import issues, runs, users
from results.ledger.audit import Act, Doer
from results.ledger.users import Role
from tests.results.console.notice_office import NUMBERS
from tests.results.console.office import (
    ACCOUNT,
    EAST,
    EAST_ACCOUNT,
    LATER,
    PASSWORD,
    SCRIPT,
    SITES,
    UNITS,
    Office,
    opened,
    packed,
    stays_text,
)
from tests.results.making import NOW


def paths(office: Office) -> list[str]:
    """Every page that shows what is kept."""
    some = [number for site in SITES for number in office.numbers(site.key)]
    people = [office.user(name).id for name in ("boss", "contact")]
    given = "q%3Cscript%3Ealert(1)%3C/script%3E"
    lists = [f"/issues/?all=1&site={given}&unit={given}&text={given}&check={given}&kind={given}&order={given}"]
    return [
        *("/", "/issues/", "/issues/?all=1&order=subject", *lists),
        *(f"/issues/{number}" for number in some),
        *("/notices/?all=1", f"/notices/?all=1&unit={given}", "/notices/draw/", f"/notices/draw/?text={given}"),
        *(f"/notices/{number}" for number in NUMBERS),
        *("/outgoing/", "/outgoing/addresses/", f"/outgoing/addresses/?text={given}"),
        *(f"/{noun}/" for noun in ("sites", "accounts", "units", "runs")),
        *(f"/{noun}/?text={given}&unit={given}&region={given}&platform={given}" for noun in ("sites", "accounts")),
        *(f"/sites/{site.key}" for site in SITES),
        *(f"/accounts/{packed(account.key)}" for account in (ACCOUNT, EAST_ACCOUNT)),
        *(f"/units/{packed(unit.name)}" for unit in UNITS),
        *("/runs/1", f"/search?q={given}", "/search?q=%3Cscript", f"/units/?text={given}&region={given}"),
        *("/audit/?verify=1", f"/audit/?who={given}", "/me/", "/users/"),
        *(f"/users/{number}" for number in people),
        f"/nowhere/{given}",
    ]


def test_stored_script_stays_text(office: Office) -> None:
    with office.ledger.begin() as connection:
        number = office.user("reader").id
        given = Given(f"李{SCRIPT}", Role.READER, units=(EAST,))
        access.alter(connection, Doer(f"x{SCRIPT}", SCRIPT), number, given, moment=NOW)
    browser = office.signed_in("boss")
    shown = 0
    for path in paths(office):
        response = browser.get(path)
        assert response.status_code == (404 if "nowhere" in path else 200), path
        shown += stays_text(response.text, path)
    assert shown > 50


def test_the_page_of_an_issue_has_its_evidence(office: Office) -> None:
    page = office.signed_in("boss").get(f"/issues/{office.numbers(SITES[0].key)[0]}").text
    for words in ("超时", "两次", "链接", "摘录", "备注", "3/4", "visits/", "east.gov.cn", "怎样整改", "新发现"):
        assert words in page, words


def test_the_first_page_says_what_was_looked_at_and_what_was_not(office: Office) -> None:
    page = office.signed_in("boss").get("/").text
    figures = dict(re.findall(r"<b>(\d+)</b>(?:<a [^>]+>)?([^<]+)", page))
    assert ("2", "登记的网站") in {(v, k) for v, k in re.findall(r"<b>(\d+)</b>(?:<a [^>]+>)?([^<]+)", page)}
    assert figures
    told = {text: int(number) for number, text in re.findall(r"<b>(\d+)</b>(?:<a [^>]+>)?([^<]+)", page)}
    assert (told["已巡查"], told["没有做完"], told["这次没有安排"]) == (1, 1, 0)
    assert "坏了" in page
    assert "没有读到&lt;script&gt;alert(1)&lt;/script&gt;</td>" in page  # without the number of one subject
    assert "暗链" in page
    assert told["新发现"] == 6


def test_a_night_that_goes_on_is_told_beside_the_last(office: Office) -> None:
    with office.ledger.begin() as connection:
        keys = [site.key for site in SITES]
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=LATER, subjects=keys)
        runs.finish_job(connection, run, keys[0], moment=LATER)
    page = office.signed_in("boss").get("/").text
    assert "已判断网站 1/2 个" in page
    assert "坏了" in page
    assert "已判断网站 1/1 个" in office.signed_in("contact").get("/").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 6),
        ("state=new", 6),
        ("state=fixed", 0),
        ("state=fixed&state=new", 6),
        ("check=dead-links", 3),
        ("kind=veto", 3),
        ("kind=deduct", 3),
        ("kind=hint", 0),
        ("kind=nonsense", 0),
        ("kind=veto&check=hidden-links", 3),
        ("kind=veto&check=dead-links", 0),  # as in the sheet of the same address
        ("site=3399990001", 2),
        ("site=西镇发布", 2),
        ("site=east.gov", 2),
        ("unit=西镇", 4),
        ("unit=县", 6),
        ("unit=没有", 0),
        ("text=摘录", 3),
        ("text=west.gov", 2),
        ("text=%25", 0),
        ("order=oldest&check=hidden-links", 3),
        ("order=subject", 6),
        ("after=nonsense&state=nonsense", 6),
    ],
)
def test_the_address_of_a_list_says_what_is_in_it(small: Office, asked: str, found: int) -> None:
    page = small.signed_in("boss").get(f"/issues/?{asked}").text
    assert len(re.findall(r'data-label="编号"', page)) == found


def test_a_list_goes_on_where_the_page_ended(small: Office) -> None:
    browser = Office(small.ledger, opened(small.ledger, page=4).app).signed_in("boss")
    first = browser.get("/issues/?check=dead-links&check=&state=new&order=oldest").text
    assert 'rel="next"' not in first  # three
    first = browser.get("/issues/?state=new&text=cn").text
    (address,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = browser.get(address.replace("&amp;", "&")).text
    numbers = [int(n) for page in (first, second) for n in re.findall(r'data-label="编号"[^>]*><a [^>]+>(\d+)', page)]
    assert len(numbers) == len(set(numbers)) == 6
    assert "text=" in address


def test_every_act_of_the_audit_log_has_a_word() -> None:
    assert [act for act in Act if word("act", act.value) == act.value] == []


def test_the_page_to_hand_over_is_for_who_sees_the_site(small: Office) -> None:
    contact = small.signed_in("contact")
    response = contact.get(f"/sites/{SITES[0].key}/paper")
    assert response.data[:2] == b"PK"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert contact.get(f"/sites/{SITES[1].key}/paper").status_code == 404
    assert small.signed_in("boss").get("/sites/nothing/paper").status_code == 404


def test_headers_keep_others_out(small: Office) -> None:
    for response in (
        small.browser().get("/sign-in"),
        small.signed_in("boss").get("/"),
        small.browser().get("/nowhere"),
    ):
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


def test_pages_need_no_outside_host_and_no_script(small: Office) -> None:
    browser = small.signed_in("boss")
    for path in ("/", "/issues/", "/users/", "/sites/3399990001", "/static/console.css", "/static/look.css"):
        with browser.get(path) as response:
            page = response.text
        assert not re.search(r'(?:src|<link[^>]+href|@import|url\()\s*=?\s*["\(]?https?:', page), path


def test_every_field_has_a_label_and_every_page_a_way_past_the_menu(small: Office) -> None:
    browser = small.signed_in("boss")
    lists = (f"/{noun}/" for noun in ("issues", "sites", "accounts", "units", "notices", "audit"))
    for path in ("/sign-in", "/me/password", "/users/add", f"/notices/{NUMBERS[0]}", *lists):
        page = browser.get(path).text
        assert '<a class="skip" href="#main">' in page
        for name in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page):
            assert f'for="{name}"' in page or re.search(rf'<label[^>]*><input[^>]* id="{name}"', page), (path, name)


def test_errors_are_told_in_chinese_and_not_where_the_ledger_is(small: Office, url: str) -> None:
    browser = small.signed_in("boss")
    with small.ledger.begin():
        locked = browser.post(
            "/users/add", {"name": "li", "person": "李", "role": "reader", "units": EAST, "password": PASSWORD}
        )
        again = browser.post(f"/users/{small.user('reader').id}", {"person": "新名字", "role": "reader", "units": EAST})
        assert browser.get("/").status_code == 200  # who reads waits for nobody
    for response in (locked, again):
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "sqlite" not in response.text
        assert "没有写入" in response.text
    assert PASSWORD not in locked.text  # a password is not sent back
    typed = re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', again.text)
    fields = {name: unescape(value) for name, value in typed}
    assert fields["person"] == "新名字"
    assert browser.client.post(f"/users/{small.user('reader').id}", data=fields).status_code == 302
    assert small.user("reader").person == "新名字"


def test_what_breaks_is_told_without_a_trace(small: Office) -> None:
    def breaks() -> str:
        raise ZeroDivisionError("geheim")

    small.app.view_functions["home.page"] = breaks
    response = small.signed_in("boss").get("/")
    assert response.status_code == 500
    assert "程序出错" in response.text
    assert "geheim" not in response.text


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_numbers_that_nothing_has(office: Office, number: int) -> None:
    browser = office.signed_in("boss")
    for path in (f"/issues/{number}", f"/users/{number}"):
        assert browser.get(path).status_code == 404, path
    first = browser.get("/issues/?order=subject").text.count("<td")
    for path in (f"/issues/?after={number}", f"/issues/?after=-{number}", f"/audit/?before={number}"):
        assert browser.get(path).status_code == 200, path
    assert browser.get(f"/issues/?after={number}&order=subject").text.count("<td") == first


def test_what_no_browser_types_is_refused(office: Office) -> None:
    browser = office.signed_in("boss")
    for path in ("/issues/?text=%00a", "/issues/?unit=%00", "/issues/?check=%00", "/audit/?who=a%00"):
        assert browser.get(path).status_code == 400, path
    given = {"name": "li", "person": "李", "role": "reader", "units": "a\0b"}
    assert browser.post("/users/add", given).status_code == 400
    assert office.browser().sign_in("a\0b").status_code == 400


def test_too_much_is_refused(small: Office) -> None:
    response = small.signed_in("boss").post("/me/password", {"old": "x" * 1_100_000})
    assert response.status_code == 413
    assert "内容太大" in response.text


def test_an_issue_whose_subject_is_registered_no_longer_is_seen_by_who_sees_all(small: Office) -> None:
    with small.ledger.begin() as connection:
        from results.ledger import tables

        connection.execute(tables.sites.delete())
        (number, *_) = [issue.id for issue in issues.query(connection, sites=[SITES[0].key])]
        assert users.named(connection, "reviewer")
    assert small.signed_in("boss").get(f"/issues/{number}").status_code == 200
    assert small.signed_in("reviewer").get(f"/issues/{number}").status_code == 404
