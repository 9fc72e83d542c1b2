"""One JSON line for each noun that the office registers or draws up: sites, accounts, units, runs, what a run covered,
notices (docs/lines.md). Who is to be called at a site, and where a gateway of an account is, is not in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from checks.model.registry import Account, Site, Unit
from results import lines
from results.ledger.notices import OPEN, Notice
from results.ledger.runs import Run, RunJob


def site_line(site: Site) -> dict[str, Any]:
    """A registered site; `subject` names it in the ledger."""
    return {
        "version": lines.VERSION,
        "subject": site.key,
        "code": site.code,
        "name": site.name,
        "home": site.home,
        "unit": site.unit,
        "kind": site.kind.value,
        "level": site.level.value,
        "region": site.region,
        "has_services": site.has_services,
        "state": site.state.value,
        "hosts": list(site.hosts),
    }


def account_line(account: Account) -> dict[str, Any]:
    """A registered account; `subject` names it in the ledger."""
    names = ("platform", "name", "unit", "platform_id", "home", "parent_unit", "region", "verified_as", "days", "main")
    return {
        "version": lines.VERSION,
        "subject": account.key,
        **{name: getattr(account, name) for name in names},
        "level": account.level.value,
        "source": account.source,
        "state": account.state.value,
    }


def unit_line(unit: Unit) -> dict[str, Any]:
    """A registered unit; `parent` is "" at the top."""
    return {
        "version": lines.VERSION,
        "name": unit.name,
        "parent": unit.parent,
        "level": unit.level.value,
        "region": unit.region,
    }


def run_line(run: Run) -> dict[str, Any]:
    """A run; `ended` is "" while it goes on."""
    return {
        "version": lines.VERSION,
        "id": run.id,
        "kind": run.kind,
        "state": run.state.value,
        "edition": run.edition,
        "code": run.code,
        "started": lines.shown(run.started),
        "ended": _moment(run.ended),
    }


def coverage_line(job: RunJob, whose: Mapping[str, str]) -> dict[str, Any]:
    """What became of one site in a run; `whose` are unit, site and site_code as registered now."""
    return {
        "version": lines.VERSION,
        "run": job.run,
        "subject": job.subject,
        **whose,
        "state": job.state.value,
        "reason": job.detail,
        "ended": _moment(job.ended),
    }


def notice_line(one: Notice, today: date) -> dict[str, Any]:
    """A notice as one JSON line."""
    return {
        "version": lines.VERSION,
        "id": one.id,
        "number": one.number,
        "unit": one.unit,
        "state": one.state.value,
        "issued": lines.shown(one.issued),
        "due": one.due.isoformat() if one.due else "",
        "overdue": one.state in OPEN and one.due is not None and today > one.due,
        **{name: getattr(one, name) for name in ("standing", "fixed", "repeated", "dismissed", "reminded", "answer")},
        "proof": list(one.proof),
        "answered": _moment(one.answered),
        "ended": _moment(one.ended),
    }


def _moment(at: datetime | None) -> str:
    return lines.shown(at) if at else ""
