"""Judges stored visits again, under the edition of today or another one: no network, no change to the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from checks.facts.markup import parse
from checks.facts.reading import read
from results.errors import PersonError
from results.visits.reader import StoredSite
from results.visits.warc import read_warc
from rich.console import Console

from checks.indicators.edition import Edition, load
from checks.model.pages import PageFacts
from checks.runner import judge_site
from clock.listing import OUTCOME_COLUMNS, show
from clock.settings import Settings
from results import lines


def judge_visits(
    settings: Settings,
    visits: Sequence[Path],
    out: Console,
    *,
    edition: str | None,
    overlays: Sequence[str] | None,
    reread: bool,
    form: str,
    output: Path | None,
) -> None:
    """Outcomes of each visit file, as `outcomes` prints those of a run."""
    chosen = load(edition or settings.rules.edition, tuple(settings.rules.overlays if overlays is None else overlays))
    if missing := [str(path) for path in visits if not path.is_file()]:
        raise PersonError(f"没有这样的访问文件：{'、'.join(missing)}")
    show(_outcomes(visits, chosen, reread), OUTCOME_COLUMNS, form, output, out, f"按 {chosen.version} 重新判断")


def _outcomes(visits: Sequence[Path], edition: Edition, reread: bool) -> Iterator[dict[str, Any]]:
    for path in visits:
        view = StoredSite(path, facts=_reread(path) if reread else None)
        for outcome in judge_site(view, edition):
            yield lines.finding_outcome(outcome, edition, run=view.run)


def _reread(path: Path) -> dict[str, PageFacts]:
    """The facts of every archived response, read anew by the readers of today."""
    with StoredSite(path) as stored:
        home = stored.home.url if stored.home else stored.site.home
        paging = {page.url: page.facts.paging for page in stored.pages()}
    facts = {}
    for url, headers, body in read_warc(path):
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        facts[url] = read(parse(url, body, kind), home=url == home, paging=paging.get(url))
    return facts
