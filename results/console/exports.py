"""Any list as a sheet, as filtered: csv goes out piece by piece, a workbook by way of a temporary file.

How many lines a file may hold is a setting; what was left out is said at its end. Who took what is told in the audit
log before the first line goes out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator
from itertools import chain, islice

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from checks.model.registry import BEIJING
from results.console import gate
from results.console.desk import Desk, desk
from results.console.reading import asked, reader
from results.ledger import audit
from results.ledger.audit import Act
from results.ledger.users import User
from results.lists.arguments import Given, given
from results.lists.catalog import EXPORTED
from results.lists.listing import Listing, bounded
from results.masking import mask
from results.reports.rows import csv_text, write_workbook

exports = Blueprint("exports", __name__)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVERY = "all"
"""With this argument, as in the console's own lists, what is not said is not narrowed."""
_TOLD = 1_000


def _file(listing: Listing, form: str) -> ResponseReturnValue:
    here, user = desk(), gate.visitor().user
    wanted, said = _wanted(listing)
    with here.ledger.begin() as connection:
        after = {"form": form, "asked": mask(said)[:_TOLD]}
        told = (connection, gate.visitor().doer, Act.EXPORTED, f"list:{listing.name}")
        audit.tell(*told, moment=here.now(), after=after)
    name = f"{listing.title}-{here.now().astimezone(BEIJING):%Y%m%d-%H%M}.{form}"
    if form == "csv":
        return _csv(here, listing, wanted, user, name)
    output = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the response
    with here.ledger.connect() as connection:
        found, left = bounded(listing.walk(reader(connection, user), wanted), here.exported)
        write_workbook(found, listing.columns, output, listing.title, _note(here, left))
    output.seek(0)
    return send_file(output, mimetype=_XLSX, as_attachment=True, download_name=name)


def _csv(here: Desk, listing: Listing, wanted: Given, user: User, name: str) -> Response:
    def written() -> Generator[str, None, None]:
        with here.ledger.connect() as connection:
            found, left = bounded(listing.walk(reader(connection, user), wanted), here.exported)
            yield from csv_text(found, listing.columns, _note(here, left))

    pieces = written()
    # The second is the first that asks the ledger: what fails there is told on a page, not in half a file.
    begun = list(islice(pieces, 2))
    response = Response(chain(begun, pieces), mimetype="text/csv")
    response.call_on_close(pieces.close)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _wanted(listing: Listing) -> tuple[Given, str]:
    """What is to be in the file, and the same in words. A field that was left empty in a form says nothing."""
    said = [(name, text) for name, text in asked() if text and name != "after"]
    every = any(name == _EVERY for name, _ in said)
    wanted = given(listing.arguments, [pair for pair in said if pair[0] != _EVERY])
    shown = {} if every else {name: value for name, value in listing.shown.items() if name not in wanted}
    return {**shown, **wanted}, "；".join(f"{name}={text}" for name, text in said)


def _note(here: Desk, left: Callable[[], int]) -> Callable[[], str]:
    def note() -> str:
        count = left()
        if not count:
            return ""
        said = f"本文件只有前 {here.exported} 条，另有 {count} 条没有列出"
        return f"{said}；请缩小条件分几次导出，或请管理员改设置 console.export_rows"

    return note


def _view(listing: Listing) -> Callable[[str], ResponseReturnValue]:
    return lambda form: _file(listing, form)


for _one in EXPORTED.values():
    exports.add_url_rule(f"/{_one.name}/export.<any(csv,xlsx):form>", _one.name, _view(_one))
