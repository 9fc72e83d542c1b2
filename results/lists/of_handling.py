"""The lists of what persons handle: notices, messages of 找错 (without their senders), tasks."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from checks.indicators.edition import Kind
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.complaint_figures import Clock, clock
from results.ledger import (
    complaint_lists,
    complaint_tables,
    complaints,
    notice_lists,
    notice_tables,
    notices,
    tables,
    task_lists,
    tasks,
)
from results.ledger.complaint_lists import Sight
from results.ledger.complaints import ComplaintState, Truth
from results.ledger.notices import NoticeState
from results.ledger.tasks import Verdict
from results.lines import complaint_line, task_line
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Listing, Reader, Walk
from results.lists.schemas import LATER, MAYBE, MOMENT, NUMBER, TEXTS, TRUTH, fields, one_of
from results.lists.strand import Nothing, Strand, has, owned, same
from results.register_lines import notice_line
from results.reports import columns

_UNIT = Argument("unit", "单位名称的一部分，连同下级")
_DONE = {"open": False, "done": True}
_UNTOLD = "none"
"""As a verdict: nobody verified it yet."""


def _notices(reader: Reader, given: Given) -> Walk:
    table, today = notice_tables.notices.c, reader.moment.astimezone(BEIJING).date()
    states = tuple(map(NoticeState, given.get("state", ())))
    wanted = notice_lists.Wanted(states, given.get("unit", ""), today if given.get("overdue") else None)
    asked = select(notice_tables.notices).where(
        *notice_lists.matching(reader.scope, wanted),
        *(one for name in ("id", "number") for one in same(table[name], given.get(name))),
    )
    return Strand(
        reader.connection,
        asked,
        (table.id,),
        lambda rows: [notice_line(one, today) for one in notices.of_rows(reader.connection, rows)],
        newest=True,
    )


def _complaints(reader: Reader, given: Given) -> Walk:
    table, today = complaint_tables.complaints.c, reader.moment.astimezone(BEIJING).date()
    states = tuple(map(ComplaintState, given.get("state", ())))
    verdict = given.get("verdict", "")
    verdicts = () if not verdict else (complaint_lists.NO_VERDICT if verdict == _UNTOLD else verdict,)
    category, unit, text = (given.get(name, "") for name in ("category", "unit", "text"))
    late = today if given.get("overdue") else None
    wanted = complaint_lists.Wanted(states, verdicts, category, unit, text, late)
    sight = Sight(reader.scope, reader.undispatched)
    asked = select(complaint_tables.complaints).where(
        *complaint_lists.matching(reader.connection, sight, wanted), *same(table.id, given.get("id"))
    )
    if since := given.get("since"):
        asked = asked.where(table.received >= datetime.combine(since, time(), BEIJING))
    if until := given.get("until"):
        asked = asked.where(table.received < datetime.combine(until, time(), BEIJING) + timedelta(days=1))

    return Strand(
        reader.connection,
        asked,
        (table.id,),
        lambda rows: [
            complaint_line(one, clock(one, today, reader.after).value)
            for one in map(reader.dated, map(complaints.from_row, rows))
        ],
        newest=True,
    )


def _tasks(reader: Reader, given: Given) -> Walk:
    table = tables.tasks.c
    unit = func.coalesce(tables.sites.c.unit, tables.accounts.c.unit, "")
    asked = tasks.choosing().where(
        owned(reader.connection, reader.scope, table.subject, unit),
        *(one for name in ("id", "rule", "period") for one in same(table[name], given.get(name))),
        *has(given.get("subject"), table.subject),
    )
    if given.get("site") or given.get("unit"):
        words = given.get("site", ""), given.get("unit", "")
        found = task_lists.of_subjects(reader.connection, reader.scope, *words)
        if found is None:
            return Nothing()
        asked = asked.where(*found)
    if state := given.get("state"):
        asked = asked.where(table.verdict != "" if _DONE[state] else table.verdict == "")
    return Strand(
        reader.connection,
        asked,
        (table.id,),
        lambda rows: [task_line(tasks.of_row(row), reader.edition) for row in rows],
    )


NOTICES = Listing(
    "notices",
    "整改通知",
    (
        Argument("state", "状态", Meaning.CHOICE, tuple(map(str, NoticeState)), many=True),
        Argument("unit", "单位名称的一部分"),
        Argument("number", "通知编号，例如 2026-0001"),
        Argument("overdue", "只要超期没有销号的", Meaning.TRUTH),
    ),
    fields(
        "number unit due answer",
        id=NUMBER,
        state=one_of(NoticeState),
        issued=MOMENT,
        overdue=TRUTH,
        **dict.fromkeys(("standing", "fixed", "repeated", "dismissed", "reminded"), NUMBER),
        proof=TEXTS,
        answered=LATER,
        ended=LATER,
    ),
    columns.NOTICES,
    (int,),
    _notices,
    one=True,
)
COMPLAINTS = Listing(
    "complaints",
    "找错留言",
    (
        Argument("state", "状态", Meaning.CHOICE, tuple(map(str, ComplaintState)), many=True),
        _UNIT,
        Argument("category", "类别"),
        Argument("verdict", "核实结论；none 是还没有核实的", Meaning.CHOICE, (*map(str, Truth), _UNTOLD)),
        Argument("overdue", "只要超期未答复的", Meaning.TRUTH),
        Argument("text", "内容、网址或留言编号的一部分"),
        Argument("since", "收到的日期，从这一天起", Meaning.DAY),
        Argument("until", "收到的日期，到这一天为止（含）", Meaning.DAY),
    ),
    fields(
        "source number url category text site unit forward_due answer_due says note mended answer",
        id=NUMBER,
        state=one_of(ComplaintState),
        received=MOMENT,
        clock=one_of(Clock),
        answered=LATER,
        closed=LATER,
        machine=one_of(Truth, ""),
        verdict=one_of(Truth, ""),
        issue=MAYBE,
        urged=NUMBER,
    ),
    columns.COMPLAINTS,
    (int,),
    _complaints,
    one=True,
)
TASKS = Listing(
    "tasks",
    "人工检查任务",
    (
        Argument("state", "未答还是已答", Meaning.CHOICE, tuple(_DONE)),
        Argument("rule", "规则名"),
        Argument("period", "周期，例如 2026-Q4"),
        Argument("subject", "网站或账号标识的一部分"),
        Argument("site", "网站或账号：名称或网址的一部分，或标识"),
        _UNIT,
    ),
    fields(
        "rule title demand how subject unit site site_code period code remark points who",
        id=NUMBER,
        indicator=TEXTS,
        kind=one_of(Kind, ""),
        subject_type=one_of(SubjectType),
        asked=MOMENT,
        looks={"type": "array", "items": {"type": "object"}},
        state=one_of(_DONE),
        verdict=one_of(Verdict, ""),
        faults=NUMBER,
        urls=TEXTS,
        at=LATER,
        answers=NUMBER,
    ),
    columns.TASKS,
    (int,),
    _tasks,
    one=True,
)
