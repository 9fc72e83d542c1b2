"""One message to a group robot, in the words of its platform: text, signed where the platform asks for it.

Feishu (open.feishu.cn, 自定义机器人使用指南): `timestamp` in seconds and `sign` in the body, the key of the HMAC is
"timestamp\\nsecret" and its message empty. DingTalk (open.dingtalk.com, 自定义机器人安全设置): `timestamp` in
milliseconds and `sign` in the address, the key is the secret and the message "timestamp\\nsecret". WeCom
(developer.work.weixin.qq.com, 群机器人配置说明): no signature, at most 2,048 bytes. Each answers 200 also to what it
refuses, with a code in the body.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus, urlsplit

import aiohttp

from clock.outgoing.answers import SENT, Answer
from clock.outgoing.ways import Robot
from crawler.failures import NoWay
from crawler.network import Connector, Resolver, tls_context
from crawler.target import Network
from results.ledger.outgoing import Message

MOST_BYTES = 2_000
"""Of one text; WeCom refuses more than 2,048."""
_MOST_ANSWER = 16_384
_LONGEST_REASON = 120
THROTTLED: Mapping[str, frozenset[int]] = {
    "feishu": frozenset((11232,)),
    "dingtalk": frozenset((-1, 130101, 130102, 410100)),
    "wecom": frozenset((-1, 45009, 45033)),
}
"""Codes by which a platform says: too often, or not now."""


def asked_of(robot: Robot, one: Message, moment: datetime) -> tuple[str, dict[str, Any]]:
    """The address and the body by which a robot is asked to say it."""
    text = _bounded(f"{one.subject}\n{one.text}")
    seconds = int(moment.timestamp())
    if robot.kind == "feishu":
        signed = {"timestamp": str(seconds), "sign": _sign(f"{seconds}\n{robot.secret}", "")} if robot.secret else {}
        return robot.url, {**signed, "msg_type": "text", "content": {"text": text}}
    body = {"msgtype": "text", "text": {"content": text}}
    if robot.kind == "dingtalk" and robot.secret:
        stamp = seconds * 1_000
        sign = quote_plus(_sign(robot.secret, f"{stamp}\n{robot.secret}"))
        joined = "&" if urlsplit(robot.url).query else "?"
        return f"{robot.url}{joined}timestamp={stamp}&sign={sign}", body
    return robot.url, body


def send(robot: Robot, one: Message, network: Network, moment: datetime, seconds: float) -> Answer:
    """Sends it, or says why not. Its address is asked through our own way out, without following redirects."""
    url, body = asked_of(robot, one, moment)
    try:
        status, said = asyncio.run(_posted(url, body, network, seconds))
    except TimeoutError:
        return Answer(False, "群机器人没有及时回答")
    except aiohttp.ClientConnectorCertificateError:
        return Answer(False, "群机器人的证书不对；请检查 network.ca_file")
    except (aiohttp.ClientError, NoWay, OSError, ValueError):
        return Answer(False, "连不上群机器人，或中途断开")
    return _answer(robot, status, said)


async def _posted(url: str, body: Mapping[str, Any], network: Network, seconds: float) -> tuple[int, bytes]:
    host = urlsplit(url).netloc.rpartition("@")[2]
    connector = Connector(resolver=Resolver(network, (host,)), ssl=tls_context(network))
    limit = aiohttp.ClientTimeout(total=seconds)
    data = json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    async with (
        aiohttp.ClientSession(connector=connector, timeout=limit, cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.post(url, data=data, headers=headers, allow_redirects=False) as response,
    ):
        return response.status, await response.content.read(_MOST_ANSWER)


def _answer(robot: Robot, status: int, said: bytes) -> Answer:
    if status != 200:
        # Too often, or its own trouble; the rest will not become right by being said again.
        return Answer(False, f"群机器人回答 HTTP {status}", lasting=400 <= status < 500 and status not in (408, 429))
    try:
        told = json.loads(said)
        code = told.get("code", told.get("StatusCode")) if robot.kind == "feishu" else told.get("errcode")
    except (ValueError, AttributeError, RecursionError):
        return Answer(False, "群机器人的回答读不懂")
    if code == 0:
        return SENT
    if not isinstance(code, int):
        return Answer(False, "群机器人的回答读不懂")
    why = _without_secrets(str(told.get("msg") or told.get("errmsg") or ""), robot)[:_LONGEST_REASON]
    return Answer(False, f"群机器人拒绝（{code} {why}）", lasting=code not in THROTTLED[robot.kind])


def _without_secrets(said: str, robot: Robot) -> str:
    """What a platform answers may repeat what it was asked."""
    parts = urlsplit(robot.url)
    values = [pair.partition("=")[2] for pair in parts.query.split("&")]
    secrets = {robot.url, robot.secret, parts.query, *values, parts.path.rpartition("/")[2]}
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) > 3:
            said = said.replace(secret, "***")
    return " ".join(said.split())


def _bounded(text: str) -> str:
    data = text.encode()
    return text if len(data) <= MOST_BYTES else f"{data[: MOST_BYTES - 3].decode(errors='ignore')}…"


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), sha256).digest()).decode()
