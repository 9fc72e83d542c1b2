"""Accounts side by side: which are truly of one unit, what their names have in common, which reading may be judged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta

from checks.facts.organs import same_organ
from checks.model.activity import NO_POSTS
from checks.model.posts import Post, Reading
from checks.model.registry import Account, SubjectState
from checks.model.views import AccountView

_PLAIN = re.compile(r"[\W_]+")
_SHORTEST = 2
"""Characters of what is left of a name that still says whose it is."""

"""What stands among the posts of a reading and says nothing of what was published."""

_PLACE = 4
"""Characters from which on a name says more than a place."""


def peers(view: AccountView) -> list[Account]:
    """The other accounts of the unit that are in use, by key: not those of an office that only shares its name."""
    return [one for one in view.siblings if one.state is SubjectState.NORMAL and one_unit(view.account, one)]


def one_unit(one: Account, other: Account) -> bool:
    """Do two accounts belong to one unit? `办公室` of two counties is two units: what is over them tells."""
    pairs = ((one.parent_unit, other.parent_unit), (one.region, other.region))
    return one.unit == other.unit and all(not a or not b or a == b for a, b in pairs)


def in_order(accounts: Iterable[Account]) -> list[Account]:
    """The account that a unit keeps comes first: its main one, then those that are named by more than their name."""
    return sorted(accounts, key=lambda one: (not one.main, one.weak_key, one.key))


def name_stem(name: str, endings: Sequence[str]) -> str:
    """What a name says of its owner: `临江发布`, `临江官方微博` → `临江`. All of it where nothing would be left."""
    stem = whole = plain(name)
    while ending := next((one for one in endings if stem.endswith(one) and len(stem) - len(one) >= _SHORTEST), ""):
        stem = stem.removesuffix(ending)
    return stem or whole


def plain(name: str) -> str:
    """A name as it is compared: NFKC, lower case, letters and digits only."""
    return _PLAIN.sub("", unicodedata.normalize("NFKC", name[:100]).casefold())


def near_names(one: str, other: str) -> bool:
    """May two stems be one name? Short and long forms are (`临江文旅`, `临江县文化和旅游局`). A mere place is
    one only with what begins with it: `临江` with `临江县人民政府`, not with `平安临江`."""
    short, long = sorted((one, other), key=len)
    if len(short) < _PLACE:
        return long.startswith(short) if len(short) >= _SHORTEST else one == other
    return same_organ(one, other)


def best(view: AccountView) -> Reading | None:
    """The reading that tells most: one that may be judged, with the most posts. None where nothing may be judged."""
    told = [reading for reading in view.readings() if reading.judgeable]
    return max(told, key=lambda reading: (reading.profile is not None, len(reading.posts)), default=None)


def run_of_posts(view: AccountView, reading: Reading, least: int, days: int) -> list[Post]:
    """The posts of a reading; where they are fewer than `least`, the newest of those that earlier nights saw, not older
    than `days`, make them up to it."""
    shown = [post for post in reading.posts if post.kind not in NO_POSTS]
    since = view.moment - timedelta(days=days)
    earlier = [post for post in view.earlier if post.kind not in NO_POSTS and post.moment and post.moment >= since]
    return [*shown, *earlier[: max(least - len(shown), 0)]]
