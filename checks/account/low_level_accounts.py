"""Accounts of units that are to have none, where a local rule says so.

How judged: from the registry, by the level of the account, else that of its unit. `town`: a unit of one of
`params.levels`. `department`: a unit of one of `params.departments` that is not the government itself
(`params.spared`: endings of the names of governments and of their offices). Suspected: such rules know exceptions.
Not counted: anything where no overlay sets these lists, as in the national text; programs, which have a rule of their
own (XM-16). A level that nobody registered: could not look.
Source: 江华县 2025 年规定 (XM-15), 地方规则.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import Level
from checks.model.views import AccountView


@account_check("low-level-accounts")
def low_level_accounts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, barred, departments = view.account, rule.param("levels"), rule.param("departments")
    if not (barred or departments) or account.platform in rule.param("apart"):
        return
    level = view.unit.level if account.level is Level.UNKNOWN else account.level
    if level is Level.UNKNOWN:
        yield Gap("台账没有登记行政级别", account.address)
        return
    yield Looked()
    own = account.unit.endswith(tuple(rule.param("spared")))
    code = "town" if level in barred else "department" if level in departments and not own else ""
    if code:
        data = {"account": account.name, "unit": account.unit, "level": word("level", level)}
        yield Finding(code, account.address, ("level",), data, certainty=Certainty.SUSPECTED)
