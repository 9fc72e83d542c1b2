"""How messages come in at the console: the sheet of the platform, an empty one to fill in, and one typed message."""

from __future__ import annotations

import re
import tempfile
from datetime import datetime
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from checks.model.registry import BEIJING
from results import clerking, receiving
from results.console import complaint_page, gate
from results.console.desk import desk
from results.console.forms import NewComplaint
from results.errors import PersonError
from results.intake.blank import write_blank
from results.intake.complaints import BLANK, EXPLAINED, read_complaints
from results.intake.faults import SheetErrors
from results.ledger.complaints import Complaint
from results.receiving import Given, kinds_of
from results.sealing import Sender

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200


def put(blueprint: Blueprint) -> None:
    """Gives the blueprint what messages come in by."""
    blueprint.add_url_rule("/import", "take", _take, methods=["GET", "POST"])
    blueprint.add_url_rule("/blank.xlsx", "blank", _blank)
    blueprint.add_url_rule("/add", "add", _add, methods=["GET", "POST"])


def _take() -> ResponseReturnValue:
    here = desk()
    if request.method == "GET":
        return _taking()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _taking("请选一个文件"), 422
    edition, moment = here.edition(), here.now()
    name = _file_name(file)
    try:
        given = _read(file, name)
    except SheetErrors as refused:
        return _taking(f"有 {len(refused.errors)} 处问题，没有导入任何内容", refused), 422
    calendar = here.workdays(edition)
    done = clerking.take_in(here.ledger, complaint_page.clerk(), given, edition, calendar, moment=moment, file=name)
    unseen = f"；其中 {done.unseen} 条的责任单位不在你能看的单位里，列表里看不到" if done.unseen else ""
    flash(f"已导入 {len(done.made)} 条，{done.known} 条以前导入过，保持原样；新留言等待复验{unseen}")
    return redirect(url_for("complaints.listed"))


def _read(file: FileStorage, name: str) -> tuple[Complaint, ...]:
    """The messages of an uploaded sheet. Raises SheetErrors."""
    here = desk()
    with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
        path = Path(folder) / name
        file.save(path)
        return read_complaints(path, kinds_of(here.edition()), here.seal, here.now())


def _taking(why: str = "", refused: SheetErrors | None = None) -> str:
    errors = refused.errors if refused else ()
    return render_template(
        "complaint-import.html",
        why=why,
        errors=errors[:_SHOWN],
        more=max(len(errors) - _SHOWN, 0),
        largest=gate.UPLOADS["complaints.take"] // 1_000_000,
    )


def _file_name(file: FileStorage) -> str:
    """The name of the file as the person knows it, without what could lead elsewhere."""
    whole = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    stem, dot, suffix = whole.rpartition(".")
    clean = re.sub(r"[^\w（）() -]", "_", stem if dot else whole)[:60] or "上传的表"
    return f"{clean}.{re.sub(r'[^a-z0-9]', '', suffix.lower())[:8]}" if dot else clean


def _blank() -> ResponseReturnValue:
    with tempfile.TemporaryDirectory(prefix="xunwang-") as folder:
        path = Path(folder) / "blank.xlsx"
        write_blank(path, [BLANK], EXPLAINED)
        data = path.read_bytes()
    return data, {"Content-Type": _SHEET, "Content-Disposition": 'attachment; filename="complaints.xlsx"'}


def _add() -> ResponseReturnValue:
    here = desk()
    edition, form = here.edition(), NewComplaint(request.form)
    form.category.choices = [(kind, kind) for kind in ("", *kinds_of(edition).known)]
    if request.method == "POST" and form.validate():
        try:
            one = receiving.typed(_given(form), edition, here.seal, here.now())
        except PersonError as refused:
            flash(refused.message)
        else:
            return _added(one)
    return render_template("complaint-add.html", form=form), 422 if request.method == "POST" else 200


def _added(one: Complaint) -> ResponseReturnValue:
    here = desk()
    edition = here.edition()
    calendar = here.workdays(edition)
    done = clerking.take_in(here.ledger, complaint_page.clerk(), (one,), edition, calendar, moment=here.now())
    if done.made and not done.unseen:
        flash(f"已登记为留言 {done.made[0]}，等待复验")
        return redirect(url_for("complaints.one", number=done.made[0]))
    unseen = "已登记；责任单位不在你能看的单位里，列表里看不到"
    flash(unseen if done.made else "这条留言以前登记过，没有重复登记")
    return redirect(url_for("complaints.listed"))


def _given(form: NewComplaint) -> Given:
    received: datetime | None = form.received.data
    return Given(
        url=form.url.data or "",
        text=form.text.data or "",
        category=form.category.data or "",
        number=form.number.data or "",
        source=form.source.data or "",
        received=received.replace(tzinfo=BEIJING) if received else None,
        unit=form.unit.data or "",
        answer_due=form.due.data,
        sender=Sender(form.person.data or "", form.phone.data or "", form.email.data or ""),
    )
