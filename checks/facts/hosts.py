"""What is known of a host by its name: whether honest pages lead there by habit, whether it is where parked names lead.

The names are in hosts.toml, each list with its source. Hosts are given in lower case, with or without port.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_SECOND = frozenset(("com", "net", "org", "gov", "edu", "ac", "mil", "co"))
_PROVINCES = frozenset(
    ("bj", "sh", "tj", "cq", "he", "sx", "nm", "ln", "jl",
     "hl", "js", "zj", "ah", "fj", "jx", "sd", "ha", "hb", "hn", "gd", "gx",
     "hi", "sc", "gz", "yn", "xz", "sn", "gs", "qh", "nx", "xj", "tw", "hk", "mo")
)  # fmt: skip
_WW = re.compile(r"ww(?:1|7|11|12|16|17|25|38|99)\.")
_NUMBER = re.compile(r"[\d.]+|\[.*")


@lru_cache(maxsize=8_192)
def registrable(host: str) -> str:
    """The part of a host that somebody registered: `a.b.com` → `b.com`, `x.county.gov.cn` → `county.gov.cn`."""
    host = host.partition(":")[0].rstrip(".") if not host.startswith("[") else host
    parts = host.split(".")
    if len(parts) <= 2 or _NUMBER.fullmatch(host):
        return host
    second = parts[-2] in _SECOND or (parts[-1] == "cn" and parts[-2] in _PROVINCES)
    return ".".join(parts[-3 if second else -2 :])


@lru_cache(maxsize=8_192)
def trusted(host: str) -> bool:
    """True for public bodies, news agencies and services (statistics, sharing, maps …) that honest pages use."""
    return _among(host, "trusted")


def encyclopedic(host: str) -> bool:
    """True where people write about offices: encyclopedias, platforms, job boards."""
    return trusted(host) or _among(host, "encyclopedia")


@lru_cache(maxsize=2_048)
def parking(host: str) -> bool:
    """True for hosts of those who deal in names, and for the ww1., ww17. … to which parked names send."""
    return _among(host, "parking") or _WW.match(host) is not None


def risky(host: str) -> bool:
    """True for hosts with a suffix that is cheap to have and much abused."""
    return _among(host, "risky")


@lru_cache(maxsize=2_048)
def injected(host: str) -> bool:
    """True for hosts of scripts that were found on several unrelated sites: nobody put them there on purpose."""
    return _among(host, "injected")


def _among(host: str, table: str) -> bool:
    parts = host.partition(":")[0].rstrip(".").split(".")[-8:]
    names = _names(table)
    return any(".".join(parts[start:]) in names for start in range(len(parts)))


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(host for entry in _sheet()[table] for host in entry["hosts"])


@cache
def _sheet() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(resources.files(__package__).joinpath("hosts.toml").read_text(encoding="utf-8"))
