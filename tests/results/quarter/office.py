"""What persons did in the weeks: judged issues, sent notices, answered tasks and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from checks.facts.workdays import Calendar
from checks.indicators.edition import Edition
from checks.model.registry import BEIJING
from results import answering, handling, judging, noticing, triage
from results.handling import Hand
from results.judging import Judge, Seen
from results.ledger import complaints, issues, notices, tasks
from results.ledger.audit import Doer
from results.ledger.complaints import Complaint, Truth
from results.ledger.engine import Ledger
from results.ledger.issues import WAITING, Issue, IssueState
from results.ledger.scope import WHOLE
from results.ledger.tasks import Answer, Verdict
from results.receiving import ready
from tests.results.quarter.faults import ASIDE, Fault
from tests.results.quarter.log import Log, at

Step = tuple[datetime, int, Callable[[], None]]
_JUDGED = (
    ("07-29 10:00", "confirm", ("silent-mended",)),
    ("07-30 10:00", "confirm", ("mended-0",)),
    ("07-10 10:00", "confirm", ("again-0",)),
    ("07-02 10:00", "confirm", ("silent-early",)),
    ("08-03 10:00", "confirm", ("some-0", "some-1", "some-2", "some-3")),
    ("08-20 10:00", "confirm", tuple(f"both-{number}" for number in range(6))),
    ("09-26 10:00", "confirm", ("october-0",)),
    ("10-03 10:00", "confirm", ("silent-late",)),
    ("10-03 10:30", "dismiss", ("silent-dropped",)),
    ("10-04 10:00", "confirm", ("late-0",)),
    ("10-05 10:00", "dismiss", ("dropped-0",)),
    ("10-10 10:00", "confirm", ("after-0",)),
)
"""When, what, which faults."""
_NOTICED = ("08-04 09:00", "08-21 09:00", "09-14 09:00", "10-07 09:00")
"""On these days each unit with confirmed issues gets a notice, but the last in the order of names."""
_MESSAGES = (
    # received, dispatched, verified, answered, closed; what is true; urged
    ("06-28 10:00", "06-29 09:00", "06-30 09:00", "07-01 15:00", "07-02 09:00", Truth.TRUE, 0),
    ("07-01 00:20", "07-01 09:00", "07-01 10:00", "07-01 11:00", "07-03 09:00", Truth.FALSE, 0),
    ("07-14 10:00", "07-15 09:00", "07-16 09:00", "07-17 15:00", "07-20 09:00", Truth.TRUE, 1),
    ("07-20 10:00", "07-21 09:00", "07-22 09:00", "08-03 15:00", "08-04 09:00", Truth.TRUE, 2),
    ("08-06 10:00", "08-07 09:00", "08-10 09:00", "08-11 15:00", "", Truth.UNCLEAR, 0),
    ("08-31 23:50", "09-01 09:00", "09-02 09:00", "09-03 15:00", "09-04 09:00", Truth.FALSE, 0),
    ("09-10 10:00", "09-11 09:00", "", "", "", None, 0),
    ("09-28 10:00", "09-29 09:00", "10-05 09:00", "10-06 15:00", "", Truth.FALSE, 0),
    ("09-29 23:59", "", "", "", "", None, 0),
    ("10-01 00:10", "", "", "", "", None, 0),
)


@dataclass
class Office:
    """Persons who act on the ledger, and note what they did."""

    ledger: Ledger
    faults: dict[str, Fault]
    log: Log
    edition: Callable[[datetime], Edition]
    chance: Random

    def steps(self) -> Iterator[Step]:
        """All that they do, each with its moment."""
        for told, what, names in _JUDGED:
            yield at(told), 2, lambda t=told, w=what, n=names: self.judge(at(t), w, n)
        yield at("08-07 10:00"), 2, lambda: self.merge(at("08-07 10:00"), "twin-b", "twin-a")
        yield from self._by_chance()
        for told in _NOTICED:
            yield at(told), 3, lambda t=told: self.notice(at(t))
        yield at("09-16 09:00"), 3, lambda: self.withdraw(at("09-16 09:00"))
        for told, many in (("07-15 16:00", 30), ("08-20 16:00", 25), ("09-10 16:00", 20), ("10-07 16:00", 10)):
            yield at(told), 4, lambda t=told, m=many: self.answer(at(t), m)
        for place, message in enumerate(_MESSAGES):
            yield from self._message(place, message)

    def _by_chance(self) -> Iterator[Step]:
        scripted = {name for _, _, names in _JUDGED for name in names}
        for name in sorted(name for name in set(self.faults) - scripted if not name.startswith(ASIDE)):
            drawn = self.chance.random()
            days = timedelta(days=self.chance.randrange(1, 100), hours=9)
            if drawn < 0.45 and not name.startswith(("near", "some", "open", "phrase", "silent", "twin")):
                moment, what = at("06-30 00:00") + days, "confirm" if drawn < 0.3 else "dismiss"
                yield moment, 2, lambda m=moment, w=what, n=name: self.judge(m, w, (n,))
                if drawn < 0.05 or 0.3 < drawn < 0.36:  # also what was dismissed
                    later = moment + timedelta(days=9)
                    yield later, 2, lambda m=later, n=name: self.judge(m, "reopen", (n,))

    def judge(self, moment: datetime, what: str, names: tuple[str, ...]) -> None:
        """Confirms, dismisses or takes back; what was not found yet, or is mended, is left alone."""
        judge = Judge(Doer("王检查"), WHOLE, moment)
        with self.ledger.begin() as connection:
            by_mark = {self.faults[name].mark: name for name in names}
            subjects = {self.faults[name].subject for name in names}
            found = [one for one in issues.query(connection, sites=subjects) if one.fingerprint in by_mark]
            for one in found:
                if not _allowed(one, what):
                    continue
                seen = [Seen(one.id)]
                if what == "confirm":
                    judging.confirm(connection, judge, seen)
                elif what == "dismiss":
                    judging.dismiss(connection, judge, seen, reason="误报", reach=triage.Scope.THIS)
                else:
                    judging.reopen(connection, judge, seen, reason="判断有误")
                self.log.acts.append({"at": moment, "who": "王检查", "what": what, "fault": by_mark[one.fingerprint]})

    def merge(self, moment: datetime, name: str, into: str) -> None:
        """Says that one is the same as another."""
        with self.ledger.begin() as connection:
            found = {one.fingerprint: one.id for one in issues.query(connection, sites=[self.faults[name].subject])}
            both = [found[self.faults[one].mark] for one in (name, into)]
            judging.merge(connection, Judge(Doer("王检查"), WHOLE, moment), [Seen(both[0])], both[1])
        self.log.acts.append({"at": moment, "who": "王检查", "what": "merge", "fault": name})

    def notice(self, moment: datetime) -> None:
        """A notice to each unit that has confirmed issues which stand in none."""
        by_mark = {fault.mark: name for name, fault in self.faults.items()}
        with self.ledger.begin() as connection:
            confirmed = list(issues.query(connection, states=[IssueState.CONFIRMED.value]))
            there = notices.noticed(connection, [one.id for one in confirmed])
            by_unit: dict[str, list[Issue]] = {}
            for one in confirmed:
                if one.id not in there and one.fingerprint in by_mark:
                    by_unit.setdefault(one.unit, []).append(one)
            due = moment.astimezone(BEIJING).date() + timedelta(days=14)
            for unit in sorted(by_unit)[:-1]:
                chosen = [one.id for one in by_unit[unit]]
                made = noticing.draw(connection, unit, chosen, Hand("李科长", moment), due=due)
                names = [by_mark[one.fingerprint] for one in by_unit[unit]]
                self.log.notices.append(
                    {"number": made.number, "unit": unit, "at": moment, "due": due, "faults": names, "withdrawn": None}
                )

    def withdraw(self, moment: datetime) -> None:
        """The newest notice was sent too early."""
        told = self.log.notices[-1]
        with self.ledger.begin() as connection:
            noticing.withdraw(connection, told["number"], Hand("李科长", moment), reason="发错了单位")
        told["withdrawn"] = moment

    def answer(self, moment: datetime, many: int) -> None:
        """Answers some open tasks: most are met, some are not."""
        edition = self.edition(moment)
        with self.ledger.begin() as connection:
            open_ = sorted(tasks.query(connection, answered=False), key=lambda one: (one.rule, one.subject))
            chosen = self.chance.sample(open_, min(many, len(open_)))
            given = []
            for place, task in enumerate(chosen):
                kind = edition.rules[task.rule].kind
                said = _answer(place, task.home or "http://posts.example.cn/", kind.value)
                given.append(answering.Given(task, said, "赵检查"))
                self.log.answers.append(
                    {"at": moment, "task": task.id, "rule": task.rule, "subject": task.subject, "verdict": said.verdict}
                )
            answering.record(connection, given, edition, moment=moment, code="1")

    def _message(self, place: int, told: tuple[str, str, str, str, str, Truth | None, int]) -> Iterator[Step]:
        received, dispatched, verified, answered, closed, truth, urged = told
        number: list[int] = []
        self.log.complaints.append(
            {"place": place, "received": at(received), "answered": at(answered) if answered else None,
             "closed": at(closed) if closed else None, "truth": truth if verified else None,
             "verified": at(verified) if verified else None, "urged": urged}
        )  # fmt: skip

        def take() -> None:
            edition, moment = self.edition(at(received)), at(received)
            site = sorted({fault.url.rpartition("/")[0] for fault in self.faults.values() if fault.subject[0] == "3"})
            url = f"{site[place % len(site)]}/找错{place}.html"
            category = ("内容无法访问", "错别字", "其他")[place % 3]
            one = Complaint("我为政府网站找错", f"M{place}", url, category, "首页写错了字", moment)
            with self.ledger.begin() as connection:
                number.extend(complaints.take_in(connection, ready(connection, [one], edition, Calendar())))
                kept = complaints.get(connection, number[0])
                self.log.complaints[place] |= {"id": kept.id, "unit": kept.unit, "category": kept.category}

        def does(act: Callable[..., object], moment: str, **more: object) -> Step:
            def do() -> None:
                with self.ledger.begin() as connection:
                    act(connection, number[0], Hand("钱办事员", at(moment)), **more)

            return at(moment), 5, do

        yield at(received), 5, take
        if dispatched:
            yield does(handling.dispatch, dispatched, unit="临江县财政局")
            self.log.complaints[place]["dispatched"] = at(dispatched)
        for _ in range(urged):
            yield does(handling.urge, dispatched)
        if verified and truth:
            yield does(handling.verify, verified, verdict=truth, note="已核实")
        if answered:
            if truth is Truth.TRUE:
                yield does(handling.mend, answered, text="已改正")
            yield does(handling.answer, answered, text="已改正，谢谢")
        if closed:
            yield does(handling.approve, closed)


def _allowed(issue: Issue, what: str) -> bool:
    if what == "confirm":
        return issue.state in (*WAITING, IssueState.DISMISSED)
    if what == "dismiss":
        return issue.state is not IssueState.DISMISSED and issue.state is not IssueState.FIXED
    return issue.state in (IssueState.CONFIRMED, IssueState.DISMISSED)


def _answer(place: int, home: str, kind: str) -> Answer:
    if kind == "bonus":
        return Answer(Verdict.UNMET, remark="没有加分")
    if place % 6 == 0:
        return Answer(Verdict.UNMET, 1, urls=(home,), remark="人工查看不达标")
    if place % 7 == 0:
        return Answer(Verdict.UNCLEAR, remark="看不出来")
    if place % 11 == 0:
        return Answer(Verdict.NOT_APPLICABLE)
    return Answer(Verdict.MET)
