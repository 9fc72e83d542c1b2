"""Who sent a message is sealed, and shown in part."""

from __future__ import annotations

import pytest

from results.errors import NotReadable
from results.sealing import Seal, Sender

SENDER = Sender("张三丰", "13812345678", "zhang@example.cn")


def test_what_was_sealed_is_read_with_the_same_secret_alone() -> None:
    sealed = Seal(b"s" * 32).close(SENDER)
    assert not any(part.encode() in sealed for part in ("张三丰", "13812345678", "example"))
    assert Seal(b"s" * 32).open(sealed) == SENDER
    with pytest.raises(NotReadable, match="key"):
        Seal(b"t" * 32).open(sealed)
    with pytest.raises(NotReadable):
        Seal(b"s" * 32).open(sealed[:-2] + b"AA")


def test_nobody_is_sealed_as_nothing() -> None:
    seal = Seal(b"s" * 32)
    assert seal.close(Sender()) == b""
    assert seal.open(b"") == Sender()


@pytest.mark.parametrize(
    ("sender", "shown"),
    [
        (SENDER, Sender("张**", "138****5678", "z***@example.cn")),
        (Sender("李", "0935-1234567", "no address"), Sender("李", "093*******67", "**********")),
        (Sender(phone="110"), Sender(phone="110")),
    ],
)
def test_lists_show_a_part(sender: Sender, shown: Sender) -> None:
    assert sender.masked == shown
    assert "138" not in repr(sender)
