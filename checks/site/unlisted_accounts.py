"""Accounts that a site shows as its own and that the registry of accounts does not have, or has given up.

How judged: accounts at the foot and head of the home page, in a box of it that asks to follow them, and on the pages of
new media (新媒体矩阵) to which it leads, against the registered accounts of the unit and its region. One is known by
its id or address, else by its name; ids that cannot be compared (gh_… and __biz, number and name) are not told apart.
`unlisted`: none is it; `given-up`: it is, and was closed or cancelled. Both suspected: a registry may be behind.
Not counted: buttons to share, what articles cite, programs and pages of new media that name no office of the region,
what everybody shows (`params.others`), captions that name a platform alone.
Could not look: the home page was not read; no account of the unit and its region is registered, or more than a visit
is given; an account of which nothing tells whose it is; an address that cannot be compared with how the unit's own one
is registered.
Source: 国办发〔2018〕123号 (XM-05): 备案.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from checks.catalog import site_check
from checks.facts.accounts import near_names, plain
from checks.facts.excerpts import quoted
from checks.facts.profiles import APP
from checks.facts.same_account import Same, same_account
from checks.facts.shown_accounts import is_matrix
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.registry import ACCOUNTS_KEPT, Account, SubjectState
from checks.model.shown_accounts import Shown, ShownAccount
from checks.model.views import PageView, SiteView

MOST = 20
"""Pages of new media that are looked at."""
NO_HOME = "首页没有读到"
NO_REGISTRY = "没有导入本单位和所在地区的账号台账"
NOT_TOLD = "看不出页面上的账号是哪个单位的"
NOT_COMPARED = "页面上的账号地址和台账的写法不同，无法核对"
TOO_MANY = "本地区登记的账号太多，没有全部对照"
_GIVEN_UP = frozenset((SubjectState.CLOSED, SubjectState.CANCELLED))
_PLACE = re.compile(r"(?:自治区|自治州|自治县|[省市州盟县区旗])$")


@site_check("unlisted-accounts")
def unlisted_accounts(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.home is None:
        yield Gap(NO_HOME, site.site.home)
        return
    others = tuple(map(plain, rule.param("others")))
    shown: dict[tuple[str, str], tuple[ShownAccount, str]] = {}
    for page in _pages(site, site.home):
        for one in page.facts.accounts:
            if not any(name in plain(one.name) for name in others):
                shown.setdefault((one.platform, one.id or plain(one.name)), (one, page.url))
    if not shown:
        return
    known = site.accounts
    if not known:
        yield Gap(NO_REGISTRY, site.site.home, len(shown))
        return
    names = _names(site, known)
    for key, (one, url) in shown.items():
        yield from _judge(site, known, names, one, key, url)


def _pages(site: SiteView, home: PageView) -> Iterator[PageView]:
    """The home page, and the pages of new media to which it leads."""
    yield home
    leads = (link.url for link in home.facts.links if link.text and is_matrix("", link.text))
    for url in islice(dict.fromkeys(leads), MOST):
        if (page := site.page(url)) is not None:
            yield page


def _judge(
    site: SiteView, known: Sequence[Account], names: frozenset[str], one: ShownAccount, key: tuple[str, str], url: str
) -> Iterator[Said]:
    said = [(account, same_account(one, account)) for account in known if account.platform == one.platform]
    same = [account for account, answer in said if answer is Same.YES]
    if same:
        yield Looked()
        if all(account.state in _GIVEN_UP for account in same):
            yield _finding("given-up", one, key, url, same[0])
        return
    near = bool(one.name) and _is_near(plain(one.name), names)
    if not near and (one.platform == APP or (one.name and one.place is Shown.MATRIX)):
        return  # another office's, as they stand on many sites
    own = {site.site.unit, site.unit.name, site.unit.parent}
    if not near and (one.name or one.place is Shown.MATRIX):
        yield Gap(NOT_TOLD, url)
    elif any(account.unit in own and answer is Same.UNSURE for account, answer in said):
        yield Gap(NOT_COMPARED, url)
    elif len(known) >= ACCOUNTS_KEPT:
        yield Gap(TOO_MANY, url)
    else:
        yield Looked()
        yield _finding("unlisted", one, key, url, None)


def _names(site: SiteView, known: Sequence[Account]) -> frozenset[str]:
    """By which an account is known for one of the unit, of its region, or of an office that has accounts there."""
    region = site.site.region or site.unit.region
    told = {site.site.unit, site.unit.name, site.site.name, *(account.unit for account in known)}
    return frozenset(filter(None, (plain(name) for name in (*told, _PLACE.sub("", region)))))


def _is_near(name: str, names: frozenset[str]) -> bool:
    return any(name.startswith(other) or near_names(name, other) for other in names if len(other) > 1)


def _finding(code: str, one: ShownAccount, key: tuple[str, str], url: str, account: Account | None) -> Finding:
    data: dict[str, Value] = {"platform": one.platform, "place": word("shown-account", one.place.value)}
    data |= {"shown": one.name} if one.name else {}
    data |= {"target": one.url} if one.url else {}
    if account is not None:
        data |= {"account": account.name, "state": word("state", account.state.value)}
    shown = quoted(" ".join(filter(None, (one.name, one.url))))
    return Finding(code, url, key, data, excerpt=shown, certainty=Certainty.SUSPECTED)
