"""Letters that nobody answered for more than three months.

How judged: letters of the year before the visit, on lists and on their own pages. The limit is counted in calendar
months from the day they came; on the last day of it a letter is not yet late. Certain where the letter's own page was
read and says that there is no answer: by its state, by words in the place of the answer, or by fields that are empty
and that no script fills.
Suspected only: what a list alone tells, letters that are being dealt with (办理中) or not yet taken (未受理), fields
that a script may fill or that text without a label follows, letters that are called a trial (测试) or have no title.
Not counted: letters that a list or their own page shows as answered, not accepted (不予受理) or void; interviews,
surveys, petitions (信访) and reports of crimes (举报); letters whose page does not say whether they were answered, and
those that the site does not publish: these could not be looked at.
Source: 国办秘函〔2019〕19号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.letterbox import Received, day_of, letters_seen, months_later
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.letters import Answered
from checks.model.registry import BEIJING
from checks.model.views import SiteView

_OPEN = (Answered.DENIED, Answered.EMPTY, Answered.UNDERWAY, Answered.BLANK)
_TOLD = (Answered.DENIED, Answered.EMPTY)
_TRIAL = re.compile(r"[\W\d_]{0,100}|.{0,6}测试.{0,6}|test.{0,10}", re.IGNORECASE)
"""What a letter is called that somebody wrote to try the letterbox: it may be void, and nobody marked it so."""


@site_check("unanswered-letters")
def unanswered_letters(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = site.moment.astimezone(BEIJING).date()
    since = months_later(today, -rule.param("window_months"))
    box = site.derived(letters_seen)
    for received in box.letters:
        letter, came = received.letter, day_of(received.letter)
        if came is None or not since <= came <= today:
            continue
        late = today > months_later(came, rule.param("months"))
        if late and letter.answer is Answered.UNTOLD:
            yield Gap("页面没有写明留言是否已经答复", received.at)
            continue
        yield Looked()
        if late and letter.answer in _OPEN:
            yield _finding(received, (today - came).days)
    for url in box.cut:
        yield Gap("留言列表没有读到或没有读完", url)
    for url in box.outside:
        yield Gap("留言在其他网站办理，没有读到", url)
    if box.more:
        yield Gap("留言太多，没有全部判定", count=box.more)
    if not box.letters:
        for column in box.columns:
            yield Gap("信箱栏目里没有读到公开的留言", column.url)


def _finding(received: Received, days: int) -> Finding:
    letter = received.letter
    certain = received.read and letter.answer in _TOLD and not _TRIAL.fullmatch(letter.title)
    data: dict[str, Value] = {"title": letter.title, "submitted": str(day_of(letter)), "days": days}
    data["status"] = letter.status
    return Finding(
        "overdue",
        received.at,
        ("overdue", received.key),
        data,
        found_on=received.found_on,
        excerpt=quoted(f"{letter.title} {data['submitted']} {letter.status}"),
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
    )
