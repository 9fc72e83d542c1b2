"""Numbers of persons in the address and the number of a message, and numbers of pages, which stay."""

from __future__ import annotations

import pytest

from results.intake.complaints import private
from results.masking import address_masked, mask_address
from results.sealing import Seal

HOST = "http://a.gov.cn/"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("q?id=110101199003074477", "q?id=110101**********77"),  # a whole value: by its form alone
        ("q?id=11010119900307447X&a=1", "q?id=110101**********7X&a=1"),
        ("q?phone=13812345678#x", "q?phone=138****5678#x"),
        ("q?phone=+8613812345678", "q?phone=+86138****5678"),
        ("q?phone=%2B8613812345678&a=1", "q?phone=%2B86138****5678&a=1"),
        ("user/110101199003074470/a.html", "user/110101**********70/a.html"),  # its check digit is right
    ],
)
def test_what_can_only_be_a_persons_is_masked(given: str, kept: str) -> None:
    assert mask_address(HOST + given) == HOST + kept
    assert mask_address(HOST + kept) == HOST + kept
    assert address_masked(HOST + kept)


@pytest.mark.parametrize(
    "given",
    [
        "art/2026/11/20/art_13812345678.html",
        "art/13812345678.html",
        "art/110101199003074477.html",  # no check digit: the number of a page
        "col?id=13812345678901",
        "col?id=1381234567",
        "2026/t20261120_6212021234567890123.html",
        "a**b/",
    ],
)
def test_the_numbers_of_pages_stay(given: str) -> None:
    assert mask_address(HOST + given) == HOST + given
    assert not address_masked(HOST + given)


def test_two_numbers_that_are_masked_alike_stay_two() -> None:
    seal, other = Seal(b"s" * 32), Seal(b"t" * 32)
    one, two = private("13812345678", seal), private("13899995678", seal)
    assert one.startswith("138****5678#")
    assert one != two
    assert one == private("13812345678", seal) != private("13812345678", other)
    assert private("202611200001", seal) == "202611200001"
