"""The page of a site to hand over: what stands on it, in which order, and that it is one page."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from checks.model.findings import Status
from results.reports.content import IssueRow, OutcomeRow
from results.reports.hand_over import Deadline, hand_over_paper
from results.reports.notice_paper import Letterhead
from results.reports.site_sheet import SiteSheet
from results.verdicts import Verdict
from tests.results.reports.making import issue, site

DAY = date(2026, 11, 22)
HEAD = Letterhead("临江县人民政府办公室", "李四 0370-1234567")
SCRIPT = "<w:p>{{ x }}</w:p>\x0b\u202e"


def sheet(issues: Iterable[IssueRow] = (), **changes: object) -> SiteSheet:
    made = SiteSheet(site(0), Verdict.PASSED, "", "", (), "", (), (), tuple(issues), ())
    return replace(made, **changes)  # type: ignore[arg-type]


def told(document: bytes) -> tuple[str, list[list[str]]]:
    """Its paragraphs, and the rows of its last table."""
    paper = Document(io.BytesIO(document))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[-1].rows]
    return "\n".join(one.text for one in paper.paragraphs), rows


def test_what_persons_confirmed_comes_first_then_what_is_sure_then_what_is_grave() -> None:
    some = [
        issue(1, certainty="suspected", kind="veto"),
        issue(2, kind="hint"),
        issue(3, kind="veto"),
        issue(4, state="notified", kind="hint"),
        issue(5, state="confirmed"),
    ]
    text, rows = told(hand_over_paper(sheet(some), HEAD, DAY))
    assert [row[0] for row in rows] == ["编号", "5", "4", "3", "2", "1"]
    assert [row[1] for row in rows[1:]] == [
        "已确认",
        "已确认",
        "待确认（机器确定）",
        "待确认（机器确定）",
        "待确认（疑似）",
    ]
    assert "5个未整改，其中2个已经人工确认" in text
    assert "其余" not in text
    assert rows[1][3] == "http://s0.linjiang.example/zwgk/"


def test_it_sets_no_deadline_of_its_own() -> None:
    text, _ = told(hand_over_paper(sheet([issue(1)]), HEAD, DAY))
    assert "请核实后尽快整改" in text
    assert "月" not in text.replace("2026年11月22日", "")
    text, _ = told(hand_over_paper(sheet([issue(1)]), HEAD, DAY, Deadline("2026-0007", date(2026, 12, 4))))
    assert "已列入整改通知2026-0007的，请于12月4日前整改并反馈" in text


def test_what_was_not_seen_is_said_and_nothing_is_asked_where_nothing_stands() -> None:
    unseen = (OutcomeRow("a", "x", "x", Status.UNKNOWN),)
    text, rows = told(hand_over_paper(sheet(unseen=unseen, verdict=Verdict.UNKNOWN, why="没有访问"), HEAD, DAY))
    assert "没有未整改的问题" in text
    assert "整改并反馈" not in text
    assert "自查" not in text
    found = dict(map(tuple, rows))
    assert found["检查结论"].startswith("未测，没有访问；得分 92.10—97.60")
    assert found["没有查到"] == "1 项没有查到或没有查全，不等于合格"
    assert "2026-11-19 01:05（北京时间）" in found["最近检查"]


def test_hostile_text_stays_text_and_a_blank_head_is_a_place_to_sign() -> None:
    row = site(0, name=f"网站{SCRIPT}", unit=f"单位{SCRIPT}", visited_at=None, score=None)
    text, rows = told(hand_over_paper(sheet([issue(1, says=f"坏{SCRIPT}")], row=row), Letterhead(), DAY))
    assert "<w:p>{{ x }}</w:p>" in rows[1][2]
    assert "\x0b" not in rows[1][2] + text
    assert "（检查单位署名）" in text


@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdfinfo"), reason="no LibreOffice, no pdfinfo")
def test_it_is_one_page_however_much_there_is(tmp_path: Path) -> None:
    address = f"http://www.linjiang.example/{'zwgk/' * 30}"
    long = [issue(n, says=f"页面 {address} 打不开" * 3, found_on=address, state="confirmed") for n in range(40)]
    row = site(0, name="临江县" * 60, unit="临江县" * 60, home=address)
    for name, one in (("a", sheet(long, row=row, why="可能触发单项否决" * 30)), ("b", sheet([issue(1)]))):
        (tmp_path / f"{name}.docx").write_bytes(hand_over_paper(one, HEAD, DAY, Deadline("2026-0007", DAY)))
    text, rows = told((tmp_path / "a.docx").read_bytes())
    assert len(rows) > 1
    assert f"其余{41 - len(rows)}个见控制台" in text
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    into = ["--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    subprocess.run(["soffice", profile, "--headless", *into], check=True, capture_output=True, timeout=180)
    for name in "ab":
        pdf = ["pdfinfo", str(tmp_path / f"{name}.pdf")]
        found = subprocess.run(pdf, check=True, capture_output=True, timeout=60).stdout.decode()
        assert "Pages:           1\n" in found, name
