"""Notices at the command line: told in the audit log as at the console, and written on paper."""

from __future__ import annotations

import io
import resource
import signal
from pathlib import Path

import pytest
from docx import Document
from rich.console import Console

from checks.model.registry import Registry
from clock import noticing
from clock.settings import Data, NoticeSettings, ReportSettings, Settings, SettingsError
from results import triage
from results.errors import PersonError
from results.following import follow
from results.ledger import audit, issues, registry, runs
from results.ledger.engine import open_ledger
from results.notice_acts import Act
from tests.results.making import NOW, SITE, edition, finding, outcome


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    own = Settings(Data(str(tmp_path)), notices=NoticeSettings(5), reports=ReportSettings("县政府办", "", "临网改"))
    with open_ledger(own.ledger_url) as ledger, ledger.begin() as connection:
        registry.save(connection, Registry(sites=(SITE,)))
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        follow(connection, run, SITE.key, [outcome(finding("a"))], lambda url: True, edition(), "v", moment=NOW)
        for number in [issue.id for issue in issues.query(connection)]:
            triage.confirm(connection, number, who="王", moment=NOW)
    return own


def test_what_is_done_at_the_machine_is_told_and_written(settings: Settings, tmp_path: Path) -> None:
    out = Console(file=io.StringIO(), width=200)
    noticing.draw_notice(settings, SITE.unit, (), "李四", None, out)
    with open_ledger(settings.ledger_url) as ledger, ledger.connect() as connection:
        (entry,) = audit.query(connection)
    assert (entry.act, entry.who, entry.address) == ("notice-draw", "李四", "本机")
    number = entry.object.partition(":")[2]
    noticing.act(settings, Act.REMIND, number, "李四", out)
    paper = tmp_path / "a.docx"
    noticing.write_paper(settings, number, paper, out)
    text = [one.text for one in Document(str(paper)).paragraphs]
    assert f"{SITE.unit}：" in text
    assert text[-2] == "县政府办"
    with pytest.raises(PersonError, match="写不了"):
        noticing.write_paper(settings, number, paper / "a.docx", out)
    noticing.write_template(tmp_path / "t.docx", out)
    assert "{{ 单位 }}：" in [one.text for one in Document(str(tmp_path / "t.docx")).paragraphs]


def test_a_document_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    paper = tmp_path / "改.docx"
    noticing.write_document(paper, b"old")
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(PersonError, match="写不了"):
            noticing.write_document(paper, bytes(2_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert paper.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["改.docx"]


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match=r"找不到通知模板 no\.docx"):
        noticing.letterhead_of(Settings(reports=ReportSettings(notice_template="no.docx")))
