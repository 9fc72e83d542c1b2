"""What the disk and SQLite complain of, said so that a person can mend it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from results.errors import DiskFull, ReadOnly, StorageError, VisitDamaged

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# SQLITE_ERROR: the tables are not those of a visit file.
_DAMAGED = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA})


@contextmanager
def storing(path: Path) -> Iterator[None]:
    """Turns what goes wrong while `path` is written or read into a StorageError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # our own mistake, nothing that a person could mend
    except sqlite3.Error as error:
        raise _of_sqlite(error, path) from error
    except OSError as error:
        raise _of_system(error, path) from error


def _of_system(error: OSError, path: Path) -> StorageError:
    if error.errno in _FULL:
        return _full(path)
    if error.errno in _FORBIDDEN:
        return _forbidden(path)
    if error.errno == errno.ENOENT:
        return StorageError(f"找不到 {path}；请检查 xunwang.toml 的 [data] path，或先运行 init")
    return StorageError(f"读写 {path} 失败：{error.strerror or error}；请检查磁盘后重试")


def _of_sqlite(error: sqlite3.Error, path: Path) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) or 0
    primary = code & 0xFF
    # A write cut off by a limit of file size comes as an I/O error of writing, not as "full".
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return _full(path)
    if primary == sqlite3.SQLITE_READONLY or (primary == sqlite3.SQLITE_CANTOPEN and path.parent.exists()):
        return _forbidden(path)
    if primary == sqlite3.SQLITE_CANTOPEN:
        return StorageError(f"找不到 {path}；请检查 xunwang.toml 的 [data] path，或先运行 init")
    if primary in _DAMAGED or not primary:
        return VisitDamaged(f"访问文件 {path} 已损坏（{error}）；请删除该文件后重新访问该网站")
    return StorageError(f"读写 {path} 失败：{error}；请检查磁盘后重试")


def _full(path: Path) -> DiskFull:
    return DiskFull(
        f"磁盘已满，无法写入 {path}；请清理磁盘（可删除较早的访问文件）"
        "或在 [data] path 换一个位置，然后用 --resume 继续"
    )


def _forbidden(path: Path) -> ReadOnly:
    return ReadOnly(f"没有写入 {path} 的权限；请让运行本程序的用户能写该文件夹，或在 [data] path 换一个位置")
