"""Accounts that their platform has not verified, or has verified as somebody else.

How judged: by the profile that the platform itself shows. `unverified`: it says in so many words that the account is
verified as nothing (`params.none_kinds`). `differs`: the subject that it shows is neither the unit in charge nor the
subject that the registry names, not even in a short or long form. Both are for a person.
Not counted: programs (`params.apart`). A source that shows no verification, or one that names no office or company
(政务账号): could not look.
Source: 国办发〔2018〕123号 (XM-03).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.accounts import plain
from checks.facts.excerpts import quoted
from checks.facts.organs import same_organ
from checks.indicators.edition import Rule
from checks.indicators.words import why_unread
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.posts import Profile
from checks.model.registry import Account
from checks.model.views import AccountView

_OF_ACCOUNT = re.compile(
    r"的?(?:唯一)?(?:官方|政务|认证)(?:新浪|腾讯|头条|抖音|微信)?(?:微博|微信|账号|帐号|公众号|号)?$"
)
_SUBJECT = re.compile(r"(?:[局厅部委院校社]|委员会|政府|办公[厅室]|中心|公司|集团|大学|[大支总]队|协会|联合会)$")


@account_check("unverified-accounts")
def unverified_accounts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account = view.account
    if account.platform in rule.param("apart"):
        return
    readings = view.readings()
    told = [one.profile for one in readings if one.judgeable and one.profile is not None]
    profile = next((one for one in told if one.verified_as or one.verified_kind), None)
    if profile is None:
        reason = next((why_unread(one) for one in readings if not one.judgeable), "该来源不显示认证信息")
        yield Gap(reason, account.address)
    elif not profile.verified_as and profile.verified_kind not in rule.param("none_kinds"):
        yield Gap("平台没有写明认证主体", account.address)
    else:
        yield from _judged(account, profile)


def _judged(account: Account, profile: Profile) -> Iterator[Said]:
    shown = profile.verified_as
    if not shown:
        yield Looked()
        yield _finding(account, "unverified", {})
        return
    subject = _OF_ACCOUNT.sub("", plain(shown))
    names = [plain(name) for name in (account.unit, account.verified_as) if name]
    if any(same_organ(subject, name) for name in names if subject):
        yield Looked()
    elif _SUBJECT.search(subject):
        yield Looked()
        yield _finding(account, "differs", {"subject": shown[:60], "unit": account.unit}, shown)
    else:
        yield Gap("从平台的认证信息看不出是哪个单位", account.address)


def _finding(account: Account, code: str, data: dict[str, str], shown: str = "") -> Finding:
    told = {"account": account.name, **data}
    excerpt = quoted(shown) if shown else ""
    return Finding(code, account.address, ("verified",), told, excerpt=excerpt, certainty=Certainty.SUSPECTED)
