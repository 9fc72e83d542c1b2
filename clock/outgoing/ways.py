"""Which ways out are open, by the settings and the environment; what is missing is said in Chinese."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from clock.settings import OutgoingSettings, Settings, SettingsError
from results.errors import NotAllowed
from results.mailing import require_address
from results.messages import WEBHOOKS, Channels

PASSWORD = "XUNWANG_MAIL_PASSWORD"
_TLS = ("starttls", "tls", "none")
_SIGNED = ("feishu", "dingtalk")


@dataclass(frozen=True, slots=True)
class Robot:
    """Where a group robot listens, and what signs the messages to it, "" where that is not asked for; both secret."""

    kind: str
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)


def channels_of(settings: Settings) -> Channels:
    """The ways out by which messages are queued. Raises SettingsError for what could never be sent."""
    own = settings.outgoing
    if not own.on:
        return Channels()
    _require_right(own)
    return Channels(bool(own.mail_host), own.office, tuple(dict.fromkeys(own.webhooks)), own.console)


def password(own: OutgoingSettings, environment: Mapping[str, str] = os.environ) -> str:
    """What the mail server is signed in to with, "" without a user. Raises SettingsError where it is not given."""
    if not own.mail_user:
        return ""
    if not environment.get(PASSWORD):
        raise SettingsError(f"设置了 outgoing.mail_user，但没有环境变量 {PASSWORD}；请把邮箱口令放在那里")
    return environment[PASSWORD]


def robot_of(kind: str, environment: Mapping[str, str] = os.environ) -> Robot:
    """The robot of a platform. Raises SettingsError where its address is not given or is none."""
    name = f"XUNWANG_{kind.upper()}_URL"
    url = environment.get(name, "").strip()
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine:
        raise SettingsError(f"outgoing.webhooks 里有 {kind}，但环境变量 {name} 没有设成群机器人的完整网址")
    secret = environment.get(f"XUNWANG_{kind.upper()}_SECRET", "").strip() if kind in _SIGNED else ""
    return Robot(kind, url, secret)


def _require_right(own: OutgoingSettings) -> None:
    if not own.mail_host and not own.webhooks:
        raise SettingsError("outgoing.on 开着，但 mail_host 和 webhooks 都没有设；请至少设一个，或改为 on = false")
    if strange := [kind for kind in own.webhooks if kind not in WEBHOOKS]:
        raise SettingsError(f"outgoing.webhooks 里的 {strange[0]} 不认识；可用的有 {'、'.join(WEBHOOKS)}")
    if own.mail_tls not in _TLS:
        raise SettingsError(f"outgoing.mail_tls 不能是 {own.mail_tls}；可用的有 {'、'.join(_TLS)}")
    if own.mail_host and own.mail_tls == "none" and own.mail_user:
        raise SettingsError("outgoing.mail_tls 是 none 时口令会在网上明文传送，不允许；请改为 starttls 或 tls")
    try:
        for address in (own.mail_from, *own.office) if own.mail_host else own.office:
            require_address(address)
    except NotAllowed as error:
        raise SettingsError(f"outgoing.mail_from 或 outgoing.office 不对：{error.message}") from error
