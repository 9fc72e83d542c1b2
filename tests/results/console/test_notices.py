"""Notices in the console: drawn up of confirmed issues, answered by their unit with proof, reviewed, followed."""

from __future__ import annotations

import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from results import notice_acts, proof, triage
from results.following import follow
from results.handling import Hand
from results.ledger import audit, issues, notice_files, notice_lists, notices, outgoing, runs, unit_mail
from results.ledger.audit import Doer
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.ledger.notices import Notice, NoticeState
from results.ledger.scope import WHOLE, Scope
from results.messages import Channels
from results.notice_acts import Doing
from tests.results.console.notice_office import NUMBERS, PNG, lay_files
from tests.results.console.office import (
    EAST,
    LATER,
    SCRIPT,
    SITES,
    WEST,
    Browser,
    Office,
    furnish,
    multipart,
    opened,
    stays_text,
)
from tests.results.making import DAY, NOW

S = NoticeState


class EveryDay:
    """A calendar in which every day is worked."""

    def after(self, start: date, count: int) -> date:
        return start + timedelta(days=count)

    def between(self, start: date, end: date) -> int:
        return (end - start).days


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Office:
    furnish(ledger)
    return opened(ledger, data=lay_files(tmp_path), workdays=lambda edition: EveryDay())


def confirmed(office: Office, place: int = 0) -> list[int]:
    """The issues of one of the two sites, confirmed and in no open notice."""
    with office.ledger.begin() as connection:
        held = notices.get(connection, NUMBERS[place])
        notices.change(connection, held, {"state": S.WITHDRAWN.value}, who="x", what="withdraw", moment=NOW)
        numbers = [issue.id for issue in issues.query(connection, sites=[SITES[place].key])]
        for number in numbers:
            triage.confirm(connection, number, who="王", moment=NOW)
    return numbers


def drawn(office: Office, place: int = 0) -> Notice:
    numbers = confirmed(office, place)
    hand, unit = Hand("王", office.moment), (EAST, WEST)[place]
    with office.ledger.begin() as connection:
        return notice_acts.draw(connection, Doing(hand, Doer("boss")), unit, numbers, due=date(2026, 12, 4))


def now(office: Office, number: str) -> Notice:
    with office.ledger.connect() as connection:
        return notices.get(connection, number)


def night(office: Office, *names: str, place: int = 0) -> None:
    """A later run that looked everywhere at a site and saw only these."""
    office.moment += DAY
    with office.ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=office.moment)
        home = SITES[place].home
        findings = tuple(Finding("inner", f"{home}{name}", (name,), {}, home) for name in names)
        told = [
            Outcome(check, SubjectType.SITE, SITES[place].key, Status.FAIL if found else Status.PASS, found, 1, 1)
            for check, found in (("dead-links", findings), ("hidden-links", ()))
        ]
        follow(connection, run, SITES[place].key, told, lambda url: True, load(), "v", moment=office.moment)


def sent(seen: Notice, **more: object) -> dict[str, object]:
    return {"version": seen.version, **more}


def test_from_confirmed_issues_to_a_notice_that_is_closed(office: Office) -> None:
    numbers = confirmed(office)
    inspector = office.signed_in("inspector")
    assert 'href="/notices/draw/?unit=' in inspector.get("/notices/draw/").text
    page = inspector.get("/notices/draw/", query_string={"unit": EAST}).text
    assert [int(n) for n in re.findall(r'name="issue" value="(\d+)" checked', page)] == numbers
    form = {"unit": EAST, "issue": numbers, "workdays": 3}
    preview = inspector.post("/notices/draw/", form)
    assert "还没有发出" in preview.text
    assert str(LATER.date() + timedelta(days=3)) in preview.text
    with office.ledger.connect() as connection:
        assert not notice_lists.page(connection, WHOLE, notice_lists.Wanted((S.SENT,), EAST)).notices[1:]
    made = inspector.post("/notices/draw/", {**form, "step": "send"})
    number = made.location.rpartition("/")[2]
    one = now(office, number)
    assert (one.state, one.due, one.standing) == (S.SENT, LATER.date() + timedelta(days=3), len(numbers))
    contact = office.signed_in("contact")
    assert "反馈整改情况" in contact.get(f"/notices/{number}").text
    files = [(io.BytesIO(PNG), "整改后.png")]
    given = sent(one, text="已全部修复", addresses="http://east.gov.cn/1\n\nhttps://east.gov.cn/2", files=files)
    assert contact.post(f"/notices/{number}/answer", given).status_code == 302
    night(office)
    answered = now(office, number)
    assert (answered.state, answered.fixed, answered.standing) == (S.ANSWERED, len(numbers), 0)
    assert answered.proof == ("http://east.gov.cn/1", "https://east.gov.cn/2")
    page = office.signed_in("reviewer").get(f"/notices/{number}").text
    assert page.count(">已整改</span>") == len(numbers)
    assert office.signed_in("reviewer").post(f"/notices/{number}/accept", sent(answered)).status_code == 302
    assert now(office, number).state is S.CLOSED
    with office.ledger.connect() as connection:
        told = [(entry.act, entry.who) for entry in audit.query(connection) if entry.object == f"notice:{number}"]
    assert told == [("notice-accept", "reviewer"), ("notice-answer", "contact"), ("notice-draw", "inspector")]


def test_an_act_is_told_with_what_was_before_and_after(small: Office) -> None:
    one = drawn(small)
    small.signed_in("boss").post(f"/notices/{one.number}/withdraw", sent(one, reason="发错了，问 13812345678"))
    with small.ledger.connect() as connection:
        entry = audit.query(connection, act="notice-withdraw")[0]
        assert {issues.get(connection, n).state for n in notices.issues_of(connection, one.id)} == {"confirmed"}
    assert (entry.before["notice_state"], entry.after["notice_state"]) == ("sent", "withdrawn")
    assert (entry.after["reason"], entry.after["unit"]) == ("发错了，问 138****5678", EAST)
    page = small.signed_in("boss").get("/audit/").text
    assert "通知状态：已撤回" in page
    assert f"整改通知 {one.number}" in page


@pytest.mark.parametrize("name", ["inspector", "contact", "reader"])
def test_a_notice_of_another_unit_is_not_there(office: Office, name: str) -> None:
    own, other = NUMBERS
    with office.ledger.connect() as connection:
        (file,) = notice_files.of(connection, notices.get(connection, other).id)
    browser = office.signed_in(name)
    for path in ("", "/paper", f"/files/{file.id}"):
        assert browser.get(f"/notices/{other}{path}").status_code == 404, path
        assert office.signed_in("boss").get(f"/notices/{other}{path}").status_code == 200, path
    # a file is reached through the notice that it was handed in with, and no other
    assert browser.get(f"/notices/{own}/files/{file.id}").status_code == 404
    listed = browser.get("/notices/?all=1").text
    assert own in listed
    assert other not in listed
    assert "西镇" not in listed
    before = now(office, other)
    for act in ("remind", "withdraw", "accept", "give-back", "answer"):
        assert browser.post(f"/notices/{other}/{act}", sent(before, reason="x", text="x")).status_code in (403, 404)
    assert now(office, other) == before


def test_nobody_draws_a_notice_of_a_unit_that_he_does_not_see(office: Office) -> None:
    numbers = confirmed(office, 1)
    inspector = office.signed_in("inspector")
    assert "西镇" not in inspector.get("/notices/draw/").text
    assert inspector.get("/notices/draw/", query_string={"unit": WEST}).status_code == 404
    for step in ("preview", "send"):
        form = {"unit": WEST, "issue": numbers, "workdays": 3, "step": step}
        assert inspector.post("/notices/draw/", form).status_code == 404
        # nor smuggles another's issues into a notice of his own
        refused = inspector.post("/notices/draw/", {**form, "unit": EAST})
        assert refused.location.startswith("/notices/draw/")
    with office.ledger.connect() as connection:
        assert {issues.get(connection, number).state for number in numbers} == {IssueState.CONFIRMED}


def test_a_contact_sees_nothing_of_the_units_below(office: Office) -> None:
    with office.ledger.connect() as connection:
        county = Scope(units=("县" + SCRIPT,), below=False)
        assert not notice_lists.page(connection, county, notice_lists.Wanted()).notices
        assert notice_lists.find(connection, county, NUMBERS[0]) is None
        assert len(notice_lists.page(connection, Scope(units=county.units), notice_lists.Wanted()).notices) == 2


@pytest.mark.parametrize("act", ["remind", "withdraw", "answer"])
def test_a_form_that_is_sent_twice_does_it_once(office: Office, act: str) -> None:
    one = drawn(office)
    browser = office.signed_in("boss")
    given = sent(one, reason="理由", text="我写了很久的反馈")
    assert browser.post(f"/notices/{one.number}/{act}", given).status_code == 302
    second = browser.post(f"/notices/{one.number}/{act}", given)
    assert second.status_code == 422
    assert "刚刚被别人处理过" in second.text
    with office.ledger.connect() as connection:
        assert [told.what for told in notices.acts(connection, one.id)] == ["draw", act]
    if act == "answer":
        assert "我写了很久的反馈</textarea>" in second.text  # the later one loses nothing that he typed
    assert browser.post(f"/notices/{one.number}/{act}", {"reason": "x", "text": "x"}).status_code == 422


def test_a_notice_that_is_sent_twice_is_drawn_once(office: Office) -> None:
    numbers = confirmed(office)
    browser = office.signed_in("boss")
    form = {"unit": EAST, "issue": numbers, "workdays": 3, "step": "send"}
    first, second = browser.post("/notices/draw/", form), browser.post("/notices/draw/", form)
    assert first.location == "/notices/2026-0003"
    assert second.location.startswith("/notices/draw/")
    with office.ledger.connect() as connection:
        assert len(notice_lists.page(connection, WHOLE, notice_lists.Wanted()).notices) == 3


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "请先选一个单位"),
        ({"unit": EAST, "workdays": 3}, "一个问题也没有选"),
        ({"unit": EAST, "issue": [1], "workdays": 0}, "1 到 250 个工作日"),
        ({"unit": EAST, "issue": [1], "workdays": 999}, "1 到 250 个工作日"),
        ({"unit": EAST, "issue": [1, 10**30], "workdays": "x"}, "1 到 250 个工作日"),
        ({"unit": EAST, "issue": list(range(502)), "workdays": 3}, "最多选 500 个"),
        ({"unit": EAST, "issue": [1], "workdays": 3}, "不能再写进通知"),  # nobody confirmed it
    ],
)
def test_what_no_notice_can_be_drawn_of(small: Office, form: dict[str, object], said: str) -> None:
    browser = small.signed_in("boss")
    assert said in browser.get(browser.post("/notices/draw/", form).location).text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "类型不收"),
        ("a", PNG, "类型不收"),
        ("a.html", b"<script>", "类型不收"),
        ("a.svg", b"<svg>", "类型不收"),
        ("a.png", b"<script>alert(1)</script>", "内容不是 png"),
        ("a.pdf", PNG, "内容不是 pdf"),
        ("a.png", b"", "是空的"),
        (f"{SCRIPT}.exe", b"MZ", "类型不收"),
    ],
)
def test_a_file_that_is_not_taken(small: Office, name: str, data: bytes, said: str) -> None:
    one = drawn(small)
    given = sent(one, text="改了", files=[(io.BytesIO(data), name)])
    response = small.signed_in("contact").post(f"/notices/{one.number}/answer", given)
    assert response.status_code == 422
    assert said in response.text
    assert "改了</textarea>" in response.text
    stays_text(response.text)
    assert now(small, one.number) == one


def test_too_many_files_are_not_taken(small: Office) -> None:
    one = drawn(small)
    browser = small.signed_in("contact")
    many = [(io.BytesIO(PNG), f"{n}.png") for n in range(proof.MOST + 1)]
    assert "最多交 5 个" in browser.post(f"/notices/{one.number}/answer", sent(one, text="改", files=many)).text
    for _ in range(proof.MOST_OF_NOTICE // proof.MOST):
        some = [(io.BytesIO(PNG), f"{n}.png") for n in range(proof.MOST)]
        given = sent(now(small, one.number), text="改", files=some)
        assert browser.post(f"/notices/{one.number}/answer", given).status_code == 302
    before = now(small, one.number)
    given = sent(before, text="又改", files=[(io.BytesIO(PNG), "1.png")])
    assert "最多 30 个" in browser.post(f"/notices/{one.number}/answer", given).text
    assert now(small, one.number) == before  # nothing of an act that was refused is kept


def large(size: int, kind: str = "txt", **fields: object) -> dict[str, object]:
    return multipart("files", b"x" * size, f"a.{kind}", **fields)


def test_larger_requests_are_for_answers_of_who_has_signed_in(small: Office) -> None:
    one, browser = drawn(small), small.signed_in("contact")
    path = f"/notices/{one.number}/answer"
    assert small.browser().client.post(path, **large(1_200_000)).status_code == 413  # type: ignore[arg-type]
    given = large(1_200_000, version=one.version, text="改", csrf_token=browser.token("/me/"))
    response = browser.client.post(path, **given)  # type: ignore[arg-type]
    assert "类型不收" in response.text  # read whole, and told what is wrong with it
    given = large(proof.LARGEST + 1, "png", version=one.version, text="改", csrf_token=browser.token("/me/"))
    assert "超过 4 MB" in browser.client.post(path, **given).text  # type: ignore[arg-type]
    assert browser.client.post(path, **large(22_000_000)).status_code == 413  # type: ignore[arg-type]
    given = {"reason": "x" * 1_200_000}
    assert small.signed_in("boss").post(f"/notices/{one.number}/withdraw", given).status_code == 413


def test_a_file_is_saved_and_never_shown(small: Office) -> None:
    one = drawn(small)
    name = "../../x\\y;截图<script>.png"
    given = sent(one, text="改", files=[(io.BytesIO(PNG), name)])
    contact = small.signed_in("contact")
    assert contact.post(f"/notices/{one.number}/answer", given).status_code == 302
    with small.ledger.connect() as connection:
        (file,) = notice_files.of(connection, one.id)
    response = contact.get(f"/notices/{one.number}/files/{file.id}")
    assert response.data == PNG
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert ".." not in file.name
    assert not any(c in file.name for c in "/\\\r\n")
    with pytest.raises(ValueError, match="not a digest"):
        proof.path_of(lay_files_at(small), "../../etc/passwd")


def lay_files_at(office: Office) -> Path:
    folder: Path = office.app.extensions["xunwang-desk"].data
    return folder


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://a/", "east.gov.cn/1", "http://a b/"])
def test_an_address_that_is_none_is_not_taken(small: Office, typed: str) -> None:
    one = drawn(small)
    given = sent(one, text="改", addresses=typed)
    response = small.signed_in("contact").post(f"/notices/{one.number}/answer", given)
    assert "不是完整的网址" in response.text
    assert now(small, one.number) == one


def test_what_came_back_is_marked(office: Office) -> None:
    first = drawn(office)
    page = office.signed_in("boss").get(f"/notices/{first.number}").text
    assert page.count(">还在</span>") == first.standing
    assert "再次出现</span>" not in page
    night(office)
    night(office, "a")
    page = office.signed_in("boss").get(f"/notices/{first.number}").text
    assert "再次出现</span>" in page
    number = now(office, first.number)
    with office.ledger.begin() as connection:
        (back,) = [i for i in issues.query(connection, sites=[SITES[0].key]) if i.state is IssueState.REOPENED]
        triage.confirm(connection, back.id, who="王", moment=office.moment)
    page = office.signed_in("boss").get(f"/notices/{first.number}").text
    assert "再次出现</span>" in page  # a person's word does not hide that it had been mended
    changes = {"state": S.CLOSED.value}
    with office.ledger.begin() as connection:
        notices.change(connection, number, changes, who="x", what="accept", moment=office.moment)
    choose = office.signed_in("boss").get("/notices/draw/", query_string={"unit": EAST}).text
    assert ">重复</span>" in choose
    assert f'href="/notices/{first.number}"' in choose
    browser = office.signed_in("boss")
    form = {"unit": EAST, "issue": [back.id], "workdays": 3, "step": "send"}
    second = browser.post("/notices/draw/", form).location
    assert f'曾列入<a href="/notices/{first.number}">' in browser.get(second).text


def test_whether_it_was_looked_at_since_the_answer_is_said(small: Office) -> None:
    one = drawn(small)
    small.signed_in("contact").post(f"/notices/{one.number}/answer", sent(one, text="改了"))
    page = small.signed_in("boss").get(f"/notices/{one.number}").text
    assert page.count("反馈后还没有再看") == one.standing
    night(small, "a")
    page = small.signed_in("boss").get(f"/notices/{one.number}").text
    assert page.count("反馈后又查到") == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"2026-0001", "2026-0002"}),
        ("state=closed", set()),
        ("state=sent", {"2026-0001", "2026-0002"}),
        ("state=nonsense", {"2026-0001", "2026-0002"}),
        ("unit=东", {"2026-0001"}),
        ("unit=%25", set()),
        ("overdue=1", set()),
        ("overdue=1&state=closed&all=1", set()),
    ],
)
def test_the_address_of_a_list_says_what_is_in_it(small: Office, asked: str, found: set[str]) -> None:
    page = small.signed_in("boss").get(f"/notices/?{asked}").text
    assert set(re.findall(r'data-label="编号"[^>]*><a [^>]+>([^<]+)', page)) == found


def test_deadlines_have_their_colours(office: Office) -> None:
    due = date(2026, 11, 29)
    for today, word, overdue in (
        (due - 3 * DAY, ">期限内</span>", 0),
        (due - DAY, ">即将到期</span>", 0),
        (due, ">即将到期</span>", 0),
        (due + DAY, ">已超期</span>", 2),
    ):
        office.moment = office.moment.replace(month=today.month, day=today.day)
        browser = office.signed_in("boss")
        assert browser.get("/notices/").text.count(word) == 2, today
        listed = browser.get("/notices/?overdue=1").text
        assert len(re.findall('data-label="编号"', listed)) == overdue
        assert f"<b>{overdue}</b>" in listed


def test_a_list_goes_on_where_the_page_ended(office: Office) -> None:
    with office.ledger.begin() as connection:
        some = [issue.id for issue in issues.query(connection)]
        for n in range(7):
            due = None if n == 3 else date(2026, 12, 1 + n % 3)
            notices.make(connection, EAST, some, moment=NOW, due=due)
    for asked in ("all=1", "", "overdue=1"):
        paged = opened(office.ledger, page=2)
        paged.moment = NOW + 40 * DAY
        browser, seen, address = paged.signed_in("boss"), [], f"/notices/?{asked}"
        while address:
            page = browser.get(address).text
            seen += re.findall(r'data-label="编号"[^>]*><a [^>]+>([^<]+)', page)
            address = next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), "").replace("&amp;", "&")
        assert len(seen) == len(set(seen)) == (8 if asked == "overdue=1" else 9), asked
        if not asked:
            assert seen[-1] == "2026-0006"  # what has no deadline comes last


def test_the_document_is_for_who_sees_the_notice(office: Office) -> None:
    response = office.signed_in("contact").get(f"/notices/{NUMBERS[0]}/paper")
    assert response.data.startswith(b"PK")
    assert "attachment" in response.headers["Content-Disposition"]


def test_messages_go_with_the_acts(office: Office) -> None:
    open_ = Channels(mail=True, office=("office@b.cn",), webhooks=("feishu",), console="http://c/")
    told = Office(office.ledger, opened(office.ledger, channels=open_, data=lay_files_at(office)).app)
    numbers = confirmed(told)
    with told.ledger.begin() as connection:
        unit_mail.add(connection, EAST, "east@b.cn")
        unit_mail.remove(connection, EAST, f"a{SCRIPT}@b.cn")
    form = {"unit": EAST, "issue": numbers, "workdays": 3, "step": "send"}
    number = told.signed_in("inspector").post("/notices/draw/", form).location.rpartition("/")[2]
    told.signed_in("inspector").post(f"/notices/{number}/remind", sent(now(told, number)))
    told.signed_in("contact").post(f"/notices/{number}/answer", sent(now(told, number), text="秘密的反馈"))
    with told.ledger.connect() as connection:
        queued = [one for one in outgoing.page(connection)[0] if one.object == f"notice:{number}"]
    assert [(one.event, one.channel, one.address) for one in reversed(queued)] == [
        ("drawn", "mail", "east@b.cn"),
        ("drawn", "feishu", ""),
        ("reminded", "mail", "east@b.cn"),
        ("reminded", "feishu", ""),
        ("answered", "mail", "office@b.cn"),
        ("answered", "feishu", ""),
    ]
    for one in queued:
        assert f"http://c/notices/{number}" in one.text
        assert "<script" not in one.text
        assert "秘密" not in one.text


def test_an_act_that_is_refused_tells_nobody(office: Office) -> None:
    told = opened(office.ledger, channels=Channels(webhooks=("wecom",)))
    one = drawn(office)
    stale = {"version": one.version + 7}
    assert told.signed_in("boss").post(f"/notices/{one.number}/remind", stale).status_code == 422
    with office.ledger.connect() as connection:
        assert not [m for m in outgoing.page(connection)[0] if m.channel == "wecom"]


def test_what_failed_is_sent_again_or_dropped_once(office: Office) -> None:
    browser = office.signed_in("boss")
    page = browser.get("/outgoing/").text
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    with office.ledger.connect() as connection:
        (one,), _ = outgoing.page(connection)
    path = f"/outgoing/{one.id}"
    for said in ("会再发一次", "刚刚有了变化"):
        assert said in browser.get(browser.post(f"{path}/again", {"version": version}).location).text
    with office.ledger.connect() as connection:
        waits = outgoing.get(connection, one.id)
        assert waits
        assert (waits.state, waits.tries, waits.ended) == ("waiting", 0, None)
    browser.post(f"{path}/drop", {"version": waits.version})
    with office.ledger.connect() as connection:
        assert outgoing.get(connection, one.id).state == "dropped"  # type: ignore[union-attr]
        assert [e.act for e in audit.query(connection)][:2] == ["message-dropped", "message-again"]
    assert browser.post("/outgoing/999/drop", {"version": 1}).status_code == 404


def test_mailboxes_of_units(office: Office) -> None:
    browser = office.signed_in("boss")

    def said(path: str, **form: str) -> str:
        return browser.get(browser.post(f"/outgoing/addresses/{path}", dict(form)).location).text

    assert "不是邮箱地址" in said("add", unit=EAST, address="a@b\ncc: x@y")
    assert "登记表里没有" in said("add", unit="没有的单位", address="a@b.cn")
    assert "已登记" in said("add", unit=EAST, address="x@b.cn")
    assert "已经登记了" in said("add", unit=EAST, address="x@b.cn")
    assert "已删除" in said("remove", unit=EAST, address="x@b.cn")
    assert "已经删除了" in said("remove", unit=EAST, address="x@b.cn")
    with office.ledger.connect() as connection:
        assert [e.act for e in audit.query(connection)][:2] == ["mail-removed", "mail-added"]


def test_of_two_who_draw_at_once_one_gets_the_issues(office: Office) -> None:
    numbers = confirmed(office)
    started = threading.Barrier(2)
    browsers = [office.signed_in("boss") for _ in range(2)]
    form = {"unit": EAST, "issue": numbers, "workdays": 3, "step": "send"}
    tokens = [browser.token("/me/") for browser in browsers]

    def draw(browser: Browser, token: str) -> str:
        started.wait()
        return browser.client.post("/notices/draw/", data={**form, "csrf_token": token}).location

    with ThreadPoolExecutor(2) as pool:
        places = set(pool.map(draw, browsers, tokens))
    assert len([place for place in places if place.startswith("/notices/2026-")]) == 1
    with office.ledger.connect() as connection:
        made = notice_lists.page(connection, WHOLE, notice_lists.Wanted((S.SENT,))).notices
        assert [one.number for one in made if one.unit == EAST] == ["2026-0003"]
