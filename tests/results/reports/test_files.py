"""A report as files: each form that was asked for, or none, and never half of one."""

from __future__ import annotations

import csv
import fcntl
import gc
import os
import resource
import signal
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from results.errors import DiskFull, PersonError
from results.reports.build import weekly
from results.reports.content import Section, Table, heads
from results.reports.docx_template import default_template
from results.reports.files import Form, place, write_all
from results.reports.sums import SumsDiffer
from tests.results.reports.making import week
from tests.results.reports.papers import quarter


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_each_form_that_was_asked_for(tmp_path: Path) -> None:
    report = weekly(week())
    written = write_all(report, tmp_path / "new", "周抽查", [Form.DOCX, Form.CSV])
    tables = [tmp_path / "new" / "周抽查-csv" / f"{table.id}.csv" for table in report.tables]
    assert written == [tmp_path / "new" / "周抽查.docx", *tables]
    assert all(path.stat().st_size for path in written)
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"周抽查.docx", "周抽查-csv"}


def test_all_forms_of_a_quarter(tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(default_template())
    written = write_all(quarter(), tmp_path, "季通报", template=tmp_path / "own.docx", console="https://xw.example")
    told = ["季通报.xlsx", "季通报.docx", "季通报.html", "sites.csv", "regions.csv", "problems.csv"]
    assert [path.name for path in written] == told
    assert "https://xw.example/issues/3" in written[2].read_text("utf-8")
    with written[4].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[3] == ["3", "'=河西乡", "9", "8", "2", "75.00"]


def test_what_was_written_before_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_all(weekly(week()), tmp_path, "a")
    assert (tmp_path / "a-csv" / "coverage.csv").exists()
    write_all(quarter(), tmp_path, "a")
    assert {path.name for path in (tmp_path / "a-csv").iterdir()} == {"sites.csv", "regions.csv", "problems.csv"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", "a.docx", "a.html", "a-csv"}


def test_none_where_one_of_them_fails(tmp_path: Path) -> None:
    write_all(weekly(week()), tmp_path, "a", [Form.XLSX])
    before = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "own.docx").write_bytes(b"no document")
    with pytest.raises(PersonError, match="不是 Word 文档"):
        write_all(quarter(), tmp_path, "a", template=tmp_path / "own.docx")
    wrong = replace(quarter(), sections=(replace(quarter().sections[1], figures=(), tables=quarter().tables[:1] * 2),))
    with pytest.raises(SumsDiffer):
        write_all(wrong, tmp_path, "a")
    assert names(tmp_path) == {"a.xlsx", "own.docx"}
    assert (tmp_path / "a.xlsx").read_bytes() == before


def test_one_that_cannot_take_its_place_leaves_all_as_they_were(tmp_path: Path) -> None:
    stage, folder = tmp_path / "stage", tmp_path / "folder"
    for here, text in ((stage, "new"), (folder, "old")):
        here.mkdir()
        (here / "a").write_text(text, encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        place(stage, folder, ["a", "lost"])
    assert names(folder) == {"a"}
    assert (folder / "a").read_text(encoding="utf-8") == "old"


def test_what_one_that_was_killed_has_left_is_put_right(tmp_path: Path) -> None:
    left = tmp_path / ".part-killed"
    (left / "before" / "b-csv").mkdir(parents=True)
    (left / "before" / "b-csv" / "t.csv").write_text("old", encoding="utf-8")
    (left / "before" / "a.html").write_text("old", encoding="utf-8")
    (left / "a.docx").write_text("half", encoding="utf-8")
    (tmp_path / "a.html").write_text("new", encoding="utf-8")
    write_all(weekly(week()), tmp_path, "c", [Form.HTML])
    assert names(tmp_path) == {"a.html", "b-csv", "b-csv/t.csv", "c.html"}
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == "new"


def test_a_second_report_waits_for_the_first(tmp_path: Path) -> None:
    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    (tmp_path / ".part-first").mkdir()
    try:
        second = Thread(target=write_all, args=(weekly(week()), tmp_path, "a", [Form.CSV]))
        second.start()
        second.join(0.5)
        assert second.is_alive()
        assert names(tmp_path) == {".part-first"}
    finally:
        os.close(holder)
    second.join(30)
    assert {path.name for path in tmp_path.iterdir()} == {"a-csv"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PersonError, match="写不了报告"):
        write_all(quarter(), tmp_path / "file", "a")
    assert names(tmp_path) == {"file"}


# XlsxWriter leaves what it has open to the collector when the disk is full.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_is_called_so_and_leaves_nothing(tmp_path: Path) -> None:
    rows = tuple((number, "x" * 1000) for number in range(3_000))
    report = replace(quarter(signed=False), sections=(Section("一", tables=(Table("t", "表", heads("甲 乙"), rows),)),))
    limits, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        for forms in ([Form.CSV], [Form.HTML], [Form.XLSX]):
            with pytest.raises(DiskFull, match="磁盘空间不足"):
                write_all(report, tmp_path, "a", forms)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    gc.collect()
    assert names(tmp_path) == set()
