"""Which code this is: stored with every run, and with every visit for the readers that made its facts."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import checks.facts


@cache
def reader_version() -> str:
    """Changes when the code that reads pages changes: facts read by another version are not handed on."""
    digest = sha256()
    for folder in checks.facts.__path__:
        for path in sorted(Path(folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def code_version() -> str:
    """The version of the program, with that of its readers."""
    try:
        number = version("xunwang")
    except PackageNotFoundError:  # run from a clone without being installed
        number = "clone"
    return f"{number}+{reader_version()}"
