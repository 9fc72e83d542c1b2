"""What goes wrong is said in Chinese, with what, where and what to do; nothing is lost or half written."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.server import Served
from tests.end.office import ROOT, Office


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def served(county: County) -> Iterator[Served]:
    with fake.serve(county) as server:
        yield server


@pytest.fixture
def office(county: County, served: Served, tmp_path: Path) -> Office:
    return Office.opened(tmp_path / "office", county, served)


def test_a_bad_row_is_named_and_nothing_is_imported(office: Office) -> None:
    sheet = office.folder / "坏行.csv"
    sheet.write_text(
        "网站名称,首页网址,主办单位\n好网站,http://good.gov.cn/,好单位\n坏网站,没有地址,坏单位\n", encoding="utf-8"
    )
    said = office.run("import", str(sheet), code=3)
    for part in ("坏行.csv", "3", "首页网址", "没有地址"):
        assert part in said
    office.run("init")
    assert not [line for line in office.lines("issues")]


def test_a_night_without_sites_says_what_to_do(office: Office) -> None:
    assert "import" in office.run("nightly", code=3)


def test_a_data_folder_that_cannot_be_written(office: Office) -> None:
    settings = office.folder / "xunwang.toml"
    blocked = office.folder / "blocked"
    blocked.write_text("这里是文件，不是文件夹", encoding="utf-8")
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(str(office.folder / "data"), str(blocked / "data")), encoding="utf-8")
    assert "blocked" in office.run("import", *office.sheets, code=3)


def test_a_full_disk_is_said_and_leaves_nothing_half_written(office: Office) -> None:
    office.run("import", *office.sheets)

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    done = subprocess.run(
        [sys.executable, str(ROOT / "schedule.py"), "nightly"],
        cwd=office.folder,
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        timeout=300,
        check=False,
    )
    assert done.returncode == 3
    assert "磁盘" in done.stdout + done.stderr
    office.run("nightly", "--resume")
    assert office.lines("issues")


def test_an_unknown_setting_is_named(office: Office) -> None:
    file = office.folder / "xunwang.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[nonsense]\nx = 1\n", encoding="utf-8")
    assert "nonsense" in office.run("nightly", code=3)


def test_an_address_that_is_none(office: Office) -> None:
    assert "这不是网址" in office.run("check", "http://", code=3)
