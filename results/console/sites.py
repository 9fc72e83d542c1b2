"""Sites: a list that its address describes whole, and a page for each with all that is known of it."""

from __future__ import annotations

import io

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.model.findings import SubjectType
from checks.model.registry import GLANCED, Site, SiteKind
from results.console import choosing, gate
from results.console.desk import desk
from results.console.lists import worst_lines
from results.ledger import contents, issues, outcomes, registry, run_tallies, subject_runs, subjects
from results.reports.gather import gather_latest
from results.reports.hand_over import hand_over
from results.reports.official_paper import WORD
from results.reports.site_sheet import SiteSheet, sheets
from results.reports.timeline import unstyled
from results.verdicts import pass_mark
from results.whole_score import whole_score

sites = Blueprint("sites", __name__, url_prefix="/sites")


@sites.get("/")
def listed() -> ResponseReturnValue:
    return choosing.listed(
        SubjectType.SITE,
        "sites.html",
        lambda connection, scope: {"regions": run_tallies.regions(connection, scope), "kinds": list(SiteKind)},
    )


@sites.get("/<key:key>")
def one(key: str) -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition = here.edition()
    with here.ledger.connect() as connection:
        line, site = subjects.one(connection, scope, SubjectType.SITE, key), registry.site(connection, key)
        # Who may not see it is told what he would be told if it were not there.
        if line is None or site is None:
            abort(404)
        sheet = _sheet(connection, site, edition)
        scored = outcomes.latest_score(connection, key) is not None
        told = {
            "card": whole_score(connection, site, edition) if scored else None,
            "held": contents.get(connection, key),
            "counts": issues.counts(connection, site=key),
            "worst": worst_lines(connection, [key], edition),
            "looks": subject_runs.of(connection, key),
        }
    return render_template(
        "site.html",
        line=line,
        site=site,
        sheet=sheet,
        picture=unstyled(sheet.picture),
        rules=edition.rules,
        mark=pass_mark(edition),
        glanced=site.state in GLANCED,
        **told,
    )


@sites.get("/<key:key>/paper")
def paper(key: str) -> ResponseReturnValue:
    """One page to hand over, as a document of Word."""
    here, scope = desk(), gate.visitor().user.scope
    with here.ledger.connect() as connection:
        site = registry.site(connection, key)
        if subjects.one(connection, scope, SubjectType.SITE, key) is None or site is None:
            abort(404)
        document = hand_over(connection, site, here.now(), here.edition(), here.data, here.head)
    name = f"检查情况单-{site.code or site.name}.docx"
    return send_file(io.BytesIO(document), mimetype=WORD, as_attachment=True, download_name=name)


def _sheet(connection: Connection, site: Site, edition: Edition) -> SiteSheet:
    here = desk()
    given = gather_latest(connection, site, here.now(), edition, here.data)
    (sheet,) = sheets(connection, given, [site], edition, here.data)
    return sheet
