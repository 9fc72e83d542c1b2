"""How often persons agree with each check; an administrator may reset one that fell."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import precision as ledger
from results.console import gate
from results.console.desk import desk
from results.console.forms import number
from results.errors import NotAllowed
from results.precision import Precision

_LONGEST = 240
"""Months that anybody may call recent."""

precision = Blueprint("precision", __name__, url_prefix="/precision")


@precision.get("/")
def page() -> ResponseReturnValue:
    here = desk()
    months = min(request.args.get("months", type=number) or 0, _LONGEST)
    edition = here.edition()
    with here.ledger.connect() as connection:
        found = ledger.precision(connection, edition, here.now(), months=months)
    codes: dict[str, list[Precision]] = {}
    for one in found:
        codes.setdefault(one.check, []).extend([one] if one.code else [])
    rows = [
        (one, edition.rules[one.check].title if one.check in edition.rules else one.check, codes[one.check])
        for one in sorted(found, key=lambda one: (one.standing is not ledger.Standing.FALLEN, one.check))
        if not one.code
    ]
    return render_template("precision.html", rows=rows, months=months)


@precision.post("/<check>/reset")
def reset(check: str) -> ResponseReturnValue:
    here, seen = desk(), request.form.get("seen", type=number)
    reason = request.form.get("reason", "")
    try:
        with here.ledger.begin() as connection:
            ledger.reset(
                connection,
                gate.visitor().doer,
                check,
                here.edition(),
                reason=reason,
                moment=here.now(),
                seen=-1 if seen is None else seen,
            )
    except NotAllowed as refused:
        flash(refused.message)
    else:
        flash("已恢复为可信；下一次巡查起，它查到的按原来的把握算")
    return redirect(url_for("precision.page"))
