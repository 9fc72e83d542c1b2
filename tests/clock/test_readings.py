"""`accounts read`: what it shows, how it ends, and what it says to bad input."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import schedule
from checks.model.registry import Account, Registry, SubjectState
from results.ledger import registry
from results.ledger.engine import open_ledger
from tests.posted import rss

DAY = timedelta(days=1)


def feed(days: float) -> bytes:
    now = datetime.now(UTC)
    return rss([now - days * DAY, now - (days + 30) * DAY])


@pytest.fixture
def gateway() -> Iterator[str]:
    """Feeds on loopback: /new, /old, anything else is 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"/new": feed(1), "/old": feed(40)}.get(self.path.partition("?")[0], b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `accounts read …` in a folder of its own: exit code, what it wrote, what it complained of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XUNWANG_CONFIG", raising=False)

    def running(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["xunwang", "accounts", "read", *arguments])
        with pytest.raises(SystemExit) as ended:
            schedule.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return running


@cache
def empty_ledger() -> bytes:
    """A ledger without anything in it: to make one takes longer than all that is tested here."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        open_ledger(f"sqlite:///{path}").close()
        return path.read_bytes()


def register(*accounts: Account) -> None:
    Path("data").mkdir(exist_ok=True)
    Path("data/ledger.sqlite").write_bytes(empty_ledger())
    with open_ledger("sqlite:///data/ledger.sqlite") as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(accounts=accounts))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_one_address(run: Run, gateway: str) -> None:
    code, said, _ = run("--source", "feed", "--url", f"{gateway}/new")
    assert code == 0
    assert "有新内容" in said
    assert "防汛提示第0期" in said
    code, said, _ = run("--source", "feed", "--url", f"{gateway}/old", "--json", "--fail")
    assert code == 1
    (line,) = lines(said)
    assert (line["state"], line["days"], line["reason"], line["shown_name"]) == ("confirmed-none", 40, "", "临江发布")


def test_what_could_not_be_looked_at_ends_with_three(run: Run, gateway: str) -> None:
    code, said, _ = run("--source", "feed", "--url", f"{gateway}/gone", "--json", "--fail")
    assert code == 3
    (line,) = lines(said)
    assert (line["state"], line["newest"], line["says"]) == ("could-not-look", None, "应答不正常（HTTP 404）")


def test_registered_accounts(run: Run, gateway: str, tmp_path: Path) -> None:
    register(
        Account("微信公众号", "临江发布", "县政府办", "gh_1", source="feed", source_url=f"{gateway}/old"),
        Account("微信公众号", "临江文旅", "县文旅局", "gh_2", source="feed", source_url=f"{gateway}/new"),
        Account("微信公众号", "临江医保", "县医保局", "gh_3", source="feed", source_url=f"{gateway}/old", days=60),
        Account("抖音", "临江发布", "县政府办", "sec1"),
        Account("新浪微博", "旧号", "县政府办", "1", source="weibo", state=SubjectState.CANCELLED),
    )
    code, said, _ = run("--json")
    assert code == 0
    found = {(line["platform"], line["name"]): line for line in lines(said)}
    assert {key: line["state"] for key, line in found.items()} == {
        ("微信公众号", "临江发布"): "confirmed-none",
        ("微信公众号", "临江文旅"): "new",
        ("微信公众号", "临江医保"): "new",
        ("抖音", "临江发布"): "could-not-look",
    }
    assert found["抖音", "临江发布"]["reason"] == "no-source"
    _, said, _ = run("临江发布", "--json")
    assert {line["platform"] for line in lines(said)} == {"微信公众号", "抖音"}
    assert lines(run("gh_2", "--json")[1])[0]["name"] == "临江文旅"
    sheet = tmp_path / "记录.csv"
    day = (datetime.now(UTC) - DAY).strftime("%Y-%m-%d")
    sheet.write_text(f"平台,账号名称,最近更新日期,截图,核查人,核查时间\n抖音,临江发布,无,a.png,张三,{day}\n", "utf-8")
    _, said, _ = run("抖音|sec1", "--records", str(sheet), "--json")
    assert [(line["state"], line["says"]) for line in lines(said)] == [("confirmed-none", "从未发布过内容")]


def test_a_source_that_fails_for_many_is_told_as_one(run: Run, gateway: str) -> None:
    register(
        *(
            Account("微信公众号", f"号{n}", "u", f"gh_{n}", source="feed", source_url=f"{gateway}/x{n}")
            for n in range(6)
        ),
        Account("微信公众号", "静", "u", "gh_9", source="feed", source_url=f"{gateway}/old"),
    )
    code, said, complained = run()
    assert code == 3
    assert "6/7 个账号读取失败：应答不正常 6" in complained
    assert "确认无新内容" not in said
    code, said, _ = run("--json")
    told = lines(said)
    assert [line["type"] for line in told].count("incident") == 1
    assert {line["reason"] for line in told if line["type"] == "reading"} == {"incident"}


def test_an_opml_file(run: Run, gateway: str, tmp_path: Path) -> None:
    listed = tmp_path / "a.opml"
    listed.write_text(
        f"<opml><body><outline title='甲' xmlUrl='{gateway}/new'/><outline xmlUrl='{gateway}/old'/></body></opml>"
    )
    code, said, _ = run("--opml", str(listed), "--json")
    assert code == 0
    assert [(line["name"], line["state"]) for line in lines(said)] == [
        (f"{gateway}/old", "confirmed-none"),
        ("甲", "new"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["--source", "fed", "--url", "http://w.cn/"], 3, "不认识读取方式“fed”；可用的有：feed、"),
        (["--source", "feed"], 3, "请用 --url 写明地址"),
        (["--source", "feed", "--url", "http://[x/"], 3, "这不是网址"),
        (["--url", "http://w.cn/"], 2, "要与 --source 同用"),
        (["甲", "--source", "feed", "--url", "http://w.cn/"], 2, "只能用一种"),
        (["某某"], 3, "台账里没有账号“某某”；相近的有 某某发布"),
        (["--opml", "没有.opml"], 3, "读不到文件"),
        (["--opml", "不是.opml"], 3, "不是 OPML"),
        (["--records", "没有.csv"], 3, "没有.csv"),
        (["--days", "0"], 2, "--days"),
    ],
)
def test_bad_input_is_told_in_chinese(run: Run, arguments: list[str], code: int, problem: str) -> None:
    if not {"--source", "--url", "--opml"} & set(arguments):
        register(Account("微信公众号", "某某发布", "u", "gh_1"))
    Path("不是.opml").write_text("<html>", encoding="utf-8")
    ended, _, complained = run(*arguments)
    assert ended == code
    assert problem in "".join(complained.split("\n"))
    assert "Traceback" not in complained


def test_an_empty_ledger_says_what_to_do(run: Run) -> None:
    register()
    code, _, complained = run()
    assert code == 3
    assert "台账里没有在用的账号；请先用 import 导入账号表" in complained
