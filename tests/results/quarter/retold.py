"""What stood in a period, told again from the log alone: loops over plain rows, none of the code that reports use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from checks.model.registry import BEIJING
from tests.results.quarter.faults import Fault
from tests.results.quarter.log import Row
from tests.results.quarter.playing import Quarter


@dataclass(frozen=True)
class Stretch:
    """From `since` to before `until`, told at `told` (aware)."""

    since: datetime
    until: datetime
    told: datetime

    def within(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


@dataclass
class Course:
    """How a fault went up to the end of a stretch. `found`: when it was first seen; `standing` at the end; `came`: new
    or again, where that was in the stretch; `ever`: a person agreed with what stood in it; `off`: it counts nowhere."""

    found: datetime | None = None
    standing: bool = False
    since: datetime | None = None
    again: bool = False
    mended: datetime | None = None
    stood: bool = False
    confirmed: bool = False
    by: str = ""
    ever: bool = False
    off: bool = False
    notified: bool = False
    over: bool = field(default=False, repr=False)

    @property
    def counts(self) -> bool:
        return (self.standing or self.stood) and not self.off

    def progress(self, stretch: Stretch) -> str:
        if not self.standing:
            return "已整改"
        if self.since is not None and self.since >= stretch.since:
            return "再次出现" if self.again else "新发现"
        return "未整改"


class Retold:
    """The weeks as one who read the log tells them."""

    def __init__(self, quarter: Quarter) -> None:
        self.quarter, self.log, self.faults = quarter, quarter.log, quarter.faults
        self._looks: dict[str, list[Row]] = {}
        for look in self.log.looks:
            self._looks.setdefault(look["subject"], []).append(look)
        self._acts: dict[str, list[Row]] = {}
        for act in self.log.acts:
            self._acts.setdefault(act["fault"], []).append(act)
        for notice in self.log.notices:
            for name in notice["faults"]:
                told = {"at": notice["at"], "who": "李科长", "what": "notify", "fault": name}
                self._acts.setdefault(name, []).append(told)
                if notice["withdrawn"]:
                    taken = {**told, "at": notice["withdrawn"], "what": "take-back"}
                    self._acts[name].append(taken)

    @cached_property
    def marks(self) -> dict[str, str]:
        """Fingerprint → name of the fault."""
        return {fault.mark: name for name, fault in self.faults.items()}

    def looks(self, subject: str, stretch: Stretch) -> list[Row]:
        """The looks at a subject within the stretch."""
        return [one for one in self._looks.get(subject, ()) if stretch.within(one["at"])]

    def looks_at(self, subject: str) -> list[Row]:
        """All looks at a subject."""
        return self._looks.get(subject, [])

    def acts_on(self, name: str) -> list[Row]:
        """What persons did about a fault, the writing and taking back of notices included."""
        return self._acts.get(name, [])

    def last(self, subject: str, stretch: Stretch) -> Row | None:
        """The last of them that could look."""
        could = [one for one in self.looks(subject, stretch) if one["looked"] and not one["glanced"]]
        return could[-1] if could else None

    def course(self, name: str, stretch: Stretch) -> Course:
        """How a fault went."""
        fault, course = self.faults[name], Course()
        looks = [(one["at"], 0, one) for one in self._looks.get(fault.subject, ())]
        acts = [(one["at"], 1, one) for one in self._acts.get(name, ())]
        for moment, person, row in sorted((*looks, *acts), key=lambda one: one[:2]):
            if person and moment <= stretch.told:
                _act(course, row)
            elif not person and moment <= stretch.told:
                _look(course, fault, row, stretch)
        if course.standing and course.confirmed:
            course.ever = True
        if course.stood and course.confirmed:
            course.ever = True
        course.ever = course.ever and not course.off
        course.confirmed = course.confirmed and not course.off
        return course


def _look(course: Course, fault: Fault, look: Row, stretch: Stretch) -> None:
    """What a run saw of it."""
    seen, late = fault.name in look["seen"], look["at"] >= stretch.until
    if seen and late:
        course.over = course.over or not course.standing
        if course.found is None:
            course.over = True
        return
    if seen:
        if course.found is None:
            course.found = look["at"]
        if not course.standing:
            course.again, course.since, course.mended = course.since is not None, look["at"], None
            if course.again:
                course.ever = course.ever or (course.confirmed and course.stood)
                if not course.off:
                    course.confirmed, course.notified, course.by = False, False, ""
            course.standing = True
        return
    could = look["looked"] and not look["glanced"] and not {fault.check, "*"} & look["unknown"].keys()
    if not could or fault.check in look["partly"] or not course.standing or course.off:
        return
    if late:
        course.over = True
        return
    course.standing = False
    if look["at"] >= stretch.since:
        course.stood, course.mended = True, look["at"]


def _act(course: Course, act: Row) -> None:
    """What a person did about it."""
    match act["what"]:
        case "dismiss" | "merge":
            course.off = True
        case "reopen":
            course.off = course.confirmed = course.notified = False
            course.by = ""
        case "confirm" if not course.over:
            course.off, course.confirmed, course.by = False, True, act["who"]
        case "notify" if not course.over:
            course.off, course.confirmed, course.notified = False, True, True
        case "take-back" if course.notified:
            course.notified = False


def day_of(moment: datetime) -> date:
    """Its day in Beijing."""
    return moment.astimezone(BEIJING).date()
