"""Reports (月检查, 季通报 …): those that were made, to take away, and new ones, made beside the console and not while a
browser waits."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from results import papers as acts
from results.console import gate
from results.console.desk import desk
from results.errors import NotAllowed
from results.ledger import audit, papers
from results.ledger.audit import Act
from results.reports.official_paper import WORD

_SHOWN = 20
"""Papers that were asked for that are listed."""
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": WORD,
}
_LARGEST = 200_000_000
"""Bytes of a file, or of what a folder holds, that are still given to a browser: they pass through memory."""

reports = Blueprint("reports", __name__, url_prefix="/reports")


@reports.get("/")
def listed() -> ResponseReturnValue:
    return _page()


@reports.post("/")
def make() -> ResponseReturnValue:
    """Asks for a report; `which` is span:period."""
    here, visitor = desk(), gate.visitor()
    span, _, code = request.form.get("which", "")[:40].partition(":")
    try:
        with here.ledger.begin() as connection:
            whole = visitor.user.whole
            told = {"span": span, "code": code, "moment": here.now(), "today": here.today}
            new = acts.ask(connection, visitor.doer, whole=whole, **told)  # type: ignore[arg-type]
    except NotAllowed as refused:
        return _page(refused.message), 422
    flash("已要求生成，写好后出现在下面" if new else "这份报告已经在生成，不必再要求一次")
    return redirect(url_for("reports.listed"))


@reports.get("/<name>")
def file(name: str) -> ResponseReturnValue:
    """A report: always saved, never shown within the console. A folder comes packed."""
    here, visitor = desk(), gate.visitor()
    try:
        acts.require_whole(visitor.user.whole)
    except NotAllowed as refused:
        return render_template("error.html", code=403, title="没有权限", said=refused.message), 403
    path = acts.named(_folder(here.data), name)
    if path is None:
        abort(404)
    with here.ledger.begin() as connection:
        audit.tell(connection, visitor.doer, Act.REPORT_TAKEN, f"report:{name}", moment=here.now())
    if path.is_dir():
        return _packed(path)
    if path.stat().st_size > _LARGEST:
        abort(413)
    kind = _TYPES.get(path.suffix, "application/octet-stream")
    whole = io.BytesIO(path.read_bytes())  # no file is left open when the reader goes away
    return send_file(whole, mimetype=kind, as_attachment=True, download_name=name)


def _page(refused: str = "") -> str:
    here, visitor = desk(), gate.visitor()
    whole = visitor.user.whole
    with here.ledger.connect() as connection:
        asked = papers.newest(connection, _SHOWN) if whole else []
    return render_template(
        "reports.html",
        whole=whole,
        refused=refused,
        asked=asked,
        files=acts.kept(_folder(here.data)) if whole else [],
        offered=acts.offered(here.today),
        shown_at_once=acts.SHOWN,
    )


def _folder(data: Path) -> Path:
    return data / "reports"


def _packed(folder: Path) -> ResponseReturnValue:
    files = list(acts.files_in(folder))
    if sum(path.stat().st_size for path in files) > _LARGEST:
        abort(413)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.name)
    whole.seek(0)
    return send_file(whole, mimetype="application/zip", as_attachment=True, download_name=f"{folder.name}.zip")
