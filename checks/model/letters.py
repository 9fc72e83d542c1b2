"""Letters from the public (留言, 来信) as pages show them: when they came, and what was made of them.

Who wrote is never kept: names, telephones and addresses of writers are no facts of a site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter wants, as the page says."""

    QUESTION = "question"  # 咨询
    COMPLAINT = "complaint"  # 投诉
    ADVICE = "advice"  # 建议
    HELP = "help"  # 求助
    PETITION = "petition"  # 信访, 举报: other channels answer these, they are judged by nobody here
    OTHER = "other"  # 其他, or not said


class Answered(StrEnum):
    """What a page says of the answer, the surest first."""

    SHOWN = "shown"  # its text or its day stands there
    CLAIMED = "claimed"  # a state says so: 已回复
    EXCUSED = "excused"  # none is owed: 不予受理, 无效
    DENIED = "denied"  # a state or words say that there is none yet: 未回复
    EMPTY = "empty"  # its field is there and surely empty: no script, field of a form or other label may hold it
    UNDERWAY = "underway"  # 办理中, 已转办
    BLANK = "blank"  # its field is perhaps empty, only its day is missing, or the letters beside it show theirs
    UNTOLD = "untold"  # the page does not say


SHOWS = ("submitted", "answered", "answered_by", "answer", "status")
"""Fields that a page may have a label or a head of a table for."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as one page shows it. Days are aware, +08:00, with the time of day where the page gives it.

    `url` is where the page leads for the letter itself, "" where it leads nowhere; `alone` says that the page is the
    letter's own. `shows` are those of `SHOWS` that the page has a label for, filled or not; `empty` those of them
    behind which surely nothing stands. Of an answer only a print of its words (16 hex digits, "" without an answer;
    greeting, figures and marks left out) and its length are kept.
    """

    title: str = ""  # at most 100 characters, long numbers, addresses and the writer's name masked
    kind: LetterKind = LetterKind.OTHER
    submitted: datetime | None = None
    answered: datetime | None = None
    answered_by: str = ""  # the office that answered
    answer: Answered = Answered.UNTOLD
    status: str = ""  # the state as shown
    url: str = ""
    alone: bool = False
    shows: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    answer_print: str = ""
    answer_length: int = 0  # letters and figures
