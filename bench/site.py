"""The sites that are crawled: each a thousand pages of Chinese prose, served from memory on loopback.

1,000 pages of some 27 kB with 80 links each, 60 pictures, 200 attachments, 103 dead addresses and links to nine
sister hosts, 1,626 addresses in all. Everything is a function of its number: two runs see the same bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from typing import ClassVar

import uvloop

PAGES, PICTURES, ATTACHMENTS, DEAD, SISTERS, SISTER_LINKS = 1000, 60, 200, 103, 9, 263
LIST_EVERY = 10  # one page in so many is a list; on real pages the mean is 5 dated entries a page, the median none
SITES = ("127.0.1.1", "127.0.1.2", "127.0.1.3")  # a worker visits many sites in one process
PROSE = (
    "各县区人民政府市直有关部门要认真贯彻落实会议精神结合实际抓好工作推进政务公开提升服务水平保障群众知情权参与权监督权"
)


def addresses(host: str, port: int) -> dict[str, list[str]]:
    """Every kind of address of the site at `host`."""
    base = f"http://{host}:{port}"
    return {
        "pages": [f"{base}/"] + [f"{base}/zwgk/2026{n % 12 + 1:02}/t2026{n:04}.html" for n in range(1, PAGES)],
        "pictures": [f"{base}/images/p{n}.png" for n in range(PICTURES)],
        "attachments": [f"{base}/files/W0{n}.pdf" for n in range(ATTACHMENTS)],
        "dead": [f"{base}/old/t{n}.html" for n in range(DEAD)],
        "sisters": [f"http://127.0.0.{n % SISTERS + 2}:{port}/xw/{n}.html" for n in range(SISTER_LINKS)],
    }


def page(number: int, kinds: dict[str, list[str]]) -> bytes:
    """Page `number`: navigation, a list, prose, and its share of every kind of link."""
    chance = random.Random(number)
    pages = kinds["pages"]
    linked = [pages[(number * 37 + k * 13) % PAGES] for k in range(30)] + [
        pages[(number + k) % PAGES] for k in range(1, 31)
    ]
    linked += [chance.choice(kinds[kind]) for kind in ("attachments", "dead", "sisters") for _ in range(6)]
    for kind in ("attachments", "dead", "sisters"):
        linked.append(kinds[kind][number % len(kinds[kind])])
    dated = 40 if number % LIST_EVERY == 0 else 5
    items = "".join(
        f'<li><span>2026-{k % 12 + 1:02}-{k % 28 + 1:02}</span><a href="{url}">关于做好第{k}项工作的通知</a></li>'
        for k, url in enumerate(linked[:dated])
    )
    further = "".join(f'<a href="{url}">第{k}项工作</a>' for k, url in enumerate(linked[dated:]))
    menu = further[: len(further) // 2].rpartition("<a")[0]
    related = further[len(menu) :]
    pictures = "".join(f'<img src="{kinds["pictures"][(number + k) % PICTURES]}" alt="图">' for k in range(3))
    paragraphs = "".join(f"<p>{''.join(chance.choice(PROSE) for _ in range(250))}</p>" for _ in range(26))
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>第{number}号文件-临江县人民政府</title>"
        '<meta name="SiteName" content="临江县人民政府"><meta name="SiteIDCode" content="3399990001">'
        f'<meta name="ArticleTitle" content="第{number}号文件">'
        f'<meta name="PubDate" content="2026-11-{number % 20 + 1:02} 09:30">'
        f"</head><body><div class=nav><a href='/'>首页</a>{menu}</div>"
        f'<h1>第{number}号文件</h1><div class="info">发布时间：2026-11-{number % 20 + 1:02} 09:30 来源：办公室</div>'
        f'<div id="zoom">{paragraphs}{pictures}</div><ul class="list">{items}</ul><div class="related">{related}</div>'
        '<div class="footer">主办单位：临江县人民政府办公室 网站标识码：3399990001</div></body></html>'
    ).encode()


def answers(host: str, port: int) -> dict[bytes, bytes]:
    """Path → whole HTTP answer of the site at `host`."""
    kinds = addresses(host, port)
    made = {}
    for number, url in enumerate(kinds["pages"]):
        made[_path(url)] = _answer(page(number, kinds), b"text/html; charset=utf-8")
    for url in kinds["pictures"]:
        made[_path(url)] = _answer(b"\x89PNG\r\n\x1a\n" + bytes(2000), b"image/png")
    for url in kinds["attachments"]:
        made[_path(url)] = _answer(b"%PDF-1.4\n" + bytes(4000), b"application/pdf")
    for url in kinds["sisters"]:
        made[_path(url)] = _answer(b"<html><title>ok</title></html>", b"text/html")
    return made


def _path(url: str) -> bytes:
    return ("/" + url.split("/", 3)[3]).encode()


def _answer(body: bytes, kind: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (status, kind, len(body), body)


class Server(asyncio.Protocol):
    """Answers from memory, so that the server is never what is measured."""

    made: ClassVar[dict[bytes, dict[bytes, bytes]]] = {}
    sisters: ClassVar[dict[bytes, bytes]] = {}
    missing = _answer(b"<html><title>404 Not Found</title></html>", b"text/html", b"404 Not Found")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.waiting = b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while (end := self.waiting.find(b"\r\n\r\n")) >= 0:
            request, self.waiting = self.waiting[:end], self.waiting[end + 4 :]
            method, path, _ = request.split(b" ", 2)
            host = request.partition(b"\r\nHost: ")[2].partition(b"\r\n")[0]
            answer = self.made.get(host, self.sisters).get(path, self.missing)
            if method == b"HEAD":
                answer = answer[: answer.index(b"\r\n\r\n") + 4]
            self.transport.write(answer)  # type: ignore[attr-defined]


async def serve(port: int) -> None:
    Server.made = {f"{host}:{port}".encode(): answers(host, port) for host in SITES}
    Server.sisters = next(iter(Server.made.values()))
    loop = asyncio.get_running_loop()
    hosts = [*SITES, *(f"127.0.0.{n}" for n in range(2, SISTERS + 2))]
    server = await loop.create_server(Server, hosts, port, backlog=1024)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    uvloop.run(serve(parser.parse_args().port))
