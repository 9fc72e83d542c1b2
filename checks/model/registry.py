"""Who answers for what: units, their sites, the columns and accounts an office has registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone
from enum import StrEnum
from urllib.parse import urlsplit

BEIJING = timezone(timedelta(hours=8), "+08:00")
"""The zone in which offices write dates; China has had no summer time since 1992."""


class SiteKind(StrEnum):
    """What a site is, as the indicators distinguish it (网站类型)."""

    PORTAL = "portal"  # 门户网站: of a government, or of a State Council department
    DEPARTMENT = "department"  # 部门网站
    OTHER = "other"  # 其他, or not said


class Level(StrEnum):
    """Administrative level (行政级别)."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    UNKNOWN = "unknown"


class SubjectState(StrEnum):
    """Registration state of a site or an account (状态)."""

    NORMAL = "normal"  # 正常
    PAUSED = "paused"  # 临时下线
    CLOSED = "closed"  # 关停
    CANCELLED = "cancelled"  # 注销
    CHANGED = "changed"  # 变更


GLANCED = frozenset((SubjectState.PAUSED, SubjectState.CLOSED, SubjectState.CANCELLED))
"""Sites in these states are not visited: their names and home pages are glanced at, and nothing else is judged."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An office (主办单位). `parent` is the name of the unit above it, "" at the top."""

    name: str
    parent: str = ""
    level: Level = Level.UNKNOWN
    region: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A registered website. `home` is an absolute http(s) address; `code` the ten-character 网站标识码, "" if none."""

    name: str
    home: str
    unit: str
    code: str = ""
    kind: SiteKind = SiteKind.OTHER
    level: Level = Level.UNKNOWN
    region: str = ""
    has_services: bool = True
    state: SubjectState = SubjectState.NORMAL
    hosts: tuple[str, ...] = ()
    """Further registered hosts of the same site, lower case, without port unless one was registered."""
    full_coverage: bool = False
    """True when the owner authorised fetching what robots.txt disallows."""
    contact: str = ""
    phone: str = ""
    notes: str = ""

    @property
    def key(self) -> str:
        """What names the site in the ledger: its code, or its home page where it has none."""
        return self.code or self.home

    @property
    def all_hosts(self) -> frozenset[str]:
        """Host of the home page and the further registered hosts (lower case, with port if the address has one)."""
        return frozenset({urlsplit(self.home).netloc.lower(), *self.hosts})

    def door(self, host: str) -> str:
        """Where what is said of a host stands: the home page on its own host, else the root of `host`."""
        own = urlsplit(self.home)
        return self.home if host.lower() in (own.netloc.lower(), own.hostname) else f"{own.scheme or 'http'}://{host}/"


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) that the office registered. `days` is its promised rhythm, None where none was given."""

    site: str
    name: str
    url: str
    category: str = ""
    days: int | None = None
    exempt: str = ""
    """A person's recorded reason why this column owes no updates; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Account:
    """A registered new-media account (政务新媒体)."""

    platform: str
    name: str
    unit: str
    platform_id: str = ""
    home: str = ""
    parent_unit: str = ""
    level: Level = Level.UNKNOWN
    region: str = ""
    verified_as: str = ""
    days: int | None = None
    source: str = ""
    source_url: str = ""
    state: SubjectState = SubjectState.NORMAL
    main: bool = False
    notes: str = ""

    @property
    def key(self) -> str:
        """(platform, id), else (platform, home), else (platform, name, unit): the last is a weak key."""
        return f"{self.platform}|{self.platform_id or self.home or f'{self.name}|{self.unit}'}"

    @property
    def address(self) -> str:
        """Where a reader finds it: its home page, else where its source is read, else its key."""
        return self.home or self.source_url or self.key

    @property
    def weak_key(self) -> bool:
        """True when the account can only be told by its name."""
        return not (self.platform_id or self.home)


ACCOUNTS_KEPT = 1_000
"""Accounts that are handed to the visit of a site: those of its unit first, then of what is next to it."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything an office has registered: what intake reads, the ledger keeps and a run visits."""

    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()
    columns: tuple[Column, ...] = ()
    accounts: tuple[Account, ...] = ()
