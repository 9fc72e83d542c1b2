"""What the pages of sites, accounts, units and runs show beside issues, of both towns and all of it hostile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from checks.indicators.edition import load
from checks.model.findings import Outcome, Status, SubjectType
from checks.model.posts import Incident
from checks.model.registry import Account, Registry, Site
from results import scoring
from results.ledger import contents, incidents, posts, registry, run_tallies
from results.ledger.contents import ColumnLook, Contents, Fresh
from results.ledger.engine import Ledger
from results.ledger.post_rows import Look, Seen
from results.score import keep
from results.verdicts import keep_account, keep_site
from tests.results.making import DAY, NOW

SCRIPT = "<script>alert(1)</script>"
REGION = f"地区{SCRIPT}"


def furnish_look(ledger: Ledger, run: int, sites: Iterable[Site], accounts: Iterable[Account]) -> None:
    """Scores, verdicts, columns, documents, posts and a source that failed, as the run `run` left them."""
    edition = load()
    with ledger.begin() as connection:
        for site in sites:
            registry.save(connection, Registry(sites=(replace(site, region=REGION),)))
            said = Outcome("dead-links", SubjectType.SITE, site.key, Status.PASS, (), 3, 4, f"没有{SCRIPT}")
            points = scoring.score([said], edition, site)
            keep(connection, run, site.key, points)
            keep_site(connection, run, site, points, edition, ended="complete", detail=f"停{SCRIPT}", at=NOW)
            contents.save(connection, site.key, run, NOW, _contents(site))
        for account in accounts:
            registry.save(connection, Registry(accounts=(account,)))
            points = scoring.verdict([], edition, account)
            keep(connection, run, account.key, points)
            keep_account(connection, run, account, points, state=f"new{SCRIPT}", at=NOW)
            seen = Seen(account.key, "p", NOW, NOW - DAY, title=f"题{SCRIPT}", url="javascript:alert(1)")
            posts.enter(connection, run, [seen], [Look(account.key, NOW, True)], 202001)
        failed = [Incident(f"feed{SCRIPT}", host, ("a", "b"), 9, ((SCRIPT, 2),)) for host in ("h", f"i{SCRIPT}")]
        incidents.save(connection, run, failed)
    run_tallies.keep(ledger, run)


def _contents(site: Site) -> Contents:
    stale = ColumnLook(
        "javascript:alert(1)", f"栏目{SCRIPT}", "news", Fresh.STALE, 3, "2026-01-01", 99, "14 天", SCRIPT
    )
    fresh = ColumnLook(f"{site.home}a/", f"新{SCRIPT}", SCRIPT, Fresh.FRESH, 1, "2026-11-01", 3, "14 天")
    return Contents((stale, fresh), {"valid": 2, "": 1, SCRIPT: 1})
