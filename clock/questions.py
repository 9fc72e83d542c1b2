"""Asks people what no machine can judge: once in each period, with the addresses to look at from the last visit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from checks.facts.columns import columns_seen
from checks.indicators.edition import Edition
from checks.model.registry import Account, Column, Registry, Site, SubjectState
from checks.model.urls import host_of
from clock.settings import Settings
from results import by_hand
from results.errors import VisitDamaged
from results.ledger import runs, tasks
from results.ledger.engine import Ledger
from results.ledger.tasks import Asked, Look
from results.visits.reader import StoredSite

AT_ONCE = 100
"""So many subjects are asked about in one transaction."""
Shown = Sequence[tuple[str, Look]]
"""Columns to open: (category, address), the likeliest of a category first."""


def ask_people(
    settings: Settings,
    ledger: Ledger,
    edition: Edition,
    known: Registry,
    moment: datetime,
    keys: Collection[str] | None = None,
) -> int:
    """Makes the tasks that are due at `moment`, of all that is registered or of what is in `keys`; how many.

    Done again in the same period, it makes none. What nobody owes any more is taken back: of a subject that is closed,
    of a rule that does not apply any more.
    """
    chosen = None if keys is None else frozenset(keys)
    sites, accounts = (
        [one for one in all_ if one.state is SubjectState.NORMAL and (chosen is None or one.key in chosen)]
        for all_ in (known.sites, known.accounts)
    )
    subjects = (*sites, *accounts)
    with ledger.connect() as connection:
        visits = runs.last_visits(connection)
    count = 0
    for start in range(0, len(subjects), AT_ONCE):
        with ledger.connect() as connection:
            asked = list(by_hand.due(connection, subjects[start : start + AT_ONCE], edition, moment))
        made: list[Asked] = []
        for subject, missing in asked:
            told = _addresses(subject, known, settings.folder, visits.get(subject.key, ""))
            made += (replace(one, looks=tuple(_chosen(subject, told, edition, one.rule))) for one in missing)
        if made:
            with ledger.begin() as connection:
                tasks.ask(connection, made, edition=edition.version, moment=moment)
        count += len(made)
    _take_back(ledger, edition, subjects, chosen)
    return count


def _take_back(
    ledger: Ledger, edition: Edition, subjects: Sequence[Site | Account], keys: Collection[str] | None
) -> None:
    """Withdraws the open tasks that none of `subjects` owes; of `keys` only, where some were chosen."""
    by_key = {one.key: one for one in subjects}
    gone: list[tuple[str, str]] = []
    with ledger.connect() as connection:
        for key, waiting in groupby(tasks.waiting(connection), lambda one: one[1]):
            subject = by_key.get(key)
            owed = {rule.id for rule in by_hand.rules_for(edition, subject)} if subject else set()
            if keys is None or key in keys:
                gone += (one for one in waiting if one[0] not in owed)
    if gone:
        with ledger.begin() as connection:
            tasks.withdraw(connection, sorted(gone))


def belongs(column: Column, site: Site) -> bool:
    """Is a registered column one of this site?"""
    return column.site in (site.code, site.home) if column.site else host_of(column.url) in site.all_hosts


def _chosen(subject: Site | Account, told: Shown, edition: Edition, rule: str) -> list[Look]:
    """Home page first, then the columns of the categories that the rule is about."""
    params = edition.rules[rule].params
    wanted: list[str] = list(params["look"].value) if "look" in params else []
    home = Look("首页" if isinstance(subject, Site) else "账号主页", subject.home)
    looks: dict[str, Look] = {}
    for look in (home, *(look for one in wanted for category, look in told if category == one)):
        if look.url:
            looks.setdefault(look.url, look)
    return list(looks.values())[: by_hand.LOOKS]


def _addresses(subject: Site | Account, known: Registry, folder: Path, visit: str) -> Shown:
    if not isinstance(subject, Site):
        return []
    own = [column for column in known.columns if belongs(column, subject)]
    registered = [(column.category, Look(column.name, column.url)) for column in own if column.category]
    return [*registered, *_seen(folder / visit if visit else None, {column.url for column in own})]


def _seen(visit: Path | None, registered: Collection[str]) -> Iterable[tuple[str, Look]]:
    """The columns that the visit met, those of the first level and the fullest first; none where it cannot be read."""
    if visit is None or not visit.exists():
        return []
    try:
        with StoredSite(visit) as view:
            columns = [one for one in view.derived(columns_seen) if one.category and one.url not in registered]
    except VisitDamaged:
        return []
    columns.sort(key=lambda one: (one.by_look, one.level or 9, -one.items, one.url))
    return [(one.category, Look(one.name, one.url)) for one in columns]
