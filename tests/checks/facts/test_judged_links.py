"""Links are judged once for all checks, whatever the first of them asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.facts.judged_links import judged_links
from checks.model.captures import Failure, LinkProbe
from checks.model.pages import Link
from checks.model.verdicts import Reason
from checks.model.views import GatheredSite
from tests.checks.shown import HOME, MOMENT, page, site

SILENT, FORM, GOOD = "http://www.silent.gov.cn/", f"{HOME}send.html", f"{HOME}a.html"
HOURS = timedelta(hours=6)


def shown() -> GatheredSite:
    """A site with a link that answers, a form that refuses a mere question, and a host silent for two days."""
    links = (Link(SILENT), Link(FORM, tag="form-post"), Link(GOOD))
    gone = LinkProbe(SILENT, MOMENT, failure=Failure.TIMEOUT, rounds=2, failing_since=MOMENT - timedelta(days=2))
    answers = (gone, LinkProbe(FORM, MOMENT, status=405, rounds=2), LinkProbe(GOOD, MOMENT, status=200))
    return replace(site(page(links=links), page("b.html")), answers={LinkProbe: answers})


def reasons(view: GatheredSite, silent_after: timedelta) -> dict[str, Reason]:
    return {link.probe.subject: link.judgement.reason for link in judged_links(view, silent_after)}


@pytest.mark.parametrize("first", [timedelta(), HOURS])
def test_silence_counts_for_those_who_ask_for_it_and_for_nobody_else(first: timedelta) -> None:
    view = shown()
    reasons(view, first)
    at_once, after_hours = reasons(view, timedelta()), reasons(view, HOURS)
    assert (at_once[SILENT], after_hours[SILENT]) == (Reason.NO_ANSWER, Reason.SILENT)
    assert at_once[FORM] == after_hours[FORM]
    assert at_once[GOOD] == after_hours[GOOD] == Reason.ANSWERED
    assert after_hours == reasons(shown(), HOURS)
