"""The accounts of the county: enough of them, each read where the registry says, and more that only look silent."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.county import County
from tests.county.faults.accounts import CHECK


def test_there_are_enough_and_none_is_registered_twice(county: County) -> None:
    assert len(county.accounts) >= 60
    assert len({(one.platform, one.number) for one in county.accounts}) == len(county.accounts)
    assert len({one.source for one in county.accounts}) >= 12


def test_more_accounts_only_look_silent_than_are(county: County) -> None:
    silent = [a for a in county.answers if a.check == CHECK]
    calm = [m for m in county.near_misses if m.check == CHECK]
    assert len(calm) > len(silent) >= 12
    assert {a.code for a in silent} == {"silent", "late", "nearing", "never"}
    homes = {one.home for one in county.accounts}
    assert {said.url for said in (*silent, *calm)} <= homes


def test_every_address_that_is_read_answers(county: County) -> None:
    for one in county.accounts:
        parts = urlsplit(one.url)
        if one.source not in ("", "sheet", "wechat_mp"):
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            answer = county.respond(parts.netloc, path)
            assert answer.status in (200, 302, 418, 432, 502), one
        assert county.respond(*urlsplit(one.home)[1:3]).status == 200, one
