"""Accounts of one unit that are called differently on different platforms.

How judged: from the registry. Names are compared without what only says that they are accounts (`params.endings`: 发布,
官微, 微信 …), and short forms count as their long ones. What the main account is called is the name of the unit, else
what most of its accounts are called, else the first by key; an account on another platform that has none of it is
suspected. One account of a unit for each platform is compared: beside another there it must differ.
Not counted: main accounts; programs and what is no single platform (`params.apart`); accounts that are not in use.
Source: 国办发〔2018〕123号 (XM-04).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checks.catalog import account_check
from checks.facts.accounts import in_order, name_stem, near_names, peers
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.registry import Account
from checks.model.views import AccountView


@account_check("uneven-account-names")
def uneven_account_names(view: AccountView, rule: Rule) -> Iterator[Said]:
    account = view.account
    chosen: dict[str, Account] = {}
    for one in in_order([account, *peers(view)]):
        if one.platform not in rule.param("apart") and one.platform:
            chosen.setdefault(one.platform, one)
    if len(chosen) < 2 or account not in chosen.values():
        return
    yield Looked()
    usual = _usual(list(chosen.values()), rule.param("endings"))
    stem = name_stem(account.name, rule.param("endings"))
    if account.main or near_names(stem, name_stem(usual.name, rule.param("endings"))):
        return
    data = {"account": account.name, "usual": usual.name, "platform": usual.platform}
    yield Finding("differs", account.address, ("name",), data, certainty=Certainty.SUSPECTED)


def _usual(accounts: Sequence[Account], endings: Sequence[str]) -> Account:
    """The account whose name the others are held to. Of two names that are as frequent it is that of the first."""
    if accounts[0].main:
        return accounts[0]
    often = Counter({one.key: sum(_near(one, other, endings) for other in accounts) for one in accounts})
    return max(accounts, key=lambda one: often[one.key])


def _near(one: Account, other: Account, endings: Sequence[str]) -> bool:
    return near_names(name_stem(one.name, endings), name_stem(other.name, endings))
