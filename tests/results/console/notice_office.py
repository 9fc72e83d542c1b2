"""A notice for each of the towns of the office, answered with a file, and a message that did not go; all hostile."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from results import proof
from results.ledger import issues, notice_files, notices, outgoing, unit_mail
from results.ledger.engine import Ledger
from results.ledger.notice_files import Proof
from results.ledger.outgoing import Draft
from results.proof import Given
from tests.results.making import DAY, NOW

NUMBERS = ("2026-0001", "2026-0002")
"""Of the eastern town and of the western one."""
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
FILE = Proof(0, 0, "", "png", len(PNG), sha256(PNG).hexdigest(), "", NOW)


def furnish_notices(ledger: Ledger, subjects: Mapping[str, str], script: str) -> None:
    """`subjects`: unit → the key of its site. The issues stay as they are, so that other tests may count them."""
    due = (NOW + 9 * DAY).date()
    with ledger.begin() as connection:
        for place, (unit, key) in enumerate(subjects.items()):
            numbers = [issue.id for issue in issues.query(connection, sites=[key])]
            made = notices.make(connection, unit, numbers, moment=NOW, due=due)
            notices.tell(connection, made, who=f"王{script}", what="draw", moment=NOW, reason=f"理由{script}")
            one = notices.get(connection, NUMBERS[place])
            changes = {"answer": f"改了{script}", "proof": [f"javascript:alert(1){script}", "http://a.gov.cn/1"]}
            notices.change(connection, one, changes, who=f"王{script}", what="answer", moment=NOW)
            own = Proof(0, 0, f"截图{script}.png", "png", FILE.size, FILE.digest, f"王{script}", NOW)
            notice_files.add(connection, made, [own])
        unit = next(iter(subjects))
        unit_mail.add(connection, unit, f"a{script}@b.cn")
        told = (f"a{script}@b.cn", f"题{script}", f"文{script}")
        outgoing.queue(connection, [Draft("k", "drawn", "notice:x", unit, "mail", *told)], moment=NOW)
        (waiting,) = outgoing.page(connection)[0]
        outgoing.refused(connection, waiting, moment=NOW, error=f"坏{script}")


REPORT = "季通报-2026Q3.xlsx"


def lay_files(folder: Path) -> Path:
    """Puts the bytes of that file where the console looks for them, and a report."""
    proof.keep(folder, [Given("x.png", PNG)])
    (folder / "reports").mkdir()
    (folder / "reports" / REPORT).write_bytes(b"PK")
    return folder
