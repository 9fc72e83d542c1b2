"""Made-up addresses go into the visit file and come back, and are no link of the site."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.facts.soft_pages import soft_pages
from checks.model import marks
from checks.model.captures import Failure, LinkProbe, SiblingProbe
from checks.model.views import MissingCapture
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, capture, visit

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SAID = SiblingProbe(
    HOME + "xw/987654321.html",
    "www.county.gov.cn/xw/*.html",
    NOW,
    200,
    final_url=HOME + "404.html",
    title="出错了",
    text="页面不存在" * 400,
    scripted=True,
    marks=(marks.WORDS, "guard:yundun"),
)
SILENT = SiblingProbe(HOME + "gk/bcdfg", "www.county.gov.cn/gk/*", NOW, failure=Failure.TIMEOUT)


def test_made_up_addresses_come_back_as_they_were_kept(tmp_path: Path) -> None:
    path = visit(tmp_path / "a.sqlite", capture(""), SAID, SILENT)
    with StoredSite(path) as view:
        assert list(view.probes(SiblingProbe)) == [SAID, SILENT]
        assert view.answer(SAID.subject) is None
        assert SAID.subject not in {probe.subject for probe in view.probes(LinkProbe)}
        assert view.page(SAID.subject) is None
        assert set(view.derived(soft_pages).siblings) == {SAID.directory, SILENT.directory}


def test_a_visit_without_them_says_so_and_is_judged_all_the_same(tmp_path: Path) -> None:
    path = visit(tmp_path / "a.sqlite", capture(""))
    with StoredSite(path) as view:
        with pytest.raises(MissingCapture):
            view.probes(SiblingProbe)
        assert view.derived(soft_pages).siblings == {}
