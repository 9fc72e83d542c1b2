"""The evidence beside an issue: the archived page in a box of its own, its source, its record; look again now."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from results import evidence as gathered
from results import looking
from results.console import gate
from results.console.desk import desk
from results.errors import NotAllowed, VisitDamaged
from results.evidence import Archived, PlaceLook
from results.ledger import audit, looks
from results.ledger import issues as ledger_issues
from results.ledger.audit import Act
from results.ledger.issues import Issue
from results.ledger.looks import Look
from results.ledger.scope import sees
from results.visits.records import packed

evidence = Blueprint("evidence", __name__, url_prefix="/issues")
_LOOKS = 5
STYLE = (
    "body{margin:12px;font:15px/1.7 system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1c2733;"
    "overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #d5dce3;padding:2px 6px;"
    "vertical-align:top}mark{background:#ffd34d;outline:2px solid #c77700;scroll-margin:120px}pre{white-space:pre-wrap}"
    ".link{text-decoration:underline dotted #566472}.picture{color:#566472;border:1px dashed #8a97a4;padding:0 4px}"
    ".none{color:#566472}"
)
_STYLE_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        f"style-src 'sha256-{_STYLE_DIGEST}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)
_BOXED = {"Content-Security-Policy": _POLICY, "X-Frame-Options": "SAMEORIGIN"}


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page of an issue shows beside it. `current` is the look that is under way, `looks` are the newest."""

    places: list[str]
    looks: list[Look]
    current: Look | None
    of_site: bool


@evidence.get("/<int:number>/evidence")
def one(number: int) -> ResponseReturnValue:
    """All that is known of one place: its page, its record, each look at it."""
    here, place = desk(), _place()
    with here.ledger.connect() as connection:
        issue = _seen(connection, number)
        told = beside(connection, issue)
    url = _chosen(told.places, place)
    found = gathered.archived(here.data, issue, url)
    tried: list[PlaceLook] = gathered.looks_at(here.data, issue, url)
    return render_template(
        "evidence-page.html", issue=issue, beside=told, place=place, found=found, tried=tried, came=gathered.failure_of
    )


@evidence.get("/<int:number>/page")
def page(number: int) -> ResponseReturnValue:
    """The archived page as a document of its own, for a box in which nothing runs and nothing is loaded."""
    issue, found = _archived(number)
    shown = gathered.shown_page(found, issue) if found.record else None
    response = Response(render_template("archived.html", found=found, shown=shown, style=STYLE))
    response.headers.update(_BOXED)
    return response


@evidence.get("/<int:number>/source")
def source(number: int) -> ResponseReturnValue:
    """The source of the archived page around the place, as text."""
    issue, found = _archived(number)
    lines = gathered.shown_source(found, issue) if found.record else []
    return render_template("source.html", issue=issue, place=_place(), found=found, lines=lines)


@evidence.post("/<int:number>/record")
def record(number: int) -> ResponseReturnValue:
    """The record itself, unmasked, as a file; who took it is told in the audit log."""
    here, (issue, found) = desk(), _archived(number)
    if found.record is None:
        flash(f"没有可下载的存档记录：{found.why}")
        return _back(number)
    try:
        given = b"".join(packed(found.record.file, found.record.offset))
    except (VisitDamaged, FileNotFoundError) as error:
        flash(error.message if isinstance(error, VisitDamaged) else "存档文件刚刚被清理了")
        return _back(number)
    told = {"file": found.record.file.name, "record": found.record.id, "url": found.url}
    with here.ledger.begin() as connection:
        doer = gate.visitor().doer
        audit.tell(connection, doer, Act.RECORD_TAKEN, f"issue:{issue.id}", moment=here.now(), after=told)
    name = f"issue-{issue.id}-{_place() + 1}.warc.gz"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(given, mimetype="application/octet-stream", headers=headers)


@evidence.post("/<int:number>/look")
def look(number: int) -> ResponseReturnValue:
    """Asks for a look at the issue now."""
    here = desk()
    try:
        with here.ledger.begin() as connection:
            issue = _seen(connection, number)
            asked = looking.ask(connection, gate.visitor().doer, issue, moment=here.now(), often=here.often)
    except NotAllowed as refused:
        flash(refused.message)
    else:
        flash("已要求立即再看，一般几分钟有结果" if asked else "已经在等或正在看，不用重复要求")
    return _back(number)


def beside(connection: Connection, issue: Issue) -> Beside:
    """What the page of an issue shows of its evidence: read from the ledger alone."""
    here = desk()
    found = looks.newest(connection, issue.id, _LOOKS)
    current = looking.current(found, here.now(), here.often)
    return Beside(gathered.places(issue), found, current, issue.subject_type.value == "site")


def _archived(number: int) -> tuple[Issue, Archived]:
    here = desk()
    with here.ledger.connect() as connection:
        issue = _seen(connection, number)
    return issue, gathered.archived(here.data, issue, _chosen(gathered.places(issue), _place()))


def _seen(connection: Connection, number: int) -> Issue:
    """The issue, for who may see it; for others it is not there."""
    found = ledger_issues.numbered(connection, [number])
    if not found or not sees(connection, gate.visitor().user.scope, found[0].subject):
        abort(404)
    return found[0]


def _place() -> int:
    """Which place of the finding: its number among `places`, from 0."""
    given: Any = request.values.get("place", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0


def _chosen(places: list[str], place: int) -> str:
    if not places:
        return ""
    if place >= len(places):
        abort(404)
    return places[place]


def _back(number: int) -> ResponseReturnValue:
    inside = {"place": _place(), "_anchor": "look"} if request.form.get("from") == "evidence" else {"_anchor": "look"}
    view = "evidence.one" if request.form.get("from") == "evidence" else "issues.one"
    return redirect(url_for(view, number=number, **inside))
