"""Issues over three nights: nothing changes, then some faults are mended and others appear."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checks.model.registry import BEIJING
from tests import county as fake
from tests.county import Answer
from tests.end.office import Office

Row = tuple[str, str, str, str]
LASTING = frozenset(
    ("domain-name", "malformed-site-code", "surplus-sites", "down-but-normal", "unreachable-site", "ipv6-unsteady")
)
"""No page can mend a name, tell the registry, or mend the week before it."""


def triple(row: dict[str, object]) -> Row:
    return str(row["site_code"]), str(row["check"]), str(row["code"]), str(row["url"])


def of(answer: Answer) -> Row:
    return answer.site_code, answer.check, answer.code, answer.url


def test_three_nights(tmp_path: Path) -> None:
    today = datetime.now(BEIJING).date()
    first = fake.build(today)
    with fake.serve(first) as served:
        office = Office.opened(tmp_path / "office", first, served)
        office.furnish()
        office.run("nightly")
        assert {row["state"] for row in office.lines("issues")} == {"new"}
        office.run("nightly")
        second = office.lines("issues")
        assert {row["state"] for row in second} == {"open"}, [r for r in second if r["state"] != "open"]
        assert {row["times"] for row in second} == {2}
    seen = {triple(row) for row in second}
    # Every third fault that can be mended is.
    able = [answer for answer in first.answers if not LASTING & {answer.check, answer.code} and of(answer) in seen]
    mended = able[::3]
    later = fake.build(today, mended=frozenset(answer.id for answer in mended), night=2)
    with fake.serve(later) as served:
        Office.opened(office.folder, later, served)
        office.run("nightly")
        third = {triple(row): str(row["state"]) for row in office.lines("issues")}
    there = {of(answer) for answer in served.answers}
    assert {row for row, state in third.items() if state == "new"} == there - seen
    assert {row for row, state in third.items() if state == "open"} == there & seen
    assert {row for row, state in third.items() if state == "fixed"} == seen - there
    assert len(seen - there) >= len(mended) * 9 // 10
