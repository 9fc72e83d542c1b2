"""Signing in and out in a browser: throttled, locked, ended; and what administrators do there is told."""

from __future__ import annotations

from datetime import timedelta
from time import sleep

import pytest

from results.access import Limits
from results.ledger import audit, users
from results.ledger.audit import Act
from tests.results.console.office import EAST, LATER, PASSWORD, SITES, Office, opened

NEW = "another-horse-8"
MINUTE = timedelta(minutes=1)


def acts(office: Office) -> list[tuple[str, str, str]]:
    with office.ledger.connect() as connection:
        assert audit.verify(connection).broken is None
        return [(e.who, e.act, e.address) for e in reversed(audit.query(connection, limit=100))]


def test_in_and_out(office: Office) -> None:
    browser = office.browser()
    assert browser.sign_in(" Inspector").location == "/"
    assert "inspector" in browser.get("/me/").text
    copied = browser.client.get_cookie("xunwang")
    assert copied
    assert browser.post("/sign-out").location == "/sign-in"
    assert browser.get("/").status_code == 302
    other = office.browser()  # who kept the cookie has nothing
    other.client.set_cookie("xunwang", copied.value)
    assert other.get("/").status_code == 302
    assert acts(office) == [("inspector", "entered", "127.0.0.1"), ("inspector", "left", "127.0.0.1")]


def test_what_is_wrong_is_told_alike(small: Office) -> None:
    browser = small.browser()
    said = [browser.sign_in(name, word) for name, word in (("boss", "wrong"), ("nobody", PASSWORD))]
    assert [response.status_code for response in said] == [401, 401]
    pages = [response.text.partition('role="status"')[2].partition("</p>")[0] for response in said]
    assert pages[0] == pages[1] != ""
    assert PASSWORD not in said[1].text
    assert browser.sign_in("", "").status_code == 200
    assert browser.get("/").status_code == 302


def test_failures_in_a_row_lock(small: Office) -> None:
    office = opened(small.ledger, limits=Limits(failures=3))
    browser = office.browser()
    for _ in range(3):
        browser.sign_in("reader", "wrong")
    assert browser.sign_in("reader").status_code == 401
    office.moment = LATER + 16 * MINUTE
    assert browser.sign_in("reader").status_code == 302
    assert [act for _, act, _ in acts(office)] == [*["refused"] * 3, "locked", "refused", "entered"]


def test_tries_are_throttled_by_address(small: Office) -> None:
    office = opened(small.ledger, per_address=3)
    browser = office.browser()
    said = [browser.sign_in(f"nobody{n}", "wrong").status_code for n in range(5)]
    assert said == [401, 401, 401, 429, 429]
    assert "试得太频繁" in browser.sign_in("x", "y").text
    assert browser.get("/sign-in").status_code == 200
    elsewhere = browser.client.post("/sign-in", data={}, environ_base={"REMOTE_ADDR": "10.0.0.2"})
    assert elsewhere.status_code == 400  # only the token is missing
    assert len(acts(office)) == 3  # what is throttled is not even told


def test_tries_are_throttled_by_name(small: Office) -> None:
    office = opened(small.ledger, per_name=2, limits=Limits(failures=50))
    browser = office.browser()
    assert [browser.sign_in(name, "wrong").status_code for name in ("boss", "BOSS ", "boss", "reader")] == [
        *(401, 401, 429, 401)
    ]


def test_the_old_password_cannot_be_guessed_without_end(small: Office) -> None:
    office = opened(small.ledger, per_address=2)
    browser = office.signed_in("reader")
    given = {"old": "wrong", "new": NEW, "again": NEW}
    assert [browser.post("/me/password", given).status_code for _ in range(3)] == [200, 200, 429]


def test_the_cookie(small: Office) -> None:
    for scheme, secure in (("http", False), ("https", True)):
        headers = small.browser().get("/sign-in", base_url=f"{scheme}://console.example/").headers
        cookie = headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is secure


def test_who_does_nothing_for_long_signs_in_again(small: Office) -> None:
    browser = opened(small.ledger, idle=timedelta(seconds=1)).signed_in("reader")
    sleep(0.6)
    assert browser.get("/me/").status_code == 200
    sleep(0.6)
    assert browser.get("/me/").status_code == 200  # used in between
    sleep(2.1)
    assert browser.get("/me/").status_code == 302


def test_no_session_lasts_for_ever(small: Office) -> None:
    browser = small.signed_in("reader")
    small.moment = LATER + timedelta(hours=11)
    assert browser.get("/me/").status_code == 200
    small.moment = LATER + timedelta(hours=13)
    response = browser.get("/me/")
    assert response.status_code == 302
    assert "登录已失效" in browser.get(response.location).text


def test_a_session_that_was_there_before_is_not_carried_on(small: Office) -> None:
    browser = small.browser()
    before = browser.token("/sign-in")
    with browser.client.session_transaction() as session:
        session["planted"] = "x"
    browser.sign_in("reader")
    with browser.client.session_transaction() as session:
        assert "planted" not in session
    assert browser.client.post("/sign-out", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/issues/?state=new", "/issues/?state=new"),
        ("//evil.example/", "/"),
        ("///evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nb", "/"),
    ],
)
def test_after_signing_in_one_goes_where_one_wanted_within_the_console(small: Office, wanted: str, goes: str) -> None:
    from urllib.parse import quote

    response = small.browser().sign_in("reader", path=f"/sign-in?next={quote(wanted)}")
    assert response.location == goes


def test_who_was_sent_to_sign_in_comes_back(small: Office) -> None:
    browser = small.browser()
    sent = browser.get("/issues/?check=dead-links").location
    assert browser.sign_in("reader", path=sent).location == "/issues/?check=dead-links"


def test_a_changed_password_ends_the_other_sessions(office: Office) -> None:
    here, there = office.signed_in("reader"), office.signed_in("reader")
    assert here.post("/me/password", {"old": PASSWORD, "new": NEW, "again": "x"}).status_code == 422
    weak = here.post("/me/password", {"old": PASSWORD, "new": "123", "again": "123"})
    assert "10 到 128" in weak.text
    assert here.post("/me/password", {"old": PASSWORD, "new": NEW, "again": NEW}).location == "/me/"
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert office.browser().sign_in("reader").status_code == 401
    assert office.browser().sign_in("reader", NEW).status_code == 302


def test_a_given_password_is_changed_before_anything_else(small: Office) -> None:
    boss = small.signed_in("boss")
    reader = small.signed_in("reader")
    given = boss.post(f"/users/{small.user('reader').id}/password")
    password = given.text.partition('class="once">')[2].partition("<")[0]
    assert len(password) >= 16
    assert reader.get("/").status_code == 302  # ended
    browser = small.browser()
    assert browser.sign_in("reader", password).status_code == 302
    for path in ("/", "/issues/", "/me/"):
        assert browser.get(path).location == "/me/password"
    assert browser.client.get("/me/password").status_code == 200
    with browser.client.session_transaction() as session:
        token = session["csrf_token"]
    assert token
    form = browser.get("/me/password").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    done = browser.client.post("/me/password", data={"csrf_token": form, "old": password, "new": NEW, "again": NEW})
    assert done.location == "/me/"
    assert browser.get("/").status_code == 200


def test_a_generated_password_lies_in_no_cookie(small: Office) -> None:
    response = small.signed_in("boss").post(f"/users/{small.user('reader').id}/password")
    password = response.text.partition('class="once">')[2].partition("<")[0]
    assert password not in str(response.headers)
    assert response.headers["Cache-Control"] == "no-store"


def test_every_act_of_an_administrator_is_told_and_shown(office: Office) -> None:
    boss = office.signed_in("boss")
    person = {"person": "李", "role": "inspector", "units": f"{EAST}\n"}
    assert boss.post("/users/add", {"name": "Li", "password": PASSWORD, **person}).status_code == 200
    number = office.user("li").id
    boss.post(f"/users/{number}", {**person, "role": "reader"})
    boss.post(f"/users/{number}/disable")
    assert not office.user("li").active
    boss.post(f"/users/{number}/enable")
    boss.post(f"/users/{number}/unlock")
    boss.post(f"/users/{number}/password", {"password": NEW})
    told = [Act.USER_ADDED, Act.USER_CHANGED, Act.USER_DISABLED, Act.USER_ENABLED, Act.USER_UNLOCKED, Act.PASSWORD_SET]
    assert acts(office) == [("boss", act.value, "127.0.0.1") for act in told]
    page = boss.get("/audit/").text
    assert "角色：检查员" in page
    assert "角色：查阅者" in page
    assert PASSWORD not in page + boss.get(f"/users/{number}").text
    assert "argon2" not in page
    assert boss.get("/audit/?act=user-changed").text.count('data-label="编号"') == 1
    assert boss.get("/audit/?who=nobody").text.count('data-label="编号"') == 0
    assert "前后相符" in boss.get("/audit/?verify=1").text


def test_a_log_that_was_edited_from_outside_says_so(small: Office) -> None:
    small.browser().sign_in("reader", "wrong")
    with small.ledger.begin() as connection:
        connection.exec_driver_sql("drop trigger audit_no_update")
        connection.exec_driver_sql("update audit set address = 'x'")
    assert "第 1 条起对不上" in small.signed_in("boss").get("/audit/?verify=1").text


def test_the_audit_log_goes_back_page_by_page(small: Office) -> None:
    office = opened(small.ledger, page=2)
    for _ in range(5):
        office.browser().sign_in("nobody", "x")
    boss = office.signed_in("boss")
    assert boss.get("/audit/").text.count('data-label="编号"') == 2
    assert "before=4" in boss.get("/audit/").text
    assert boss.get("/audit/?before=2").text.count('data-label="编号"') == 1


@pytest.mark.parametrize(
    ("path", "data", "says"),
    [
        ("/users/add", {"name": "boss", "person": "x", "role": "reader", "units": EAST}, "已有用户"),
        ("/users/add", {"name": "li", "person": "x", "role": "king", "units": EAST}, "invalid|有效|选项"),
        ("/users/add", {"name": "li", "person": "x", "role": "reader", "units": "没有这个局"}, "没有这个局"),
        ("/users/add", {"name": "li", "person": "x", "role": "contact", "whole": "y"}, "联系人"),
        ("/users/add", {"name": "li", "person": "", "role": "reader", "units": EAST}, "请填写"),
        ("/users/1", {"person": "x", "role": "reader", "units": EAST}, "不能把自己"),
    ],
)
def test_what_an_administrator_may_not_do_is_said(small: Office, path: str, data: dict[str, object], says: str) -> None:
    import re

    response = small.signed_in("boss").post(path, {"password": PASSWORD, **data})
    assert response.status_code == 422
    assert re.search(says, response.text)
    assert acts(small) == []


def test_nobody_disables_himself(small: Office) -> None:
    boss = small.signed_in("boss")
    page = boss.client.post(
        f"/users/{small.user('boss').id}/disable", data={"csrf_token": boss.token("/me/")}, follow_redirects=True
    )
    assert "不能把自己停用" in page.text
    assert small.user("boss").active


def test_who_loses_his_role_loses_it_at_once(small: Office) -> None:
    browser = small.signed_in("reviewer")
    number = small.numbers(SITES[1].key)[0]
    assert browser.get(f"/issues/{number}").status_code == 200
    with small.ledger.begin() as connection:
        users.give_units(connection, small.user("reviewer").id, [EAST])
    assert browser.get(f"/issues/{number}").status_code == 404
