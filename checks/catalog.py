"""Which checks there are: every module in checks/page, checks/site and checks/account, by being there.

One rule may be judged on sites and on accounts: then two checks have its id, one in the room of each.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from checks.indicators.edition import Rule
from checks.model.captures import Probe
from checks.model.findings import Said
from checks.model.registry import SubjectState
from checks.model.views import AccountView, PageView, SiteView

ProbeKind = type[Probe]
PageCheck = Callable[[PageView, SiteView, Rule], Iterator[Said]]
SiteCheck = Callable[[SiteView, Rule], Iterator[Said]]
AccountCheck = Callable[[AccountView, Rule], Iterator[Said]]


class Scope(StrEnum):
    PAGE = "page"
    SITE = "site"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `needs` are the probe kinds without which it cannot look; `absence` says that it concludes
    from something not being there, so that a visit cut short turns its findings into suspicions. `states` are the
    registration states of subjects that it judges: of the others it says nothing at all. `also` judges the same rule on
    accounts."""

    id: str
    scope: Scope
    judge: Callable[..., Iterator[Said]]
    needs: tuple[ProbeKind, ...] = ()
    absence: bool = False
    formerly: tuple[str, ...] = ()
    states: tuple[SubjectState, ...] = (SubjectState.NORMAL,)
    also: Check | None = None

    @property
    def manual(self) -> str:
        """The docstring of its module: what it is, how judged, not counted, source. Then that of `also`."""
        own = inspect.getdoc(inspect.getmodule(self.judge)) or ""
        return own if self.also is None else f"{own}\n\n{self.also.manual}"


_of_sites: dict[str, Check] = {}
_of_accounts: dict[str, Check] = {}


def register(check: Check, known: dict[str, Check], beside: Mapping[str, Check] | None = None) -> None:
    """Adds `check` to `known`. ValueError when its id, or one it had before, is taken there, or is that of another rule
    in `beside`."""
    taken = {name: other.id for other in (beside or {}).values() for name in (other.id, *other.formerly)}
    taken = {name: rule for name, rule in taken.items() if rule != check.id}
    taken |= {name: other.id for other in known.values() for name in (other.id, *other.formerly)}
    for id in (check.id, *check.formerly):
        if id in taken:
            raise ValueError(f"two checks are called {id}")
    known[check.id] = check


def page_check(
    id: str,
    *,
    needs: Iterable[ProbeKind] = (),
    absence: bool = False,
    formerly: tuple[str, ...] = (),
) -> Callable[[PageCheck], PageCheck]:
    """Registers a function that judges one page at a time."""

    def keep(judge: PageCheck) -> PageCheck:
        register(Check(id, Scope.PAGE, judge, tuple(needs), absence, formerly), _of_sites, _of_accounts)
        return judge

    return keep


def site_check(
    id: str,
    *,
    needs: Iterable[ProbeKind] = (),
    absence: bool = False,
    formerly: tuple[str, ...] = (),
    states: Iterable[SubjectState] = (SubjectState.NORMAL,),
) -> Callable[[SiteCheck], SiteCheck]:
    """Registers a function that judges a whole site, of those in one of `states`."""

    def keep(judge: SiteCheck) -> SiteCheck:
        check = Check(id, Scope.SITE, judge, tuple(needs), absence, formerly, tuple(states))
        register(check, _of_sites, _of_accounts)
        return judge

    return keep


def account_check(
    id: str,
    *,
    absence: bool = False,
    formerly: tuple[str, ...] = (),
    states: Iterable[SubjectState] = (SubjectState.NORMAL,),
) -> Callable[[AccountCheck], AccountCheck]:
    """Registers a function that judges an account, of those in one of `states`."""

    def keep(judge: AccountCheck) -> AccountCheck:
        register(Check(id, Scope.ACCOUNT, judge, (), absence, formerly, tuple(states)), _of_accounts, _of_sites)
        return judge

    return keep


@cache
def load() -> dict[str, Check]:
    """All checks by id, in the order of their ids. Of a rule that is judged on sites and on accounts it is the check of
    sites, the other beside it."""
    _walk()
    sites = {id: replace(check, also=_of_accounts.get(id)) for id, check in _of_sites.items()}
    return dict(sorted({**_of_accounts, **sites}.items()))


def of_sites() -> dict[str, Check]:
    """The checks of pages and sites by id, in the order of their ids."""
    return {id: check for id, check in load().items() if check.scope is not Scope.ACCOUNT}


@cache
def of_accounts() -> dict[str, Check]:
    """The checks of accounts by id, in the order of their ids."""
    _walk()
    return dict(sorted(_of_accounts.items()))


@cache
def _walk() -> None:
    for room in ("page", "site", "account"):
        package = importlib.import_module(f"checks.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
