"""Passwords: kept as argon2id digests only, and refused where they are easily guessed."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from results.errors import NotAllowed

SHORTEST = 10
LONGEST = 128
"""Characters. A longer one would only keep the machine busy."""
_DIFFERENT = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GENERATED = 16
_hasher = PasswordHasher()
_NOBODYS = _hasher.hash(secrets.token_hex(16))


def digest(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def fits(kept: str, password: str) -> bool:
    """Is it the password of which `kept` is the digest? "" is nobody's, and takes as long to refuse."""
    try:
        return _hasher.verify(kept or _NOBODYS, password[: LONGEST + 1]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Was `kept` made with weaker parameters than those of today?"""
    return _hasher.check_needs_rehash(kept)


def require_strong(password: str, name: str) -> None:
    """Raises NotAllowed for a password of the user `name` that is easily guessed, saying how to mend it."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise NotAllowed(f"口令应有 {SHORTEST} 到 {LONGEST} 个字符；请换一个")
    if password.isdecimal() or (password.isalpha() and password.isascii()):
        raise NotAllowed("口令不能只有数字或只有字母；请混用字母、数字和符号")
    if len(set(password)) < _DIFFERENT:
        raise NotAllowed(f"口令里不同的字符不到 {_DIFFERENT} 个；请换一个不容易猜到的")
    if name and name.casefold() in password.casefold():
        raise NotAllowed("口令里不能有用户名；请换一个")


def generated() -> str:
    """A password by chance, without letters that are mistaken for each other."""
    while True:
        made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GENERATED // 4))
        if any(map(str.isdigit, made)) and len(set(made)) >= _DIFFERENT:
            return made
