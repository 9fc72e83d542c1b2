"""Answers to letters that came late, by workdays.

How judged: workdays from the day after a letter came until the day of its answer, that day included, days off that are
worked counted and holidays not. `late`: more than the limit of its kind (questions, complaints), of letters whose kind
the page says. `longest`: more than the longest limit, whatever the kind. `pending`: not answered, longer than the
longest limit and not yet so long that unanswered-letters counts it. One finding a letter, the heaviest.
Suspected only: all of them. Which letter is simple and common only a person sees, and limits differ by place.
Not counted: letters without either day, days that the calendar of holidays does not know, letters of more than a year
ago, those not accepted, and where the page does not say whether there is an answer.
Source: 国办秘函〔2019〕19号（湖南 2022 年二季度通报口径）; 地方办法.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.letterbox import Received, day_answered, day_of, letters_seen, months_later
from checks.facts.spread import spread
from checks.facts.workdays import Calendar
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.letters import Answered, LetterKind
from checks.model.registry import BEIJING
from checks.model.views import SiteView

_OPEN = (Answered.DENIED, Answered.EMPTY, Answered.UNDERWAY, Answered.BLANK)
_LIMITS = {LetterKind.QUESTION: "simple_workdays", LetterKind.COMPLAINT: "complaint_workdays"}


@site_check("late-replies")
def late_replies(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    since = months_later(today, -rule.param("window_months"))
    calendar = Calendar.of(rule.param("days_off"), rule.param("days_worked"))
    hits: list[Finding] = []
    judged = 0
    for received in site.derived(letters_seen).letters:
        came, until = day_of(received.letter), _until(received, today)
        if came is None or until is None or not since <= came <= until <= today:
            continue
        took = calendar.between(came, until)
        if took is None:
            yield Gap("没有这一年的节假日安排", received.at)
            continue
        judged += 1
        yield Looked()
        hits += _hit(received, rule, came, until, took)
    yield from spread(hits, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _until(received: Received, today: date) -> date | None:
    """The day to which a letter's time is counted; None where it cannot be."""
    if received.letter.answer in _OPEN:
        return today
    return day_answered(received.letter)


def _hit(received: Received, rule: Rule, came: date, until: date, took: int) -> Iterator[Finding]:
    letter = received.letter
    longest = rule.param("longest_workdays")
    own = rule.param(_LIMITS[letter.kind]) if letter.kind in _LIMITS else longest
    if letter.answer in _OPEN:
        counted = until > months_later(came, rule.param("unanswered_months"))
        code = "pending" if took > longest and not counted else ""
    else:
        code = "longest" if took > longest else "late" if took > own else ""
    if not code:
        return
    limit = own if code == "late" else longest
    data: dict[str, Value] = {"title": letter.title, "submitted": str(came), "workdays": took, "limit": limit}
    data["answered"] = str(day_answered(letter) or "")
    yield Finding(code, received.at, (code, received.key), data, found_on=received.found_on, excerpt=letter.title)
