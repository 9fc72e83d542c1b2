"""Whether an account that a page shows is a registered one: by ids of one sort, by names where there are none."""

from __future__ import annotations

from enum import Enum, auto

from checks.facts.accounts import near_names, plain
from checks.facts.profiles import Handle, handle_of, kind_of
from checks.model.registry import Account
from checks.model.shown_accounts import ShownAccount
from checks.model.urls import normalise


class Same(Enum):
    """UNSURE: what is known of both cannot be compared."""

    YES, NO, UNSURE = auto(), auto(), auto()


def same_account(one: ShownAccount, account: Account) -> Same:
    """Is an account that a page shows this registered one of the same platform? By id or address where these can be
    compared, else by name."""
    home = normalise(account.home) if account.home else None
    if one.id:
        mine = Handle(one.platform, one.id)
        handles = [Handle(account.platform, account.platform_id)] if account.platform_id else []
        handles += [handle] if home and (handle := handle_of(home)) is not None else []
        alike = [other for other in handles if kind_of(other) == kind_of(mine)]
        if alike:
            return Same.YES if any(_folded(other) == _folded(mine) for other in alike) else Same.NO
    if one.name and _alike(plain(one.name), plain(account.name)):
        return Same.YES
    return Same.UNSURE if one.url else Same.NO  # the words of a link may name the office and not the account


def _folded(handle: Handle) -> str:
    return handle.id.removeprefix("@").casefold()


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and (short in long or near_names(one, other))
