"""The page of reports: what lies there and who may take it, what may be asked for, and how that is told."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.model.registry import BEIJING
from results import papers as acts
from results.console import gate
from results.ledger import audit, papers, users
from results.ledger.audit import Act
from results.ledger.papers import INTERRUPTED
from tests.results.console.notice_office import REPORT
from tests.results.console.office import SCRIPT, Office, stays_text

QUARTER = {"which": "quarter:2026Q3"}


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def asked(office: Office) -> list[tuple[str, str, str]]:
    with office.ledger.connect() as connection:
        return [(one.span, one.period, one.who) for one in papers.newest(connection, 9)]


def told(office: Office, act: Act) -> list[tuple[str, str]]:
    with office.ledger.connect() as connection:
        return [(one.who, one.object) for one in audit.query(connection, act=act)]


def test_a_report_is_asked_for_once_and_told(office: Office) -> None:
    boss = office.signed_in("boss")
    assert "要求过的" not in boss.get("/reports/").text
    assert boss.post("/reports/", QUARTER).location == "/reports/"
    assert "已要求生成" in boss.get("/reports/").text
    boss.post("/reports/", QUARTER)
    page = boss.get("/reports/").text
    assert "已经在生成" in page
    assert '<span class="tag unsure">等待生成</span>' in page
    assert asked(office) == [("quarter", "2026Q3", "boss")]
    assert told(office, Act.REPORT_ASKED) == [("boss", "report:2026Q3")]
    with office.ledger.begin() as connection:
        one = papers.take(connection, office.moment)
        assert one
        papers.give_up(connection, one, f"没有巡查过{SCRIPT}", office.moment)
    page = boss.get("/reports/").text
    assert '<span class="tag bad">没有写成</span>' in page
    assert stays_text(page)


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("quarter:2027Q1", "2027年第一季度还没有开始"),
        ("quarter:2026-09", "看不懂“2026-09”"),
        ("week:2026-W01", "没有这种报告"),
        ("", "没有这种报告"),
        (f"month:{SCRIPT}", "看不懂"),
    ],
)
def test_what_there_is_not_is_refused(small: Office, which: str, said: str) -> None:
    small.moment = datetime(2026, 11, 20, 12, tzinfo=BEIJING)
    response = small.signed_in("boss").post("/reports/", {"which": which})
    assert response.status_code == 422
    assert said in response.text
    stays_text(response.text)
    assert not asked(small)


def test_only_who_sees_all_units_asks_and_takes(small: Office) -> None:
    inspector = small.signed_in("inspector")
    page = inspector.get("/reports/").text
    assert REPORT not in page
    assert "只有能看全部单位的用户可以" in page
    assert inspector.post("/reports/", QUARTER).status_code == 422
    assert inspector.get(f"/reports/{REPORT}").status_code == 403
    assert not asked(small)
    with small.ledger.begin() as connection:
        user = users.named(connection, "inspector")
        assert user
        users.change(connection, user.id, whole=True)
    assert inspector.post("/reports/", QUARTER).status_code == 302
    assert inspector.get(f"/reports/{REPORT}").status_code == 200
    assert not gate.DOORS["reports.listed"] & {users.Role.CONTACT}


def test_a_file_is_saved_and_told_and_nothing_else_is_handed_out(small: Office, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "secret.key").write_text("x")
    (folder / "周抽查.part").write_text("x")
    (tmp_path / "out.html").write_text("x")
    (folder / "link.html").symlink_to(tmp_path / "out.html")
    boss = small.signed_in("boss")
    page = boss.get("/reports/").text
    assert REPORT in page
    assert not any(name in page for name in ("secret.key", ".part", "link.html"))
    response = boss.get(f"/reports/{REPORT}")
    assert response.data == b"PK"
    assert response.headers["Content-Disposition"].startswith("attachment")
    for name in ("secret.key", "周抽查.part", "link.html", "..", "%2e%2e%2fout.html", "..%5cout.html", "nothing.xlsx"):
        assert boss.get(f"/reports/{name}").status_code in (404, 308), name
    assert told(small, Act.REPORT_TAKEN) == [("boss", f"report:{REPORT}")]


def test_a_page_is_saved_not_shown(small: Office, tmp_path: Path) -> None:
    (folder_of(tmp_path) / "季通报.html").write_text("<script>1</script>")
    response = small.signed_in("boss").get("/reports/季通报.html")
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_a_folder_comes_packed(small: Office, tmp_path: Path) -> None:
    inside = folder_of(tmp_path) / "季通报-2026Q3-csv"
    inside.mkdir()
    boss = small.signed_in("boss")
    assert inside.name not in boss.get("/reports/").text  # nothing in it yet
    for name in ("sites.csv", "accounts.csv", "x.key"):
        (inside / name).write_text(name)
    (inside / "deeper").mkdir()
    assert "下载为 zip" in boss.get("/reports/").text
    response = boss.get(f"/reports/{inside.name}")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "accounts.csv": b"accounts.csv",
            "sites.csv": b"sites.csv",
        }


def test_what_is_being_written_is_not_shown(small: Office, tmp_path: Path) -> None:
    stage = folder_of(tmp_path) / ".part-ab12"
    stage.mkdir()
    (stage / "季通报-2026Q3.docx").write_text("half")
    (folder_of(tmp_path) / ".季通报.xlsx").write_text("half")
    boss = small.signed_in("boss")
    page = boss.get("/reports/").text
    assert REPORT in page
    assert "part-ab12" not in page
    assert ".季通报" not in page
    assert boss.get("/reports/.part-ab12").status_code == 404


def test_what_is_gone_before_it_is_measured_is_left_out(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).touch()
    found = acts._kept(tmp_path)
    next(found)
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).unlink()  # the names were read, the sizes were not
    assert list(found) == []


def test_the_newest_comes_first_and_the_list_ends(tmp_path: Path) -> None:
    for number in range(acts.SHOWN + 5):
        path = tmp_path / f"{number}.csv"
        path.touch()
        os.utime(path, (number, number))
    found = acts.kept(tmp_path)
    assert len(found) == acts.SHOWN
    assert (found[0].name, found[-1].name) == (f"{acts.SHOWN + 4}.csv", "5.csv")
    assert acts.kept(tmp_path / "none") == []


def test_what_is_offered_begins_with_the_period_that_runs() -> None:
    found = acts.offered(datetime(2026, 1, 1).date())
    assert {span.value: [one.code for one in periods[:2]] for span, periods in found.items()} == {
        "month": ["2026-01", "2025-12"],
        "quarter": ["2026Q1", "2025Q4"],
        "half": ["2026H1", "2025H2"],
        "year": ["2026", "2025"],
    }


def test_what_was_interrupted_does_not_stand_in_the_way(small: Office) -> None:
    boss = small.signed_in("boss")
    boss.post("/reports/", QUARTER)
    with small.ledger.begin() as connection:
        assert papers.take(connection, small.moment)
    small.moment += acts.LONGEST - timedelta(minutes=1)
    boss = small.signed_in("boss")
    boss.post("/reports/", QUARTER)
    assert len(asked(small)) == 1
    small.moment += timedelta(minutes=2)
    boss.post("/reports/", QUARTER)
    assert len(asked(small)) == 2
    assert INTERRUPTED in boss.get("/reports/").text
