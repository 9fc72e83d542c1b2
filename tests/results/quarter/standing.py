"""How subjects stood at the end of a period, told again: verdicts, vetoes, points, from the log and raw outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection, select

from checks.indicators.edition import Judged, Rule
from checks.model.registry import GLANCED, Account, Registry, Site, SiteKind, SubjectState
from results.ledger import registry, tables
from tests.results.quarter.log import Row
from tests.results.quarter.retold import Retold, Stretch

_HUNDREDTH = Decimal("0.01")
PASSED, FAILED, CANDIDATE, UNKNOWN = "合格", "不合格", "不合格候选", "未测"


@dataclass
class Stood:
    """A subject at the end of a period. `vetoes`: title → did persons confirm it? `run` is the last that could look,
    else the last that tried."""

    key: str
    verdict: str = UNKNOWN
    run: int | None = None
    moment: datetime | None = None
    looked: int = 0
    missed: int = 0
    vetoes: dict[str, bool] = field(default_factory=dict)
    once: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


class Standing:
    """All subjects of the county, by the log and the rows of the ledger that answers of persons made."""

    def __init__(self, connection: Connection, retold: Retold) -> None:
        self.retold, self.rules = retold, retold.quarter.edition.rules
        self.known: Registry = registry.load(connection)
        self.outcomes: dict[tuple[int, str], dict[str, Row]] = defaultdict(dict)
        for row in connection.execute(select(tables.outcomes)).mappings():
            self.outcomes[row["run"], row["subject"]][row["check"]] = dict(row)
        by_hand = [row.id for row in connection.execute(select(tables.runs)) if row.kind == "by-hand"]
        self.answering = {row.id: row.started for row in connection.execute(select(tables.runs)) if row.id in by_hand}
        self.others: dict[tuple[str, str], list[Row]] = defaultdict(list)
        events: dict[int, list[Row]] = defaultdict(list)
        for row in connection.execute(select(tables.issue_events).order_by(tables.issue_events.c.id)).mappings():
            events[row["issue"]].append(dict(row))
        for row in connection.execute(select(tables.issues)).mappings():
            if row["fingerprint"] not in retold.marks:
                self.others[row["subject"], row["check"]].append({**row, "events": events[row["id"]]})

    def sites(self) -> list[Site]:
        return [one for one in self.known.sites if one.state not in GLANCED]

    def accounts(self) -> list[Account]:
        return [one for one in self.known.accounts if one.state not in GLANCED]

    def site(self, one: Site, stretch: Stretch) -> Stood:
        """A site, by the last run that could look at it."""
        looks = [look for look in self.retold.looks(one.key, stretch) if not look["glanced"]]
        told = Stood(one.key, looked=sum(look["looked"] for look in looks))
        told.missed = len(looks) - told.looked + len(self._cut(one.key, stretch))
        tried = [*looks, *self._cut(one.key, stretch)]
        told.run, told.moment = _newest(tried)
        look = self.retold.last(one.key, stretch)
        told.once = tuple(self._once(one.key, stretch, accounts=False))
        if look is None:
            return told
        told.run, told.moment = look["run"], look["at"]
        told.vetoes, unsure = self.vetoes(one.key, look, stretch, accounts=False)
        if one.kind is SiteKind.PORTAL:
            told.low, told.high = self._points(one, look, stretch)
        told.verdict = _verdict(told.vetoes, bool(unsure))
        if told.verdict == PASSED and told.high is not None and told.high < 60:
            told.verdict = CANDIDATE
        elif told.verdict == PASSED and told.low is not None and told.low < 60:
            told.verdict = UNKNOWN
        return told

    def account(self, one: Account, stretch: Stretch) -> Stood:
        """An account, by the last run that could read it."""
        read = [row for row in self.retold.log.readings if row["account"] == one.key and stretch.within(row["at"])]
        told = Stood(one.key, looked=sum(row["read"] for row in read))
        told.missed = len(read) - told.looked
        told.once = tuple(self._once(one.key, stretch, accounts=True))
        ended = ("new", "confirmed-none")
        looks = self.retold.looks(one.key, stretch)
        could = [look for look in looks if look["ended"] in ended]
        look = could[-1] if could else next(reversed(looks), None)
        if look is None:
            return told
        told.run, told.moment = look["run"], look["at"]
        told.vetoes, unsure = self.vetoes(one.key, look, stretch, accounts=True)
        told.verdict = _verdict(told.vetoes, bool(unsure) or not could or one.state is not SubjectState.NORMAL)
        return told  # what persons confirmed stands also of who could not be read

    def _cut(self, key: str, stretch: Stretch) -> list[Row]:
        """Runs in which it was left waiting."""
        reached = {(look["run"], look["subject"]) for look in self.retold.log.looks}
        cut = [run for run in self.retold.log.runs if not run["whole"] and stretch.within(run["at"])]
        return [run for run in cut if (run["run"], key) not in reached]

    def vetoes(self, key: str, look: Row, stretch: Stretch, *, accounts: bool) -> tuple[dict[str, bool], list[str]]:
        """The clauses that are reached, and those that might be in what was not seen, by their titles."""
        found: dict[str, bool] = {}
        unsure: list[str] = []
        for rule in self.rules.values():
            for clause in rule.clauses(accounts=accounts):
                codes = list(self._codes(rule, key, look, stretch))
                hits = [sure for code, sure in codes if not clause.counts or code in clause.counts]
                said = self._said(rule, key, look, stretch)
                if sum(hits) >= clause.at_least:
                    found[rule.title] = True
                elif len(hits) >= clause.at_least:
                    found.setdefault(rule.title, False)
                elif said is None:
                    unsure += [] if accounts or rule.judged is Judged.BY_HAND else [rule.title]
                elif said["status"] == "UNKNOWN" or len(hits) + _gap(said) >= clause.at_least:
                    unsure.append(rule.title)
        return found, list(dict.fromkeys(unsure))

    def near(self, key: str, look: Row, stretch: Stretch) -> Iterator[str]:
        """What comes near a veto of a site, in words."""
        for rule in self.rules.values():
            for clause in rule.clauses(accounts=False):
                codes = [code for code, _ in self._codes(rule, key, look, stretch)]
                hits = sum(not clause.counts or code in clause.counts for code in codes)
                if clause.warn and clause.warn <= hits < clause.at_least:
                    yield f"{rule.title} {hits} 处（{clause.at_least} 处即否决）"

    def _said(self, rule: Rule, key: str, look: Row, stretch: Stretch) -> Row | None:
        """What the check answered in that run, or a person after it."""
        said = self.outcomes[look["run"], key].get(rule.id)
        if rule.judged is Judged.BY_HAND and key in {site.key for site in self.known.sites}:
            for run, at in self.answering.items():
                if run > look["run"] and at < stretch.until and rule.id in self.outcomes[run, key]:
                    said = self.outcomes[run, key][rule.id]
        return said

    def _codes(self, rule: Rule, key: str, look: Row, stretch: Stretch) -> Iterator[tuple[str, bool]]:
        """What was found of a rule: code, and did a person agree?"""
        for name in look["seen"]:
            fault = self.retold.faults[name]
            course = self.retold.course(name, stretch)
            if fault.check == rule.id and not course.off:
                yield fault.code, course.confirmed
        said = self._said(rule, key, look, stretch)
        if said is None or not said["findings"]:
            return
        for issue in self.others[key, rule.id]:
            dismissed = any(one["what"] == "dismissed" for one in issue["events"])
            agreed = any(one["what"] == "confirmed" and one["at"] <= stretch.told for one in issue["events"])
            if not dismissed and issue["first_seen"] <= max(said["at"] if "at" in said else look["at"], look["at"]):
                yield issue["code"], agreed

    def _once(self, key: str, stretch: Stretch, *, accounts: bool) -> Iterator[str]:
        """Titles of vetoes that persons confirmed of what stood in the period."""
        agreed: dict[str, list[str]] = defaultdict(list)
        for name, fault in self.retold.faults.items():
            if fault.subject == key and self.retold.course(name, stretch).ever:
                agreed[fault.check].append(fault.code)
        for (subject, check), issues in self.others.items():
            for issue in issues if subject == key else ():
                if any(one["what"] == "confirmed" for one in issue["events"]) and issue["first_seen"] < stretch.until:
                    agreed[check].append(issue["code"])
        for check, codes in agreed.items():
            rule = self.rules[check]
            clauses = rule.clauses(accounts=accounts)
            if any(sum(not one.counts or code in one.counts for code in codes) >= one.at_least for one in clauses):
                yield rule.title

    def _points(self, one: Site, look: Row, stretch: Stretch) -> tuple[Decimal, Decimal]:
        """What a portal scores: a hundred less what each rule takes off, at most its cap."""
        low = high = Decimal(100)
        for rule in self.rules.values():
            if not rule.deduct or rule.judged is Judged.LATER:
                continue
            lost, may = self._lost(rule, one.key, look, stretch)
            low, high = low - may, high - lost
        return tuple(max(end, Decimal(0)).quantize(_HUNDREDTH, ROUND_HALF_UP) for end in (low, high))  # type: ignore[return-value]

    def _lost(self, rule: Rule, key: str, look: Row, stretch: Stretch) -> tuple[Decimal, Decimal]:
        faults = [self.retold.faults[name] for name in look["seen"] if self.retold.faults[name].check == rule.id]
        lost = may = Decimal(0)
        for fault in faults:
            course, price = self.retold.course(fault.name, stretch), rule.deduct.get(fault.code, Decimal(0))
            if course.off:
                continue
            may += price
            if course.confirmed or fault.certainty.value == "certain":
                lost += price
        said = self._said(rule, key, look, stretch)
        if said is None or said["status"] == "UNKNOWN":
            may = max(may, rule.cap if rule.cap is not None else sum(rule.deduct.values(), Decimal(0)))
        elif _gap(said):
            may += _gap(said) * max(rule.deduct.values())
        if said is not None and not faults and said["findings"]:
            prices = [rule.deduct.get(code, Decimal(0)) for code, _ in self._codes(rule, key, look, stretch)]
            lost = may = sum(prices, Decimal(0))
        return tuple(min(end, rule.cap) if rule.cap is not None else end for end in (lost, may))  # type: ignore[return-value]


def _newest(tried: list[Row]) -> tuple[int | None, datetime | None]:
    last = max(tried, key=lambda row: int(row["run"]), default=None)
    return (None, None) if last is None else (last["run"], last["at"])


def _gap(said: Row) -> int:
    return max(int(said["of"]) - int(said["judged"]), 0)


def _verdict(vetoes: dict[str, bool], unsure: bool) -> str:
    if any(vetoes.values()):
        return FAILED
    if vetoes:
        return CANDIDATE
    return UNKNOWN if unsure else PASSED
