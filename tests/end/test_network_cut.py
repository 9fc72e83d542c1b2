"""The cable is pulled out in mid-run: servers and name server of the county fall silent at once, witness and all.

Not one issue may come from the stretch without a network, and none be missed once it is over.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.outside import WITNESS
from tests.county.server import Served
from tests.end.office import Office

PATIENCE = "patience_minutes = 0.02\n"


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def line(county: County) -> Iterator[Served]:
    with fake.serve(county) as server:
        yield server


@pytest.fixture
def served(line: Served) -> Iterator[Served]:
    """The county on a line that is whole."""
    line.mend()
    line.line.answered = 0
    yield line
    line.mend()


@pytest.fixture(scope="module")
def codes(county: County) -> list[str]:
    """Two sites that answer, and the one that links to a host which never does."""
    hangs = [
        site.code
        for site in county.sites
        if any(b"//hang.example-news.cn" in page.body for page in county.files[site.host].values())
    ]
    return [*(site.code for site in county.sites[:2]), *hangs]


@pytest.fixture(scope="module")
def imported(county: County, line: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a registry, which waits a second for an answer, and as long for its network."""
    office = Office.opened(tmp_path_factory.mktemp("office"), county, line)
    file = office.folder / "xunwang.toml"
    text = file.read_text(encoding="utf-8").replace("timeout = 5", "timeout = 1")
    text = text.replace(str(office.folder / "data"), "data").replace("[network]\n", f"[network]\n{PATIENCE}")
    file.write_text(text, encoding="utf-8")
    office.run("import", *office.sheets)
    return office


@pytest.fixture
def office(imported: Office, tmp_path: Path) -> Office:
    """Another one just like it."""
    shutil.copytree(imported.folder, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture(scope="module")
def undisturbed(imported: Office, line: Served, codes: list[str]) -> set[tuple[str, str, str, str]]:
    """What is found there with a network that never failed."""
    line.mend()
    other = Office(imported.folder.with_name("undisturbed"))
    shutil.copytree(imported.folder, other.folder)
    other.run(*night(codes))
    return found(other)


def changed(office: Office, old: str, new: str) -> None:
    file = office.folder / "xunwang.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def night(codes: list[str]) -> list[str]:
    return ["nightly", *(word for code in codes for word in ("--site", code))]


def found(office: Office) -> set[tuple[str, str, str, str]]:
    return {(row["site_code"], row["check"], row["code"], row["url"]) for row in office.lines("issues")}


def test_what_is_cut_off_is_left_waiting_and_taken_up_again(
    office: Office, served: Served, codes: list[str], undisturbed: set[tuple[str, str, str, str]]
) -> None:
    served.cut(after=150)
    said = office.run(*night(codes), code=3)
    assert "本机网络不通，自 " in said
    assert "本机网络中断：" in said
    assert "用 nightly --resume 接着做" in said
    assert found(office) == set()
    served.mend()
    said = office.run("nightly", "--resume")
    assert "第 1 次巡查" in said
    assert "没有做完" not in said
    assert found(office) == undisturbed


def test_a_run_waits_for_the_network_and_goes_on(
    office: Office, served: Served, codes: list[str], undisturbed: set[tuple[str, str, str, str]]
) -> None:
    changed(office, PATIENCE, "")
    served.cut(after=150)
    said = ""
    with office.start(*night(codes)) as going:
        assert going.stdout is not None
        for line in going.stdout:
            said += line
            if "本机网络不通，自 " in line:
                served.mend()
    assert going.returncode == 0, said
    assert "网络已恢复，接着做（" in said
    assert "暂停，已恢复" in said
    assert served.line.answered > 150
    assert found(office) == undisturbed


def test_one_site_now_is_not_accused(office: Office, county: County, served: Served, codes: list[str]) -> None:
    served.cut(after=60)
    home = next(site.home for site in county.sites if site.code == codes[0])
    process = office.start("check", home, "--json")
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (3, "")
    assert "本机网络中断，检查没有做完，没有下任何结论" in complained


def test_nothing_begins_without_a_network(office: Office, served: Served, codes: list[str]) -> None:
    changed(office, f"http://{WITNESS}/", served.closed)
    complained = office.run(*night(codes), code=3)
    assert f"本机网络不通：{served.closed} 都没有应答，等了 0.02 分钟；什么都没有开始" in complained
    assert not list((office.folder / "data/visits").glob("*/*"))
    assert served.line.answered == 0


def test_links_that_are_cut_off_leave_every_site_waiting(
    office: Office, served: Served, codes: list[str], undisturbed: set[tuple[str, str, str, str]]
) -> None:
    with office.start(*night(codes)) as going:
        assert going.stdout is not None
        for line in going.stdout:
            if line.startswith("检查指向其他网站的链接：0/"):
                served.cut()  # one of the hosts never answers, so that this takes two seconds at least
    assert going.returncode == 3
    assert found(office) == set()
    served.mend()
    office.run("nightly", "--resume")
    assert found(office) == undisturbed
