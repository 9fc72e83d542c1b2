"""Notices to mend (整改通知): lists, drawing one up, what its unit answers, and its review."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from results import notice_acts, noticing, proof
from results.complaint_figures import Clock
from results.console import gate
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.console.notice_lines import doing, item_lines
from results.errors import NotAllowed
from results.ledger import notice_files, notice_lists
from results.ledger import notices as ledger_notices
from results.ledger.notice_lists import Wanted
from results.ledger.notices import OPEN, Notice, NoticeState
from results.notice_acts import Act
from results.proof import Given
from results.reports.notice_paper import notice_paper
from results.reports.official_paper import WORD
from results.reports.wording import link
from results.workdays import Workdays

_LONGEST_UNIT = 100
_LONGEST_TEXT = 4_000
_MOST_ADDRESSES = 20

notices = Blueprint("notices", __name__, url_prefix="/notices")


@notices.get("/")
def listed() -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    wanted, arguments = _wanted(here.today)
    after = request.args.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        page = notice_lists.page(connection, scope, wanted, after=after, size=here.page)
        sums = notice_lists.sums(connection, scope, here.today)
    workdays = here.workdays(here.edition())
    clocks = {one.id: _clock(one, here.today, workdays) for one in page.notices}
    return render_template(
        "notices.html",
        page=page,
        sums=sums,
        clocks=clocks,
        wanted=wanted,
        arguments=arguments,
        exported={**arguments, "overdue": "true" if wanted.overdue else None},
        begun=after is not None,
        states=list(NoticeState),
        open_states=[state.value for state in OPEN],
    )


@notices.get("/<number>")
def one(number: str) -> ResponseReturnValue:
    return _page(number)


@notices.get("/<number>/paper")
def paper(number: str) -> ResponseReturnValue:
    """The notice as a document of Word."""
    here, scope = desk(), gate.visitor().user.scope
    with here.ledger.connect() as connection:
        found = _seen(notice_lists.find(connection, scope, number))
        items, _ = notice_lists.items(connection, found, size=noticing.MOST)
    document = notice_paper(found, items, here.edition(), here.head)
    name = f"整改通知{found.number}.docx"
    return send_file(io.BytesIO(document), mimetype=WORD, as_attachment=True, download_name=name)


@notices.get("/<number>/files/<int:file>")
def file(number: str, file: int) -> ResponseReturnValue:
    """A file that was handed in: always saved, never shown, whatever it says it is."""
    here, scope = desk(), gate.visitor().user.scope
    with here.ledger.connect() as connection:
        found = _seen(notice_lists.find(connection, scope, number))
        kept = notice_files.get(connection, found.id, file)
    if kept is None:
        abort(404)
    path = proof.path_of(here.data, kept.digest)
    if not path.is_file():
        abort(404)
    whole = io.BytesIO(path.read_bytes())  # small, and no file is left open when the reader goes away
    return send_file(whole, mimetype="application/octet-stream", as_attachment=True, download_name=kept.name)


@notices.post("/<number>/remind")
def remind(number: str) -> ResponseReturnValue:
    return _act(number, Act.REMIND, "已催办")


@notices.post("/<number>/withdraw")
def withdraw(number: str) -> ResponseReturnValue:
    return _act(number, Act.WITHDRAW, "已撤回，其中的问题回到“已确认”", "reason")


@notices.post("/<number>/accept")
def accept(number: str) -> ResponseReturnValue:
    return _act(number, Act.ACCEPT, "已销号", "reason")


@notices.post("/<number>/give-back")
def give_back(number: str) -> ResponseReturnValue:
    return _act(number, Act.GIVE_BACK, "已退回，单位要重新反馈", "reason")


@notices.post("/<number>/answer")
def answer(number: str) -> ResponseReturnValue:
    """What the unit mended, with addresses and files."""
    here, visitor = desk(), gate.visitor()
    text = request.form.get("text", "")[:_LONGEST_TEXT]
    given = [Given(sent.filename, sent.read()) for sent in request.files.getlist("files") if sent.filename]
    try:
        addresses = _addresses(request.form.get("addresses", ""))
        with here.ledger.begin() as connection:
            _seen(notice_lists.find(connection, visitor.user.scope, number))
            kept = {"addresses": addresses, "files": given}
            notice_acts.hand_in(connection, doing(_version()), number, text, folder=here.data, **kept)  # type: ignore[arg-type]
    except NotAllowed as refused:
        again = "文件要重新选择。" if given else ""
        return _page(number, f"{refused.message}{again}"), 422
    flash("反馈已提交，等待复核")
    return redirect(url_for("notices.one", number=number))


def _act(number: str, act: Act, said: str, *names: str) -> ResponseReturnValue:
    """One act with the words typed for it; on a refusal the page is shown again with what was typed."""
    here, visitor = desk(), gate.visitor()
    told = {name: request.form.get(name, "").strip()[:_LONGEST_TEXT] for name in names}
    try:
        with here.ledger.begin() as connection:
            _seen(notice_lists.find(connection, visitor.user.scope, number))
            notice_acts.act(connection, doing(_version()), act, number, **told)
    except NotAllowed as refused:
        return _page(number, refused.message), 422
    flash(said)
    return redirect(url_for("notices.one", number=number))


def _page(number: str, said: str = "") -> str:
    """The page of a notice. `said` is why an act was refused: what was typed stands in its fields again."""
    here, scope = desk(), gate.visitor().user.scope
    edition, after = here.edition(), request.args.get("after", 0, type=typed_number)
    with here.ledger.connect() as connection:
        found = _seen(notice_lists.find(connection, scope, number))
        items, more = notice_lists.items(connection, found, after=after, size=2 * here.page)
        acts = ledger_notices.acts(connection, found.id)
        files = notice_files.of(connection, found.id)
    return render_template(
        "notice.html",
        notice=found,
        clock=_clock(found, here.today, here.workdays(edition)),
        today=here.today,
        lines=item_lines(items, edition),
        after=more,
        begun=after > 0,
        acts=acts,
        files=files,
        said=said,
        typed={name: request.form.get(name, "") if said else "" for name in ("text", "addresses", "reason")},
        may=[act for act, states in noticing.FROM.items() if found.state in states],
        kinds=[f".{kind}" for kind in proof.KINDS],
        most=(proof.MOST, proof.LARGEST // 1_000_000),
    )


def _wanted(today: date) -> tuple[Wanted, dict[str, Any]]:
    """What stands in the address, and the arguments of an address that asks for the same."""
    given = request.args
    states = tuple(state for state in NoticeState if state.value in given.getlist("state"))
    overdue, unit = "overdue" in given, _text("unit")
    if not states and not overdue and "all" not in given:
        states = OPEN
    arguments = {"state": [state.value for state in states], "unit": unit or None, "overdue": 1 if overdue else None}
    return Wanted(states, unit, today if overdue else None), {**arguments, "all": 1}


def _clock(one: Notice, today: date, workdays: Workdays) -> Clock | None:
    """How it stands to its deadline; None where that no longer matters."""
    return None if one.state is NoticeState.WITHDRAWN else noticing.clock(one, today, workdays.after)


def _seen(found: Notice | None) -> Notice:
    """Who may not see it is told what he would be told if it were not there."""
    if found is None:
        abort(404)
    return found


def _version() -> int:
    """The version that the form was made of; without one the form is of nothing that is."""
    found = request.form.get("version", type=typed_number)
    return -1 if found is None else found


def _addresses(typed: str) -> tuple[str, ...]:
    """Addresses, one on a line. Raises NotAllowed for what is none."""
    found = tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    if len(found) > _MOST_ADDRESSES:
        raise NotAllowed(f"网址最多 {_MOST_ADDRESSES} 个；请只留最能说明问题的")
    if wrong := [line for line in found if not link(line)]:
        raise NotAllowed(f"“{wrong[0][:80]}”不是完整的网址；请写成 http:// 或 https:// 开头，每行一个")
    return found


def _text(name: str) -> str:
    return " ".join(request.args.get(name, "").split())[:_LONGEST_UNIT]
