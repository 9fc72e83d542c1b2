"""What a page asks the public, and what it answers them (征集, 征求意见, 调查)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Part(StrEnum):
    """Which part of a consultation a page is."""

    NOTICE = "notice"  # 征集公告
    EXPLANATION = "explanation"  # 起草说明, 草案解读
    RESULT = "result"  # 结果反馈, 采纳情况


class Subject(StrEnum):
    """What is consulted on."""

    DECISION = "decision"  # 重大行政决策
    DOCUMENT = "document"  # the draft of a document
    TOPIC = "topic"  # proposals, a survey, a vote: nothing that is issued afterwards


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation as one page shows it. Days are aware, 00:00 +08:00; None where the page does not say.

    `about` is the title of the draft, without 征求意见稿 and the like, "" where no draft is named. `opened` is None
    where the text does not say: then it is the day of publication. `days` and `workdays` are a period that is told as
    a number (自发布之日起 30 日). `named`: its title calls it 重大行政决策, names its draft, and speaks of no other
    stage of it.
    """

    title: str
    part: Part = Part.NOTICE
    subject: Subject = Subject.TOPIC
    about: str = ""
    named: bool = False
    public: bool = False  # it turns to everybody, not to other offices
    market: bool = False  # its title speaks of enterprises
    again: bool = False  # not the first round
    opened: datetime | None = None
    closes: datetime | None = None
    days: int | None = None
    workdays: int | None = None
    shortened: bool = False  # it says why its period is short
    explained: bool = False  # why and how the draft was made is told here, attached or linked
    answered: bool = False  # what came of it is told or linked here
    mail_only: bool = False  # opinions are taken by mail, telephone or letter, and nothing online is spoken of
    bare: bool = False  # next to no text of its own: what it says stands in files or pictures

    @property
    def stated(self) -> bool:
        """Both days stand in the text."""
        return self.opened is not None and self.closes is not None
