"""Tokens for programs: one's own, and for administrators those of a user. A new one is shown once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import tokens as acts
from results.console import gate
from results.console.desk import desk
from results.console.forms import NewToken
from results.errors import NoSuchToken, NoSuchUser, NotAllowed
from results.ledger import tokens as ledger_tokens
from results.ledger import users
from results.ledger.tokens import Token

tokens = Blueprint("tokens", __name__)


@tokens.route("/me/tokens", methods=["GET", "POST"])
def own() -> ResponseReturnValue:
    return _page(gate.visitor().user.id, own=True)


@tokens.post("/me/tokens/<int:token>/revoke")
def revoke_own(token: int) -> ResponseReturnValue:
    return _revoked(gate.visitor().user.id, token, url_for("tokens.own"))


@tokens.route("/users/<int:number>/tokens", methods=["GET", "POST"])
def of_user(number: int) -> ResponseReturnValue:
    return _page(number, own=False)


@tokens.post("/users/<int:number>/tokens/<int:token>/revoke")
def revoke(number: int, token: int) -> ResponseReturnValue:
    return _revoked(number, token, url_for("tokens.of_user", number=number))


def _page(number: int, *, own: bool) -> ResponseReturnValue:
    here, form = desk(), NewToken(request.form)
    code = 200
    if request.method == "POST":
        code = 422
        if form.validate():
            given = (number, form.name.data or "", form.days.data or 0)
            try:
                with here.ledger.begin() as connection:
                    made, secret = acts.make(connection, gate.visitor().doer, *given, moment=here.now())
            except NotAllowed as refused:
                flash(refused.message)
            else:
                return _shown_once(made, secret, number, own=own)
    with here.ledger.connect() as connection:
        user, found = users.get(connection, number), ledger_tokens.of_user(connection, number)
    page = render_template("tokens.html", user=user, tokens=found, form=form, own=own, now=here.now())
    return page, code


def _revoked(number: int, token: int, back: str) -> ResponseReturnValue:
    here = desk()
    with here.ledger.begin() as connection:
        one = acts.revoke(connection, gate.visitor().doer, number, token, moment=here.now())
    flash(f"令牌“{one.name}”已作废")
    return redirect(back)


def _shown_once(made: Token, secret: str, number: int, *, own: bool) -> ResponseReturnValue:
    """Without a redirect: a secret must not lie in a cookie."""
    return render_template("token-made.html", token=made, secret=secret, number=number, own=own)


@tokens.errorhandler(NoSuchToken)
@tokens.errorhandler(NoSuchUser)
def _nothing(error: NoSuchToken | NoSuchUser) -> ResponseReturnValue:
    return render_template("error.html", code=404, title="没有这一项", said=error.message), 404
