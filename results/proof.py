"""Files that units hand in as proof: bounded in number, size and kind, kept under the digest of their bytes.

They lie in a folder of the data folder, with nothing of the name that was given to them: what a name says is kept in
the ledger and shown as text. The kind is told by the beginning of the bytes and must be that of the ending. Nothing of
them is ever opened here.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from results.errors import NotAllowed, StorageError
from results.ledger.notice_files import Proof
from results.reports.wording import shown

FOLDER = "proof"
"""In the data folder."""
MOST = 5
"""Files with one answer."""
MOST_OF_NOTICE = 30
"""Files of one notice over all answers."""
LARGEST = 4_000_000
"""Bytes of one file."""
_LONGEST_NAME = 120
_ZIP = b"PK\x03\x04"
KINDS: Mapping[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "pdf": (b"%PDF-",),
    "docx": (_ZIP,),
    "xlsx": (_ZIP,),
    "ofd": (_ZIP,),
}
"""Ending → how the bytes of such a file begin."""


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it arrived."""

    name: str
    data: bytes


def checked(given: Iterable[Given], *, who: str, moment: datetime) -> list[Proof]:
    """The files as they would be kept. Raises NotAllowed, naming the file that is too large or no such thing."""
    files = list(given)
    if len(files) > MOST:
        raise NotAllowed(f"一次最多交 {MOST} 个文件，这次有 {len(files)} 个；请合并或分次反馈")
    return [_checked(one, who, moment) for one in files]


def keep(folder: Path, given: Iterable[Given]) -> None:
    """Writes their bytes below `folder`. Called in the transaction that tells of them, when all else is done: bytes of
    which nothing tells stay behind only where the disk or the ledger failed. Raises StorageError."""
    for one in given:
        _write(folder, one.data)


def path_of(folder: Path, digest: str) -> Path:
    """Where bytes lie; only a digest leads anywhere."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("not a digest")
    return folder / FOLDER / digest[:2] / digest


def _checked(one: Given, who: str, moment: datetime) -> Proof:
    name = _name(one.name)
    kind = name.rpartition(".")[2].lower() if "." in name else ""
    if kind not in KINDS:
        raise NotAllowed(f"文件“{name}”的类型不收；可以交 {'、'.join(KINDS)}")
    if not one.data:
        raise NotAllowed(f"文件“{name}”是空的；请重新选择")
    if len(one.data) > LARGEST:
        raise NotAllowed(f"文件“{name}”超过 {LARGEST // 1_000_000} MB；请压缩图片或改为填写网址")
    if not one.data.startswith(KINDS[kind]):
        raise NotAllowed(f"文件“{name}”的内容不是 {kind}；请核对后重新选择")
    return Proof(0, 0, name, kind, len(one.data), sha256(one.data).hexdigest(), who, moment)


def _name(given: str) -> str:
    """What a file is called: no folders, nothing that cannot be seen, its ending kept when it is too long."""
    plain = " ".join(shown(given.replace("\\", "/").rpartition("/")[2]).split()) or "未命名"
    if len(plain) <= _LONGEST_NAME:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: _LONGEST_NAME - len(ending) - 2]}…{dot}{ending}" if len(ending) < 8 else plain[:_LONGEST_NAME]


def _write(folder: Path, data: bytes) -> None:
    """Whole or not at all; bytes that are there already are left alone."""
    path = path_of(folder, sha256(data).hexdigest())
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.chmod(part, 0o600)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(f"存不了佐证文件（{error.strerror}）；请检查数据文件夹的权限和磁盘空间") from error
