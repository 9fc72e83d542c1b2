"""What do the index of words and the tallies cost a night, and what does an import of a register take?

`python -m bench.console_night --ledger URL [--subjects N]`: follows 10,000 new issues of 100 sites in a ledger that
`bench.console --ledger` filled, with all that is kept beside issues and with the triggers of the tallies taken away,
tells the time of the index of words by itself, and imports the register of that ledger again: unchanged, and with a
changed name for each subject.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import text

from bench.console import option
from bench.console_bulk import bared
from bench.console_ledger import NIGHTS, NOW
from checks.indicators.edition import Edition, load
from checks.model.findings import Finding, Outcome, Status, SubjectType
from checks.model.registry import Registry
from results.following import follow
from results.ledger import registry, runs, word_index
from results.ledger.engine import Ledger, open_ledger
from results.ledger.word_index import Told

_SITES, _EACH = 100, 100
_SAID = "栏目更新不及时，链接打不开，联系电话为空"


def _timed(name: str, what: Callable[[], None]) -> None:
    began, used = time.perf_counter(), time.process_time()
    what()
    print(f"| {name} | {time.perf_counter() - began:.1f} | {time.process_time() - used:.1f} |", flush=True)


def _night(ledger: Ledger, edition: Edition, mark: str) -> None:
    """A transaction for each site, as a night has it."""
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition=edition.version, code="1", moment=NOW)
    check = min(rule.id for rule in edition.rules.values())
    with ledger.connect() as connection:
        keys = connection.execute(text("select key from sites order by key limit :n"), {"n": _SITES}).scalars().all()
    for key in keys:
        urls = [f"http://{key}.gov.cn/{mark}/{number}.html" for number in range(_EACH)]
        findings = tuple(Finding("home", url, (url,), {"text": f"{_SAID}{place}"}) for place, url in enumerate(urls))
        told = Outcome(check, SubjectType.SITE, key, Status.FAIL, findings, judged=1, of=1)
        with ledger.begin() as connection:
            follow(connection, run, key, [told], lambda url: True, edition, f"visits/{NIGHTS}/{key}.visit")


def _words(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        for site in range(_SITES):
            told = (Told(f"{_SAID}{one}", f"http://{site}.gov.cn/{one}.html", "") for one in range(_EACH))
            word_index.add(connection, ((1_000_000_000 + site * _EACH + at, one) for at, one in enumerate(told)))
        connection.rollback()


def main() -> None:
    edition = load()
    with open_ledger(option("--ledger", "")) as ledger:
        print(f"{ledger.engine.dialect.name}\n\n| step | s | CPU s |\n|---|---|---|")
        mark = f"{time.time():.0f}"
        _timed("10,000 new issues", lambda: _night(ledger, edition, f"a{mark}"))
        with bared(ledger, ("trigger",)):
            _timed("the same without tallies", lambda: _night(ledger, edition, f"b{mark}"))
        _timed("words of 10,000 issues alone", lambda: _words(ledger))
        with ledger.connect() as connection:
            known = registry.load(connection)

        def imported(given: Registry) -> None:
            with ledger.begin() as connection:
                registry.save(connection, given)

        _timed(f"register of {len(known.sites) + len(known.accounts):,} unchanged", lambda: imported(known))
        named = replace(known, sites=tuple(replace(one, notes=one.notes + "。") for one in known.sites))
        _timed("every site changed", lambda: imported(named))
        first = known.units[0]
        moved = replace(known, units=(replace(first, region=first.region + "。"), *known.units[1:]))
        _timed("a unit changed: all counted anew", lambda: imported(moved))


if __name__ == "__main__":
    main()
