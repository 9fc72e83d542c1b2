"""What is done to a message from its page: one address for each act, so that the gate knows who may do which."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from checks.indicators.words import word
from results import clerking
from results.clerking import Said
from results.console import complaint_page
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.errors import NotAllowed, NotReadable
from results.handling import Handling
from results.ledger.complaints import Truth

_ACTS = (
    Handling.DISPATCH, Handling.VERIFY, Handling.MEND, Handling.ANSWER, Handling.REOPEN, Handling.URGE, Handling.SORT,
    Handling.TIE, Handling.ASK, Handling.COMMENT,
)  # fmt: skip
_LONGEST = 4_000
_DECISIONS = {"approve": Handling.APPROVE, "return": Handling.RETURN}


def put(blueprint: Blueprint) -> None:
    """Gives the blueprint the acts."""
    for what in _ACTS:
        blueprint.add_url_rule(f"/<int:number>/{what.value}", what.value, _doing(what), methods=["POST"])
    blueprint.add_url_rule("/<int:number>/review", "review", _review, methods=["POST"])
    blueprint.add_url_rule("/<int:number>/sender", "sender", _sender, methods=["POST"])


def _doing(what: Handling) -> Callable[[int], ResponseReturnValue]:
    def view(number: int) -> ResponseReturnValue:
        return _act(number, what=what)

    return view


def _review(number: int) -> ResponseReturnValue:
    decision = request.form.get("decision", "")
    if decision not in _DECISIONS:
        return _refused(number, "请选“通过，办结”或“退回”")
    return _act(number, what=_DECISIONS[decision])


def _act(number: int, *, what: Handling) -> ResponseReturnValue:
    here = desk()
    seen = request.form.get("version", type=typed_number)
    try:
        said = _said()
        with here.ledger.begin() as connection:
            done = clerking.act(
                connection,
                complaint_page.clerk(),
                number,
                what,
                said,
                seen=-1 if seen is None else seen,
                moment=here.now(),
                edition=here.edition(),
            )
    except NotAllowed as refused:
        return _refused(number, refused.message)
    flash(f"这一步刚才已经做过（{word('handling', what)}），没有重复" if done.again else f"已{word('handling', what)}")
    return redirect(url_for("complaints.one", number=number))


def _said() -> Said:
    """What the form said. Raises NotAllowed for what no act can take."""
    form = request.form
    text = form.get("text", "").replace("\r\n", "\n").strip()
    if len(text) > _LONGEST:
        raise NotAllowed(f"写了 {len(text)} 个字，太长；最多 {_LONGEST} 个字")
    verdict, issue = form.get("verdict", ""), form.get("issue", "").strip()
    try:
        number = typed_number(issue) if issue else None
    except ValueError as error:
        raise NotAllowed(f"“{issue[:20]}”不是问题编号；请写数字，留空就是不关联") from error
    return Said(
        text=text,
        unit=form.get("unit", "").strip(),
        verdict=Truth(verdict) if verdict in set(Truth) else None,
        category=form.get("category", ""),
        issue=number,
    )


def _refused(number: int, why: str) -> ResponseReturnValue:
    """The page as it stands now, with what was typed: nothing was done, nothing is lost."""
    what = request.path.rpartition("/")[2]
    typed = {name: value for name, value in request.form.items() if name not in ("csrf_token", "version")}
    return complaint_page.page(number, refused=why, typed={"act": what, **typed}), 422


def _sender(number: int) -> ResponseReturnValue:
    """Without a redirect: who sent a message must not lie in a cookie or an address."""
    here = desk()
    with here.ledger.begin() as connection:
        try:
            sender = clerking.reveal(connection, complaint_page.clerk(), number, here.seal, here.now())
        except NotReadable as refused:
            flash(refused.message)
            return redirect(url_for("complaints.one", number=number))
    return render_template("complaint-sender.html", number=number, sender=sender)
