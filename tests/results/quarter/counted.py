"""What is counted in a period, told again: problems, questions to persons, notices, messages, posts and entries."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from checks.facts.workdays import Calendar
from checks.model.registry import BEIJING
from results.ledger import tables
from tests.results.quarter.county import LATE
from tests.results.quarter.log import Row
from tests.results.quarter.retold import Course, Retold, Stretch, day_of

NEW, AGAIN, OPEN, MENDED = "新发现", "再次出现", "未整改", "已整改"


@dataclass(frozen=True)
class Problem:
    """An issue that stood in a period."""

    number: int
    subject: str
    check: str
    code: str
    url: str
    progress: str
    confirmed: bool
    suspected: bool
    notified: bool
    first_seen: datetime
    mended: datetime | None


class Counting:
    """Counts by plain loops over the log; of what persons and availability found over the raw events."""

    def __init__(self, connection: Connection, retold: Retold) -> None:
        self.retold, self.log = retold, retold.log
        events: dict[int, list[Row]] = defaultdict(list)
        for row in connection.execute(select(tables.issue_events).order_by(tables.issue_events.c.id)).mappings():
            events[row["issue"]].append(dict(row))
        issues = [dict(row) for row in connection.execute(select(tables.issues)).mappings()]
        self.numbers = {retold.marks[row["fingerprint"]]: row for row in issues if row["fingerprint"] in retold.marks}
        self.every = [(row, events[row["id"]]) for row in issues]
        self.others = [(row, events[row["id"]]) for row in issues if row["fingerprint"] not in retold.marks]
        self.tasks = [dict(row) for row in connection.execute(select(tables.tasks)).mappings()]

    def problems(self, stretch: Stretch, subjects: set[str]) -> list[Problem]:
        """Each issue that stood at some moment of the period, by its number."""
        told = [(row, self.retold.course(name, stretch)) for name, row in self.numbers.items()]
        told += [(row, played(events, stretch)) for row, events in self.others]
        found = (_problem(row, course, stretch) for row, course in told if course.counts)
        return sorted((one for one in found if one.subject in subjects), key=lambda one: one.number)

    def rectified(self, stretch: Stretch, first: datetime, subjects: set[str]) -> tuple[int, int, int, int]:
        """Issues whose units were told since `first`: notified, due, mended, there again."""
        due: dict[str, date] = {}
        for notice in self.log.notices:
            if first <= notice["at"] < stretch.until and notice["withdrawn"] is None:
                for name in notice["faults"]:
                    if self.retold.faults[name].subject in subjects:
                        due.setdefault(name, notice["due"])
        courses = {name: self.retold.course(name, stretch) for name in due}
        kept = {name: one for name, one in courses.items() if not one.off}
        today = day_of(stretch.until)
        over = [name for name in kept if due[name] < today]
        again = [one for one in kept.values() if one.standing and one.progress(stretch) == AGAIN]
        return len(kept), len(over), sum(not kept[name].standing for name in over), len(again)

    def asked(self, stretch: Stretch) -> dict[str, tuple[int, int]]:
        """By rule: questions answered in the period or before it for its last quarter, and open at its end."""
        last = _quarter(stretch.until - timedelta(seconds=1))
        answered: Counter[str] = Counter()
        done: set[tuple[str, str]] = set()
        for answer in self.log.answers:
            mine = _quarter(answer["at"]) == last
            if answer["at"] < stretch.until and (mine or stretch.within(answer["at"])):
                answered[answer["rule"]] += 1
            if answer["at"] < stretch.until and mine:
                done.add((answer["rule"], answer["subject"]))
        new = {one.key: told["at"] for told in self.log.registered for one in told["sheets"].accounts}
        owed = {
            (row["rule"], row["subject"])
            for row in self.tasks
            if row["subject"] != LATE.key or new[LATE.key] < stretch.until
        }
        waiting = Counter(rule for rule, _ in owed - done)
        return {rule: (answered[rule], waiting[rule]) for rule in {*answered, *waiting}}

    def messages(self, stretch: Stretch) -> Iterator[Row]:
        """The messages received in the period, each with its deadline, as they stand now."""
        for one in self.log.complaints:
            if stretch.within(one["received"]):
                due = Calendar().after(day_of(one["received"]), 3)
                yield {**one, "due": due}

    def posted(self, account: str, month: int) -> tuple[int | None, int, int]:
        """Posts of an account in a month (None: not known), of them originals and passed on."""
        year, number = divmod(month, 100)
        first = datetime(year, number, 1, tzinfo=BEIJING)
        end = first + timedelta(days=monthrange(year, number)[1])
        posts = {
            moment: passed
            for reading in self.log.readings
            if reading["account"] == account
            for moment, passed in reading["posts"]
            if first <= moment < end
        }
        return len(posts), sum(not one for one in posts.values()), sum(posts.values())


def _problem(row: Row, course: Course, stretch: Stretch) -> Problem:
    told = (row["id"], row["subject"], row["check"], row["code"], row["url"], course.progress(stretch))
    sure = (course.confirmed, row["certainty"] == "suspected", course.notified and not course.off)
    return Problem(*told, *sure, row["first_seen"], None if course.standing else course.mended)


def played(events: list[Row], stretch: Stretch) -> Course:
    """The course of an issue by its raw events."""
    course = Course()
    for event in events:
        late = event["at"] >= stretch.until
        if event["at"] > stretch.told:
            break
        if event["run"] is None and event["what"] == "confirmed" and not course.over:
            course.confirmed, course.by, course.off = True, event["who"], False
        elif event["run"] is None and event["what"] == "notified" and not course.over:
            course.confirmed = course.notified = True
        elif event["run"] is not None and late:
            course.over = True
        elif event["what"] in ("new", "reopened"):
            course.again, course.since, course.mended = event["what"] == "reopened", event["at"], None
            course.standing, course.confirmed = True, False
        elif event["what"] == "fixed":
            course.standing = False
            if event["at"] >= stretch.since:
                course.stood, course.mended = True, event["at"]
    return course


def _quarter(moment: datetime) -> tuple[int, int]:
    day = day_of(moment)
    return day.year, (day.month - 1) // 3
