"""The commands one by one, as a person at an office would try them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import County
from tests.county.server import Served
from tests.end.office import Office

ISSUE_KEYS = {"check", "indicator", "kind", "status", "certainty", "unit", "site", "site_code", "url", "found_on"}
ISSUE_KEYS |= {"code", "key", "data", "says", "fix", "excerpt", "first_seen", "last_seen", "state", "visit"}
OUTCOME_KEYS = {"run", "check", "indicator", "subject_type", "subject", "status", "judged", "of", "reason"}
ONE = "3399990013"


@pytest.fixture(scope="module")
def county() -> County:
    return fake.build(datetime.now(BEIJING).date())


@pytest.fixture(scope="module")
def served(county: County) -> Iterator[Served]:
    with fake.serve(county) as server:
        yield server


@pytest.fixture(scope="module")
def office(county: County, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that has visited one site."""
    made = Office.opened(tmp_path_factory.mktemp("office"), county, served, "\n[probe]\ngap_seconds = 0.0\n")
    made.run("import", *made.sheets)
    made.run("nightly", "--site", ONE)
    return made


def test_the_lines_keep_their_contract(office: Office) -> None:
    issues = office.lines("issues")
    assert issues
    assert all(set(issue) >= ISSUE_KEYS for issue in issues)
    outcomes = office.lines("outcomes")
    assert all(set(outcome) >= OUTCOME_KEYS for outcome in outcomes)
    assert {outcome["subject"] for outcome in outcomes} == {ONE}


def test_a_closed_site_can_be_looked_at_by_itself(county: County, served: Served, tmp_path: Path) -> None:
    office = Office.opened(tmp_path / "closed", county, served)
    office.run("import", *office.sheets)
    site = next(site for site in county.ghosts if site.key == "wjg")
    said = office.run("nightly", "--site", site.code)
    assert "另有 1 个网站登记为关停或下线（关停 1）" in said
    assert "0 个网站的检查项次" in said
    assert [(issue["check"], issue["code"], issue["url"]) for issue in office.lines("issues")] == [
        ("idle-domains", "resolves", site.home)
    ]
    assert {outcome["check"] for outcome in office.lines("outcomes")} == {"idle-domains", "unreported-changes"}


def test_one_site_now_finds_what_the_night_finds(office: Office, county: County) -> None:
    site = next(site for site in county.sites if site.code == ONE)
    said = office.run("check", f"http://{site.host}/", "--json")
    found = [json.loads(line) for line in said.splitlines()]
    assert all(set(line) >= ISSUE_KEYS for line in found)
    # Without a registry there is no name, code or kind to compare with, and no column that is registered.
    least = {"dead-links", "stale-home", "footer-identity", "domain-name"}
    night = {(i["check"], i["url"]) for i in office.lines("issues") if i["check"] in least}
    assert night <= {(line["check"], line["url"]) for line in found}


def test_one_site_now_on_the_screen(office: Office, county: County) -> None:
    site = next(site for site in county.sites if site.code == ONE)
    said = office.run("check", f"http://{site.host}/", "--fail", code=1)
    for part in ("覆盖：完整", "有问题", "通过", "共"):
        assert part in said


def test_every_faulty_link_is_told_in_full_on_the_screen(office: Office, county: County) -> None:
    """Where it stands (page, line, text), what was tried and when, why it is at fault, what to do."""
    site = county.sites[0]
    said = office.run("check", f"http://{site.host}/")
    dead = [one.url for one in county.answers if (one.site_code, one.check) == (site.code, "dead-links")]
    assert len(dead) > 5
    for url in dead:
        told = said.partition(f"  链接：{url}\n")[2].partition("\n\n")[0]
        lines = dict(line.strip().split("：", 1) for line in told.splitlines() if "：" in line)
        assert lines["位置"].startswith(f"http://{site.host}/"), url
        assert re.search(r"第 \d+ 行第 \d+ 列", lines["位置"]), url
        assert lines["为什么"], url
        assert lines["怎么办"].startswith("请"), url
        tried = re.findall(r"\d\d-\d\d \d\d:\d\d:\d\d (?:GET|HEAD) ", lines["检查经过"])
        assert len(tried) >= 2 or "内部地址" in lines["检查经过"], url
        assert lines["文字"], url


def test_issues_as_csv_and_workbook(office: Office) -> None:
    count = len(office.lines("issues"))
    office.run("issues", "--format", "csv", "--output", "issues.csv")
    text = (office.folder / "issues.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("主办单位,网站或账号,检查,状态")
    office.run("issues", "--format", "xlsx", "--output", "issues.xlsx")
    sheet = openpyxl.load_workbook(office.folder / "issues.xlsx").active
    assert sheet is not None
    assert sheet.max_row == count + 1
    assert "--output" in office.run("issues", "--format", "xlsx", code=3)


def test_issues_by_state(office: Office) -> None:
    assert office.lines("issues", "--state", "fixed") == []
    assert len(office.lines("issues", "--state", "new")) == len(office.lines("issues"))
    assert "可用" in office.run("issues", "--state", "没有", code=3)


def test_init_makes_what_is_missing_and_touches_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run("init")
    settings = tmp_path / "xunwang.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# 我的话\n", encoding="utf-8")
    office.run("init")
    assert "我的话" in settings.read_text(encoding="utf-8")
    assert (tmp_path / "data/ledger.sqlite").exists()
    template = tmp_path / "data/登记表样例.xlsx"
    assert "网站" in openpyxl.load_workbook(template).sheetnames


def test_importing_twice_changes_nothing(office: Office) -> None:
    said = office.run("import", *office.sheets)
    assert [line.split("│")[2].strip() for line in said.splitlines() if line.startswith("│")] == ["0", "0", "0", "0"]


def test_an_availability_round_and_its_file(office: Office) -> None:
    (week,) = [line for line in office.lines("outcomes") if line["check"] == "unreachable-site"]
    assert (week["status"], week["reason"], week["indicator"]) == ("UNKNOWN", "没有探测记录", ["WV-2"])
    assert "个首页" in office.run("probe", "--spread", "0")
    office.run("probe", "--export", "rounds.csv")
    head, *lines = (office.folder / "rounds.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("vantage,began,ended")
    assert lines
    assert "导入 0 轮探测，1 轮已在台账中" in office.run("probe", "--import", "rounds.csv")
    assert "只能用一个" in office.run("probe", "--every", "1h", "--export", "x.csv", code=2)
    assert "--every" in office.run("probe", "--every", "soon", code=3)


def test_one_site_on_one_sheet(office: Office, county: County) -> None:
    site = next(site for site in county.sites if site.code == ONE)
    said = office.run("site", ONE, "--html", "site.html")
    for part in (site.name, "覆盖：完整", "站点无法访问", "V6-01", "V6-08", "未整改的问题"):
        assert part in said
    page = (office.folder / "site.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert page.count('<li class="issue">') == len(office.lines("issues", "--site", ONE))
    assert site.name in office.run("site", site.home)
    assert "台账里没有网站" in office.run("site", "0000000000", code=3)
    assert "还没有巡查过" in office.run("site", county.sites[0].code, code=3)


def test_a_site_that_is_not_registered(office: Office) -> None:
    assert "没有这些网站" in office.run("nightly", "--site", "0000000000", code=3)


def test_the_weekly_report_is_written(office: Office) -> None:
    said = office.run("weekly", "--seed", "7")
    assert "种子 7" in said
    pages = list((office.folder / "data/reports").glob("*.html"))
    books = list((office.folder / "data/reports").glob("*.xlsx"))
    assert len(pages) == len(books) == 1
    text = pages[0].read_text(encoding="utf-8")
    assert "周抽查" in text
    assert "IPv6 支持情况" in text
    (tables,) = pages[0].parent.glob("周抽查-*-csv")
    (folder,) = pages[0].parent.glob("周抽查-*-各网站")
    assert (tables / "verdicts.csv").is_file()
    for page in folder.iterdir():
        assert f'href="{quote(f"{folder.name}/{page.name}")}"' in text
        assert "<svg" in page.read_text(encoding="utf-8")
    assert "未测" in text
    assert "7" in office.run("weekly")
