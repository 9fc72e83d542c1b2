"""One answer given to many different letters.

How judged: answers of the year before the visit, on the letters' own pages; greeting, figures and marks left out. When
one text answers so many letters with different titles, that is one finding, at the first of them.
Suspected only: all of it. The same question, asked by many, has the same answer; a person reads.
Not counted: answers of a few words (已收悉, 已办结 are judged by a person), and letters of one title.
Source: 吴忠市 2025 年一季度通报（答非所问、敷衍属答复质量问题）.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.catalog import site_check
from checks.facts.folding import fold
from checks.facts.letterbox import Received, day_answered, day_of, letters_seen, months_later
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.letters import Answered
from checks.model.registry import BEIJING
from checks.model.views import SiteView

_PLACES = 20


@site_check("identical-replies")
def identical_replies(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    since = months_later(today, -rule.param("window_months"))
    answers: dict[str, dict[str, tuple[date, Received]]] = {}  # by the print of the answer, by the title
    for received in site.derived(letters_seen).letters:
        letter = received.letter
        on = _on(received)
        if letter.answer is not Answered.SHOWN or on is None or on < since:
            continue
        if not letter.answer_print:
            yield Gap("留言的答复内容没有读到", received.at)
            continue
        yield Looked()
        if letter.answer_length >= rule.param("least_letters"):
            answers.setdefault(letter.answer_print, {}).setdefault(fold(letter.title), (on, received))
    for print_, group in answers.items():
        if len(group) >= rule.param("times"):
            met = [received for _, received in sorted(group.values(), key=lambda pair: (pair[0], pair[1].key))]
            data: dict[str, Value] = {"times": len(met), "title": met[0].letter.title}
            data["other_title"] = met[1].letter.title
            places = tuple(received.at for received in met[:_PLACES])
            yield Finding("identical", met[0].at, ("identical", print_), data, places=places)


def _on(received: Received) -> date | None:
    """The day of the answer, or that of the letter where it is not told."""
    return day_answered(received.letter) or day_of(received.letter)
