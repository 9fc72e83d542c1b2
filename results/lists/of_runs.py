"""The lists of runs, and of what a run covered of the sites: done, not done and why."""

from __future__ import annotations

from sqlalchemy import func, select

from results.ledger import runs, tables
from results.ledger.runs import JobState, RunState
from results.lists.arguments import Argument, Given, Meaning
from results.lists.listing import Listing, Reader, Walk
from results.lists.schemas import LATER, MOMENT, NUMBER, fields, one_of
from results.lists.strand import Nothing, Strand, below, owned, same
from results.register_lines import coverage_line, run_line
from results.reports import columns

_SITE = "site"
_WHOSE = ("unit", "site", "site_code")


def _runs(reader: Reader, given: Given) -> Walk:
    table = tables.runs.c
    # What a run was told to look at (`notes`) may name what a reader may not see.
    asked = select(tables.runs).where(
        *(one for name in ("id", "kind", "state") for one in same(table[name], given.get(name)))
    )
    return Strand(
        reader.connection, asked, (table.id,), lambda rows: [run_line(runs.of_row(row)) for row in rows], newest=True
    )


def _coverage(reader: Reader, given: Given) -> Walk:
    run = given.get("run")
    if run is None:
        newest = runs.latest(reader.connection, state=None)
        if newest is None:
            return Nothing()
        run = newest.id
    jobs, sites = tables.jobs, tables.sites
    named = zip(_WHOSE, (sites.c.unit, sites.c.name, sites.c.code), strict=True)
    asked = (
        select(jobs, *(func.coalesce(column, "").label(name) for name, column in named))
        .outerjoin(sites, sites.c.key == jobs.c.subject)
        .where(jobs.c.run == run, jobs.c.kind == _SITE)
        .where(owned(reader.connection, reader.scope, jobs.c.subject, func.coalesce(sites.c.unit, "")))
        .where(*same(jobs.c.state, given.get("state", ())), *below(given.get("unit"), sites.c.unit))
    )
    return Strand(
        reader.connection,
        asked,
        (jobs.c.subject,),
        lambda rows: [coverage_line(runs.job_of_row(row), {name: row[name] for name in _WHOSE}) for row in rows],
    )


RUNS = Listing(
    "runs",
    "巡查",
    (
        Argument("kind", "种类，例如 nightly"),
        Argument("state", "状态", Meaning.CHOICE, tuple(map(str, RunState)), many=True),
    ),
    fields("kind edition code", id=NUMBER, state=one_of(RunState), started=MOMENT, ended=LATER),
    columns.RUNS,
    (int,),
    _runs,
    one=True,
)
COVERAGE = Listing(
    "coverage",
    "巡查覆盖",
    (
        Argument("run", "巡查编号；不写是最近一次", Meaning.NUMBER),
        Argument("state", "结果", Meaning.CHOICE, tuple(map(str, JobState)), many=True),
        Argument("unit", "单位名称的一部分，连同下级"),
    ),
    fields("subject unit site site_code reason", run=NUMBER, state=one_of(JobState), ended=LATER),
    columns.COVERAGE,
    (str,),
    _coverage,
)
