"""The secrets of this installation: the salt ties personal numbers over pages and nights without keeping them, the key
seals the senders of messages, another signs the cookies of the console.

Each from the environment, else from a file in the data folder that is made when it is first needed and that only its
owner may read. None is ever logged, told or in a job: each process reads it for itself.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from results.errors import PersonError

LENGTH = 32
_SHORTEST = 16


@dataclass(frozen=True, slots=True)
class Secret:
    """`variable` of the environment, `file` in the data folder; `lost` is what a new one in its place would cost."""

    variable: str
    file: str
    lost: str


SALT = Secret("XUNWANG_SALT", "salt", "此前的号码不再能对上")
KEY = Secret("XUNWANG_KEY", "key", "此前加密的留言人信息再也读不出来，请先从备份恢复")

CONSOLE_KEY = Secret("XUNWANG_CONSOLE_KEY", "console.key", "已登录的人要重新登录")


def salt_of(folder: Path) -> bytes:
    """What personal numbers are hashed with. Raises PersonError as `secret_of`."""
    return secret_of(folder, SALT)


def secret_of(folder: Path, secret: Secret) -> bytes:
    """The secret: 32 bytes. Without a data folder one that is forgotten with the process, so that nothing is left.

    Raises PersonError where what is given is too short to be a secret, or the file cannot be read or made.
    """
    given = os.environ.get(secret.variable, "")
    if given:
        if len(given) < _SHORTEST:
            raise PersonError(f"环境变量 {secret.variable} 太短，至少 {_SHORTEST} 个字符")
        return sha256(given.encode()).digest()
    if not folder.is_dir():
        return secrets.token_bytes(LENGTH)
    path = folder / secret.file
    try:
        if not path.exists():
            _make(path)
        kept = path.read_bytes()
    except OSError as error:
        raise PersonError(f"读写不了 {error.filename or path}：{error.strerror}；请检查数据文件夹的权限") from error
    if len(kept) < _SHORTEST:
        raise PersonError(f"文件 {path} 已损坏；删除后会重新生成（{secret.lost}）")
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
