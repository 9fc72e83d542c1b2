"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import access
from results.console import gate
from results.console.desk import desk
from results.console.forms import SignIn
from results.ledger.users import known

entering = Blueprint("entering", __name__)


@entering.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    form, here = SignIn(request.form), desk()
    if request.method == "POST" and form.validate():
        entered = access.enter(
            here.ledger,
            form.name.data or "",
            form.password.data or "",
            address=gate.address(),
            moment=here.now(),
            limits=here.limits,
        )
        if entered:
            gate.welcome(entered)
            return redirect(_inside(request.args.get("next", "")))
        minutes = int(here.limits.lock.total_seconds() // 60)
        flash(
            f"用户名或口令不对，或者账号已锁定、停用。连续输错 {here.limits.failures} 次锁定 {minutes} 分钟；"
            "忘记口令请找管理员重设。"
        )
        return render_template("sign-in.html", form=form), 401
    return render_template("sign-in.html", form=form)


@entering.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    who, here = gate.visitor(), desk()
    with here.ledger.begin() as connection:
        access.leave(connection, who.token, who.doer, who.user, here.now())
    gate.farewell()
    flash("已退出")
    return redirect(url_for("entering.sign_in"))


def typed_name() -> str:
    """The name for which a password is tried, by which tries are counted."""
    return known(request.form.get("name", ""))[:40]


def _inside(wanted: str) -> str:
    """The address within the console that was wanted before signing in; the first page for anything else."""
    # Two slashes, or one and a backslash, lead a browser to another host.
    fine = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if fine else url_for("home.page")
