"""Every route: not signed in, every role, another's unit, no token. A route that is not in this list fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from results.console import gate
from results.console.openapi import described
from results.ledger import audit, users
from results.ledger.complaints import ComplaintState
from results.ledger.engine import open_ledger
from results.lists.catalog import EXPORTED
from tests.results.console import complaints_office
from tests.results.console.notice_office import NUMBERS, REPORT, lay_files
from tests.results.console.office import (
    ACCOUNT,
    EAST,
    EAST_ACCOUNT,
    OTHER,
    PEOPLE,
    SITES,
    Office,
    furnish,
    opened,
    packed,
)


def openapi_routes() -> set[str]:
    return {path.replace("{number}", "<int:number>") for path in described()["paths"]}


ALL = set(PEOPLE)
BOSS = {"boss"}
JUDGES = {"boss", "inspector"}
JUDGED = ("dispatch", "verify", "reopen", "sort", "tie", "ask", "sender")
REVIEWERS = JUDGES | {"reviewer"}
CLOSED = ("users", "audit", "tasks")
"""Lists that not everybody may take away."""
WHO: dict[tuple[str, str], set[str]] = {
    ("GET", "/"): ALL,
    ("GET", "/queue/"): REVIEWERS,
    ("POST", "/queue/confirm"): JUDGES,
    ("POST", "/queue/dismiss"): JUDGES,
    ("POST", "/queue/merge"): JUDGES,
    ("POST", "/queue/assign"): JUDGES,
    ("POST", "/queue/comment"): REVIEWERS,
    ("POST", "/queue/reopen"): REVIEWERS,
    ("GET", "/issues/"): ALL,
    ("GET", "/issues/<int:number>"): ALL,
    ("GET", "/complaints/"): ALL,
    ("GET", "/complaints/<int:number>"): ALL,
    ("GET", "/complaints/figures"): ALL - {"contact"},
    ("GET", "/complaints/import"): JUDGES,
    ("POST", "/complaints/import"): JUDGES,
    ("GET", "/complaints/blank.xlsx"): JUDGES,
    ("GET", "/complaints/add"): JUDGES,
    ("POST", "/complaints/add"): JUDGES,
    **{("POST", f"/complaints/<int:number>/{act}"): JUDGES for act in JUDGED},
    ("POST", "/complaints/<int:number>/mend"): JUDGES | {"contact"},
    ("POST", "/complaints/<int:number>/answer"): JUDGES | {"contact"},
    ("POST", "/complaints/<int:number>/comment"): JUDGES | {"contact", "reviewer"},
    ("POST", "/complaints/<int:number>/review"): JUDGES | {"reviewer"},
    ("POST", "/complaints/<int:number>/urge"): JUDGES | {"reviewer"},
    ("GET", "/tasks/"): ALL - {"contact"},
    ("GET", "/tasks/<int:number>"): ALL - {"contact"},
    ("POST", "/tasks/<int:number>/answer"): JUDGES,
    ("GET", "/notices/"): ALL,
    ("GET", "/notices/<number>"): ALL,
    ("GET", "/notices/<number>/paper"): ALL,
    ("GET", "/notices/<number>/files/<int:file>"): ALL,
    ("GET", "/notices/draw/"): JUDGES,
    ("POST", "/notices/draw/"): JUDGES,
    ("POST", "/notices/<number>/remind"): JUDGES,
    ("POST", "/notices/<number>/withdraw"): JUDGES,
    ("POST", "/notices/<number>/accept"): JUDGES | {"reviewer"},
    ("POST", "/notices/<number>/give-back"): JUDGES | {"reviewer"},
    ("POST", "/notices/<number>/answer"): JUDGES | {"contact"},
    ("GET", "/outgoing/"): BOSS,
    ("POST", "/outgoing/<int:number>/again"): BOSS,
    ("POST", "/outgoing/<int:number>/drop"): BOSS,
    ("GET", "/outgoing/addresses/"): BOSS,
    ("POST", "/outgoing/addresses/add"): BOSS,
    ("POST", "/outgoing/addresses/remove"): BOSS,
    ("GET", "/sites/"): ALL,
    ("GET", "/sites/<key:key>"): ALL,
    ("GET", "/sites/<key:key>/paper"): ALL,
    ("GET", "/accounts/"): ALL,
    ("GET", "/accounts/<key:key>"): ALL,
    ("GET", "/units/"): ALL,
    ("GET", "/units/<key:name>"): ALL,
    ("GET", "/runs/"): ALL - {"contact"},
    ("GET", "/runs/<int:number>"): ALL - {"contact"},
    ("GET", "/search"): ALL,
    ("GET", "/issues/<int:number>/evidence"): ALL,
    ("GET", "/issues/<int:number>/page"): ALL,
    ("GET", "/issues/<int:number>/source"): ALL,
    ("POST", "/issues/<int:number>/record"): {"boss", "inspector"},
    ("POST", "/issues/<int:number>/look"): {"boss", "inspector", "contact"},
    ("GET", "/me/"): ALL,
    ("GET", "/me/password"): ALL,
    ("POST", "/me/password"): ALL,
    ("POST", "/sign-out"): ALL,
    ("GET", "/users/"): BOSS,
    ("GET", "/users/add"): BOSS,
    ("POST", "/users/add"): BOSS,
    ("GET", "/users/<int:number>"): BOSS,
    ("POST", "/users/<int:number>"): BOSS,
    ("POST", "/users/<int:number>/password"): BOSS,
    ("POST", "/users/<int:number>/unlock"): BOSS,
    ("POST", "/users/<int:number>/disable"): BOSS,
    ("POST", "/users/<int:number>/enable"): BOSS,
    ("GET", "/audit/"): BOSS,
    **{("GET", f"/{name}/export.<any(csv,xlsx):form>"): ALL for name in EXPORTED if name not in CLOSED},
    ("GET", "/tasks/export.<any(csv,xlsx):form>"): ALL - {"contact"},
    ("GET", "/users/export.<any(csv,xlsx):form>"): BOSS,
    ("GET", "/audit/export.<any(csv,xlsx):form>"): BOSS,
    ("GET", "/me/tokens"): ALL,
    ("POST", "/me/tokens"): ALL,
    ("POST", "/me/tokens/<int:token>/revoke"): ALL,
    ("GET", "/users/<int:number>/tokens"): BOSS,
    ("POST", "/users/<int:number>/tokens"): BOSS,
    ("POST", "/users/<int:number>/tokens/<int:token>/revoke"): BOSS,
    ("GET", "/reports/"): ALL - {"contact"},
    ("POST", "/reports/"): JUDGES,
    ("GET", "/reports/<name>"): BOSS,  # the others do not see all units
    ("GET", "/precision/"): ALL - {"contact"},
    ("POST", "/precision/<check>/reset"): BOSS,
}
PROGRAMS = {("GET", rule) for rule in openapi_routes()}
"""For programs: no session lets anybody in (test_api)."""
OPEN = {("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/static/<path:filename>")}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all that changes nothing, or changes only what does not matter to the next."""
    folder = tmp_path_factory.mktemp("routes")
    with open_ledger(f"sqlite:///{folder / 'l.sqlite'}") as ledger:
        furnish(ledger)
        complaints_office.furnish(ledger)
        yield opened(ledger, data=lay_files(folder))


PLACES: dict[str, Callable[[Office], dict[str, object]]] = {
    "issues": lambda office: {"<int:number>": office.numbers(SITES[0].key)[0]},
    "complaints": lambda office: {"<int:number>": complaints_office.in_state(office, ComplaintState.CLOSED)},
    "tasks": lambda office: {"<int:number>": complaints_office.task_of(office, SITES[0].key).id},
    "notices": lambda office: {"<number>": NUMBERS[0], "<int:file>": 1},
    "outgoing": lambda office: {"<int:number>": 1},
    "sites": lambda office: {"<key:key>": SITES[0].key},
    "accounts": lambda office: {"<key:key>": packed(EAST_ACCOUNT.key)},
    "units": lambda office: {"<key:name>": packed(EAST)},
    "runs": lambda office: {"<int:number>": 1},
    "users": lambda office: {"<int:number>": office.user(OTHER).id, "<int:token>": 10**9},
    "me": lambda office: {"<int:token>": 10**9},
    "reports": lambda office: {"<name>": REPORT},
    "precision": lambda office: {"<check>": "dead-links"},
}
"""By the first part of an address: what stands in it, of the eastern town, or one on whom administrators act."""


def path_of(office: Office, rule: str) -> str:
    """An address of the route."""
    rule = rule.replace("<any(csv,xlsx):form>", "csv")
    for name, value in PLACES.get(rule.split("/")[1], lambda _: {})(office).items():
        rule = rule.replace(name, str(value))
    assert "<" not in rule, rule
    return rule


def test_every_route_is_in_the_list_and_behind_the_gate(shared: Office) -> None:
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    there = {(m, rule.rule) for rule in shared.app.url_map.iter_rules() for m in methods if m in (rule.methods or ())}
    assert there == set(WHO) | OPEN | PROGRAMS
    endpoints = {rule.endpoint for rule in shared.app.url_map.iter_rules()}
    assert endpoints == set(gate.DOORS) | set(gate.API_DOORS) | gate.OPEN
    assert {endpoint for endpoint in endpoints if endpoint.startswith("api.")} == set(gate.API_DOORS)


@pytest.mark.parametrize(("method", "rule"), WHO)
def test_who_is_not_signed_in_is_sent_to_sign_in(shared: Office, method: str, rule: str) -> None:
    browser, path = shared.browser(), path_of(shared, rule)
    response = browser.get(path) if method == "GET" else browser.post(path)
    assert response.status_code == 302
    assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(("method", "rule"), WHO)
def test_each_role_gets_in_where_it_may_and_nowhere_else(shared: Office, method: str, rule: str, name: str) -> None:
    browser, path = shared.signed_in(name), path_of(shared, rule)
    response = browser.get(path) if method == "GET" else browser.post(path)
    if name in WHO[method, rule]:
        # Nobody has the token that stands in the address: that is said to those who may ask for it.
        assert response.status_code in ((404,) if "<int:token>" in rule else (200, 302, 422)), response.text
    else:
        assert response.status_code == 403
        assert "没有权限" in response.text


@pytest.mark.parametrize(("method", "rule"), [key for key in WHO if key[0] == "POST"])
def test_without_the_token_of_its_form_nothing_is_done(shared: Office, method: str, rule: str) -> None:
    for name in WHO[method, rule]:
        browser, path = shared.signed_in(name), path_of(shared, rule)
        with shared.ledger.connect() as connection:
            before = users.query(connection), audit.query(connection)
        for response in (browser.post(path, token=False), browser.client.post(path, data={"csrf_token": "x"})):
            assert response.status_code == 400
            assert "表单已失效" in response.text
        with shared.ledger.connect() as connection:
            assert (users.query(connection), audit.query(connection)) == before


def test_the_token_of_another_session_does_not_do(shared: Office) -> None:
    other = shared.signed_in("reader").token("/me/")
    browser = shared.signed_in("boss")
    browser.get("/me/")
    assert browser.client.post("/sign-out", data={"csrf_token": other}).status_code == 400


def test_a_token_is_asked_for_to_sign_in_too(shared: Office) -> None:
    assert shared.browser().post("/sign-in", {"name": "boss", "password": "x"}, token=False).status_code == 400


@pytest.mark.parametrize(
    ("name", "east", "west"),
    [
        ("boss", True, True),
        ("reviewer", True, True),
        ("inspector", True, False),
        ("contact", True, False),
        ("reader", True, False),
    ],
)
def test_what_is_of_another_unit_is_not_there(office: Office, name: str, east: bool, west: bool) -> None:
    browser = office.signed_in(name)
    listed, home = browser.get("/issues/?all=1").text, browser.get("/").text
    seen = {SITES[0].key: east, SITES[1].key: west, ACCOUNT.key: west}
    for subject, sees in seen.items():
        for number in office.numbers(subject):
            assert browser.get(f"/issues/{number}").status_code == (200 if sees else 404)
            assert (f'"/issues/{number}"' in listed) is sees
        assert (f"site={subject}" not in listed) or sees
    assert ("东镇网站" in listed, "西镇网站" in listed, "西镇发布" in listed) == (east, west, west)
    assert f"<b>{sum(2 for sees in seen.values() if sees)}</b>" in home.partition('id="issues"')[2]
    assert ("坏了" in home) is west
    assert "西镇" not in browser.get(f"/issues/?site={SITES[1].key}").text.partition("</form>")[2] or west


def test_a_contact_sees_nothing_below_his_unit(office: Office) -> None:
    with office.ledger.begin() as connection:
        users.give_units(connection, office.user("contact").id, [PEOPLE["reviewer"][1][0]])
    assert "没有符合条件" in office.signed_in("contact").get("/issues/?all=1").text
    assert "东镇网站" in office.signed_in("reviewer").get("/issues/?all=1").text


def test_what_is_not_there_is_said_so(shared: Office) -> None:
    for browser in (shared.browser(), shared.signed_in("boss")):
        response = browser.get("/nowhere")
        assert response.status_code == 404
        assert "没有这一页" in response.text
    assert shared.signed_in("boss").get("/users/999").status_code == 404
    assert shared.signed_in("boss").get("/issues/999").status_code == 404
    assert shared.signed_in("boss").post("/issues/").status_code == 405
