"""What the checks of services say they could not look at: cases see findings and the status alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_cases import casebook, judged

HOME = {"url": "http://www.linjiang.gov.cn/", "file": "home-outside.html"}
GUIDE = "http://www.linjiang.gov.cn/bsfw/202601/t20260105_{}.html"


def seen(check: str, *files: str, home: bool = False) -> tuple[int, int]:
    """(judged, of) for a site whose guides are these pages of the case book."""
    pages: list[dict[str, Any]] = [{"url": GUIDE.format(n), "file": name} for n, name in enumerate(files)]
    case = {**casebook()[check, False][0], "pages": [HOME, *pages] if home else pages}
    outcome = judged((check, False), case)
    return outcome.judged, outcome.of


@pytest.mark.parametrize(
    ("files", "home", "counts"),
    [
        ((), True, (0, 1)),
        (("whole.html",), True, (1, 1)),
        (("whole.html", "paper.html"), False, (1, 2)),
        (("whole.html", "by-id.html"), True, (1, 2)),
    ],
)
def test_guides_that_were_not_read(files: tuple[str, ...], home: bool, counts: tuple[int, int]) -> None:
    assert seen("incomplete-guides", *files, home=home) == counts
