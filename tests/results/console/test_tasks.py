"""Tasks that only a person can judge, at the console: who sees and answers which, and that the answer counts."""

from __future__ import annotations

import re
from html import unescape

import pytest

from checks.indicators.edition import load
from checks.model.findings import SubjectType
from results.ledger import audit, issues, outcomes, tasks
from results.ledger.issues import IssueState
from results.ledger.tasks import Asked, Verdict
from results.score import keep
from results.scoring import score
from tests.results.console.complaints_office import task_of
from tests.results.console.office import SCRIPT, SITES, Browser, Office, opened, stays_text
from tests.results.making import NOW

EAST, WEST = SITES
UNMET = {"verdict": "unmet", "faults": "2", "urls": "http://east.gov.cn/form", "remark": "验证码不显示 13912345678"}


def say(browser: Browser, number: int, version: int = 0, **given: object):  # type: ignore[no-untyped-def]
    return browser.post(f"/tasks/{number}/answer", {"version": version, **given})


def told(office: Office) -> list[audit.Entry]:
    with office.ledger.connect() as connection:
        return [entry for entry in audit.query(connection) if entry.act == "task-answered"]


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-label="编号"[^>]*><a [^>]+>(\d+)', page)]


def first_code(rule: str) -> str:
    codes = load().rules[rule].deduct or load().rules[rule].says
    return next(iter(codes)) if len(codes) > 1 else ""


@pytest.mark.parametrize(
    ("name", "west"), [("boss", True), ("reviewer", True), ("inspector", False), ("reader", False)]
)
def test_tasks_of_other_units_are_not_there(office: Office, name: str, west: bool) -> None:
    browser = office.signed_in(name)
    page = browser.get("/tasks/").text
    for site, sees in ((EAST, True), (WEST, west)):
        number = task_of(office, site.key).id
        response = browser.get(f"/tasks/{number}")
        assert response.status_code == (200 if sees else 404)
        assert (number in listed(page)) is sees
        if sees:
            assert ("提交，看下一项" in response.text) is (name in ("boss", "inspector"))
    assert ("西镇" in page.partition("</form>")[2]) is west
    if name == "inspector":
        assert say(browser, task_of(office, WEST.key).id, verdict="met").status_code == 404
        assert task_of(office, WEST.key).answer is None
        assert browser.get("/tasks/99999").status_code == 404


def test_stored_script_stays_text(office: Office) -> None:
    boss, shown = office.signed_in("boss"), 0
    task = task_of(office, EAST.key)
    refused = say(boss, task.id, verdict="unmet", remark=SCRIPT, urls=SCRIPT, faults=SCRIPT, code=SCRIPT, points=SCRIPT)
    assert refused.status_code == 422
    shown += stays_text(refused.text)
    assert say(boss, task.id, verdict="unclear", remark=SCRIPT).status_code == 302
    given = "%3Cscript%3E"
    for path in (
        f"/tasks/{task.id}",
        "/tasks/",
        "/tasks/?state=done",
        f"/tasks/?site={given}&unit={given}&rule={given}",
    ):
        for name in ("boss", "reader"):
            response = office.signed_in(name).get(path)
            assert response.status_code == 200
            shown += stays_text(response.text, path)
    shown += stays_text(boss.get("/audit/").text)
    assert shown > 25


def test_an_answer_is_an_issue_counts_in_the_score_and_leads_to_the_next(office: Office) -> None:
    task, other = task_of(office, EAST.key), task_of(office, EAST.key, "public-outcry")
    edition = load()
    with office.ledger.begin() as connection:
        keep(connection, 1, EAST.key, score([], edition, EAST))
        before = outcomes.latest_score(connection, EAST.key)
    inspector = office.signed_in("inspector")
    response = say(inspector, task.id, **UNMET, code=first_code("broken-forms"))
    assert response.status_code == 302, unescape(response.text)
    assert response.location == f"/tasks/{other.id}"
    kept = task_of(office, EAST.key)
    assert kept.answer
    assert (kept.answer.verdict, kept.answer.faults, kept.who) == (Verdict.UNMET, 2, office.user("inspector").person)
    assert kept.answer.remark == "验证码不显示 139****5678"
    with office.ledger.connect() as connection:
        found = list(issues.query(connection, sites=[EAST.key], checks=["broken-forms"]))
        after = outcomes.latest_score(connection, EAST.key)
    assert [issue.state for issue in found] == [IssueState.CONFIRMED] * 2
    assert before
    assert after
    assert after.run > before.run
    (entry,) = told(office)
    assert (entry.who, entry.object, entry.before) == ("inspector", f"task:{task.id}", {})
    assert (entry.after["said"], entry.after["faults"], entry.after["remark"]) == (
        "unmet",
        2,
        "验证码不显示 139****5678",
    )
    assert "答案：不达标" in office.signed_in("boss").get("/audit/").text
    page = inspector.get(f"/tasks/{task.id}").text
    assert 'value="unmet" required checked' in page
    assert "http://east.gov.cn/form" in page
    assert say(inspector, other.id, verdict="not-applicable").location == f"/tasks/{other.id}"
    assert "都答完了" in inspector.get(f"/tasks/{other.id}").text


def test_the_same_form_sent_twice_answers_once(office: Office) -> None:
    task, boss = task_of(office, EAST.key), office.signed_in("boss")
    for _ in range(2):
        assert say(boss, task.id, verdict="unclear", remark="打不开").status_code == 302
    assert "没有改动" in boss.get("/me/").text
    assert len(told(office)) == 1
    with office.ledger.connect() as connection:
        assert len(list(tasks.events(connection, task.id))) == 1


def test_of_two_who_answer_the_later_is_told_and_may_still_change_it(office: Office) -> None:
    task = task_of(office, EAST.key)
    one, other = office.signed_in("boss"), office.signed_in("inspector")
    assert say(one, task.id, verdict="met").status_code == 302
    response = say(other, task.id, verdict="unclear", remark="我看的不一样")
    assert response.status_code == 422
    assert "答了“达标”" in unescape(response.text)
    assert "我看的不一样" in response.text
    (version,) = re.findall(r'name="version" value="(\d+)"', response.text)
    kept = task_of(office, EAST.key).answer
    assert kept
    assert kept.verdict is Verdict.MET
    assert say(other, task.id, int(version), verdict="unclear", remark="我看的不一样").status_code == 302
    assert "由“达标”改为“无法判断”" in other.get(f"/tasks/{task.id}").text
    assert dict(told(office)[0].before) == {"said": "met"}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "没有写结论"),
        ({"verdict": "nonsense"}, "不在允许的取值中"),
        ({"verdict": "unmet"}, "没有填写"),
        ({**UNMET, "faults": "x"}, "不是处数"),
        ({**UNMET, "urls": "不是网址"}, "不能访问"),
        ({**UNMET, "code": "nothing"}, "没有“nothing”这种情形"),
        ({"verdict": "met", "points": "1"}, "只有达标的加分项才填加分"),
    ],
)
def test_what_is_no_answer_is_told_and_stays_in_the_form(small: Office, given: dict[str, object], why: str) -> None:
    task = task_of(small, EAST.key)
    response = say(small.signed_in("boss"), task.id, **given)
    assert response.status_code == 422
    assert why in unescape(response.text)
    assert all(str(given[name]) in response.text for name in ("remark", "urls", "faults") if name in given)
    assert task_of(small, EAST.key).answer is None
    assert told(small) == []


def test_a_rule_that_is_gone_cannot_be_answered(small: Office) -> None:
    with small.ledger.begin() as connection:
        asked = [Asked("gone-rule", SubjectType.SITE, EAST.key, "2026-Q4")]
        tasks.ask(connection, asked, edition="e", moment=NOW)
    task, boss = task_of(small, EAST.key, "gone-rule"), small.signed_in("boss")
    page = boss.get(f"/tasks/{task.id}").text
    assert "已经没有这一条" in page
    assert "<textarea" not in page
    assert say(boss, task.id, verdict="met").status_code == 422


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("state=done", 0),
        ("rule=broken-forms", 2),
        ("rule=nothing", 0),
        ("site=东镇", 2),
        ("site=3399990002", 2),
        ("unit=县", 4),
        ("unit=西镇", 2),
        ("unit=没有", 0),
        ("after=nonsense", 4),
        ("after=4000000", 4),
    ],
)
def test_the_address_of_a_list_says_what_is_in_it(small: Office, asked: str, found: int) -> None:
    assert len(listed(small.signed_in("boss").get(f"/tasks/?{asked}").text)) == found


@pytest.mark.parametrize("asked", ["", "state=done", "unit=县", "state=done&unit=县"])
def test_a_list_goes_on_where_the_page_ended(office: Office, asked: str) -> None:
    boss = office.signed_in("boss")
    for number in listed(boss.get("/tasks/").text) if "done" in asked else []:
        assert say(boss, number, verdict="met").status_code == 302
    paged = Office(office.ledger, opened(office.ledger, page=3).app).signed_in("boss")
    path, seen = f"/tasks/?{asked}", []
    while path:
        page = paged.get(path).text
        seen += listed(page)
        path = unescape("".join(re.findall(r'rel="next" href="([^"]+)"', page)))
    assert seen == listed(boss.get(f"/tasks/?{asked}").text)
    assert len(set(seen)) == len(seen) == 4
    if "done" in asked:
        assert seen == sorted(seen, reverse=True)


def test_the_page_says_what_to_look_at_by_which_text_and_where(small: Office) -> None:
    page = unescape(small.signed_in("reader").get(f"/tasks/{task_of(small, EAST.key).id}").text)
    rule = load().rules["broken-forms"]
    for words in (rule.demand, rule.source, rule.code[0], rule.how, "2026年第4季度", "visits/"):
        assert words in page, words
    assert 'rel="noopener noreferrer nofollow" target="_blank"' in page
    assert f'/tasks/{task_of(small, EAST.key, "public-outcry").id}"' in page


def test_every_field_has_a_label(small: Office) -> None:
    boss = small.signed_in("boss")
    for path in ("/tasks/", f"/tasks/{task_of(small, EAST.key).id}"):
        page = boss.get(path).text
        for name in re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page):
            assert f'for="{name}"' in page, (path, name)
