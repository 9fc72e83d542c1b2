"""Units: a list, and a page for each: what it answers for, what stands against it, what to mend, who is below."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from checks.model.findings import SubjectType
from checks.model.registry import Level
from results.console import choosing, gate
from results.console.desk import desk
from results.ledger import run_tallies, subjects, unit_duties, unit_lists
from results.ledger.scope import Scope

_MOST = 100
"""Sites and accounts that the page of a unit shows; the lists have all."""

units = Blueprint("units", __name__, url_prefix="/units")


@units.get("/")
def listed() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    text, region = (" ".join(request.args.get(name, "").split())[: choosing.LONGEST] for name in ("text", "region"))
    level = request.args.get("level", "")
    level = level if level in set(Level) else ""
    chosen = {name: value for name, value in (("text", text), ("region", region), ("level", level)) if value}
    after = choosing.after()
    with here.ledger.connect() as connection:
        page = unit_lists.page(connection, scope, **chosen, after=after, size=here.page)
        regions = run_tallies.regions(connection, scope)
    return render_template(
        "units.html",
        page=page,
        chosen={"text": text, "region": region, "level": level},
        arguments=chosen,
        begun=after is not None,
        regions=regions,
        levels=list(Level),
    )


@units.get("/<key:name>")
def one(name: str) -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition = here.edition()
    with here.ledger.connect() as connection:
        unit = unit_lists.one(connection, scope, name)
        # Who may not see it is told what he would be told if it were not there.
        if unit is None:
            abort(404)
        told = {
            "sites": subjects.of_units(connection, SubjectType.SITE, name, _MOST + 1),
            "accounts": subjects.of_units(connection, SubjectType.ACCOUNT, name, _MOST + 1),
            "counts": unit_lists.issue_counts(connection, name),
            "to_mend": unit_lists.to_mend(connection, name),
            "below": unit_lists.below(connection, name) if _sees_below(scope) else [],
            "above": bool(unit.parent) and unit_lists.one(connection, scope, unit.parent) is not None,
            "notices": unit_duties.notices(connection, name),
            "complaints": unit_duties.complaints(connection, name),
        }
    return render_template("unit.html", unit=unit, most=_MOST, rules=edition.rules, **told)


def _sees_below(scope: Scope) -> bool:
    """A contact sees the units given to him and nothing below."""
    return scope.whole or scope.below
