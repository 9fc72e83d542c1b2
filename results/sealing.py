"""Who sent a message: sealed before it is stored, masked where it is shown (standards.md 8: 入库加密、导出脱敏).

Sealed with Fernet (AES-128-CBC and HMAC-SHA256) under a key drawn from a secret of the installation by HKDF.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

import msgspec
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from results.errors import NotReadable
from results.masking import mask

_PURPOSE = b"xunwang senders of messages v1"
_MARKING = b"xunwang marks of numbers v1"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a message, each "" where it is not told. Never shown whole but to those who answer it."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __repr__(self) -> str:
        return "Sender(…)"

    @property
    def masked(self) -> Sender:
        """张**, 138****1234, z***@example.cn: what lists and exports show."""
        at, host = self.email.partition("@")[::2]
        return Sender(
            self.name[:1] + "*" * len(self.name[1:]),
            _phone(self.phone),
            f"{at[:1]}***@{host}" if host else "*" * len(self.email),
        )


class Seal:
    """Seals and opens senders under one secret."""

    def __init__(self, secret: bytes) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret)
        self._fernet = Fernet(urlsafe_b64encode(key))
        self._secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=_MARKING).derive(secret)

    def mark(self, text: str) -> str:
        """Twelve letters that tell `text` from any other, and to nobody without the secret what it is."""
        return hmac.new(self._secret, text.encode(), "sha256").hexdigest()[:12]

    def close(self, sender: Sender) -> bytes:
        """Nothing where nothing is told."""
        return b"" if sender == Sender() else self._fernet.encrypt(msgspec.json.encode(sender))

    def open(self, sealed: bytes) -> Sender:
        """Raises NotReadable where it was sealed under another secret, or was changed."""
        if not sealed:
            return Sender()
        try:
            return msgspec.json.decode(self._fernet.decrypt(sealed), type=Sender)
        except (InvalidToken, msgspec.MsgspecError) as error:
            raise NotReadable("留言人信息解不开：加密密钥换过，或数据被改动；请恢复数据文件夹里的 key 文件") from error


def _phone(number: str) -> str:
    shown = mask(number)
    return shown if shown != number or len(number) < 5 else f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"
