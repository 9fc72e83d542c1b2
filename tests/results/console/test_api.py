"""The interface for programs: by token alone, within its scope, described as it is, and never at a loss."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from checks.indicators.edition import load
from results.console import gate
from results.console.openapi import described
from results.ledger import issues
from results.ledger.engine import Ledger, open_ledger
from results.lines import issue_line
from results.lists.catalog import READ
from results.lists.listing import packed
from tests.results.console.listed_office import furnish_lists, token_of
from tests.results.console.office import PEOPLE, SITES, Office, furnish, opened

SPEC = described()
PATHS = sorted(SPEC["paths"])
LISTS = [f"/api/v1/{name}" for name in READ]
MANY = {"per_token": 1_000_000}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_ledger(f"sqlite:///{tmp_path_factory.mktemp('api') / 'l.sqlite'}", busy_seconds=0.2) as ledger:
        furnish(ledger)
        office = opened(ledger, **MANY)
        furnish_lists(office)
        yield office


@pytest.fixture(scope="module")
def secrets(shared: Office) -> dict[str, str]:
    return {name: token_of(shared, name) for name in PEOPLE}


def ask(office: Office, secret: str, path: str, **more: Any) -> TestResponse:
    return office.app.test_client().get(path, headers={"Authorization": f"Bearer {secret}"}, **more)


def fits(response: TestResponse, path: str) -> None:
    """The answer is one that the description promises."""
    told = SPEC["paths"][path]["get"]["responses"]
    code = str(response.status_code)
    assert code in told, (path, code, response.text)
    ((kind, content),) = told[code]["content"].items()
    assert response.mimetype == kind
    schema = {**content["schema"], "components": SPEC["components"]}
    Draft202012Validator(schema).validate(json.loads(response.data))
    if kind == "application/problem+json":
        assert response.json is None or response.json["status"] == response.status_code
        assert json.loads(response.data)["status"] == response.status_code


def test_the_description_is_of_the_routes(shared: Office, secrets: dict[str, str]) -> None:
    rules = {rule.rule.replace("<int:number>", "{number}") for rule in shared.app.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith("/api/")} == set(PATHS)
    told = ask(shared, secrets["reader"], "/api/v1/openapi.json")
    assert told.json == json.loads(json.dumps(SPEC))
    Draft202012Validator.check_schema(SPEC["components"]["schemas"]["issues"])


@pytest.mark.parametrize("path", LISTS)
def test_every_argument_that_is_described_is_taken_and_no_other(
    shared: Office, secrets: dict[str, str], path: str
) -> None:
    for parameter in SPEC["paths"][path]["get"]["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        value = {"integer": "1", "boolean": "true"}.get(schema["type"], "2026-09-01")
        value = schema.get("enum", [value])[0]
        if parameter["name"] == "after":
            value = packed(tuple({int: 1, str: "a"}[kind] for kind in READ[path.rsplit("/", 1)[1]].keys))
        response = ask(shared, secrets["boss"], f"{path}?{parameter['name']}={value}")
        assert response.status_code == 200, (parameter, response.text)
        fits(response, path)
    response = ask(shared, secrets["boss"], f"{path}?nonsense=1")
    assert response.status_code == 400
    assert "nonsense" in response.json["detail"]  # type: ignore[index]
    fits(response, path)


def test_an_issue_is_the_line_of_the_command(shared: Office, secrets: dict[str, str]) -> None:
    with shared.ledger.connect() as connection:
        told = [json.loads(json.dumps(issue_line(one, load()))) for one in issues.query(connection)]
    listed = ask(shared, secrets["boss"], "/api/v1/issues?order=subject").json
    assert listed == {"items": told, "after": None}
    for line in told:
        assert ask(shared, secrets["boss"], f"/api/v1/issues/{line['id']}").json == line


@pytest.fixture
def both(ledger: Ledger) -> Office:
    furnish(ledger)
    office = opened(ledger, **MANY)
    furnish_lists(office)
    return office


def test_every_list_is_read_to_its_end_page_by_page(both: Office) -> None:
    secret = token_of(both, "boss")
    for path in LISTS:
        whole = ask(both, secret, path).json["items"]  # type: ignore[index]
        assert whole, path
        found, after = [], ""
        for _ in range(len(whole)):
            response = ask(both, secret, f"{path}?limit=1{after}")
            fits(response, path)
            found += response.json["items"]  # type: ignore[index]
            after = f"&after={response.json['after']}"  # type: ignore[index]
        assert (found, after) == (whole, "&after=None"), path


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("issues?state=new&state=fixed", 4),
        ("issues?kind=veto&check=dead-links", 0),
        ("issues?check=dead-links", 3),
        ("outcomes?status=UNKNOWN", 3),
        ("outcomes?run=99", 0),
        ("outcomes?subject_type=account&check=dead-links", 1),
        ("sites?text=3399990001", 1),
        ("sites?unit=西镇", 1),
        ("sites?unit=县&kind=other&state=normal", 2),
        ("accounts?platform=weibo", 1),
        ("accounts?level=county", 0),
        ("units?unit=东", 1),
        ("runs?kind=nightly&state=finished", 1),
        ("coverage?state=failed", 1),
        ("coverage?unit=东镇", 1),
        ("notices?overdue=true&state=sent", 2),
        ("notices?overdue=false", 2),
        ("notices?number=2026-0001", 1),
        ("complaints?since=2026-11-21&until=2026-11-21", 1),
        ("complaints?since=2026-11-22", 0),
        ("complaints?text=HYPERLINK&state=dispatched", 2),
        ("complaints?text=HYPERLINK&state=received", 0),
        ("complaints?verdict=none&overdue=false", 2),
        ("complaints?verdict=true", 0),
        ("complaints?overdue=true", 0),
        ("units?text=东", 1),
        ("tasks?unit=东", 1),
        ("tasks?site=west.gov", 1),
        ("sites?verdict=never", 0),
        ("accounts?order=name", 2),
        ("tasks?state=open&period=2026-Q4", 2),
        ("tasks?state=done", 0),
    ],
)
def test_what_is_asked_for_is_listed(shared: Office, secrets: dict[str, str], asked: str, found: int) -> None:
    assert len(ask(shared, secrets["boss"], f"/api/v1/{asked}").json["items"]) == found  # type: ignore[index]


def test_a_message_is_told_without_its_sender(shared: Office, secrets: dict[str, str]) -> None:
    for line in ask(shared, secrets["boss"], "/api/v1/complaints").json["items"]:  # type: ignore[index]
        assert "sender" not in line


@pytest.mark.parametrize(
    ("name", "east", "west"), [("reader", True, False), ("contact", True, False), ("reviewer", True, True)]
)
def test_what_is_of_another_unit_is_not_there(
    shared: Office, secrets: dict[str, str], name: str, east: bool, west: bool
) -> None:
    for path in LISTS:
        if path.endswith("runs") or (name == "contact" and path.endswith("tasks")):
            continue
        told = json.dumps(ask(shared, secrets[name], path).json, ensure_ascii=False)
        seen = tuple(any(mark in told for mark in marks) for marks in (("东镇", "east"), ("西镇", "west")))
        assert seen == (east, west), path
    numbers = {
        "issues": [shared.numbers(site.key)[0] for site in SITES],
        "notices": [1, 2],
        "complaints": [1, 2],
        **({} if name == "contact" else {"tasks": [1, 2]}),
    }
    for noun, pair in numbers.items():
        codes = [ask(shared, secrets[name], f"/api/v1/{noun}/{number}").status_code for number in pair]
        assert codes == [200 if east else 404, 200 if west else 404], noun


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_reads_what_it_may(shared: Office, secrets: dict[str, str], name: str) -> None:
    role = shared.user(name).role
    for path in PATHS:
        endpoint = f"api.{path.split('/')[3]}".replace("openapi.json", "description") + "_one" * path.endswith("}")
        response = ask(shared, secrets[name], path.replace("{number}", "1"))
        assert response.status_code == (200 if role in gate.API_DOORS[endpoint] else 403), path
        fits(response, path)


HOSTILE = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer x",
    "Basic Ym9zczpw",
    "bearer xw_\u00ff\u00fe",
    "Bearer " + "x" * 5_000,
    "Bearer ' or 1=1 --",
]


@pytest.mark.parametrize("path", PATHS)
def test_nobody_enters_without_a_token_not_even_with_a_session(shared: Office, path: str) -> None:
    at = path.replace("{number}", "1")
    client = shared.signed_in("boss").client
    for header in HOSTILE:
        response = client.get(at, headers={"Authorization": header} if header else {})
        assert response.status_code == 401, header
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert "Set-Cookie" not in response.headers
        fits(response, path)


def test_a_token_opens_nothing_but_the_interface(shared: Office, secrets: dict[str, str]) -> None:
    for path in ("/", "/issues/", "/issues/export.csv", "/users/"):
        assert ask(shared, secrets["boss"], path).status_code == 302


def test_who_may_and_asks_wrongly_is_told_so(shared: Office, secrets: dict[str, str]) -> None:
    boss = secrets["boss"]
    for path in (
        "/api/v1/nowhere",
        "/api/v1/issues/999",
        f"/api/v1/issues/{2**31}",
        "/api/v1/issues/x",
        "/api/v1/issues/%ff",
    ):
        response = ask(shared, boss, path)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json"), path
    client = shared.app.test_client()
    for method in ("post", "put", "delete", "patch"):
        response = getattr(client, method)(
            "/api/v1/issues", headers={"Authorization": f"Bearer {boss}"}, data={"a": "1"}
        )
        assert (response.status_code, response.mimetype) == (405, "application/problem+json"), method
    for asked in ("limit=0", "limit=501", "limit=1&limit=2", "limit=٣", "limit=%2B1", "after=1", "after=", "state="):
        response = ask(shared, boss, f"/api/v1/issues?{asked}")
        assert response.status_code == 400, asked
    assert ask(shared, boss, "/api/v1/issues/1?state=new").status_code == 400
    assert ask(shared, boss, "/api/v1/openapi.json?x=1").status_code == 400


@pytest.mark.parametrize("after", [[1, 2], ["1"], [2**40], [-1], [True], [1.5], [None], {}, "x", []])
def test_a_place_that_no_page_gave_is_refused(shared: Office, secrets: dict[str, str], after: Any) -> None:
    given = packed(after)
    assert ask(shared, secrets["boss"], f"/api/v1/issues?after={given}").status_code == 400


@pytest.mark.parametrize("text", ["a\0", "\ud800"])
def test_a_place_that_no_database_can_be_asked_for_is_refused(
    shared: Office, secrets: dict[str, str], text: str
) -> None:
    assert ask(shared, secrets["boss"], f"/api/v1/sites?after={packed((text,))}").status_code == 400


def test_a_token_is_used_only_so_often(small: Office) -> None:
    office = opened(small.ledger, per_token=3)
    one, other = token_of(office, "reader"), token_of(office, "boss")
    codes = [ask(office, one, path).status_code for path in (*LISTS[:3], LISTS[0])]
    assert codes == [200, 200, 200, 429]
    response = ask(office, one, LISTS[0])
    assert response.headers["Retry-After"]
    fits(response, LISTS[0])
    assert ask(office, other, LISTS[0]).status_code == 200


def test_a_ledger_that_cannot_be_read_is_told(small: Office) -> None:
    secret = token_of(small, "reader")
    from results.errors import LedgerLocked

    def locked(**_: object) -> None:
        raise LedgerLocked("台账 sqlite:///geheim 正被占用")

    small.app.view_functions["api.sites"] = locked
    response = ask(small, secret, "/api/v1/sites")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "geheim" not in response.text
    fits(response, "/api/v1/sites")


NASTY = st.one_of(
    st.text(max_size=120),
    st.integers().map(str),
    st.sampled_from(["", "\0", "%", "_", "'", '"', "\\", "1e9", "-1", str(2**63), "9" * 5_000, "٣", "2026-02-30", "0"]),
    st.binary(max_size=20),
)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str]:
    path = draw(st.sampled_from(PATHS))
    told = SPEC["paths"][path]["get"].get("parameters", [])
    names = [one["name"] for one in told if one["in"] == "query"]
    enums = {one["name"]: one["schema"].get("items", one["schema"]).get("enum", []) for one in told}
    pairs = []
    for name in draw(st.lists(st.sampled_from([*names, "x", "a\0"]), max_size=4)):
        value = draw(st.one_of(NASTY, st.sampled_from(enums[name])) if enums.get(name) else NASTY)
        if name == "after" and draw(st.booleans()):
            value = packed(tuple(draw(st.lists(st.one_of(st.integers(), st.text(max_size=5)), max_size=3))))
        pairs.append(f"{quote(name)}={quote(value)}")
    number = draw(st.one_of(st.integers(0, 10), st.integers(min_value=0)))
    return path, f"{path.replace('{number}', str(number))}?{'&'.join(pairs)}"


def test_nothing_that_is_asked_breaks_it(both: Office) -> None:
    secret = token_of(both, "boss")

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
    @given(requests())
    def asked(request: tuple[str, str]) -> None:
        path, at = request
        response = ask(both, secret, at)
        assert response.status_code in (200, 400, 404), (at, response.text)
        fits(response, path)

    asked()
