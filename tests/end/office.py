"""An office of its own for one test: a folder, a settings file, and the command line run in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.county import County
from tests.county.server import Served

ROOT = Path(__file__).resolve().parent.parent.parent
_MEASURED = re.compile(r"。检查经过：.*|用时 [\d.]+ 秒|用时中位数 [\d.]+ 秒（\d+ 次，最慢 [\d.]+ 秒）|劣化比 [\d.]+")


def timeless(row: dict[str, Any], names: Sequence[str]) -> list[str]:
    """What an issue says under `names`, without when its address was looked at and how long that took."""
    return [_MEASURED.sub("", str(row[name])) for name in names]


@dataclass(frozen=True)
class Office:
    """`folder` holds the settings, the registry and the data; `tokens` stand in the environment."""

    folder: Path
    tokens: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, folder: Path, county: County, served: Served, more: str = "") -> Office:
        """A new office whose network is the served county."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "xunwang.toml").write_text(served.settings_toml(folder / "data") + more, encoding="utf-8")
        county.write_registry(folder / "registry")
        county.write_rounds(folder / "rounds.csv")
        county.write_officials(folder / "officials.csv")
        if county.records:
            county.write_records(folder / "records.csv")
        return cls(folder, county.tokens)

    @property
    def sheets(self) -> list[str]:
        return [str(path) for path in sorted((self.folder / "registry").iterdir())]

    def furnish(self) -> None:
        """Takes in the registry, records of accounts, the list of officials and the week of rounds before today."""
        self.register()
        self.run("lexicon", "import", str(self.folder / "officials.csv"))
        self.run("probe", "--import", str(self.folder / "rounds.csv"))

    def register(self) -> None:
        """Takes in the registry, and what persons noted of its accounts."""
        self.run("import", *self.sheets)
        if (records := self.folder / "records.csv").exists():
            self.run("accounts", "record", str(records))

    @property
    def visits(self) -> list[Path]:
        """Visit files of the latest run."""
        runs = sorted((path for path in (self.folder / "data/visits").iterdir() if path.is_dir()), key=lambda p: p.name)
        return sorted(path for path in runs[-1].glob("*.visit"))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """The command line, begun and not waited for."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "schedule.py"), *arguments],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "COLUMNS": "200", "PYTHONPATH": str(ROOT), "XUNWANG_CONFIG": "", **self.tokens},
            start_new_session=True,
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """What the command prints; it must end with exit code `code` (stdout and stderr together when not 0)."""
        process = self.start(*arguments)
        said, complained = process.communicate(timeout=900)
        assert process.returncode == code, said + complained
        return said if code == 0 else said + complained

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """The JSON lines that the command prints."""
        return [json.loads(line) for line in self.run(*arguments, "--format", "jsonl").splitlines()]
