"""Six real sites are visited to the end, and every address that a plain crawl finds is found."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from checks.model.urls import normalise
from tests.real.corpus import ROOT, corpus, served
from tests.real.reference import crawl

pytestmark = pytest.mark.skipif(
    corpus() is None, reason="没有真实网页库：放在项目旁的 shared/corpus，或用环境变量 XUNWANG_CORPUS 指明"
)
KNOWN = {"http://www.jlcity.gov.cn/index.html": (319, 0), "http://www.zhecheng.gov.cn/index.html": (636, 3149)}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder after `import` and `nightly` on the six sites."""
    folder = tmp_path_factory.mktemp("real")
    with served() as (address, registry):
        (folder / "xunwang.toml").write_text(
            f'[data]\npath = "{folder / "data"}"\n[network]\nconnect_to = {{ "*" = "{address}" }}\n'
            'nameservers = ["127.0.0.1:9"]\n[manners]\nseconds_between = 0.0\nat_once = 16\nsecond_look_minutes = 0\n',
            encoding="utf-8",
        )
        (folder / "sites.csv").write_text(registry, encoding="utf-8")
        for command in (["import", "sites.csv"], ["nightly"]):
            done = subprocess.run(
                [sys.executable, str(ROOT / "schedule.py"), *command],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=420,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / "data"


def visit_of(night: Path, home: str) -> sqlite3.Connection:
    for path in night.glob("visits/*/*.visit"):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        if json.loads(connection.execute("select site from visit").fetchone()[0])["home"] == home:
            return connection
        connection.close()
    raise AssertionError(f"no visit of {home}")


def test_all_six_are_visited_to_the_end(night: Path) -> None:
    ended = []
    for path in night.glob("visits/*/*.visit"):
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        ended.append(json.loads(connection.execute("select coverage from visit").fetchone()[0])["ended"])
        connection.close()
    assert ended == ["complete"] * 6


@pytest.mark.parametrize("home", KNOWN)
def test_no_address_of_a_plain_crawl_is_missed(night: Path, home: str) -> None:
    folder = corpus()
    assert folder is not None
    plain = crawl(folder, home)
    good, missing = KNOWN[home]
    assert (sum(s == 200 for s in plain.values()), sum(s != 200 for s in plain.values())) == (good, missing)
    connection = visit_of(night, home)
    ours = dict(connection.execute("select url, status from links where own = 1"))
    connection.close()
    expected = {normalise(url): status for url, status in plain.items()}
    wrong = {url: (status, ours.get(url)) for url, status in expected.items() if ours.get(url) != status}
    assert wrong == {}
    print(f"{home}: plain {len(expected)}, ours {len(ours)}, only ours {len(set(ours) - set(expected))}")
