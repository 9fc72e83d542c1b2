"""From an issue to a notice that is answered and closed, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from results.ledger.engine import open_ledger
from tests.end.office import Office
from tests.results.making import SITE
from tests.results.test_noticing import confirmed, night


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose ledger holds two confirmed faults, and a third that nobody looked at."""
    (tmp_path / "xunwang.toml").write_text("", encoding="utf-8")
    (tmp_path / "data").mkdir()
    with open_ledger(f"sqlite:///{tmp_path / 'data/ledger.sqlite'}") as ledger, ledger.begin() as connection:
        confirmed(connection, "a", "b")
        night(connection, "a", "b", "c", days=1)
    return Office(tmp_path)


def test_the_whole_way(office: Office) -> None:
    states = {line["id"]: line["state"] for line in office.lines("issues")}
    assert states == {1: "confirmed", 2: "confirmed", 3: "new"}
    assert "不是“已确认”" in office.run("notices", "draw", "--unit", SITE.unit, "--issue", "3", "--who", "李四", code=3)
    office.run("confirm", "3", "--who", "李四")
    office.run("dismiss", "2", "--who", "李四", "--reason", "误报")
    assert "2 个问题" in office.run("notices", "draw", "--unit", SITE.unit, "--who", "李四", "--workdays", "3")
    (line,) = office.lines("notices", "list")
    number = line["number"]
    assert (line["state"], line["standing"], line["overdue"]) == ("sent", 2, False)
    folder = office.folder / "发出" / "通知"
    assert "已写出 1 份" in office.run("notices", "papers", "--to", str(folder))
    (paper,) = folder.iterdir()
    assert paper.name == f"整改通知{number}-{SITE.unit}.docx"
    assert "存在2个问题" in "\n".join(one.text for one in Document(str(paper)).paragraphs)
    office.run("notices", "remind", number, "--who", "李四")
    office.run("notices", "answer", number, "已修复", "--proof", "截图.png", "--who", "王")
    assert "还有 2 个问题没有复查到已整改" in office.run("notices", "review", number, "--who", "李四", code=3)
    office.run("notices", "review", number, "--who", "李四", "--return", "没有改完")
    office.run("notices", "answer", number, "改完了", "--who", "王")
    assert "已销号" in office.run("notices", "review", number, "--who", "李四", "--reason", "另行跟踪")
    said = office.run("notices", "show", number)
    assert all(words in said for words in ("催办", "没有改完", "改完了", "另行跟踪"))
    assert "没有还没了结的整改通知" in office.run("notices", "papers", "--to", str(folder))


def test_what_cannot_be_done_changes_nothing(office: Office) -> None:
    before = office.lines("issues")
    assert "没有编号为 99 的问题" in office.run("confirm", "1", "3", "99", "--who", "李四", code=3)
    assert "范围" in office.run("dismiss", "1", "--who", "李四", "--reason", "x", "--scope", "别处", code=3)
    assert "没有编号为 2026-0009" in office.run("notices", "remind", "2026-0009", "--who", "李四", code=3)
    assert office.lines("issues") == before
