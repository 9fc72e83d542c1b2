"""The queue in a browser: its order and evidence, acts on one and on many, and what goes wrong between two people."""

from __future__ import annotations

import re
from html import unescape

import pytest

from results import judging
from results.judging import Judge, Seen
from results.ledger import audit, issues, users
from results.ledger.audit import Doer
from results.ledger.issues import Issue, IssueState
from results.ledger.scope import WHOLE
from results.triage import Scope as Reach
from tests.results.console.office import ACCOUNT, COUNTY, EAST, LATER, SCRIPT, SITES, Browser, Office, opened
from tests.results.console.office import stays_text as text_only

S = IssueState
ACTS = ("confirm", "dismiss", "merge", "assign", "comment", "reopen")


def of(office: Office, subject: str) -> list[Issue]:
    with office.ledger.connect() as connection:
        return list(issues.query(connection, sites=[subject]))


def east(office: Office) -> list[Issue]:
    return of(office, SITES[0].key)


def states(office: Office) -> dict[int, IssueState]:
    with office.ledger.connect() as connection:
        return {one.id: one.state for one in issues.query(connection)}


def value(issue: Issue) -> str:
    return f"{issue.id}.{issue.version}"


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-row="(\d+)"', page)]


def flashes(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", "", text)) for text in re.findall(r'role="status">(.*?)</p>', page))


def looked_at(page: str) -> int:
    return int(re.findall(r'name="at" value="(\d+)\.', page)[0])


def everything(office: Office) -> object:
    with office.ledger.connect() as connection:
        found = list(issues.query(connection))
        told = [list(issues.events(connection, one.id)) for one in found]
        return found, told, audit.query(connection)


def other_one(office: Office, act: str, *numbers: int) -> None:
    """Somebody else is quicker."""
    with office.ledger.begin() as connection:
        judge, seen = Judge(Doer("boss"), WHOLE, LATER), [Seen(number) for number in numbers]
        if act == "dismiss":
            judging.dismiss(connection, judge, seen, reason="误报", reach=Reach.THIS)
        else:
            judging.confirm(connection, judge, seen)


def test_what_may_fail_a_subject_comes_first_with_its_evidence_beside(office: Office) -> None:
    page = office.signed_in("boss").get("/queue/").text
    order = listed(page)
    with office.ledger.connect() as connection:
        checks = [issues.get(connection, number).check for number in order]
    assert checks == ["hidden-links"] * 3 + ["dead-links"] * 3
    assert order[:3] == sorted(order[:3])
    assert looked_at(page) == order[0]
    beside = page.partition('class="proof"')[2].partition('id="acts"')[0]
    for words in ("摘录", "暗链", "东镇", "首次"):
        assert words in beside, words
    chosen = office.signed_in("boss").get(f"/queue/?at={order[4]}").text
    assert looked_at(chosen) == order[4]
    assert "超时" in chosen.partition('class="proof"')[2]
    newest = listed(office.signed_in("boss").get("/queue/?order=newest").text)
    assert newest == [*reversed(order[:3]), *reversed(order[3:])]


def test_the_sentence_is_marked_as_on_the_page_of_the_issue(office: Office) -> None:
    from sqlalchemy import update

    from results.ledger import tables

    with office.ledger.begin() as connection:
        one = east(office)[0]
        said = {"code": "inner", "at": "http://x/", "key": ["a"], "excerpt": "前【某某】后", "data": {"reason": "某某"}}
        row = update(tables.issues).where(tables.issues.c.id == one.id)
        connection.execute(row.values(check="dead-links", finding=said))
    browser = office.signed_in("boss")
    for path in (f"/queue/?at={one.id}", f"/issues/{one.id}"):
        assert "前<mark>【某某】</mark>后" in browser.get(path).text


def test_stored_script_stays_text(office: Office) -> None:
    boss = office.signed_in("boss")
    found = [one for subject in (SITES[0].key, SITES[1].key, ACCOUNT.key) for one in of(office, subject)]
    boss.post("/queue/comment", {"at": value(found[0]), "reason": SCRIPT})
    boss.post("/queue/assign", {"at": value(found[1]), "to": "inspector"})
    boss.post("/queue/dismiss", {"at": value(found[2]), "reason": SCRIPT})
    refused = boss.post("/queue/merge", {"at": value(found[3]), "reason": SCRIPT, "into": SCRIPT, "to": SCRIPT})
    assert refused.status_code == 422
    assert SCRIPT in unescape(refused.text)
    given = "q%3Cscript%3Ealert(1)%3C/script%3E"
    paths = [f"/queue/?at={one.id}" for one in found] + [f"/issues/{one.id}" for one in found]
    paths.append(f"/queue/?site={given}&unit={given}&text={given}&check={given}&kind={given}&whose={given}")
    shown = text_only(refused.text) + sum(text_only(boss.get(path).text, path) for path in (*paths, "/audit/"))
    assert shown > 60


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 6),
        ("check=dead-links", 3),
        ("kind=veto", 3),
        ("kind=hint", 0),
        ("kind=veto&check=dead-links", 0),
        ("site=3399990001", 2),
        ("unit=西镇", 4),
        ("text=摘录", 3),
        ("whose=me", 1),
        ("whose=nobody", 5),
        ("whose=nonsense&order=nonsense&after=nonsense&at=nonsense", 6),
        ("whose=me&check=hidden-links&unit=县", 1),
    ],
)
def test_the_address_says_what_is_in_the_queue(small: Office, asked: str, found: int) -> None:
    boss = small.signed_in("boss")
    grave = next(one for one in east(small) if one.check == "hidden-links")
    boss.post("/queue/assign", {"at": value(grave), "to": "boss"})
    assert len(listed(boss.get(f"/queue/?{asked}").text)) == found


def test_pages_go_on(small: Office) -> None:
    boss = Office(small.ledger, opened(small.ledger, page=4).app).signed_in("boss")
    first = boss.get("/queue/?unit=县").text
    (address,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = boss.get(unescape(address)).text
    assert len({*listed(first), *listed(second)}) == 6
    # What is acted on from a page that began further on leads back to it.
    sent = re.findall(r'formaction="([^"]*confirm[^"]*)"', second)[0]
    done = boss.post(unescape(sent), {"at": re.findall(r'name="at" value="([^"]+)"', second)[0]})
    assert "after=" in done.location
    assert "unit=" in done.location
    assert f"at={listed(second)[1]}" in done.location


def test_who_sees_what(office: Office) -> None:
    for name, units in (("inspector", {EAST}), ("reviewer", {EAST, COUNTY})):
        browser = office.signed_in(name)
        page = browser.get("/queue/").text
        wanted = [one.id for one in east(office)]
        west = [one.id for subject in (SITES[1].key, ACCOUNT.key) for one in of(office, subject)]
        assert sorted(listed(page)) == sorted(wanted if units == {EAST} else wanted + west)
        for number in west:
            assert browser.get(f"/queue/?at={number}").status_code == (404 if units == {EAST} else 200)
        assert browser.get("/queue/?at=99999").status_code == 404
    for name in ("contact", "reader"):
        assert "/queue/" not in office.signed_in(name).get("/").text
        page = office.signed_in(name).get(f"/issues/{east(office)[0].id}").text
        assert "formaction" not in page
    for buttons in (["comment"], ["comment", "reopen"]):
        page = office.signed_in("reviewer").get(f"/issues/{west[0]}").text
        assert re.findall(r'formaction="/queue/(\w+)', page) == buttons
        other_one(office, "confirm", west[0])


def test_one_after_another(office: Office) -> None:
    browser = office.signed_in("inspector")
    first, second = listed(browser.get("/queue/").text)
    page = browser.get(f"/queue/?at={first}").text
    sent = {"at": re.findall(r'name="at" value="([^"]+)"', page)[0], "reason": "属实", "reach": "this"}
    done = browser.post("/queue/confirm", sent)
    assert done.status_code == 302
    assert f"at={second}" in done.location
    page = browser.get(done.location).text
    assert "已确认 1 个问题" in flashes(page)
    assert f'<a href="/issues/{first}">' in page
    assert listed(page) == [second]
    last = browser.post("/queue/dismiss", {"at": f"{second}.0", "reason": "误报"})
    assert "at=" not in last.location
    assert "没有待判断的问题" in browser.get(last.location).text
    assert [states(office)[number] for number in (first, second)] == [S.CONFIRMED, S.DISMISSED]
    with office.ledger.connect() as connection:
        told = [(e.who, e.act, e.address, e.object) for e in reversed(audit.query(connection))]
        who = {event.who for event in issues.events(connection, first) if event.what == "confirmed"}
    assert told == [
        ("inspector", "issue-confirmed", "127.0.0.1", f"issue:{first}"),
        ("inspector", "issue-dismissed", "127.0.0.1", f"issue:{second}"),
    ]
    assert who == {"inspector"}
    log = office.signed_in("boss").get("/audit/").text
    for words in ("确认问题", f"问题 {first}", "状态：新发现", "状态：已排除；理由：误报；范围：仅此一条"):
        assert words in log, words


def test_many_at_once(office: Office) -> None:
    boss = office.signed_in("boss")
    numbers = listed(boss.get("/queue/").text)
    ticked = [f"{number}.0" for number in numbers[:4]]
    done = boss.post("/queue/confirm", {"issue": ticked, "at": f"{numbers[5]}.0"})
    assert f"at={numbers[4]}" in done.location
    assert "已确认 4 个问题" in flashes(boss.get(done.location).text)
    assert [states(office)[number] for number in numbers] == [*[S.CONFIRMED] * 4, S.NEW, S.NEW]


def test_everywhere_is_for_who_sees_all(office: Office) -> None:
    inspector, boss = office.signed_in("inspector"), office.signed_in("boss")
    grave = next(one for one in east(office) if one.check == "hidden-links")
    sent = {"at": value(grave), "reason": "规范写法", "reach": "everywhere"}
    assert 'value="everywhere"' not in inspector.get("/queue/").text
    refused = inspector.post("/queue/dismiss", sent)
    assert refused.status_code == 422
    assert "全部单位" in flashes(refused.text)
    assert set(states(office).values()) == {S.NEW}
    assert 'value="everywhere"' in boss.get("/queue/").text
    done = boss.get(boss.post("/queue/dismiss", sent).location).text
    assert "同样文字的另外 2 个也一并排除" in flashes(done)
    assert list(states(office).values()).count(S.DISMISSED) == 3


def test_from_the_page_of_an_issue_and_back_to_it(office: Office) -> None:
    browser = office.signed_in("inspector")
    one, other = east(office)
    sent = {"at": value(one), "into": str(other.id), "reason": ""}
    done = browser.post(f"/queue/merge?back={one.id}", sent)
    assert done.location == f"/issues/{one.id}"
    page = browser.get(done.location).text
    assert f'<a href="/issues/{other.id}">问题 {other.id}</a> 重复' in page
    assert "认定为重复" in page
    refused = browser.post(f"/queue/reopen?back={one.id}", {"at": value(of(office, SITES[0].key)[0])})
    assert refused.status_code == 422
    assert "必须写明理由" in flashes(refused.text)
    assert '<h2 id="judge">' in refused.text
    (one, _) = east(office)
    browser.post(f"/queue/reopen?back={one.id}", {"at": value(one), "reason": "不一样"})
    assert states(office)[one.id] is S.OPEN
    assert "撤销判断" in browser.get(f"/issues/{one.id}").text


def test_the_reviewer_takes_back_a_decision_and_decides_nothing(office: Office) -> None:
    one, _ = east(office)
    other_one(office, "dismiss", one.id)
    reviewer = office.signed_in("reviewer")
    for act in ("confirm", "dismiss", "merge", "assign"):
        assert reviewer.post(f"/queue/{act}", {"at": f"{one.id}.1", "reason": "x"}).status_code == 403
    assert reviewer.post("/queue/reopen", {"at": f"{one.id}.1", "reason": "请再看"}).status_code == 302
    assert states(office)[one.id] is S.OPEN


@pytest.mark.parametrize("act", ACTS)
def test_a_forged_number_does_nothing_at_all(office: Office, act: str) -> None:
    browser = office.signed_in("inspector")
    own, foreign = east(office), of(office, SITES[1].key)[0]
    before = everything(office)
    given = {"reason": "x", "into": str(own[0].id), "to": "inspector"}
    for number in (f"{foreign.id}.0", "99999.0"):
        sent = {**given, "issue": [value(own[1]), number]}
        response = browser.post(f"/queue/{act}", sent)
        assert response.status_code == 404
        assert "一个也没有处理" in response.text
        assert "西镇" not in response.text
    for number in (foreign.id, 99999):
        told = browser.post("/queue/merge", {"at": value(own[0]), "into": str(number)})
        assert f"没有编号为 {number} 的问题，或者不在" in flashes(told.text)
    for nonsense in ("x", "1.x", "-1.0", "9" * 30, "1.0.0", f"{own[0].id}"):
        assert browser.post(f"/queue/{act}", {**given, "issue": nonsense}).status_code == 400, nonsense
    assert browser.post(f"/queue/{act}", {**given, "at": value(own[0]), "reach": "nonsense"}).status_code == 400
    assert browser.post(f"/queue/{act}", {**given, "issue": [value(own[0])] * 201}).status_code == 413
    assert everything(office) == before


def test_two_inspectors_on_one_issue(office: Office) -> None:
    browser = office.signed_in("inspector")
    one, other = east(office)
    other_one(office, "confirm", one.id)
    before = everything(office)
    sent = {"issue": [value(one), value(other)], "reason": "我看是误报", "reach": "text-on-site", "at": value(other)}
    refused = browser.post("/queue/dismiss", sent)
    assert refused.status_code == 409
    assert f"问题 {one.id} 刚刚由 boss 处理过，现在是“已确认”" in flashes(refused.text)
    assert everything(office) == before
    # What was typed and ticked stands there still, with what has become of the issues.
    assert "我看是误报</textarea>" in refused.text
    assert '<option value="text-on-site" selected>' in refused.text
    assert re.findall(r'value="([\d.]+)"[^>]* checked', refused.text) == [value(other)]
    again = browser.post("/queue/dismiss", {**sent, "issue": [value(other)], "reach": "this"})
    assert again.status_code == 302
    assert (states(office)[one.id], states(office)[other.id]) == (S.CONFIRMED, S.DISMISSED)


def test_a_double_click_does_it_once(office: Office) -> None:
    browser = office.signed_in("inspector")
    one, _ = east(office)
    for act in ("confirm", "comment", "assign"):
        sent = {"at": value(one), "reason": "看过", "to": "inspector"}
        assert browser.post(f"/queue/{act}", sent).status_code == 302
        before = everything(office)
        twice = browser.post(f"/queue/{act}", sent)
        assert "没有改动；1 个本来就是这样" in flashes(browser.get(twice.location).text)
        assert everything(office) == before
        one, _ = east(office)


def test_nothing_chosen_is_said_so(small: Office) -> None:
    for act in ACTS:
        response = small.signed_in("boss").post(f"/queue/{act}")
        assert response.status_code == 422
        assert "没有选中问题" in flashes(response.text)


@pytest.mark.parametrize(
    ("act", "given", "says"),
    [
        ("dismiss", {}, "必须写明理由"),
        ("comment", {"reason": " "}, "备注不能为空"),
        ("merge", {"into": "abc"}, "写它的编号"),
        ("assign", {"to": "reader"}, "reader 不能处理"),
        ("confirm", {"reason": "字" * 501}, "最多 500"),
    ],
)
def test_what_is_refused_says_what_to_do(small: Office, act: str, given: dict[str, object], says: str) -> None:
    browser = small.signed_in("inspector")
    before = everything(small)
    response = browser.post(f"/queue/{act}", {"at": value(east(small)[0]), **given})
    assert response.status_code == 422
    assert says in flashes(response.text)
    assert everything(small) == before


def test_a_session_that_ended_loses_nothing_that_was_typed(office: Office) -> None:
    browser = office.signed_in("inspector")
    token = browser.token("/me/")
    with office.ledger.begin() as connection:
        users.end_sessions(connection, of=office.user("inspector").id)
    before = everything(office)
    sent = {"at": value(east(office)[0]), "reason": f"写了很久{SCRIPT}", "csrf_token": token}
    response = browser.client.post("/queue/dismiss", data=sent)
    assert response.location.startswith("/sign-in")
    page = browser.get(response.location).text
    assert "刚才的操作没有做" in flashes(page)
    assert "写了很久&lt;script&gt;" in page
    assert everything(office) == before


def test_a_locked_ledger_keeps_what_was_typed(small: Office) -> None:
    browser = small.signed_in("inspector")
    one, other = east(small)
    sent = {"issue": [value(one), value(other)], "reason": "写了很久", "reach": "this"}
    with small.ledger.begin():
        locked = browser.post("/queue/dismiss?order=newest", sent)
        assert browser.get("/queue/").status_code == 200
    assert locked.status_code == 503
    assert "没有写入" in locked.text
    assert set(states(small).values()) == {S.NEW}
    typed = re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', locked.text)
    fields: dict[str, list[str]] = {}
    for name, text in typed:
        fields.setdefault(name, []).append(unescape(text))
    (address,) = re.findall(r'<form method="post" action="([^"]+)">\n<textarea', locked.text)
    done = browser.client.post(unescape(address), data=fields)
    assert done.status_code == 302
    assert "order=newest" in done.location
    assert [states(small)[number.id] for number in (one, other)] == [S.DISMISSED] * 2


def test_enter_in_a_field_presses_nothing(small: Office) -> None:
    """The first button of a form is the one that Enter presses: here one that cannot be pressed."""
    for path in ("/queue/", f"/issues/{east(small)[0].id}"):
        form = small.signed_in("boss").get(path).text.partition("formaction")[0].rpartition("<form")[2]
        assert re.findall(r"<button[^>]*>", form) == ["<button disabled hidden>"]


def test_every_key_has_something_to_press(small: Office) -> None:
    browser = small.signed_in("boss")
    page = browser.get("/queue/").text
    keys = re.findall(r'aria-keyshortcuts="(\w)"', page)
    with browser.get("/static/queue.js") as response:
        script = response.text
    assert sorted(keys) == sorted("ocdtma")
    assert all(key in '"cdmatou"' for key in keys)
    assert '"cdmatou".includes' in script
    for key in (*"jkxcdmato", "?"):
        assert f"<kbd>{key}</kbd>" in page.partition('id="judge"')[0]


def test_every_field_has_a_label(small: Office) -> None:
    browser: Browser = small.signed_in("boss")
    for path in ("/queue/", f"/issues/{east(small)[0].id}"):
        page = browser.get(path).text
        for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
            name = re.search(r' id="([^"]+)"', tag)
            told = "aria-label" in tag or 'type="hidden"' in tag or (name and f'for="{name[1]}"' in page)
            assert told, tag
