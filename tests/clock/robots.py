"""Group robots and a mail server on loopback, that answer as their platforms document it."""

from __future__ import annotations

import base64
import hmac
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TOKEN = "hook-token-0123456789"
SECRET = "SECabcdef-secret"


@dataclass
class Robot:
    """What it heard; `answers` are given one after the other, then what its platform says to all that is right."""

    kind: str
    url: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, bytes]:
        self.heard.append(body)
        if self.answers:
            return self.answers.pop(0)
        said = getattr(self, f"_{self.kind}")(path, body)
        return 200, json.dumps(said).encode()

    def _feishu(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        key = f"{body['timestamp']}\n{SECRET}".encode()
        fits = body["sign"] == base64.b64encode(hmac.new(key, b"", sha256).digest()).decode()
        if not fits or len(body["timestamp"]) != 10:
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
        assert path == f"/open-apis/bot/v2/hook/{TOKEN}"
        assert body["msg_type"] == "text"
        assert body["content"]["text"]
        return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}

    def _dingtalk(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        text = f"{asked['timestamp']}\n{SECRET}".encode()
        if asked["sign"] != base64.b64encode(hmac.new(SECRET.encode(), text, sha256).digest()).decode():
            return {"errcode": 310000, "errmsg": "sign not match"}
        assert asked["access_token"] == TOKEN
        assert len(asked["timestamp"]) == 13
        assert body["msgtype"] == "text"
        assert body["text"]["content"]
        return {"errcode": 0, "errmsg": "ok"}

    def _wecom(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        assert parse_qs(urlsplit(path).query)["key"] == [TOKEN]
        assert body["msgtype"] == "text"
        if len(body["text"]["content"].encode()) > 2048:
            return {"errcode": 40058, "errmsg": "content exceed max length"}
        return {"errcode": 0, "errmsg": "ok"}


@contextmanager
def robot(kind: str) -> Iterator[Robot]:
    """A robot of a platform, while the block runs."""
    own = Robot(kind)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"].startswith("application/json")
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = own.answer(self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    paths = {
        "feishu": f"/open-apis/bot/v2/hook/{TOKEN}",
        "dingtalk": f"/robot/send?access_token={TOKEN}",
        "wecom": f"/cgi-bin/webhook/send?key={TOKEN}",
    }
    own.url = f"http://127.0.0.1:{server.server_port}{paths[kind]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield own
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Post:
    """Mails that a server took: to whom, and what; `refuses` is what it says to a receiver instead."""

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    on_mail: Callable[[], None] = lambda: None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.on_mail()
        self.mails.append((envelope.rcpt_tos[0], mail))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[Post]:
    """A mail server without encryption, while the block runs."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    post.port = controller.port
    try:
        yield post
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
