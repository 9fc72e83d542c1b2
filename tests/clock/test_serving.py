"""The console at the machine: the first administrator, users by the command line, a server that says what is wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from clock.secret import CONSOLE_KEY, salt_of, secret_of
from results import passwords
from results.ledger import audit, users
from results.ledger.engine import open_ledger

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "correct-horse-7"


def program(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("XUNWANG")}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "schedule.py"), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**given, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **environment},
    )


def run(folder: Path, *arguments: str, code: int = 0, **environment: str) -> str:
    process = program(folder, *arguments, **environment)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, out + err
    return out + err


def the_ledger(folder: Path) -> str:
    return f"sqlite:///{folder / 'data/ledger.sqlite'}"


def test_init_makes_one_administrator_and_says_the_password_once(tmp_path: Path) -> None:
    said = run(tmp_path, "init")
    (password,) = re.findall(r"只显示这一次.*：(\S+)", said)
    with open_ledger(the_ledger(tmp_path)) as ledger, ledger.connect() as connection:
        (user,) = users.query(connection)
        (entry,) = audit.query(connection)
    assert passwords.fits(user.password, password)
    assert (user.name, user.role, user.temporary) == ("admin", "administrator", True)
    assert entry.act == "user-added"
    assert entry.address.startswith("本机")
    assert stat.S_IMODE((tmp_path / "data" / CONSOLE_KEY.file).stat().st_mode) == 0o600
    again = run(tmp_path, "init")
    assert "口令" not in again
    assert password not in "".join(p.read_text(errors="replace") for p in tmp_path.rglob("*") if p.is_file())


def test_the_environment_names_him_and_his_password(tmp_path: Path) -> None:
    given = {"XUNWANG_ADMIN": "Boss", "XUNWANG_ADMIN_PASSWORD": PASSWORD}
    assert PASSWORD not in run(tmp_path, "init", **given)
    with open_ledger(the_ledger(tmp_path)) as ledger, ledger.connect() as connection:
        (user,) = users.query(connection)
    assert passwords.fits(user.password, PASSWORD)
    assert (user.name, user.temporary) == ("boss", False)


def test_a_weak_password_from_the_environment_is_refused(tmp_path: Path) -> None:
    assert "口令应有" in run(tmp_path, "init", code=3, XUNWANG_ADMIN_PASSWORD="12345")
    with open_ledger(the_ledger(tmp_path)) as ledger, ledger.connect() as connection:
        assert not users.there_are_any(connection)


def test_users_by_the_command_line(tmp_path: Path) -> None:
    run(tmp_path, "init")
    (tmp_path / "sites.csv").write_text("name,home,unit\n甲,http://a.gov.cn/,甲县\n", encoding="utf-8")
    run(tmp_path, "import", "sites.csv")
    assert "口令" in run(tmp_path, "users", "add", "li", "--person", "李", "--role", "inspector", "--unit", "甲县")
    assert "没有这些单位：乙县" in run(
        tmp_path, *("users", "add", "wu", "--person", "吴", "--role", "inspector", "--unit", "乙县"), code=3
    )
    listed = run(tmp_path, "users", "list")
    assert "检查员" in listed
    assert "甲县" in listed
    for act in ("disable", "enable", "unlock", "password"):
        assert "li" in run(tmp_path, "users", act, "li")
    assert "没有用户 wu" in run(tmp_path, "users", "unlock", "wu", code=3)
    assert "唯一能登录的管理员" in run(tmp_path, "users", "disable", "admin", code=3)
    assert "操作记录 6 条，前后相符" in run(tmp_path, "users", "audit")
    with open_ledger(the_ledger(tmp_path)) as ledger, ledger.begin() as connection:
        connection.exec_driver_sql("drop trigger audit_no_update")
        connection.exec_driver_sql("update audit set who = 'x' where id = 4")
    assert "从第 4 条起对不上" in run(tmp_path, "users", "audit", code=3)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    assert "init" in run(tmp_path, "serve", code=3)
    run(tmp_path, "init")
    port = str(free_port())
    served = program(tmp_path, "serve", "--port", port)
    try:
        with answer(f"http://127.0.0.1:{port}/sign-in") as response:
            assert "登录" in response.read().decode()
            assert "Server" not in response.headers
        said = run(tmp_path, "serve", "--port", port, code=3)
        assert f"端口 {port} 已被占用" in said
    finally:
        served.send_signal(signal.SIGTERM)
        out, err = served.communicate(timeout=30)
    assert served.returncode == 0, out + err
    assert f"http://127.0.0.1:{port}/" in out
    assert "控制台已停止" in out


def answer(url: str, headers: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    for _ in range(150):
        try:
            return urlopen(Request(url, headers=headers or {}), timeout=5)
        except URLError:
            time.sleep(0.2)
    raise AssertionError(url)


@pytest.mark.parametrize(
    ("proxy", "secure", "address"),
    [("", False, "127.0.0.1"), ("127.0.0.1", True, "10.0.0.7"), ("127.0.0.9", False, "127.0.0.1")],
)
def test_only_the_proxy_that_is_named_is_believed(tmp_path: Path, proxy: str, secure: bool, address: str) -> None:
    """Also of who it is: what a client forged stands before the address that the proxy saw, and is not believed."""
    port = free_port()
    (tmp_path / "xunwang.toml").write_text(f'[console]\nproxy = "{proxy}"\nport = {port}\n', encoding="utf-8")
    run(tmp_path, "init")
    served = program(tmp_path, "serve")
    url = f"http://127.0.0.1:{port}/sign-in"
    try:
        headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6, 10.0.0.7", "X-Real-IP": "6.6.6.6"}
        with answer(url, headers) as response:
            cookie = response.headers["Set-Cookie"]
            (token,) = re.findall(r'name="csrf_token" value="([^"]+)"', response.read().decode())
        assert ("Secure" in cookie) is secure
        typed = urlencode({"csrf_token": token, "name": "admin", "password": "wrong"}).encode()
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(url, typed, {**headers, "Cookie": cookie.partition(";")[0]}), timeout=30)
        refused.value.close()
    finally:
        served.send_signal(signal.SIGTERM)
        served.communicate(timeout=30)
    with open_ledger(the_ledger(tmp_path)) as ledger, ledger.connect() as connection:
        (told,) = (one for one in audit.query(connection) if one.act == audit.Act.REFUSED)
    assert told.address == address


def test_a_ledger_without_users_serves_nobody(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "还没有用户" in run(tmp_path, "serve", code=3)


def test_the_key_of_cookies_is_a_secret_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XUNWANG_CONSOLE_KEY", raising=False)
    monkeypatch.delenv("XUNWANG_SALT", raising=False)
    assert (
        secret_of(tmp_path, CONSOLE_KEY)
        == secret_of(tmp_path, CONSOLE_KEY)
        == (tmp_path / CONSOLE_KEY.file).read_bytes()
        != salt_of(tmp_path)
    )
    monkeypatch.setenv("XUNWANG_CONSOLE_KEY", "sixteen letters!")
    assert secret_of(tmp_path, CONSOLE_KEY) != (tmp_path / CONSOLE_KEY.file).read_bytes()
