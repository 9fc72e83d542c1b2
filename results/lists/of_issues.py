"""The list of issues, and that of what each check answered in a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from checks.indicators.edition import Edition, Kind
from checks.model.findings import Certainty, Status, SubjectType
from results.ledger import issue_lists, outcomes, runs, tables
from results.ledger import issues as ledger_issues
from results.ledger.issue_lists import Order, Wanted
from results.ledger.issues import STANDING, IssueState
from results.ledger.scope import sees
from results.lines import issue_line, outcome_line
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Key, Listing, Reader, Walk
from results.lists.schemas import MAYBE, MOMENT, NUMBER, OBJECT, TEXTS, fields, one_of
from results.lists.strand import Nothing, Strand, has, owned, same
from results.reports import columns
from results.reports.rows import Line

_ALL = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Issues:
    """Issues in the order asked for; a page goes on after the number of the last."""

    reader: Reader
    wanted: Wanted

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        reader = self.reader
        begins = int(after[0]) if after else None
        page = issue_lists.page(reader.connection, reader.scope, self.wanted, after=begins, size=size)
        return [issue_line(one, reader.edition) for one in page.issues], None if page.after is None else (page.after,)

    def left(self, after: Key) -> int:
        reader = self.reader
        asked = issue_lists.chosen(reader.connection, reader.scope, self.wanted, int(after[0]), _ALL)
        if asked is None:
            return 0
        return reader.connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one()


@dataclass(frozen=True, slots=True)
class _One:
    """The one issue of a number, within a scope."""

    reader: Reader
    number: int

    def page(self, after: Key | None, size: int) -> tuple[Sequence[Line], Key | None]:
        connection, scope = self.reader.connection, self.reader.scope
        found = ledger_issues.numbered(connection, [self.number])
        seen = [one for one in found if sees(connection, scope, one.subject)]
        return [issue_line(one, self.reader.edition) for one in seen], None

    def left(self, after: Key) -> int:
        return 0


def checks_of(edition: Edition, check: str, kind: str) -> tuple[str, ...]:
    """The checks that are asked for, () = all; a check that the edition no longer has may still have issues."""
    if not kind:
        return (check,) if check else ()
    of_kind = tuple(rule.id for rule in edition.rules.values() if rule.kind.value == kind)
    return tuple(one for one in of_kind if one == check or not check) or ("",)


def _issues(reader: Reader, given: Given) -> Walk:
    if (number := given.get("id")) is not None:
        return _One(reader, number)
    states = tuple(map(IssueState, given.get("state", ())))
    checks = checks_of(reader.edition, given.get("check", ""), given.get("kind", ""))
    site, unit, text = (given.get(name, "") for name in ("site", "unit", "text"))
    return _Issues(reader, Wanted(states, checks, site, unit, text, Order(given.get("order", Order.NEWEST))))


def _outcomes(reader: Reader, given: Given) -> Walk:
    run = given.get("run")
    if run is None:
        newest = runs.latest(reader.connection, state=None)
        if newest is None:
            return Nothing()
        run = newest.id
    table = tables.outcomes
    unit = func.coalesce(tables.sites.c.unit, tables.accounts.c.unit, "")
    asked = outcomes.choosing(run).where(
        owned(reader.connection, reader.scope, table.c.subject, unit),
        *same(table.c.check, given.get("check")),
        *same(table.c.status, given.get("status", ())),
        *same(table.c.subject_type, given.get("subject_type")),
        *has(given.get("subject"), table.c.subject),
    )
    keys = (table.c.subject_type, table.c.subject, table.c.check)
    return Strand(
        reader.connection,
        asked,
        keys,
        lambda rows: [outcome_line(outcomes.of_row(row), reader.edition) for row in rows],
    )


_KINDS = tuple(kind.value for kind in Kind)
_WHOSE = "unit site site_code platform subject"
_FIELDS: dict[str, Any] = fields(
    f"check {_WHOSE} url found_on code says fix excerpt visit fingerprint edition",
    indicator=TEXTS,
    kind=one_of(_KINDS, ""),
    status=one_of((Status.FAIL, Status.REVIEW)),
    certainty=one_of(Certainty),
    subject_type=one_of(SubjectType),
    key=TEXTS,
    data=OBJECT,
    places=TEXTS,
    first_seen=MOMENT,
    last_seen=MOMENT,
    state=one_of(IssueState),
    times=NUMBER,
    id=MAYBE,
)
ISSUES = Listing(
    "issues",
    "问题",
    (
        Argument("state", "状态", Meaning.CHOICE, tuple(map(str, IssueState)), many=True),
        Argument("kind", "规则的类别", Meaning.CHOICE, _KINDS),
        Argument("check", "检查项"),
        Argument("site", "网站或账号：名称或网址的一部分，或标识"),
        Argument("unit", "单位名称的一部分，连同下级"),
        Argument("text", "查到的文字或网址的一部分"),
        Argument("order", "顺序", Meaning.CHOICE, tuple(map(str, Order))),
    ),
    _FIELDS,
    columns.NUMBERED_ISSUES,
    (int,),
    _issues,
    shown={"state": tuple(map(str, STANDING))},
    one=True,
)
OUTCOMES = Listing(
    "outcomes",
    "检查结果",
    (
        Argument("run", "巡查编号；不写是最近一次", Meaning.NUMBER),
        Argument("check", "检查项"),
        Argument("status", "结果", Meaning.CHOICE, tuple(map(str, Status)), many=True),
        Argument("subject_type", "网站还是账号", Meaning.CHOICE, tuple(map(str, SubjectType))),
        Argument("subject", "网站或账号标识的一部分"),
    ),
    fields(
        f"check {_WHOSE} reason edition",
        run=NUMBER,
        indicator=TEXTS,
        subject_type=one_of(SubjectType),
        status=one_of(Status),
        judged=NUMBER,
        of=NUMBER,
        findings=NUMBER,
    ),
    columns.OUTCOMES,
    (str, str, str),
    _outcomes,
)
