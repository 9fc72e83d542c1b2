"""Accounts of new media as a page of a site shows them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Shown(StrEnum):
    """Where a page shows an account as one of its own."""

    FOOT = "foot"
    HEAD = "head"  # beside the name of the site, or in its navigation
    BLOCK = "block"  # 关注我们, 新媒体矩阵: a box of its own
    MATRIX = "matrix"  # a page of nothing else: it shows those of other units, too


class ShownAccount(NamedTuple):
    """One account. `platform` as the registry calls it; `id` is what its address tells, "" where it has none; `name`
    what stands there, "" for a bare icon; `url` where a link leads, "" for a name beside a picture."""

    platform: str
    id: str = ""
    name: str = ""
    url: str = ""
    place: Shown = Shown.FOOT
