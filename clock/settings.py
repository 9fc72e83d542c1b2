"""Reads xunwang.toml: every key documented in docs/settings.md, an unknown key is an error that names it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from checks.indicators.edition import DEFAULT
from crawler.target import BothWays, Manners, Network
from results.errors import PersonError

FILE = "xunwang.toml"
VARIABLE = "XUNWANG_CONFIG"


class SettingsError(PersonError):
    """A settings file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Data:
    """`path`: folder of visits, reports and the SQLite ledger."""

    path: str = "data"


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """`url`: SQLAlchemy address; "" means the SQLite file in the data folder."""

    url: str = ""


@dataclass(frozen=True, slots=True)
class RulesSettings:
    """`edition`: name or path of the edition; `overlays`: names or paths laid over it in order."""

    edition: str = DEFAULT
    overlays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSettings:
    """`workers`: processes, 0 = one a core; `visits_at_once`: visits in one; `keep`: visits kept of each site;
    `good_days`: for so many days a good answer of a foreign address is not asked for again."""

    workers: int = 0
    visits_at_once: int = 8
    keep: int = 4
    good_days: float = 3.0

    @property
    def good_for(self) -> timedelta:
        return timedelta(days=min(max(self.good_days, 0.0), 3_650.0))


@dataclass(frozen=True, slots=True)
class ProbeSettings:
    """Rounds of availability. `vantage` names this place among several; `seconds` is how long one answer is waited for,
    and must be more than the limit of the official text; `keep_days`: rounds older than this are forgotten;
    `ipv6_per_day`: in so many rounds a day at most home pages are asked over IPv6 as well, 0 = never, and
    `ipv6_keep_days`: for so long these answers are kept."""

    vantage: str = "本机"
    spread_minutes: float = 10.0
    gap_seconds: float = 1.0
    at_once: int = 64
    seconds: float = 20.0
    witness_seconds: float = 60.0
    keep_days: int = 90
    ipv6_per_day: int = 6
    ipv6_keep_days: int = 14


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The own search of a site, asked for titles of its own pages. `every_days`: so many days the answers stand, 0 asks
    in every visit; `questions`: so many in one visit at most. Not at all where `on` is False."""

    on: bool = True
    every_days: float = 7.0
    questions: int = 40


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """New-media accounts. `hurry` multiplies the seconds that are left between two questions to a source; `keep_days`:
    for so long their posts are kept, what they come to by month stays."""

    hurry: float = 1.0
    keep_days: int = 400


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """Notices to units (整改通知): `workdays` is how long a unit has to mend. A default of ours, no official text."""

    workdays: int = 10


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """Papers. `office`, `contact`: who signs them and how to reach him; `notice_mark` stands before 〔year〕 in the
    number of a notice; `notice_template`, `bulletin_template`: an office's own templates of it and of a bulletin
    (docx), "" = those of the program; `receiver`: to whom bulletins are sent, "" = 各有关单位."""

    office: str = ""
    contact: str = ""
    notice_mark: str = ""
    notice_template: str = ""
    bulletin_template: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class SampleSettings:
    """The weekly sample: the part of portals, departments, other sites and accounts that is drawn, 0 to 1, and within
    how many weekly draws everybody is drawn. 12 draws fit into every calendar quarter."""

    portals: float = 1.0
    departments: float = 0.30
    others: float = 0.30
    accounts: float = 0.20
    cycle: int = 12


@dataclass(frozen=True, slots=True)
class OutgoingSettings:
    """Messages to the outside; nothing is sent unless `on`. `mail_tls`: starttls, tls or none; `office`: mailboxes of
    the office itself; `webhooks`: of feishu, dingtalk, wecom; `console`: the address of the console as readers know it;
    `tries`: so often a message is tried; `seconds`: so long an answer is waited for. Secrets are in the environment."""

    on: bool = False
    mail_host: str = ""
    mail_port: int = 587
    mail_tls: str = "starttls"
    mail_user: str = ""
    mail_from: str = ""
    office: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()
    console: str = ""
    tries: int = 6
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """The console. `proxy`: address of the one proxy whose word on addresses and https is believed, "" = none;
    `idle_minutes`, `session_hours`: so long a session lasts without and with use; after `failures` wrong passwords in a
    row a user is locked for `lock_minutes`; `tries_per_address`, `tries_per_name`: passwords tried in one minute;
    `page`: lines of a list; `export_rows`: lines of one exported file; `calls_per_token`: requests of one token
    answered in a minute; `ledger_seconds`: so long a page waits for a ledger that is being written; `looks`: does this
    machine take what is to be looked at again now, `look_minutes`: one look at most, `looks_per_hour`: asked for by one
    person."""

    host: str = "127.0.0.1"
    port: int = 8088
    threads: int = 8
    proxy: str = ""
    idle_minutes: float = 30.0
    session_hours: float = 12.0
    failures: int = 5
    lock_minutes: float = 15.0
    tries_per_address: int = 30
    tries_per_name: int = 10
    page: int = 50
    export_rows: int = 100_000
    calls_per_token: int = 120
    ledger_seconds: float = 5.0
    looks: bool = True
    look_minutes: float = 10.0
    looks_per_hour: int = 30


@dataclass(frozen=True, slots=True)
class Settings:
    data: Data = field(default_factory=Data)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    network: Network = field(default_factory=Network)
    manners: Manners = field(default_factory=Manners)
    ways: BothWays = field(default_factory=BothWays)
    search: SearchSettings = field(default_factory=SearchSettings)
    accounts: AccountSettings = field(default_factory=AccountSettings)
    rules: RulesSettings = field(default_factory=RulesSettings)
    run: RunSettings = field(default_factory=RunSettings)
    probe: ProbeSettings = field(default_factory=ProbeSettings)
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    reports: ReportSettings = field(default_factory=ReportSettings)
    sample: SampleSettings = field(default_factory=SampleSettings)
    outgoing: OutgoingSettings = field(default_factory=OutgoingSettings)
    console: ConsoleSettings = field(default_factory=ConsoleSettings)

    @property
    def folder(self) -> Path:
        return Path(self.data.path)

    @property
    def ledger_url(self) -> str:
        return self.ledger.url or f"sqlite:///{self.folder / 'ledger.sqlite'}"


def load(path: Path | None = None) -> Settings:
    """Settings from `path`, else from the file XUNWANG_CONFIG names, else from ./xunwang.toml, else the defaults.

    Raises SettingsError, naming file and key.
    """
    named = path or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    chosen = named or Path(FILE)
    if named is None and not chosen.exists():
        return Settings()
    try:
        tables = tomllib.loads(chosen.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"读不到设置文件 {chosen}：{error.strerror}；请检查 --config 或环境变量 {VARIABLE}"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"设置文件 {chosen} 不是合法的 TOML（UTF-8）：{error}") from error
    _refuse_unknown(tables, Settings, chosen, "")
    try:
        return msgspec.convert(tables, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"设置文件 {chosen} 的取值不对：{error}") from error


def _refuse_unknown(table: Mapping[str, Any], shape: type, file: Path, under: str) -> None:
    hints = get_type_hints(shape)
    for key, value in table.items():
        where = f"{under}.{key}" if under else key
        if key not in hints:
            known = "、".join(f.name for f in fields(shape))
            raise SettingsError(f"设置文件 {file} 中有不认识的键 {where}；这里可用的键：{known}")
        if is_dataclass(hints[key]):
            if not isinstance(value, Mapping):
                raise SettingsError(f"设置文件 {file} 的 {where} 应是一个表，写成 [{where}]")
            _refuse_unknown(value, hints[key], file, where)  # type: ignore[arg-type]
