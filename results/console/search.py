"""What a reader looks for by name, code or address: sites, accounts, units."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from results.console import gate
from results.console.desk import desk
from results.ledger import search as ledger_search

search = Blueprint("search", __name__, url_prefix="/search")


@search.get("")
def page() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    text = " ".join(request.args.get("q", "").split())[: ledger_search.LONGEST]
    with here.ledger.connect() as connection:
        found = ledger_search.search(connection, scope, text)
    return render_template("search.html", text=text, found=found)
