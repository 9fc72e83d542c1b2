"""What no small page shows: more letters than are kept, and what a sentence says of a letter without an answer."""

from __future__ import annotations

from datetime import datetime

from checks import catalog
from checks.facts.letterbox import MOST, letters_seen
from checks.indicators import edition
from checks.model.findings import Outcome
from checks.model.letters import Answered, Letter
from checks.model.pages import Page, PageFacts
from checks.model.registry import BEIJING, Site, SiteKind
from checks.model.views import GatheredSite, PageView
from checks.runner import run

NOW = datetime(2026, 11, 20, 2, tzinfo=BEIJING)
HOME = "http://www.a.gov.cn/"


def site(*letters: Letter) -> GatheredSite:
    """A portal of which a visit read pages with two hundred letters each."""
    views = []
    for number in range(0, len(letters), 200):
        url = f"{HOME}xx/{number}.html"
        facts = PageFacts(url, letters=letters[number : number + 200])
        views.append(PageView(Page(url, 200, NOW), facts))
    return GatheredSite(Site("某县人民政府", HOME, "某县", kind=SiteKind.PORTAL), NOW, tuple(views))


def judged(check: str, view: GatheredSite) -> Outcome:
    return run(catalog.load()[check], view, edition.load().rules[check])


def test_more_letters_than_are_kept_are_no_pass() -> None:
    came, answered = datetime(2026, 8, 1, tzinfo=BEIJING), datetime(2026, 8, 3, tzinfo=BEIJING)
    letters = [
        Letter(f"第{n}件", submitted=came, answered=answered, answer=Answered.SHOWN, url=f"{HOME}l/{n}.html")
        for n in range(MOST + 7)
    ]
    view = site(*letters)
    box = view.derived(letters_seen)
    assert (len(box.letters), box.more) == (MOST, 7)
    outcome = judged("unanswered-letters", view)
    assert (outcome.of - outcome.judged, outcome.reason) == (7, "留言太多，没有全部判定（7）")
    assert "stale" not in {finding.code for finding in judged("unpublished-replies", view).findings}
    assert "stale" in {finding.code for finding in judged("unpublished-replies", site(*letters[:9])).findings}


def test_a_letter_without_answer_is_told_without_one() -> None:
    open_letter = Letter("路灯坏了", submitted=datetime(2026, 9, 1, tzinfo=BEIJING), answer=Answered.DENIED)
    rule = edition.load().rules["late-replies"]
    (finding,) = judged("late-replies", site(open_letter)).findings
    said = rule.sentence(finding.code, finding.data)
    assert (finding.code, finding.data["answered"]) == ("pending", "")
    assert "2026-09-01 提交" in said
    assert "没有答复" in said
