"""The judging room on the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from checks import catalog
from checks.__main__ import main
from checks.catalog import Check, Scope
from checks.indicators import edition
from checks.indicators.edition import Rule
from checks.model.captures import LinkProbe
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.registry import BEIJING
from checks.model.views import SiteView

ROOT = Path(__file__).resolve().parent.parent.parent
Capture = pytest.CaptureFixture[str]


def test_list_shows_every_rule_also_those_without_a_check(capsys: Capture) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rules = edition.load().rules
    assert [line.split()[0] for line in lines[1 : len(rules) + 1]] == list(rules)
    blank = next(line for line in lines if line.startswith("blank-columns"))
    assert "WV-4c、GL-35、WD-109" in blank
    assert "单项否决" in blank
    assert "两处以上互证" in blank
    assert not any("尚未实现" in line for line in lines), "a rule is judged by a machine, or a person is asked"
    assert "人工检查" in next(line for line in lines if line.startswith("public-outcry"))
    counts = [int(n) for n in re.findall(r"(\d+) 条", lines[-1])]
    assert lines[-1].startswith(f"national-2019：{len(rules)} 条规则：")
    assert sum(counts[1:]) == len(rules)
    by_check = sum("机器检查" in line.split() or "机器提示，人工确认" in line for line in lines[:-2])
    assert by_check == len(catalog.load())


def test_columns_of_the_list_stand_under_each_other(capsys: Capture) -> None:
    main(["list"])
    lines = capsys.readouterr().out.splitlines()[1:-2]
    kinds = re.compile(r"  (单项否决|扣分|提示|加分)  +(机器|人工)")
    starts = [found.start(1) and cell_len(line[: found.start(1)]) for line in lines if (found := kinds.search(line))]
    assert len(starts) == len(lines)
    assert len(set(starts)) == 1


def test_an_edition_that_asks_for_a_check_that_is_not_there(capsys: Capture, tmp_path: Path) -> None:
    overlay = tmp_path / "city.toml"
    overlay.write_text("[mute-account]\njudged = 'machine'\n", encoding="utf-8")
    assert main(["list", "--overlay", str(overlay)]) == 0
    out = capsys.readouterr().out
    assert "机器检查（没有安装）" in next(line for line in out.splitlines() if line.startswith("mute-account"))
    assert "national-2019+city" in out


def test_explain_by_name_says_all_that_the_edition_knows(capsys: Capture) -> None:
    assert main(["explain", "stale-home"]) == 0
    out = capsys.readouterr().out
    assert "首页不更新（stale-home）" in out
    assert "规则编号：WV-3" in out
    assert "来源：国办秘函〔2019〕19号（两处以上互证）" in out
    assert "由谁判断：机器检查" in out
    assert "监测 14 天首页没有信息更新即单项否决" in out
    assert "参数：days = 14（两处以上互证：国办秘函〔2019〕19号）" in out
    assert "单项否决：WV-3：stale 累计达到 1 处（两处以上互证），经人确认后才算" in out
    assert "问题说法：stale：首页没有信息更新" in out
    assert "整改建议：stale：请尽快" in out


def test_explain_by_number_tells_every_rule_that_serves_it(capsys: Capture) -> None:
    assert main(["explain", "wd-109"]) == 0
    out = capsys.readouterr().out
    assert "（stale-columns）" in out
    assert "（blank-columns）" in out


def test_explain_shows_what_an_overlay_changed(capsys: Capture) -> None:
    assert main(["explain", "silent-account", "--overlay", "gansu"]) == 0
    out = capsys.readouterr().out
    assert "rhythm_days = 7（单一来源：甘肃省政务新媒体管理办法" in out
    assert "叠加文件：由 gansu 修改" in out


def test_points_that_are_not_known_are_not_guessed(capsys: Capture) -> None:
    main(["explain", "footer-identity"])
    assert "扣分：分值没有读到，暂不计分" in capsys.readouterr().out
    main(["explain", "dead-links"])
    out = capsys.readouterr().out
    assert "inner：每处 0.1 分（未核实）" in out
    assert "本项最多扣 5.0 分（未核实）" in out


def stale_home(site: SiteView, rule: Rule) -> Iterator[Said]:
    """Stands in for the real check: the newest entry of the home page against the day of the visit."""
    home = site.home
    if home is None or not home.facts.items:
        yield Gap("首页没有带日期的信息")
        return
    newest = max(item.date for item in home.facts.items if item.date)
    days = (site.moment - newest).days
    yield Looked()
    if days > rule.param("days"):
        data: dict[str, Value] = {"days": days, "newest": f"{newest.astimezone(BEIJING):%Y-%m-%d}"}
        yield Finding("stale", site.site.home, ("home",), data, found_on=home.url + "?x", excerpt="会\x1b[2J议")


def missing_columns(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield Looked()
    yield from (Finding(id, site.site.home, (id,)) for id in rule.param(site.site.kind))


def dead_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield Looked()


def date_logic(site: SiteView, rule: Rule) -> Iterator[Said]:
    yield Looked(1 // len(site.columns))


KNOWN = {
    "stale-home": Check("stale-home", Scope.SITE, stale_home, formerly=("old-home",)),
    "missing-columns": Check("missing-columns", Scope.SITE, missing_columns, absence=True),
    "dead-links": Check("dead-links", Scope.SITE, dead_links, needs=(LinkProbe,)),
    "date-logic": Check("date-logic", Scope.SITE, date_logic),
}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["explain", "nothing"], 2, "没有叫 nothing 的规则，也没有这个编号"),
        (["list", "--edition", "national-1999"], 3, "读不到规则文件 national-1999"),
        (["try", "personal-data", "x.html"], 2, "没有叫 personal-data 的检查"),
        (["try", "stale-home", "absent.html"], 3, "读不到文件 absent.html"),
        (["try", "stale-home", "x.html", "--url", "ftp://a/"], 2, "网址不对：ftp://a/"),
        (["try", "stale-home", "x.html", "--url", "http://a/", "--home", "a"], 2, "网址不对：a"),
        (["docs", "--to", "absent/indicators.md"], 3, "写不了 absent/indicators.md"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], code: int, message: str, capsys: Capture) -> None:
    assert main(arguments, KNOWN) == code
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["dance"], ["try", "stale-home"], ["try", "a", "b", "--today", "tomorrow"]])
def test_wrong_usage(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "用法不对" in capsys.readouterr().err


def test_the_manual_is_not_stale(tmp_path: Path) -> None:
    assert main(["docs", "--to", str(tmp_path / "indicators.md")]) == 0
    fresh = (tmp_path / "indicators.md").read_text(encoding="utf-8")
    assert (ROOT / "docs/indicators.md").read_text(encoding="utf-8") == fresh, "make docs"
    table = (tmp_path / "links.md").read_text(encoding="utf-8")
    assert (ROOT / "docs/links.md").read_text(encoding="utf-8") == table, "make docs"
    for rule in edition.load().rules:
        assert fresh.count(f'<a id="{rule}"></a>') == 1
        assert f"](#{rule})" in fresh


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "checks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_it_runs_as_a_program() -> None:
    done = run("explain", "WV-3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "首页不更新" in done.stdout
    assert run("dance").returncode == 2


def page(folder: Path, day: str) -> Path:
    path = folder / "home.html"
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>临江县人民政府</title></head><body>"
        f"<ul><li><a href='/yw/1.html'>县政府召开全县春耕备耕工作会议</a><span>{day}</span></li>"
        f"<li><a href='/yw/2.html'>县领导调研重点项目建设进展情况</a><span>{day}</span></li>"
        f"<li><a href='/yw/3.html'>全县安全生产大检查工作部署会召开</a><span>{day}</span></li></ul></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("day", "today", "code", "says"),
    [
        ("2026-10-01", "2026-11-20", 1, "首页已 50 天没有信息更新（最新一条日期为 2026-10-01）"),
        ("2026-11-06", "2026-11-20", 0, "结论：通过"),
    ],
)
def test_try_judges_one_saved_page(tmp_path: Path, day: str, today: str, code: int, says: str, capsys: Capture) -> None:
    saved = page(tmp_path, day)
    arguments = ["try", "stale-home", str(saved), "--url", "http://www.linjiang.gov.cn/", "--today", today]
    assert main(arguments, KNOWN) == code
    out = capsys.readouterr().out
    assert "检查：首页不更新（stale-home；WV-3）" in out
    assert f"页面：{saved}，按网址 http://www.linjiang.gov.cn/ 判断" in out
    assert f"日期：{today}\n" in out
    assert says in out


def test_try_takes_the_day_on_which_the_page_was_saved(tmp_path: Path, capsys: Capture) -> None:
    saved = page(tmp_path, "2026-10-01")
    stamp = datetime(2026, 10, 2, 17, tzinfo=UTC).timestamp()
    os.utime(saved, (stamp, stamp))
    assert main(["try", "stale-home", str(saved), "--url", "http://www.linjiang.gov.cn/"], KNOWN) == 0
    assert "日期：2026-10-03（文件保存的日期，可用 --today 更改）" in capsys.readouterr().out


def test_try_says_when_it_could_not_look(tmp_path: Path, capsys: Capture) -> None:
    assert main(["try", "dead-links", str(page(tmp_path, "2026-10-01"))], KNOWN) == 3
    out = capsys.readouterr().out
    assert "结论：未测" in out
    assert "说明：本次访问没有采集链接能否打开" in out


def test_try_concludes_nothing_certain_from_what_one_page_lacks(tmp_path: Path, capsys: Capture) -> None:
    url = ["--url", "http://www.linjiang.gov.cn/", "--kind", "portal"]
    assert main(["try", "missing-columns", str(page(tmp_path, "2026-10-01")), *url], KNOWN) == 1
    out = capsys.readouterr().out
    assert "结论：待人工确认" in out
    assert "[疑似] 没有找到" in out
    assert "[机器确定]" not in out


def test_a_page_too_large_is_refused(tmp_path: Path, capsys: Capture) -> None:
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    assert main(["try", "stale-home", str(large)], KNOWN) == 3
    assert "超过 20 MB" in capsys.readouterr().err


def test_try_shows_a_finding_with_place_and_cure_and_no_control_characters(tmp_path: Path, capsys: Capture) -> None:
    saved = str(page(tmp_path, "2026-10-01"))
    home = "http://www.linjiang.gov.cn/"
    assert main(["try", "stale-home", saved, "--url", f"{home}index.html", "--today", "2026-11-20"], KNOWN) == 1
    assert capsys.readouterr().out.splitlines()[-5:] == [
        "1. [机器确定] 首页已 50 天没有信息更新（最新一条日期为 2026-10-01）",
        f"   网址：{home}",
        f"   所在页面：{home}index.html?x",
        "   原文：会 [2J议",
        f"   整改：{edition.load().rules['stale-home'].advice('stale', {})}",
    ]


def test_try_shows_the_traceback_of_a_check_that_breaks(tmp_path: Path, capsys: Capture) -> None:
    assert main(["try", "date-logic", str(page(tmp_path, "2026-10-01"))], KNOWN) == 3
    told = capsys.readouterr()
    assert "说明：检查程序出错" in told.out
    assert "ZeroDivisionError" in told.err


def test_explain_knows_what_a_check_was_called_before(capsys: Capture) -> None:
    assert main(["explain", "old-home"], KNOWN) == 0
    out = capsys.readouterr().out
    assert "首页不更新（stale-home）" in out
    assert "检查程序的说明" in out
    assert "  The judging room on the command line." in out
