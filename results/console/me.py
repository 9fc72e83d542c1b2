"""One's own account: what one may do and see, and one's password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import access
from results.console import gate
from results.console.desk import desk
from results.console.forms import OwnPassword
from results.errors import NotAllowed

me = Blueprint("me", __name__, url_prefix="/me")


@me.get("/")
def page() -> ResponseReturnValue:
    return render_template("me.html", user=gate.visitor().user)


@me.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    form, here, who = OwnPassword(request.form), desk(), gate.visitor()
    if request.method == "POST" and form.validate():
        try:
            entered = access.change_password(
                here.ledger,
                who.user,
                form.old.data or "",
                form.new.data or "",
                address=gate.address(),
                moment=here.now(),
            )
        except NotAllowed as refused:
            flash(refused.message)
        else:
            gate.welcome(entered)
            flash("口令已修改；在别处的登录都已结束")
            return redirect(url_for("me.page"))
    return render_template("password.html", form=form), 422 if form.errors else 200
