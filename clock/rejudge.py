"""Judges stored visits again, under the edition of today or another one: no network, no change to the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from checks.facts.markup import parse
from checks.facts.reading import read
from checks.indicators.edition import Edition, load
from checks.lexicon.entries import check_entries
from checks.model.pages import PageFacts, PageKind
from checks.runner import judge_account, judge_site
from clock.listing import show
from clock.precision import fallen_here
from clock.rules import overlays_of
from clock.secret import salt_of
from clock.settings import Settings
from crawler.spiders.dialects.known import WORDS, dialect_of
from results import lines
from results.errors import PersonError
from results.precision import doubted
from results.reports.columns import OUTCOMES
from results.visits.reader import StoredSite
from results.visits.reading_views import views_of
from results.visits.readings import run_of
from results.visits.warc import read_warc, warc_path


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
    chosen = load(edition or settings.rules.edition, overlays_of(settings, overlays), check_entries)
    if missing := [str(path) for path in visits if not path.is_file()]:
        raise PersonError(f"没有这样的访问文件：{'、'.join(missing)}")
    show(
        _outcomes(visits, chosen, salt_of(settings.folder) if reread else None, fallen_here(settings, chosen)),
        OUTCOMES,
        form,
        output,
        out,
        f"按 {chosen.version} 重新判断",
    )


def _outcomes(
    visits: Sequence[Path], edition: Edition, salt: bytes | None, fallen: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """`salt` is given where the archived pages are to be read anew. What checks that have `fallen` say is suspected."""
    for path in visits:
        if (run := run_of(path)) is not None:
            for account in views_of(path):
                for outcome in doubted(judge_account(account, edition), fallen):
                    yield lines.finding_outcome(outcome, edition, run=run)
            continue
        view = StoredSite(path, facts=None if salt is None else _reread(path, salt))
        for outcome in doubted(judge_site(view, edition), fallen):
            yield lines.finding_outcome(outcome, edition, run=view.run)


def _reread(path: Path, salt: bytes) -> dict[str, PageFacts]:
    """The facts of every archived page, read anew by the readers of today; answers of list interfaces keep theirs."""
    with StoredSite(path) as stored:
        then = {page.url: page for page in stored.pages()}
    facts = {}
    for url, headers, body in read_warc(warc_path(path)):
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        page = then.get(url)
        if page is None or not body or page.facts.data:
            continue
        markup = parse(page.page.final_url or url, body, kind, WORDS)
        home = page.facts.kind is PageKind.HOME
        dialect = dialect_of(markup)
        if dialect is None:
            facts[url] = read(markup, home=home, salt=salt)
        else:
            facts[url] = read(markup, home=home, items=dialect.items(markup), paging=dialect.paging(markup), salt=salt)
    return facts
