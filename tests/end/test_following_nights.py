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
AWAY = frozenset(
    (
        *("unanswered-letters", "late-replies", "unpublished-replies", "identical-replies", "mixed-disclosure"),
        *("too-many-colours", "unsourced-reposts", "few-originals"),
    )
)
"""Here mended by taking the letter, the column or the sign away: what can no longer be looked at stays open."""


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
    mended = [answer for answer in able[::3] if answer.check not in AWAY]
    later = fake.build(today, mended=frozenset(answer.id for answer in mended), night=2)
    with fake.serve(later) as served:
        Office.opened(office.folder, later, served)
        office.register()  # some accounts are mended in the registry, of some persons noted something new
        office.run("nightly")
        rows = office.lines("issues")
    there = {of(answer) for answer in served.answers}
    third = {state: {triple(row) for row in rows if row["state"] == state} for state in ("new", "open", "fixed")}
    assert third["new"] == there - seen
    # What came to columns that the night before had read, and bears a day long gone: only a later night can tell.
    late = {of(answer) for answer in served.answers if answer.code in ("first-seen", "burst")}
    assert len(late) == 3
    assert late <= third["new"]
    assert third["open"] == there & seen
    assert third["fixed"] - third["open"] == seen - there  # several fields may be missing at one address
    assert len(seen - there) >= len(mended) * 9 // 10
