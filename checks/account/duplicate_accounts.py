"""Several accounts of one unit on one platform.

How judged: from the registry. Of the accounts of a unit on one platform that are in use, so many as the rule allows
stay: the main one, then those that are named by an id or a home page, then by key. Each further one is said once, at
itself; the one that stays is not accused. An account without id and home page may be a row written twice: suspected.
Not counted: main accounts; accounts that are closed, cancelled or paused; programs and what is no single platform
(`params.apart`); offices of one name below different units or in different regions. An account that its platform no
longer shows as usual: could not look, a fault of the registry is told by unregistered-accounts.
Source: 国办发〔2018〕123号 (XM-01, XM-02).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.accounts import in_order, peers, plain
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import ReadingState
from checks.model.registry import GLANCED, SubjectState
from checks.model.views import AccountView


@account_check("duplicate-accounts", states=(SubjectState.NORMAL, *sorted(GLANCED)))
def duplicate_accounts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account = view.account
    if account.platform in rule.param("apart") or not account.platform:
        return
    if account.state in GLANCED:  # given up: whatever was said of it is settled
        yield Looked()
        return
    readings = view.readings()
    odd = next((one for one in readings if one.state is ReadingState.ABNORMAL), None)
    if odd is not None and not any(one.judgeable for one in readings):
        yield Gap(reason_of(odd.reason), account.address)
        return
    yield Looked()
    beside = [one for one in peers(view) if one.platform == account.platform]
    kept = in_order([account, *beside])[: rule.param("per_platform")]
    if account.main or account.key in {one.key for one in kept}:
        return
    twice = any(plain(one.name) == plain(account.name) for one in beside)
    weak = account.weak_key or any(one.weak_key for one in kept)
    data: dict[str, Value] = {"account": account.name, "platform": account.platform}
    data |= {"kept": kept[0].name, "all": len(beside) + 1}
    sure = Certainty.SUSPECTED if weak else Certainty.CERTAIN
    yield Finding("same-name" if twice else "several", account.address, ("extra",), data, certainty=sure)
