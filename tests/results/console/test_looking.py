"""Look again now at the console: asked for once, told, throttled, and never more than an opinion."""

from __future__ import annotations

from datetime import timedelta

import pytest

from results.ledger import audit, issues, looks
from results.ledger.issues import IssueState
from results.ledger.looks import Answer
from results.looking import Often
from tests.results.console.office import LATER, SCRIPT, SITES, Office, opened, stays_text

MINUTE = timedelta(minutes=1)


def ask(office: Office, name: str = "inspector", number: int = 0) -> str:
    """What the page of the issue says after the button was pressed."""
    browser = office.signed_in(name)
    number = number or office.numbers(SITES[0].key)[0]
    response = browser.post(f"/issues/{number}/look")
    assert response.status_code == 302
    assert response.location == f"/issues/{number}#look"
    return browser.get(f"/issues/{number}").text


def answer(office: Office, given: Answer = Answer.GONE, says: str = f"没有再查到{SCRIPT}") -> None:
    evidence = {"places": [{"url": f"http://e/{SCRIPT}", "says": SCRIPT, "tried": SCRIPT, "digest": SCRIPT}]}
    with office.ledger.begin() as connection:
        taken = looks.take(connection, office.moment)
        assert taken
        assert looks.end(connection, taken, given, says, evidence, office.moment)


def acts(office: Office) -> list[tuple[str, str, str]]:
    with office.ledger.connect() as connection:
        return [(entry.who, entry.act, entry.object) for entry in audit.query(connection)]


@pytest.mark.parametrize("name", ["boss", "inspector", "contact"])
def test_it_is_asked_for_once_however_often_it_is_clicked(office: Office, name: str) -> None:
    number = office.numbers(SITES[0].key)[0]
    first, second = ask(office, name), ask(office, name)
    assert "已要求立即再看" in first
    assert "已经在等或正在看" in second
    assert "等待执行" in second
    assert ">刷新<" in second
    assert "<button>立即再看" not in second
    assert acts(office) == [(name, "look-asked", f"issue:{number}")]
    detail = office.signed_in(name).get(f"/issues/{number}/evidence").text
    assert 'http-equiv="refresh"' in detail
    assert 'http-equiv="refresh"' not in second  # somebody may be typing there


@pytest.mark.parametrize(
    ("given", "word"), [(Answer.GONE, "已不在"), (Answer.THERE, "还在"), (Answer.UNSEEN, "没有查到")]
)
def test_the_answer_is_told_and_changes_nothing_else(office: Office, given: Answer, word: str) -> None:
    number = office.numbers(SITES[0].key)[0]
    ask(office)
    answer(office, given)
    page = office.signed_in("reader").get(f"/issues/{number}").text
    assert f">{word}</span>" in page
    assert f"立即再看：{word}" in page
    assert stays_text(page) > 10
    assert "<button>立即再看" not in page  # a reader asks for nothing
    assert 'http-equiv="refresh"' not in office.signed_in("reader").get(f"/issues/{number}/evidence").text
    with office.ledger.connect() as connection:
        issue = issues.get(connection, number)
    assert (issue.state, issue.times) == (IssueState.NEW, 1)


def test_a_site_is_not_asked_again_and_again(office: Office) -> None:
    ask(office)
    answer(office)
    office.moment = LATER + 4 * MINUTE
    assert "刚看过" in ask(office)
    office.moment = LATER + 6 * MINUTE
    assert "已要求立即再看" in ask(office)


def test_a_person_asks_only_so_often(small: Office) -> None:
    office = opened(small.ledger, often=Often(per_hour=1))
    first, second = office.numbers(SITES[0].key)
    assert "已要求立即再看" in ask(office, number=first)
    assert "一小时内已经要求再看 1 次" in ask(office, number=second)
    assert "已要求立即再看" in ask(office, "boss", second)
    assert len(acts(office)) == 2


def test_what_was_interrupted_can_be_asked_again(office: Office) -> None:
    ask(office)
    with office.ledger.begin() as connection:
        assert looks.take(connection, office.moment)
    assert "正在查看" in ask(office)
    office.moment = LATER + 11 * MINUTE
    number = office.numbers(SITES[0].key)[0]
    assert "<button>立即再看" in office.signed_in("boss").get(f"/issues/{number}").text
    assert "执行中断" in ask(office)
    with office.ledger.connect() as connection:
        assert [one.state.value for one in looks.newest(connection, number, 9)] == ["waiting", "failed"]
