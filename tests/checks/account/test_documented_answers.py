"""Every answer that sources are known to give, from the answer to the verdict: what could not be looked at is no fault.

The rows are those of the published interfaces and of what people met who read them; codes that nobody knows stand among
them. Each goes through the real reader and then through every check.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from checks.facts.posts import bilibili, wechat_mp
from checks.indicators import edition
from checks.model.failures import Failure
from checks.model.findings import Certainty, Status
from checks.model.posts import AccountReason, ReadingState, Reason, SourceReason
from checks.runner import judge_account
from tests import posted
from tests.account_cases import gathered_account
from tests.posted import FRESH, MID, NOW, STALE, UID, article, notice, packed, published, rss, toutiao, weibo, xuexi

NEW, NONE, ODD, UNREAD = ReadingState
NATIONAL = edition.load()
CHECK = "silent-account"
GATEWAY = {"source_url": "http://gw.cn/x"}
_IDS = {"weibo": UID, "bilibili": MID}
Table = Mapping[str, Any]


def said(body: bytes | str = b"", status: int = 200, at: str = "", **more: Any) -> dict[str, Any]:
    """One answer of a source."""
    text = body if isinstance(body, str) else body.decode()
    return {"body": text, "status": status, "at": at, **more}


def code(number: int, **more: Any) -> dict[str, Any]:
    return said(packed({"code": number, **more}))


def error(number: int) -> dict[str, Any]:
    return said(packed({"errcode": number, "errmsg": "x"}))


def synced(age: int) -> dict[str, Any]:
    moment = int(NOW.timestamp()) - age * 3600
    return said(packed([{"id": "MP_WXS_1", "name": "临江发布", "syncTime": moment}]), at="/feeds")


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>'
HUB = {"source_url": "http://gw.cn/weibo/user/1"}
WEWE = {"source_url": "http://gw.cn/feeds/MP_WXS_1.rss"}
OLD = "MP_WXS_1.rss"
LOGGED_OUT = said(packed({"data": [{"available": False, "needCheck": True, "waitTime": 0}]}), at="/login/list")
Row = tuple[str, Table, list[dict[str, Any]], ReadingState, Reason | None]

ROWS: list[Row] = [
    # Weibo
    ("weibo", {}, [said(weibo(FRESH))], NEW, None),
    ("weibo", {}, [said(weibo(STALE))], NONE, None),
    ("weibo", {}, [said(packed({"ok": 1, "data": {"cards": []}}))], UNREAD, SourceReason.EMPTY_FEED),
    ("weibo", {}, [said(packed({"ok": -100, "url": "https://passport.weibo.com/"}))], UNREAD, SourceReason.LOGIN),
    ("weibo", {}, [said(packed({"ok": 0, "msg": "这里还没有内容"}))], ODD, AccountReason.NOT_FOUND),
    ("weibo", {}, [said(packed({"ok": 0, "msg": "请求过于频繁"}))], UNREAD, SourceReason.BAD_STATUS),
    ("weibo", {}, [said(packed({"ok": 1, "url": "https://m.weibo.cn/captcha"}))], UNREAD, Failure.CHALLENGED),
    ("weibo", {}, [said("", 302, location="https://visitor.passport.weibo.cn/x")], UNREAD, SourceReason.LOGIN),
    ("weibo", {}, [said("<html>Sina Visitor System</html>", 432)], UNREAD, SourceReason.SIGNATURE),
    ("weibo", {}, [said("<html>Sina Visitor System</html>")], UNREAD, SourceReason.SIGNATURE),
    ("weibo", {}, [said("", 418)], UNREAD, Failure.THROTTLED),
    # Toutiao
    ("toutiao", {}, [said(toutiao(STALE))], NONE, None),
    ("toutiao", {}, [said(packed({"data": None}))], UNREAD, SourceReason.SIGNATURE),
    ("toutiao", {}, [said(packed({"data": []}))], NONE, None),
    ("toutiao", {}, [said(packed({"data": [], "has_more": True}))], UNREAD, SourceReason.EMPTY_FEED),
    ("toutiao", {}, [said("")], UNREAD, SourceReason.SIGNATURE),
    ("toutiao", {}, [said(packed({"message": "error"}))], UNREAD, SourceReason.MALFORMED),
    # Bilibili
    ("bilibili", {}, [said(posted.bilibili(STALE))], NONE, None),
    ("bilibili", {}, [code(-352, message="风控校验失败")], UNREAD, Failure.CHALLENGED),
    ("bilibili", {}, [code(0, data={"v_voucher": "voucher_x"})], UNREAD, Failure.CHALLENGED),
    ("bilibili", {}, [code(-403)], UNREAD, Failure.CHALLENGED),
    ("bilibili", {}, [code(-412)], UNREAD, Failure.THROTTLED),
    ("bilibili", {}, [said("", 412)], UNREAD, Failure.THROTTLED),
    ("bilibili", {}, [code(-799, message="请求过于频繁")], UNREAD, Failure.THROTTLED),
    ("bilibili", {}, [code(-101, message="账号未登录")], UNREAD, SourceReason.LOGIN),
    ("bilibili", {}, [code(-400)], UNREAD, SourceReason.CONFIGURATION),
    ("bilibili", {}, [code(-404)], ODD, AccountReason.NOT_FOUND),
    ("bilibili", {}, [code(62002, message="稿件不可见")], UNREAD, SourceReason.BAD_STATUS),
    ("bilibili", {}, [code(-509)], UNREAD, SourceReason.BAD_STATUS),
    # the interface of WeChat
    ("wechat_mp", {}, [said(published(STALE))], NONE, None),
    ("wechat_mp", {}, [error(-1)], UNREAD, SourceReason.BUSY),
    ("wechat_mp", {}, [error(40001)], UNREAD, SourceReason.TOKEN_EXPIRED),
    ("wechat_mp", {}, [error(40014)], UNREAD, SourceReason.TOKEN_EXPIRED),
    ("wechat_mp", {}, [error(42001)], UNREAD, SourceReason.TOKEN_EXPIRED),
    ("wechat_mp", {}, [error(40013)], UNREAD, SourceReason.CONFIGURATION),
    ("wechat_mp", {}, [error(40125)], UNREAD, SourceReason.CONFIGURATION),
    ("wechat_mp", {}, [error(40164)], UNREAD, SourceReason.CONFIGURATION),
    ("wechat_mp", {}, [error(45009)], UNREAD, SourceReason.QUOTA),
    ("wechat_mp", {}, [error(45011)], UNREAD, Failure.THROTTLED),
    ("wechat_mp", {}, [error(48001)], UNREAD, SourceReason.NO_PERMISSION),
    ("wechat_mp", {}, [error(48004)], UNREAD, SourceReason.NO_PERMISSION),
    ("wechat_mp", {}, [error(50002)], ODD, AccountReason.RESTRICTED),
    ("wechat_mp", {}, [error(61004)], UNREAD, SourceReason.NO_PERMISSION),
    ("wechat_mp", {}, [error(61007)], UNREAD, SourceReason.NO_PERMISSION),
    ("wechat_mp", {}, [error(53600)], UNREAD, SourceReason.BAD_STATUS),
    ("wechat_mp", {}, [said(packed({"base_resp": {"ret": 200013}}))], UNREAD, SourceReason.MALFORMED),
    ("wechat_mp", {}, [said("<html>", 502)], UNREAD, SourceReason.BAD_STATUS),
    # an article of WeChat
    ("wechat_article", {}, [said(article(STALE[0]))], UNREAD, SourceReason.ONE_POST),
    ("wechat_article", {}, [said(notice("该内容已被发布者删除"))], UNREAD, SourceReason.POST_DELETED),
    ("wechat_article", {}, [said(notice("当前环境异常，完成验证后即可继续访问"))], UNREAD, Failure.CHALLENGED),
    ("wechat_article", {}, [said(notice("该公众号已迁移"))], ODD, AccountReason.MOVED),
    ("wechat_article", {}, [said(notice("此帐号已被屏蔽"))], ODD, AccountReason.BANNED),
    ("wechat_article", {}, [said(notice("该账号已自主注销"))], ODD, AccountReason.CANCELLED),
    # gateways
    ("rsshub", HUB, [said(rss(STALE, generator="RSSHub", built=NOW))], NONE, None),
    ("rsshub", HUB, [said(rss(STALE, generator="RSSHub", built=STALE[0]))], UNREAD, SourceReason.GATEWAY_STALE),
    ("rsshub", HUB, [said("<html>Error: this route is empty</html>", 503)], UNREAD, Failure.THROTTLED),
    ("rsshub", HUB, [said(rss([None, None], built=NOW))], UNREAD, SourceReason.NO_TIME),
    ("rsshub", {"source_url": "http://gw.cn/wechat/sogou/x"}, [said(rss(STALE, built=NOW))], UNREAD,
     SourceReason.BLIND_SPOT),
    ("wewe_rss", WEWE, [said(rss(STALE), at=OLD), synced(9)], UNREAD, SourceReason.BLIND_SPOT),
    ("wewe_rss", WEWE, [said(rss(STALE), at=OLD), synced(90)], UNREAD, SourceReason.GATEWAY_STALE),
    ("wewe_rss", WEWE, [said(rss(FRESH), at=OLD), synced(90)], NEW, None),
    ("we_mp_rss", {"source_url": "http://gw.cn/feed/1.rss"}, [said(rss(STALE))], UNREAD, SourceReason.GATEWAY_STALE),
    ("wechat2rss", {"source_url": "http://gw.cn/feed/1.xml"}, [LOGGED_OUT, said(rss(STALE))], UNREAD,
     SourceReason.GATEWAY_DOWN),
    # feeds
    ("feed", GATEWAY, [said(rss(STALE))], NONE, None),
    ("feed", GATEWAY, [said(rss(["Sun, 15 Nov 2026 08:00:00 ", *STALE]))], NEW, None),
    ("feed", GATEWAY, [said(rss([]))], UNREAD, SourceReason.EMPTY_FEED),
    ("feed", GATEWAY, [said(rss([NOW.replace(year=2027), *STALE]))], UNREAD, SourceReason.DOUBTFUL_TIME),
    ("feed", GATEWAY, [said(rss([NOW] * 5))], UNREAD, SourceReason.NO_TIME),
    ("feed", GATEWAY, [said(rss(STALE).decode().rpartition("<item>")[0])], UNREAD, SourceReason.PARTIAL),
    ("feed", GATEWAY, [said(BOMB)], UNREAD, SourceReason.MALFORMED),
    ("feed", GATEWAY, [said("<!doctype html><title>登录</title>")], UNREAD, SourceReason.MALFORMED),
    ("feed", GATEWAY, [said("", 302, location="/user/login.html")], UNREAD, SourceReason.LOGIN),
    ("feed", GATEWAY, [said("", 401)], UNREAD, SourceReason.LOGIN),
    ("feed", GATEWAY, [said("", 404)], UNREAD, SourceReason.BAD_STATUS),
    ("feed", GATEWAY, [said("", 429)], UNREAD, Failure.THROTTLED),
    ("feed", GATEWAY, [said(failure="too-large")], UNREAD, Failure.TOO_LARGE),
    ("feed", GATEWAY, [said(failure="timeout")], UNREAD, Failure.TIMEOUT),
    ("feed", GATEWAY, [said(failure="nxdomain")], UNREAD, Failure.NXDOMAIN),
    # what else is read
    ("xuexi", {}, [said(xuexi(STALE))], NONE, None),
    ("xuexi", {}, [said("callback(")], UNREAD, SourceReason.MALFORMED),
    ("appstore", {}, [said(posted.lookup(STALE[0]))], UNREAD, SourceReason.VERSION_ONLY),
    ("appstore", {}, [said(packed({"resultCount": 0, "results": []}))], ODD, AccountReason.TAKEN_DOWN),
    ("sheet", {}, [], UNREAD, SourceReason.NOT_RECORDED),
    ("douyin", {}, [], UNREAD, SourceReason.NO_SOURCE),
]  # fmt: skip
ELSEWHERE = {SourceReason.NO_EVIDENCE, SourceReason.RECORD_OLD, SourceReason.INCIDENT, AccountReason.RENAMED}
"""Reasons that no answer of a source gives: they come of a record, or of many accounts together."""


def named(row: Row) -> str:
    source, _, _, state, reason = row
    return f"{source}-{ROWS.index(row)}-{reason or state}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_an_answer_has_its_outcome_and_no_more_than_its_verdict(row: Row, tmp_path: Path) -> None:
    source, more, answers, state, reason = row
    account = {
        "platform": "平台", "name": "临江发布", "unit": "临江县人民政府办公室", "platform_id": _IDS.get(source, "7"),
        "source": source, "source_url": "" if source in ("sheet", "douyin") else "http://w.cn/a", **more,
    }  # fmt: skip
    case = {
        "account": account, "today": NOW, "answers": answers,
        "tokens": {"XUNWANG_WECHAT_7": "TOKEN", "XUNWANG_WECHAT_SEES_ALL": "1"},
    }  # fmt: skip
    view = gathered_account(tmp_path, case)
    (reading,) = view.readings()
    assert (reading.state, reading.reason) == (state, reason)
    outcomes = {one.check: one for one in judge_account(view, NATIONAL)}
    verdict = {NEW: Status.PASS, NONE: Status.FAIL, ODD: Status.UNKNOWN, UNREAD: Status.UNKNOWN}[state]
    if state is NONE and not reading.posts:
        verdict = Status.REVIEW
    assert outcomes[CHECK].status is verdict
    found = [finding for one in outcomes.values() for finding in one.findings]
    if state is UNREAD:
        assert found == []
    elif state is ODD:
        assert {finding.certainty for finding in found} == {Certainty.SUSPECTED}, "a person looks"


def test_no_reason_is_left_out() -> None:
    reasons = {reason for *_, reason in ROWS} | ELSEWHERE
    assert set(SourceReason) | set(AccountReason) <= reasons
    codes = {*wechat_mp.ERRORS, *bilibili.CODES}
    shown = "".join(answer["body"] for _, _, answers, _, _ in ROWS for answer in answers)
    assert [number for number in codes if f'code": {number}' not in shown] == []
