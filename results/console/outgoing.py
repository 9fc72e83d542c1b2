"""Messages to the outside, for administrators: what waits, what went, what did not; and the mailboxes of units."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from results import mailing
from results.console import gate
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.errors import NotAllowed
from results.ledger import outgoing as ledger_outgoing
from results.ledger import unit_mail
from results.ledger.outgoing import MessageState

_LONGEST = 100

outgoing = Blueprint("outgoing", __name__, url_prefix="/outgoing")


@outgoing.get("/")
def listed() -> ResponseReturnValue:
    here = desk()
    states = tuple(state for state in MessageState if state.value in request.args.getlist("state"))
    after = request.args.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        messages, more = ledger_outgoing.page(connection, states, after=after, size=here.page)
        counts = ledger_outgoing.counts(connection)
    return render_template(
        "outgoing.html",
        messages=messages,
        after=more,
        begun=after is not None,
        counts=counts,
        chosen=states,
        states=list(MessageState),
        channels=here.channels,
    )


@outgoing.post("/<int:number>/again")
def again(number: int) -> ResponseReturnValue:
    return _changed(number, mailing.again, "会再发一次")


@outgoing.post("/<int:number>/drop")
def drop(number: int) -> ResponseReturnValue:
    return _changed(number, mailing.drop, "不再发送")


@outgoing.get("/addresses/")
def addresses() -> ResponseReturnValue:
    here, text = desk(), " ".join(request.args.get("text", "").split())[:_LONGEST]
    unit, address = request.args.get("unit", ""), request.args.get("address", "")
    with here.ledger.connect() as connection:
        found = unit_mail.page(connection, text, after=(unit, address) if unit else None, size=here.page + 1)
    shown = found[: here.page]
    after = shown[-1] if len(found) > here.page else None
    return render_template("addresses.html", addresses=shown, after=after, text=text, begun=bool(unit))


@outgoing.post("/addresses/add")
def add_address() -> ResponseReturnValue:
    return _mail(mailing.add_address, "已登记")


@outgoing.post("/addresses/remove")
def remove_address() -> ResponseReturnValue:
    return _mail(mailing.remove_address, "已删除")


def _changed(number: int, what: mailing.Change, said: str) -> ResponseReturnValue:
    here = desk()
    version = request.form.get("version", -1, type=typed_number)
    try:
        with here.ledger.begin() as connection:
            one = ledger_outgoing.get(connection, number)
            if one is None:
                abort(404)
            what(connection, gate.visitor().doer, one, version, moment=here.now())
    except NotAllowed as refused:
        said = refused.message
    flash(said)
    return redirect(url_for("outgoing.listed"))


def _mail(what: mailing.MailChange, said: str) -> ResponseReturnValue:
    here, given = desk(), request.form
    try:
        with here.ledger.begin() as connection:
            what(connection, gate.visitor().doer, given.get("unit", ""), given.get("address", ""), moment=here.now())
    except NotAllowed as refused:
        said = refused.message
    flash(said)
    return redirect(url_for("outgoing.addresses"))
