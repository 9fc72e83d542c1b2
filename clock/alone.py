"""Two runs in one data folder would write the same files: the second is refused."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from results.errors import PersonError


@contextmanager
def alone(folder: Path, what: str = "巡查") -> Iterator[None]:
    """Holds `folder` for this process; the system lets go of it when the process ends, however it ends.

    `what` is what it does there, in Chinese. Raises PersonError when another process holds it, or when it cannot be
    written.
    """
    lock = folder / ".lock"
    try:
        file = lock.open("a")
    except OSError as error:
        raise PersonError(f"写不了 {lock}：{error.strerror}；请检查数据文件夹的权限") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise PersonError(f"{folder} 里有另一次{what}正在进行；请等它结束，或先停止它") from error
        yield
