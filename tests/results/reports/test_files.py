"""A report as files: each form that was asked for, or none."""

from pathlib import Path

from results.reports.build import weekly
from results.reports.files import Form, write_all
from tests.results.reports.making import week


def test_each_form_that_was_asked_for(tmp_path: Path) -> None:
    report = weekly(week())
    written = write_all(report, tmp_path, "周抽查", [Form.DOCX, Form.CSV])
    tables = [tmp_path / "周抽查-csv" / f"{table.id}.csv" for table in report.tables]
    assert written == [tmp_path / "周抽查.docx", *tables]
    assert all(path.stat().st_size for path in written)
    assert {path.name for path in tmp_path.iterdir()} == {"周抽查.docx", "周抽查-csv"}
