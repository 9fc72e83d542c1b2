"""Accounts that are not what the registry says they are.

How judged: what the platform shows against the state in the registry. `alive`: closed or cancelled there, and yet it
published within the last days (`params.alive_days`), something other than the farewell itself. `gone`: in use there,
and the platform says that it was cancelled or that there is none. `barred`: in use, and banned or restricted.
`changed`: in use under another name than the one that the platform shows for its id, or moved. All are for a person.
Not counted: accounts registered as changed have told of their new name; an old post of a closed account; names that are
short and long forms of each other.
A source that could not tell: could not look. Accounts that no registry knows are not seen here.
Source: 国办发〔2018〕123号 (XM-05); 三明市 2021 年三季度通报: 已注销又恢复.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from checks.catalog import account_check
from checks.facts.accounts import near_names, plain
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.indicators.words import reason_of, why_unread
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.posts import AccountReason, Post, PostKind, Reading, ReadingState
from checks.model.registry import BEIJING, Account, SubjectState
from checks.model.views import AccountView

_CODES = {
    AccountReason.CANCELLED: "gone",
    AccountReason.NOT_FOUND: "gone",
    AccountReason.TAKEN_DOWN: "gone",
    AccountReason.BANNED: "barred",
    AccountReason.RESTRICTED: "barred",
    AccountReason.RENAMED: "changed",
    AccountReason.MOVED: "changed",
}
_GIVEN_UP = frozenset((SubjectState.CLOSED, SubjectState.CANCELLED))
_FAREWELL = re.compile(r"注销|关停|停更|停用|停止(?:更新|运营|运行|使用|维护)|不再(?:更新|使用|维护|运营)|迁移")


@account_check("unregistered-accounts", states=(SubjectState.NORMAL, SubjectState.CHANGED, *sorted(_GIVEN_UP)))
def unregistered_accounts(view: AccountView, rule: Rule) -> Iterator[Said]:
    account, readings = view.account, view.readings()
    seen = [one for one in readings if one.judgeable]
    odd = next((one for one in readings if one.state is ReadingState.ABNORMAL), None)
    if not seen and odd is None:
        yield Gap(why_unread(readings[0]), account.address)
        return
    yield Looked()
    if account.state in _GIVEN_UP:
        posts = [post for reading in seen for post in reading.posts]
        if (post := _alive(view, posts, rule.param("alive_days"))) is not None and post.moment is not None:
            day = f"{post.moment.astimezone(BEIJING):%Y-%m-%d}"
            state = "注销" if account.state is SubjectState.CANCELLED else "关停"
            yield _finding(account, "alive", {"state": state, "newest": day}, post.title or post.text)
    elif seen:
        if (name := next((name for one in seen if (name := _other_name(account, one))), "")) != "":
            yield _finding(account, "changed", {"shown": name}, name)
    elif odd is not None and isinstance(odd.reason, AccountReason):
        code = _CODES[odd.reason]
        if code != "changed" or account.state is SubjectState.NORMAL:
            yield _finding(account, code, {"found": reason_of(odd.reason)})


def _alive(view: AccountView, posts: list[Post], days: int) -> Post | None:
    """The newest post of the last days that is no farewell. By its beginning, where only the day is known."""
    said = [
        (post.moment, post)
        for post in posts
        if post.moment is not None
        and timedelta(0) <= view.moment - post.moment <= timedelta(days=days)
        and post.kind is not PostKind.VERSION
        and not _FAREWELL.search(post.title or post.text[:200])
    ]
    return max(said, key=lambda pair: pair[0])[1] if said else None


def _other_name(account: Account, reading: Reading) -> str:
    """What the platform calls the account of this very id, where the registry calls it otherwise; else ""."""
    profile = reading.profile
    if profile is None or account.state is not SubjectState.NORMAL or not account.platform_id:
        return ""
    if profile.platform_id != account.platform_id or not plain(profile.name):
        return ""
    return "" if near_names(plain(profile.name), plain(account.name)) else profile.name


def _finding(account: Account, code: str, data: dict[str, Value], shown: str = "") -> Finding:
    told: dict[str, Value] = {"account": account.name, "platform": account.platform, **data}
    excerpt = quoted(shown) if shown else ""
    return Finding(code, account.address, (code,), told, excerpt=excerpt, certainty=Certainty.SUSPECTED)
