"""The audit log, for administrators: read, never written from here."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from results.console.desk import desk
from results.console.forms import number
from results.ledger import audit as ledger_audit
from results.ledger.audit import Act

audit = Blueprint("audit", __name__, url_prefix="/audit")


@audit.get("/")
def listed() -> ResponseReturnValue:
    here = desk()
    who, act = request.args.get("who", "").strip().lower()[:40], request.args.get("act", "")
    act = act if act in set(Act) else ""
    with here.ledger.connect() as connection:
        found = ledger_audit.query(
            connection, who=who, act=act, before=request.args.get("before", type=number), limit=here.page + 1
        )
        chain = ledger_audit.verify(connection) if "verify" in request.args else None
    entries = found[: here.page]
    older = entries[-1].id if len(found) > here.page else None
    return render_template("audit.html", entries=entries, older=older, who=who, act=act, acts=list(Act), chain=chain)
