"""Tokens: made by their user or an administrator, shown once, over, taken back; what is told of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from results.ledger import audit, tokens
from results.ledger.audit import Act
from results.ledger.token_tables import api_tokens
from results.tokens import MOST
from tests.results.console.listed_office import token_of
from tests.results.console.office import LATER, OTHER, SCRIPT, Browser, Office, stays_text

NEW = {"name": f"年报{SCRIPT}", "days": "30"}


def made(browser: Browser, path: str = "/me/tokens", **given: object) -> str:
    response = browser.post(path, {**NEW, **given})
    found = re.search(r'<code class="once">([^<]+)</code>', response.text)
    assert found, response.text
    stays_text(response.text)
    return found[1]


def works(office: Office, secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return office.browser().get("/api/v1/sites", headers=headers).status_code


def test_a_token_is_shown_once_and_kept_as_a_digest(office: Office) -> None:
    browser = office.signed_in("reader")
    secret = made(browser)
    assert works(office, secret) == 200
    page = browser.get("/me/tokens").text
    assert secret not in page
    assert stays_text(page)
    with office.ledger.connect() as connection:
        (row,) = connection.execute(select(api_tokens))
        assert secret not in str(row)
        assert row.digest == tokens.digest(secret)
        (entry,) = audit.query(connection, act=Act.TOKEN_MADE)
        assert (entry.who, entry.after["token"]) == ("reader", NEW["name"])
        assert secret not in str(entry)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "名称应有"),
        ({"days": "0"}, "应为 1 到"),
        ({"days": "367"}, "应为 1 到"),
        ({"days": "x"}, "整数"),
        ({"name": "a" * 61}, "60"),
        ({"name": "a\u202eb"}, "名称应有"),
    ],
)
def test_what_no_token_may_be(small: Office, given: dict[str, str], said: str) -> None:
    response = small.signed_in("reader").post("/me/tokens", {**NEW, **given})
    assert response.status_code == 422
    assert re.search(said, response.text)
    with small.ledger.connect() as connection:
        assert not list(connection.execute(select(api_tokens)))


def test_a_double_click_makes_one_token(small: Office) -> None:
    browser = small.signed_in("reader")
    made(browser)
    again = browser.post("/me/tokens", NEW)
    assert again.status_code == 422
    assert "已有名为" in again.text


def test_only_so_many(small: Office) -> None:
    for number in range(MOST):
        token_of(small, "reader", called=str(number))
    assert "最多有" in small.signed_in("reader").post("/me/tokens", NEW).text


def test_a_token_is_taken_back_once(small: Office) -> None:
    browser = small.signed_in("reader")
    secret = made(browser)
    (number,) = re.findall(r"/me/tokens/(\d+)/revoke", browser.get("/me/tokens").text)
    for _ in range(2):
        assert browser.post(f"/me/tokens/{number}/revoke").location == "/me/tokens"
    assert works(small, secret) == 401
    assert "已作废" in browser.get("/me/tokens").text
    with small.ledger.connect() as connection:
        assert [entry.who for entry in audit.query(connection, act=Act.TOKEN_REVOKED)] == ["reader"]


def test_nobody_takes_back_the_token_of_another(small: Office) -> None:
    secret = token_of(small, "boss")
    assert small.signed_in("reader").post("/me/tokens/1/revoke").status_code == 404
    boss, reader = small.signed_in("boss"), small.user("reader").id
    assert boss.post(f"/users/{reader}/tokens/1/revoke").status_code == 404
    assert boss.post("/users/99999/tokens/1/revoke").status_code == 404
    assert boss.get("/users/99999/tokens").status_code == 404
    assert works(small, secret) == 200


def test_an_administrator_makes_and_takes_back_for_others(small: Office) -> None:
    boss, number = small.signed_in("boss"), small.user(OTHER).id
    secret = made(boss, f"/users/{number}/tokens")
    assert works(small, secret) == 200
    assert boss.post(f"/users/{number}/tokens/1/revoke").location == f"/users/{number}/tokens"
    assert works(small, secret) == 401


def test_a_token_ends_with_its_days_and_with_its_user(small: Office) -> None:
    short, long = token_of(small, "reader", days=1), token_of(small, "reader", days=30, called="b")
    small.moment = LATER + timedelta(days=1)
    assert [works(small, one) for one in (short, long)] == [401, 200]
    boss = small.signed_in("boss")
    boss.post(f"/users/{small.user('reader').id}/disable")
    assert works(small, long) == 401
    assert boss.post(f"/users/{small.user('reader').id}/tokens", NEW).status_code == 422
    boss.post(f"/users/{small.user('reader').id}/enable")
    assert works(small, long) == 200
    boss.post(f"/users/{small.user('reader').id}/password", {"password": "given-horse-9"})
    assert works(small, long) == 403  # until he changed what was given to him


def test_the_last_use_is_written_once_a_minute_and_holds_up_nobody(small: Office) -> None:
    secret = token_of(small, "reader")

    def used() -> object:
        with small.ledger.connect() as connection:
            return connection.execute(select(api_tokens.c.used)).scalar_one()

    assert used() is None
    works(small, secret)
    assert used() == LATER
    small.moment = LATER + timedelta(seconds=59)
    works(small, secret)
    assert used() == LATER
    small.moment = LATER + timedelta(seconds=60)
    with small.ledger.begin():
        assert works(small, secret) == 200
    assert used() == LATER
    works(small, secret)
    assert used() == small.moment
