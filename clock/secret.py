"""The secrets of this installation: one by which personal numbers are tied over pages and nights without being kept,
one that signs the cookies of the console.

Each from the environment, else from a file in the data folder that is made when it is first needed and that only its
owner may read. They are never logged, never told and in no job: each process reads them for itself.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from results.errors import PersonError

VARIABLE = "XUNWANG_SALT"
FILE = "salt"
KEY_VARIABLE = "XUNWANG_CONSOLE_KEY"
KEY_FILE = "console.key"
LENGTH = 32
_SHORTEST = 16


def salt_of(folder: Path) -> bytes:
    """The secret of personal numbers: 32 bytes. Without a data folder one that is forgotten with the process, so that
    nothing is left.

    Raises PersonError where what is given is too short to be a secret, or the file cannot be read or made.
    """
    return _secret(folder, VARIABLE, FILE, "此前的号码不再能对上")


def key_of(folder: Path) -> bytes:
    """The key of the console's cookies: 32 bytes, as `salt_of`."""
    return _secret(folder, KEY_VARIABLE, KEY_FILE, "已登录的人要重新登录")


def _secret(folder: Path, variable: str, file: str, loss: str) -> bytes:
    given = os.environ.get(variable, "")
    if given:
        if len(given) < _SHORTEST:
            raise PersonError(f"环境变量 {variable} 太短，至少 {_SHORTEST} 个字符")
        return sha256(given.encode()).digest()
    if not folder.is_dir():
        return secrets.token_bytes(LENGTH)
    path = folder / file
    try:
        if not path.exists():
            _make(path)
        kept = path.read_bytes()
    except OSError as error:
        raise PersonError(f"读写不了 {error.filename or path}：{error.strerror}；请检查数据文件夹的权限") from error
    if len(kept) < _SHORTEST:
        raise PersonError(f"文件 {path} 已损坏；删除后会重新生成（{loss}）")
    return kept


def _make(path: Path) -> None:
    """Whole at once and never twice: several processes may need it at the same moment."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
