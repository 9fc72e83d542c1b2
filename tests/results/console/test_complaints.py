"""Messages of 找错 at the console: who sees which, what may be done, once and never twice, and what comes in."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
import xlsxwriter
from sqlalchemy import update

from checks.model.findings import Outcome, Status, SubjectType
from results import triage
from results.following import follow
from results.ledger import audit, complaints, issues, outgoing, runs, users
from results.ledger.complaint_tables import complaints as table
from results.ledger.complaints import Complaint, ComplaintState, Truth
from results.messages import Channels
from tests.results.console.complaints_office import (
    EVIDENCE,
    NAME,
    PHONE,
    fresh,
    in_state,
    kept,
    message,
    nobodys,
    take,
)
from tests.results.console.office import (
    EAST,
    LATER,
    PEOPLE,
    SCRIPT,
    SITES,
    WEST,
    Browser,
    Office,
    multipart,
    opened,
    stays_text,
)
from tests.results.making import edition

S = ComplaintState
HEAD = "留言编号,问题网址,问题类别,留言内容,收到时间,留言人,联系电话"
ROW = "B1,http://east.gov.cn/b.html,错别字,写错了 110101199003074477,2026-11-19 10:30,李四光,13987654321"


def acts(office: Office, number: int) -> list[str]:
    with office.ledger.connect() as connection:
        return [one.what for one in complaints.acts(connection, number)]


def told(office: Office) -> list[audit.Entry]:
    with office.ledger.connect() as connection:
        return audit.query(connection, limit=500)


def send(browser: Browser, number: int, act: str, version: int, **given: object):  # type: ignore[no-untyped-def]
    return browser.post(f"/complaints/{number}/{act}", {"version": version, **given})


def upload(browser: Browser, data: bytes, name: str = "留言.csv"):  # type: ignore[no-untyped-def]
    form = multipart("file", data, name, csrf_token=browser.token("/me/"))
    return browser.client.post("/complaints/import", **form)  # type: ignore[arg-type]


def listed(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-label="编号"[^>]*><a [^>]+>(\d+)', page)]


def flashed(browser: Browser) -> str:
    return " ".join(re.findall(r'class="flash"[^>]*>([^<]+)', browser.get("/me/").text))


@pytest.mark.parametrize(
    ("name", "east", "west", "nobody"),
    [
        ("boss", True, True, True),
        ("reviewer", True, True, False),
        ("inspector", True, False, False),
        ("contact", True, False, False),
        ("reader", True, False, False),
    ],
)
def test_messages_of_other_units_are_not_there(office: Office, name: str, east: bool, west: bool, nobody: bool) -> None:
    browser = office.signed_in(name)
    page, figures = browser.get("/complaints/?all=1").text, browser.get("/complaints/figures").text
    sees = {EAST: east, WEST: west}
    for unit in (EAST, WEST):
        for state in S:
            number = in_state(office, state, unit)
            there = sees[unit] and not (name == "contact" and state is S.RECEIVED)
            assert browser.get(f"/complaints/{number}").status_code == (200 if there else 404), (unit, state)
            assert (number in listed(page)) is there
    assert browser.get(f"/complaints/{nobodys(office)}").status_code == (200 if nobody else 404)
    assert (nobodys(office) in listed(page)) is nobody
    assert ("西镇" in page.partition("</form>")[2]) is west
    assert ("西镇" in figures) is west
    counted = sum(int(number) for number in re.findall(r"<b>(\d+)</b> [^<]+</a>", page)[:-1])
    assert counted == len(listed(page))


def test_nothing_is_done_to_a_message_of_another_unit(small: Office) -> None:
    before = told(small)
    for name in ("inspector", "contact"):
        browser = small.signed_in(name)
        for state, act in ((S.VERIFIED, "mend"), (S.MENDED, "answer"), (S.CLOSED, "comment")):
            number = in_state(small, state, WEST)
            assert send(browser, number, act, kept(small, number).version, text="改了").status_code == 404
    for act in ("dispatch", "verify", "reopen", "sort", "tie", "ask", "sender", "urge", "review"):
        response = send(small.signed_in("inspector"), in_state(small, S.RECEIVED, WEST), act, 2, decision="approve")
        assert response.status_code == 404, act
    assert send(small.signed_in("contact"), in_state(small, S.RECEIVED), "comment", 2, text="x").status_code == 404
    assert told(small) == before


def test_stored_script_stays_text(office: Office) -> None:
    shown = 0
    given = quote(SCRIPT)
    for name in ("boss", "contact", "reader"):
        browser = office.signed_in(name)
        paths = [f"/complaints/{in_state(office, state)}" for state in S if (name, state) != ("contact", S.RECEIVED)]
        for path in ("/complaints/?all=1", f"/complaints/?text={given}&unit={given}&category={given}", *paths):
            response = browser.get(path)
            assert response.status_code == 200, path
            shown += stays_text(response.text, path)
    boss, number = office.signed_in("boss"), in_state(office, S.ANSWERED)
    version = kept(office, number).version
    for path in ("/complaints/figures", "/complaints/import", "/complaints/add"):
        shown += stays_text(boss.get(path).text, path)
    shown += stays_text(send(boss, number, "sender", version).text)
    shown += stays_text(send(boss, number, "review", 0, decision="approve", text=SCRIPT).text)
    shown += stays_text(boss.get("/audit/").text)
    shown += stays_text(upload(boss, f"{HEAD}\nB1,{SCRIPT},{SCRIPT},x,{SCRIPT},,".encode()).text)
    assert shown > 150


def test_a_unit_is_told_of_what_it_is_given_where_a_way_out_is_open(office: Office) -> None:
    for channels, count in ((Channels(), 0), (Channels(mail=True), 1)):
        here = opened(office.ledger, channels=channels)
        number, boss = fresh(here), here.signed_in("boss")
        version = kept(here, number).version
        for _ in range(2):  # a double click
            assert send(boss, number, "dispatch", version, unit=EAST).status_code == 302
        with office.ledger.connect() as connection:
            queued = [one for one in outgoing.page(connection)[0] if one.object == f"complaint:{number}"]
        assert [one.event for one in queued] == ["dispatched"] * count
        assert not [one for one in queued if NAME in repr(one) or PHONE in repr(one)]


def test_a_clerk_takes_one_message_all_the_way(office: Office) -> None:
    number, boss = fresh(office), office.signed_in("boss")
    steps = (
        ("dispatch", {"unit": EAST}, S.DISPATCHED),
        ("verify", {"verdict": "true", "text": "确实打不开"}, S.VERIFIED),
        ("mend", {"text": "已改 13912345678"}, S.MENDED),
        ("answer", {"text": "已改，谢谢"}, S.ANSWERED),
        ("review", {"decision": "return", "text": "没有改完"}, S.DISPATCHED),
        ("verify", {"verdict": "unclear", "text": "说不清"}, S.VERIFIED),
        ("answer", {"text": "请补充"}, S.ANSWERED),
        ("review", {"decision": "approve"}, S.CLOSED),
        ("reopen", {"text": "又出现"}, S.DISPATCHED),
        ("urge", {"text": "快一点"}, S.DISPATCHED),
        ("sort", {"category": "错别字"}, S.DISPATCHED),
        ("tie", {"issue": ""}, S.DISPATCHED),
        ("ask", {}, S.DISPATCHED),
        ("comment", {"text": "记一笔"}, S.DISPATCHED),
    )
    before = len(told(office))
    for act, given, state in steps:
        response = send(boss, number, act, kept(office, number).version, **given)
        assert response.status_code == 302, (act, response.text)
        assert response.location == f"/complaints/{number}"
        assert kept(office, number).state is state
    one = kept(office, number)
    assert (one.category, one.issue, one.urged, one.waiting) == ("错别字", None, 1, office.moment)
    done = [*(act if act != "review" else "return" if "text" in given else "approve" for act, given, _ in steps)]
    assert acts(office, number)[2:] == done
    entries = told(office)[: len(steps)][::-1]
    assert len(told(office)) == before + len(steps)
    assert [entry.after["what"] for entry in entries] == done
    assert {(entry.who, entry.act, entry.object) for entry in entries} == {
        ("boss", "complaint-handled", f"complaint:{number}")
    }
    assert (entries[0].before["stage"], entries[0].after["stage"]) == ("received", "dispatched")
    assert entries[2].after["mended"] == "已改 139****5678"
    page = boss.get("/audit/").text
    assert f"找错留言 {number}" in page
    assert "操作：派发" in page


def test_the_same_form_sent_twice_does_it_once(office: Office) -> None:
    number, boss = fresh(office, S.ANSWERED), office.signed_in("boss")
    version, before = kept(office, number).version, len(told(office))
    for _ in range(2):
        assert send(boss, number, "comment", version, text="一次").status_code == 302
    assert "没有重复" in flashed(boss)
    assert acts(office, number).count("comment") == 2  # one stood there before
    assert len(told(office)) == before + 1
    assert send(boss, number, "comment", version, text="另一句").status_code == 422
    assert acts(office, number).count("comment") == 2


def test_of_two_clerks_the_later_is_told_and_loses_nothing(office: Office) -> None:
    number = fresh(office, S.DISPATCHED)
    version = kept(office, number).version
    one, other = office.signed_in("boss"), office.signed_in("inspector")
    assert send(one, number, "verify", version, verdict="true", text="确实").status_code == 302
    before = kept(office, number)
    response = send(other, number, "verify", version, verdict="false", text="我写了很多字")
    assert response.status_code == 422
    assert "刚刚被别人处理过" in response.text
    assert "我写了很多字" in response.text
    assert 'value="false" required checked' in response.text
    assert kept(office, number) == before
    response = send(other, number, "answer", version, text="答复写好了")  # cannot be done now: kept to be copied
    assert response.status_code == 422
    assert "你写的内容还在这里" in response.text
    assert "答复写好了" in response.text


@pytest.mark.parametrize(
    ("state", "act", "given", "why"),
    [
        (S.RECEIVED, "dispatch", {"unit": "没有这个单位"}, "不是登记过的单位"),
        (S.RECEIVED, "dispatch", {"unit": WEST}, "不在你能看的单位里"),
        (S.RECEIVED, "dispatch", {"unit": ""}, "派发给哪个单位"),
        (S.DISPATCHED, "dispatch", {"unit": EAST}, "改派必须写明"),
        (S.DISPATCHED, "verify", {"text": "x"}, "请选一个核实结论"),
        (S.DISPATCHED, "verify", {"verdict": "false"}, "必须写明情况"),
        (S.DISPATCHED, "verify", {"verdict": "nonsense"}, "请选一个核实结论"),
        (S.VERIFIED, "answer", {"text": "x"}, "先登记整改"),
        (S.ANSWERED, "review", {}, "请选"),
        (S.ANSWERED, "review", {"decision": "return"}, "退回必须写明"),
        (S.CLOSED, "reopen", {}, "重新办理必须写明"),
        (S.CLOSED, "urge", {}, "不能催办"),
        (S.RECEIVED, "sort", {"category": "没有"}, "没有“没有”这一类"),
        (S.RECEIVED, "tie", {"issue": "x"}, "不是问题编号"),
        (S.RECEIVED, "tie", {"issue": "99999"}, "没有编号为 99999 的问题"),
        (S.RECEIVED, "comment", {"text": "字" * 4001}, "太长"),
    ],
)
def test_what_cannot_be_done_is_told(
    small: Office, state: ComplaintState, act: str, given: dict[str, object], why: str
) -> None:
    number, browser = in_state(small, state), small.signed_in("inspector")
    before, entries = kept(small, number), told(small)
    response = send(browser, number, act, before.version, **given)
    assert response.status_code == 422
    assert why in unescape(response.text)
    assert kept(small, number) == before
    assert told(small) == entries


def test_a_message_is_tied_to_an_issue_that_the_clerk_may_see(small: Office) -> None:
    number, inspector = fresh(small), small.signed_in("inspector")
    (_, mine), (theirs, _) = small.numbers(SITES[0].key), small.numbers(SITES[1].key)
    assert send(inspector, number, "tie", kept(small, number).version, issue=theirs).status_code == 422
    assert kept(small, number).issue != theirs
    assert send(inspector, number, "tie", kept(small, number).version, issue=mine).status_code == 302
    assert kept(small, number).issue == mine
    assert f'href="/issues/{mine}"' in inspector.get(f"/complaints/{number}").text
    with small.ledger.begin() as connection:
        found = issues.numbered(connection, [mine])[0].finding.at
        other = take(connection, message(EAST, "alike", url=found))
    assert f'name="issue" value="{mine}"' in inspector.get(f"/complaints/{other}").text


@pytest.mark.parametrize("name", PEOPLE)
def test_the_sender_is_shown_whole_only_when_asked_for_by_who_may(small: Office, name: str) -> None:
    number, browser = in_state(small, S.MENDED), small.signed_in(name)
    page = browser.get(f"/complaints/{number}").text
    assert PHONE not in page
    assert NAME not in page
    assert ("138****5678" in page) is (name in ("boss", "inspector", "reviewer"))
    assert ("显示完整信息" in page) is (name in ("boss", "inspector"))
    before = len(told(small))
    response = send(browser, number, "sender", 0)
    if name in ("boss", "inspector"):
        assert PHONE in response.text
        (entry, *_) = told(small)
        assert (entry.who, entry.act, entry.object) == (name, "sender-shown", f"complaint:{number}")
    else:
        assert response.status_code == 403
        assert len(told(small)) == before
    assert not any(PHONE in repr(entry) for entry in told(small))
    assert PHONE not in browser.get("/complaints/?all=1").text


def test_a_sender_that_cannot_be_read_is_told(small: Office) -> None:
    number, boss = fresh(small, sender=b"broken"), small.signed_in("boss")
    assert "解不开" in boss.get(f"/complaints/{number}").text
    assert send(boss, number, "sender", 0).status_code == 302
    assert "解不开" in flashed(boss)


def test_a_contact_mends_and_answers_what_was_dispatched_to_him(office: Office) -> None:
    number, contact = fresh(office, S.VERIFIED), office.signed_in("contact")
    page = contact.get(f"/complaints/{number}").text
    assert "登记整改" in page
    for act in ("dispatch", "verify", "urge", "sender", "ask"):
        assert f"/complaints/{number}/{act}" not in page
    assert send(contact, number, "mend", kept(office, number).version, text="已改").status_code == 302
    assert "请改好再提交" in contact.get(f"/complaints/{number}").text
    assert send(contact, number, "answer", kept(office, number).version, text="已改好").status_code == 302
    assert "等待复核" in contact.get(f"/complaints/{number}").text
    with office.ledger.begin() as connection:
        users.give_units(connection, office.user("contact").id, [PEOPLE["reviewer"][1][0]])
    assert contact.get(f"/complaints/{number}").status_code == 404  # he sees nothing below his unit


def test_the_page_has_the_evidence_the_deadlines_and_a_draft(small: Office) -> None:
    page = small.signed_in("boss").get(f"/complaints/{in_state(small, S.MENDED)}").text
    seen = ("超时", "两次", "查到 1 处", "运行了 1 项检查", "初判属实", "核实属实", "备注", "东镇网站", "2026-11-25")
    for words in seen:
        assert words in page, words
    assert "您反映的问题属实" in page
    assert "还剩 3 个工作日" in page
    assert 'rel="next"' in page
    small.moment += timedelta(days=9)
    page = small.signed_in("boss").get(f"/complaints/{in_state(small, S.MENDED)}").text
    assert "已超期" in page
    assert "超过 3 个工作日" in page


def test_the_draft_says_that_mended_is_what_counts_in_the_place_of_a_duplicate(small: Office) -> None:
    number, (one, main) = in_state(small, S.MENDED), small.numbers(SITES[0].key)
    boss = small.signed_in("boss")
    with small.ledger.begin() as connection:
        connection.execute(update(table).where(table.c.id == number).values(issue=one))
        triage.merge(connection, one, main, who="王", moment=LATER)
    assert "整改到位" not in boss.get(f"/complaints/{number}").text
    with small.ledger.begin() as connection:
        check = issues.get(connection, main).check
        run = runs.start(connection, kind="nightly", edition="e", code="1", moment=LATER)
        gone = Outcome(check, SubjectType.SITE, SITES[0].key, Status.PASS, (), 1, 1)
        follow(connection, run, SITES[0].key, [gone], lambda url: True, edition(), "v")
    assert "整改到位" in boss.get(f"/complaints/{number}").text


def test_numbers_in_the_address_and_the_number_of_a_message_are_masked_also_of_old_ones(small: Office) -> None:
    url = "http://east.gov.cn/q?id=110101199003074477&phone=13812345678"
    number = fresh(small, url=url, number=PHONE, site="")
    boss = small.signed_in("boss")
    for path in (f"/complaints/{number}", "/complaints/?all=1"):
        page = boss.get(path).text
        assert "199003074477" not in page
        assert PHONE not in page
    assert "138****5678" in boss.get(f"/complaints/{number}").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 11),
        ("all=1", 13),
        ("state=received", 3),
        ("state=received&state=closed", 5),
        ("state=nonsense", 13),
        ("verdict=true&all=1", 8),
        ("verdict=none&all=1", 5),
        ("verdict=false&all=1", 0),
        ("category=内容无法访问", 11),
        ("category=错别字", 0),
        ("unit=西镇", 5),
        ("unit=县", 10),
        ("unit=没有", 0),
        ("text=received", 2),
        ("text=x.cn", 1),
        ("text=%25", 0),
        ("overdue=1", 0),
        ("after=nonsense", 11),
    ],
)
def test_the_address_of_a_list_says_what_is_in_it(small: Office, asked: str, found: int) -> None:
    assert len(listed(small.signed_in("boss").get(f"/complaints/?{asked}").text)) == found


def test_what_is_overdue_is_found(small: Office) -> None:
    small.moment += timedelta(days=4)
    boss = small.signed_in("boss")
    assert len(listed(boss.get("/complaints/?overdue=1").text)) == 0
    dated = fresh(small, S.DISPATCHED, answer_due=(small.moment - timedelta(days=1)).date())
    page = boss.get("/complaints/?overdue=1").text
    assert listed(page) == [dated]
    assert "<b>1</b> 已超期未答复" in page
    assert "已超期</span>" in page


@pytest.mark.parametrize("asked", ["all=1", "all=1&unit=县", "all=1&text=cn"])
def test_a_list_goes_on_where_the_page_ended(office: Office, asked: str) -> None:
    for state in (S.RECEIVED, S.MENDED):
        for days in (1, 2):
            fresh(office, state, answer_due=(office.moment + timedelta(days=days)).date())
    small = Office(office.ledger, opened(office.ledger, page=4).app)
    whole = listed(office.signed_in("boss").get(f"/complaints/?{asked}").text)
    browser, path, seen = small.signed_in("boss"), f"/complaints/?{asked}", []
    while path:
        page = browser.get(path).text
        assert len(listed(page)) <= 4
        seen += listed(page)
        path = unescape("".join(re.findall(r'rel="next" href="([^"]+)"', page)))
    assert seen == whole
    assert len(set(seen)) == len(seen) > 13


def test_a_sheet_is_taken_in_once_and_waits_for_the_recheck(office: Office) -> None:
    inspector = office.signed_in("inspector")
    for made, known in ((1, 0), (0, 1)):
        response = upload(inspector, f"{HEAD}\n{ROW}".encode())
        assert response.status_code == 302
        assert f"已导入 {made} 条，{known} 条以前导入过" in flashed(inspector)
    with office.ledger.connect() as connection:
        (number,) = complaints.waiting_recheck(connection)
        one = complaints.get(connection, number)
    assert (one.number, one.unit, one.site, one.waiting) == ("B1", EAST, SITES[0].key, office.moment)
    assert (one.text, one.answer_due is None) == ("写错了 110101**********77", False)
    assert "李四光".encode() not in one.sender
    assert "复验中" in inspector.get(f"/complaints/{number}").text
    assert "<b>1</b> 正在等待复验" in inspector.get("/complaints/").text
    entries = [entry for entry in told(office) if entry.act == "complaints-imported"]
    assert [(entry.who, dict(entry.after)) for entry in entries] == [
        ("inspector", {"file": "留言.csv", "made": 0, "known": 1}),
        ("inspector", {"file": "留言.csv", "made": 1, "known": 0}),
    ]


def test_of_what_the_clerk_will_not_see_he_is_told(small: Office) -> None:
    inspector = small.signed_in("inspector")
    upload(inspector, f"{HEAD}\n{ROW.replace('east', 'west')}".encode())
    assert "1 条的责任单位不在你能看的单位里" in flashed(inspector)


def test_one_bad_row_and_nothing_is_taken_in(small: Office) -> None:
    boss, before = small.signed_in("boss"), told(small)
    bad = f"B2,,错别字,x,2026-11-19,,\nB3,http://east.gov.cn/,没有这类,x,昨天,,{PHONE}"
    response = upload(boss, f"{HEAD}\n{ROW}\n{bad}".encode())
    assert response.status_code == 422
    cells = re.findall(r'data-label="(?:行|列|问题)"[^>]*>([^<]+)', response.text)
    assert [cells[n : n + 2] for n in range(0, len(cells), 3)] == [
        ["3", "问题网址"], ["4", "收到时间"], ["4", "问题类别"],
    ]  # fmt: skip
    assert PHONE not in response.text
    with small.ledger.connect() as connection:
        assert complaints.waiting_recheck(connection) == []
    assert told(small) == before


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b" " * 310_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "留言.csv", "文件是空的"),
        (b"PK\x03\x04broken", "留言.xlsx", "工作簿已损坏"),
        (HEAD.encode(), "留言.csv", "只有表头"),
        (b"x", "../../etc/passwd", "不支持扩展名"),
        (b"x", "留言.exe", "不支持扩展名 .exe"),
        (b"x", "..", "不支持扩展名"),
    ],
)
def test_what_is_no_sheet_is_refused(small: Office, data: bytes, name: str, why: str) -> None:
    response = upload(small.signed_in("boss"), data, name)
    assert response.status_code == 422
    assert why in response.text


def test_a_bomb_and_what_is_too_large_are_refused(small: Office) -> None:
    boss = small.signed_in("boss")
    packed = bomb()
    assert len(packed) < 1_000_000
    response = upload(boss, packed, "留言.xlsx")
    assert response.status_code == 422
    assert "解压后超过" in response.text
    large = f"{HEAD}\n{ROW}\n".encode() + b"," * 3_000_000
    assert upload(boss, large).status_code == 302  # more than other forms may hold
    assert upload(boss, b"x" * 10_100_000).status_code == 413
    assert small.browser().client.post("/complaints/import", **multipart("file", large, "a.csv")).status_code == 413  # type: ignore[arg-type]
    assert upload(small.signed_in("reader"), large).status_code == 413
    assert boss.post("/complaints/add", {"text": "x" * 1_100_000}).status_code == 413


def test_the_empty_sheet_can_be_filled_in_and_taken_in(small: Office) -> None:
    boss = small.signed_in("boss")
    response = boss.get("/complaints/blank.xlsx")
    assert response.data.startswith(b"PK")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "只有表头" in upload(boss, response.data, "留言.xlsx").text
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        for number, line in enumerate((HEAD, ROW)):
            made_sheet = made.get_worksheet_by_name("找错留言表") or made.add_worksheet("找错留言表")
            made_sheet.write_row(number, 0, line.split(","))
    assert upload(boss, book.getvalue(), "留言.xlsx").status_code == 302


def test_one_message_is_typed(office: Office) -> None:
    boss = office.signed_in("boss")
    given = {"url": "www.east.gov.cn/a?phone=13812345678", "text": "打不开 13812345678", "person": "王五"}
    given |= {"category": "错别字", "received": "2026-11-20T09:00", "phone": PHONE, "number": PHONE, "unit": EAST}
    response = boss.post("/complaints/add", given)
    assert response.status_code == 302
    one = kept(office, int(response.location.rpartition("/")[2]))
    assert (one.url, one.text) == ("http://www.east.gov.cn/a?phone=138****5678", "打不开 138****5678")
    assert one.number.startswith("138****5678#")
    assert (one.category, one.waiting, f"{one.received:%H:%M}") == ("错别字", office.moment, "01:00")
    assert "138****5678" in boss.get(response.location).text
    (entry, *_) = told(office)
    assert (entry.act, entry.object, entry.after) == ("complaint-added", f"complaint:{one.id}", {"unit": EAST})
    assert boss.post("/complaints/add", given).status_code == 302
    assert "以前登记过" in flashed(boss)
    assert boss.post("/complaints/add", {**given, "number": "13812340008"}).status_code == 302
    with office.ledger.connect() as connection:
        assert len(complaints.waiting_recheck(connection)) == 2  # masked alike, and still two


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "x"}, "请填写"),
        ({"url": "不是网址 x", "text": "x"}, "写了不止一个网址"),
        ({"url": "http://east.gov.cn/", "text": "x", "category": "没有"}, "没有“没有”这一类"),
        ({"url": "http://east.gov.cn/", "text": "x", "received": "2099-01-01T00:00"}, "还没有到"),
        ({"url": "http://east.gov.cn/", "text": "x", "due": "2026-11-01"}, "答复期限早于收到时间"),
    ],
)
def test_what_is_no_message_is_told_and_stays_in_the_form(small: Office, given: dict[str, object], why: str) -> None:
    response = small.signed_in("boss").post("/complaints/add", given)
    assert response.status_code == 422
    assert why in unescape(response.text)
    assert all(str(value) in response.text for name, value in given.items() if name != "category")


def test_figures_of_a_period(office: Office) -> None:
    boss = office.signed_in("boss")
    page = boss.get("/complaints/figures").text
    rows = {
        cells[0]: cells[1:]
        for row in re.findall(r"<tr>(.*?)</tr>", page)
        if (cells := re.findall(r"<td[^>]*>([^<]*)</td>", row))
    }
    assert rows[f"东镇{SCRIPT}".replace("<", "&lt;").replace(">", "&gt;")][:4] == ["6", "1", "16.67%", "100.00%"]
    assert rows["内容无法访问"][0] == "13"
    assert rows["（未定）"][0] == "1"
    assert "没有收到留言" in boss.get("/complaints/figures?since=2025-01-01&until=2025-12-31").text
    assert "2026-01-01 至 2026-11-21" in boss.get("/complaints/figures?since=x&until=99999-1-1").text


def test_numbers_that_nothing_has(office: Office) -> None:
    boss = office.signed_in("boss")
    for number in (2**31, 10**30):
        assert boss.get(f"/complaints/{number}").status_code == 404
        assert boss.get(f"/complaints/?after={number}").status_code == 200
    assert boss.get("/complaints/?text=%00").status_code == 400


def test_every_field_has_a_label(small: Office) -> None:
    boss = small.signed_in("boss")
    pages = [f"/complaints/{in_state(small, state)}" for state in S]
    for path in (*pages, "/complaints/", "/complaints/add", "/complaints/import", "/complaints/figures"):
        page = boss.get(path).text
        names = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page)
        assert len(names) == len(set(names)), path
        for name in names:
            assert f'for="{name}"' in page, (path, name)


def test_the_machine_has_the_last_look_and_never_the_last_word(small: Office) -> None:
    one: Complaint = kept(small, in_state(small, S.MENDED))
    assert (one.machine, one.verdict, one.evidence) == (Truth.TRUE, Truth.TRUE, EVIDENCE)
