"""Messages to the outside: sent once over mail and robots, tried again and given up, with no secret told anywhere."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from checks.model.registry import Registry, Unit
from clock import triaging
from clock.outgoing import sending, webhooks
from clock.outgoing.sending import WAITS, send_due
from clock.outgoing.ways import PASSWORD, Robot, channels_of, robot_of
from clock.settings import LedgerSettings, OutgoingSettings, Settings, SettingsError
from results import noticing
from results.handling import Hand
from results.ledger import complaints, notices, outgoing, registry, unit_mail
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import Ledger, open_ledger
from results.ledger.notices import Notice
from results.ledger.outgoing import LEASE, Message, MessageState
from results.messages import Channels, Event, tell_dispatch, tell_notice
from tests.clock import robots
from tests.clock.robots import SECRET, TOKEN, Post, free_port, mail_server, robot

UNIT = "临江县教育局"
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MAILED = Channels(mail=True)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}", busy_seconds=0.2) as opened:
        with opened.begin() as connection:
            registry.save(connection, Registry((Unit(UNIT),), (), (), ()))
            unit_mail.add(connection, UNIT, "jyj@b.cn")
        yield opened


@pytest.fixture
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


def by_mail(post: Post, **more: object) -> Settings:
    own = OutgoingSettings(True, "127.0.0.1", post.port, "none", "", "xunwang@b.cn", seconds=5)
    return Settings(outgoing=replace(own, **more))  # type: ignore[arg-type]


def by_robot(own: robots.Robot, monkeypatch: pytest.MonkeyPatch, **more: object) -> Settings:
    monkeypatch.setenv(f"XUNWANG_{own.kind.upper()}_URL", own.url)
    monkeypatch.setenv(f"XUNWANG_{own.kind.upper()}_SECRET", SECRET)
    given = OutgoingSettings(on=True, webhooks=(own.kind,), seconds=5)
    return Settings(outgoing=replace(given, **more))  # type: ignore[arg-type]


def queued(ledger: Ledger, channels: Channels, event: Event = Event.DRAWN, due: date | None = None) -> Notice:
    """A notice, and what is told of it."""
    with ledger.begin() as connection:
        number = len(list(notices.query(connection)))
        made = notices.make(connection, UNIT, [number + 1], moment=NOW, due=due or date(2026, 12, 4))
        (one,) = notices.numbered(connection, [made])
        tell_notice(connection, channels, event, one, moment=NOW)
    return one


def the(ledger: Ledger) -> Message:
    with ledger.connect() as connection:
        ((one,), _) = outgoing.page(connection)
    return one


def test_a_mail_arrives_once_and_says_what_is_to_do(ledger: Ledger, post: Post) -> None:
    queued(ledger, replace(MAILED, console="https://c.b.cn"))
    settings = by_mail(post)
    assert send_due(settings, ledger, lambda: NOW).sent == 1
    assert send_due(settings, ledger, lambda: NOW).sent == 0
    ((to, mail),) = post.mails
    assert (to, mail["To"], mail["From"]) == ("jyj@b.cn", "jyj@b.cn", "xunwang@b.cn")
    assert mail["Subject"] == "整改通知 2026-0001：请整改"
    text = mail.get_content()
    assert "请在 2026 年 12 月 4 日前整改并反馈" in text
    assert "https://c.b.cn/notices/2026-0001" in text
    one = the(ledger)
    assert (one.state, one.tries, one.ended) == (MessageState.SENT, 1, NOW)
    assert mail["Message-ID"] == f"<{one.key[:32]}@xunwang>"


@pytest.mark.parametrize("kind", ["feishu", "dingtalk", "wecom"])
def test_a_robot_is_asked_in_the_words_of_its_platform(
    ledger: Ledger, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with robot(kind) as own:
        queued(ledger, Channels(webhooks=(kind,)))
        passed = send_due(by_robot(own, monkeypatch), ledger, lambda: NOW)
        assert (passed.sent, the(ledger).error) == (1, "")
        assert "整改通知 2026-0001" in str(own.heard[0])


@pytest.mark.parametrize("kind", ["feishu", "dingtalk"])
def test_a_wrong_signature_is_not_tried_again(ledger: Ledger, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with robot(kind) as own:
        settings = by_robot(own, monkeypatch)
        monkeypatch.setenv(f"XUNWANG_{kind.upper()}_SECRET", "another-secret")
        queued(ledger, Channels(webhooks=(kind,)))
        assert send_due(settings, ledger, lambda: NOW).failed == 1
    one = the(ledger)
    assert one.state is MessageState.FAILED
    assert "群机器人拒绝" in one.error


@pytest.mark.parametrize(
    ("kind", "status", "said", "lasting"),
    [
        ("feishu", 200, b'{"code":11232,"msg":"frequency limited"}', False),
        ("feishu", 200, b'{"code":19024,"msg":"Key Words Not Found"}', True),
        ("dingtalk", 200, b'{"errcode":130101,"errmsg":"send too fast"}', False),
        ("dingtalk", 200, b'{"errcode":310000,"errmsg":"keywords not in content"}', True),
        ("wecom", 200, b'{"errcode":45009,"errmsg":"api freq out of limit"}', False),
        ("wecom", 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', True),
        ("wecom", 200, b"<html>", False),
        ("wecom", 200, b"[]", False),
        ("wecom", 200, b"{}", False),
        ("feishu", 503, b"", False),
        ("feishu", 429, b"", False),
        ("feishu", 404, b"", True),
        ("feishu", 302, b"", False),
    ],
)
def test_what_may_become_right_is_tried_again(
    ledger: Ledger, kind: str, status: int, said: bytes, lasting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with robot(kind) as own:
        own.answers.append((status, said))
        queued(ledger, Channels(webhooks=(kind,)))
        settings = by_robot(own, monkeypatch)
        send_due(settings, ledger, lambda: NOW)
        one = the(ledger)
        assert one.error
        assert one.state is (MessageState.FAILED if lasting else MessageState.WAITING)
        assert send_due(settings, ledger, lambda: NOW).sent == 0  # not at once
        assert send_due(settings, ledger, lambda: NOW + WAITS[0]).sent == (0 if lasting else 1)


def test_it_is_tried_so_often_and_then_given_up(ledger: Ledger) -> None:
    queued(ledger, MAILED)
    settings = by_mail(Post(port=free_port()), tries=3)
    moment, tries = NOW, 0
    while the(ledger).state is MessageState.WAITING:
        send_due(settings, ledger, lambda: moment)  # noqa: B023
        tries += 1
        assert the(ledger).tries == tries
        moment += timedelta(days=1)
    assert (tries, the(ledger).state) == (3, MessageState.FAILED)
    assert the(ledger).error == "连不上邮件服务器，或中途断开"


@pytest.mark.parametrize(("said", "state"), [("550 no such user", "failed"), ("451 later", "waiting")])
def test_a_receiver_that_is_refused(ledger: Ledger, post: Post, said: str, state: str) -> None:
    post.refuses["jyj@b.cn"] = said
    queued(ledger, MAILED)
    send_due(by_mail(post), ledger, lambda: NOW)
    assert the(ledger).state == state
    assert said in the(ledger).error


def test_what_a_dead_sender_left_is_sent_when_its_lease_is_over(ledger: Ledger, post: Post) -> None:
    queued(ledger, MAILED)
    with ledger.begin() as connection:
        assert outgoing.take(connection, the(ledger), moment=NOW)
    settings = by_mail(post)
    assert send_due(settings, ledger, lambda: NOW + LEASE / 2).sent == 0
    assert send_due(settings, ledger, lambda: NOW + LEASE).sent == 1
    assert len(post.mails) == 1


def test_a_message_that_kills_its_sender_is_given_up(ledger: Ledger, post: Post) -> None:
    queued(ledger, MAILED)
    moment = NOW
    for _ in range(2):
        with ledger.begin() as connection:
            assert outgoing.take(connection, the(ledger), moment=moment)
        moment += LEASE
    assert send_due(by_mail(post, tries=2), ledger, lambda: moment).failed == 1
    assert not post.mails


def test_of_two_senders_one_takes_it_up(ledger: Ledger) -> None:
    queued(ledger, MAILED)
    one = the(ledger)
    with ledger.begin() as connection:
        assert outgoing.take(connection, one, moment=NOW)
        assert outgoing.take(connection, one, moment=NOW) is None


def test_it_counts_as_sent_though_the_ledger_was_held_for_a_while(ledger: Ledger, post: Post, tmp_path: Path) -> None:
    queued(ledger, MAILED)
    with open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as other:
        writing = other.begin()
        let_go = threading.Timer(0.6, lambda: writing.__exit__(None, None, None))

        def hold() -> None:  # from before the mail is taken until after the first try to tell of it
            writing.__enter__()
            let_go.start()

        post.on_mail = hold
        assert send_due(by_mail(post), ledger, lambda: NOW).sent == 1
        let_go.join()
    assert the(ledger).state is MessageState.SENT


def test_nothing_is_queued_and_nothing_sent_unless_it_is_switched_on(ledger: Ledger, post: Post) -> None:
    settings = by_mail(post, on=False)
    queued(ledger, channels_of(settings))
    with ledger.connect() as connection:
        assert outgoing.page(connection) == ([], None)
    queued(ledger, MAILED)
    assert send_due(settings, ledger, lambda: NOW).sent == 0
    assert not post.mails
    assert channels_of(Settings()) == Channels()


def test_a_late_notice_is_told_of_once(ledger: Ledger, post: Post) -> None:
    late, answered, _ = (queued(ledger, Channels(), due=NOW.date()) for _ in range(3))
    with ledger.begin() as connection:
        noticing.answer(connection, answered.number, Hand("李", NOW), text="改了")
        for one in notices.numbered(connection, [3]):
            notices.change(connection, one, {"due": date(2026, 12, 9)}, who="x", what="draw", moment=NOW)
    settings = by_mail(post, office=("office@b.cn",))
    assert send_due(settings, ledger, lambda: NOW).late == 0  # its last day is not over
    passed = send_due(settings, ledger, lambda: NOW + timedelta(days=1))
    assert (passed.late, passed.sent) == (1, 2)
    assert {to for to, _ in post.mails} == {"jyj@b.cn", "office@b.cn"}
    assert "超期未反馈" in post.mails[0][1]["Subject"]
    with ledger.connect() as connection:
        assert notices.acts(connection, late.id)[-1].what == "overdue"
    assert send_due(settings, ledger, lambda: NOW + timedelta(days=2)).late == 0


@pytest.mark.parametrize("kind", ["feishu", "dingtalk", "wecom"])
def test_no_secret_is_told(
    ledger: Ledger, kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with robot(kind) as own:
        told = f'{{"code":1,"errcode":1,"msg":"{own.url} {SECRET}","errmsg":"{TOKEN} {SECRET} {own.url}"}}'
        own.answers.append((200, told.encode()))
        settings = by_robot(own, monkeypatch)
        queued(ledger, Channels(webhooks=(kind,)))
        send_due(settings, ledger, lambda: NOW)
    queued(ledger, Channels(webhooks=(kind,)))
    send_due(settings, ledger, lambda: NOW)  # nobody answers there any more
    with ledger.connect() as connection:
        shown = repr(outgoing.page(connection)) + caplog.text + repr(settings) + repr(robot_of(kind))
    assert "***" in shown or kind == "wecom"
    assert TOKEN not in shown
    assert own.kind == "wecom" or SECRET not in shown


def test_a_text_is_cut_to_what_a_robot_takes() -> None:
    one = Message(
        1, "k", "drawn", "o", "u", "wecom", "", "题", "长" * 3000, MessageState.WAITING, "", NOW, NOW, None, 0, 0
    )
    _, body = webhooks.asked_of(Robot("wecom", "http://a/?key=1"), one, NOW)
    assert len(body["text"]["content"].encode()) <= 2048
    assert body["text"]["content"].endswith("…")


def test_hostile_units_mention_nobody(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        unit = '<at user_id="all">所有人</at>@all [x](http://evil) 13812345678\r\nBcc: a@b'
        made = notices.make(connection, unit, [1], moment=NOW, due=None)
        (one,) = notices.numbered(connection, [made])
        tell_notice(connection, Channels(webhooks=("feishu",)), Event.DRAWN, one, moment=NOW)
    text = the(ledger).text
    assert not set("<>@[]") & set(text)
    assert "13812345678" not in text
    assert text.count("\n") == 1


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (OutgoingSettings(on=True), "请至少设一个"),
        (OutgoingSettings(on=True, webhooks=("qq",)), "qq 不认识"),
        (OutgoingSettings(True, "h", mail_from="x"), "不是邮箱地址"),
        (OutgoingSettings(True, "h", mail_from="x@b.cn", mail_tls="ssl"), "不能是 ssl"),
        (OutgoingSettings(True, "h", mail_from="x@b.cn", mail_tls="none", mail_user="u"), "明文传送"),
        (OutgoingSettings(True, "h", mail_from="x@b.cn", mail_user="u"), PASSWORD),
        (OutgoingSettings(True, webhooks=("feishu",)), "XUNWANG_FEISHU_URL"),
    ],
)
def test_settings_by_which_nothing_could_be_sent(
    ledger: Ledger, own: OutgoingSettings, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.delenv("XUNWANG_FEISHU_URL", raising=False)
    with pytest.raises(SettingsError, match=said):
        send_due(Settings(outgoing=own), ledger, lambda: NOW)


def test_a_server_that_offers_no_encryption_gets_no_mail(ledger: Ledger, post: Post) -> None:
    queued(ledger, MAILED)
    send_due(by_mail(post, mail_tls="starttls"), ledger, lambda: NOW)
    assert not post.mails
    assert "加密" in the(ledger).error


def test_one_pass_asks_a_robot_no_more_than_it_takes(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with robot("wecom") as own:
        for _ in range(25):
            queued(ledger, Channels(webhooks=("wecom",)))
        settings = by_robot(own, monkeypatch)
        assert send_due(settings, ledger, lambda: NOW).sent == 18 < 20
        assert send_due(settings, ledger, lambda: NOW).sent == 7


def test_beside_the_console_it_is_sent_by_itself(ledger: Ledger, post: Post) -> None:
    queued(ledger, MAILED)
    with sending.sending_along(by_mail(post), ledger, every=0.05):
        limit = time.monotonic() + 10
        while not post.mails and time.monotonic() < limit:
            time.sleep(0.02)
    assert len(post.mails) == 1


def test_who_sends_goes_on_after_what_nobody_thought_of(
    tmp_path: Path, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        open_ledger(f"sqlite:///{tmp_path / 'l.sqlite'}") as opened,
        sending.sending_along(by_mail(post), opened, every=0.05),
    ):
        engine, opened.engine = opened.engine, None  # type: ignore[assignment]
        limit = time.monotonic() + 10
        while not caplog.records and time.monotonic() < limit:
            time.sleep(0.02)
        opened.engine = engine
        with opened.begin() as connection:
            registry.save(connection, Registry((Unit(UNIT),), (), (), ()))
            unit_mail.add(connection, UNIT, "jyj@b.cn")
        queued(opened, MAILED)
        limit = time.monotonic() + 10
        while not post.mails and time.monotonic() < limit:
            time.sleep(0.02)
    assert len(post.mails) == 1
    assert "AttributeError" in caplog.text


def test_that_a_message_was_dispatched_tells_neither_its_text_nor_its_sender(ledger: Ledger) -> None:
    one = Complaint(
        "平台", "7", "http://a/", "链接错误", "秘密的话 13812345678", NOW, unit=UNIT, sender=b"sealed", id=9
    )
    with ledger.begin() as connection:
        for _ in range(2):
            tell_dispatch(connection, MAILED, one, moment=NOW)
    told = the(ledger)
    assert (told.address, told.object, told.event) == ("jyj@b.cn", "complaint:9", "dispatched")
    assert "编号 9，类别：链接错误" in told.text
    assert "秘密" not in repr(told)
    assert "sealed" not in repr(told)


@pytest.mark.parametrize("on", [True, False])
def test_dispatching_by_command_tells_the_unit_where_a_way_out_is_open(
    ledger: Ledger, tmp_path: Path, post: Post, on: bool
) -> None:
    settings = replace(by_mail(post, on=on), ledger=LedgerSettings(f"sqlite:///{tmp_path / 'l.sqlite'}"))
    with ledger.begin() as connection:
        complaints.take_in(connection, [Complaint("平台", "7", "http://a/", "链接错误", "x", NOW, unit=UNIT)])
    triaging.act(settings, "dispatch", 1, "王", Console(file=io.StringIO()), unit="", reason="")
    triaging.act(settings, "verify", 1, "王", Console(file=io.StringIO()), verdict=Truth.TRUE, note="")
    with ledger.connect() as connection:
        told = [(one.address, one.event, one.object) for one in outgoing.page(connection)[0]]
    assert told == ([("jyj@b.cn", "dispatched", "complaint:1")] if on else [])
