"""The index of words offers every issue that holds a text, and follows what issues say; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from checks.model.registry import Registry
from results.following import follow
from results.ledger import issue_lists, registry, runs, word_index
from results.ledger.engine import Ledger
from results.ledger.issue_lists import Order, Wanted
from results.ledger.scope import WHOLE, Scope
from results.ledger.word_index import Told
from tests.results.making import NOW, SITE, edition, finding, outcome

SAID = ("关于做好防汛工作的通知", "ＡＢＣ 公告 Notice", "预算", "x", "龘字", "emoji😀在此", "100%_", "")
ASKED = (
    *("防汛", "做好防", "防", "通知", "知通", "notice", "NOTICE", "otic", "no", "o", "x", "龘", "ａｂｃ", "ABC", "ａ"),
    *("😀", "😀在", "算", "0%", "%_", "%", "_", "linjiang", "gov.cn/", "/1", "cn/5"),
    *("没有这样的", "工作的通知x", "防汛通知", " 公", "C 公", "0%_"),
)


def night(connection: Connection, said: dict[str, str], day: int = 0) -> None:
    at = NOW + timedelta(days=day)
    run = runs.start(connection, kind="nightly", edition="test", code="1", moment=at)
    found = outcome(*(finding(name, excerpt=what) for name, what in said.items()))
    follow(connection, run, SITE.key, [found], lambda url: True, edition(), "v", moment=at)


def furnished(connection: Connection) -> dict[str, str]:
    registry.save(connection, Registry(sites=(SITE,)))
    said = {str(number): what for number, what in enumerate(SAID)}
    night(connection, said)
    return said


def listed(connection: Connection, asked: str, **more: object) -> set[str]:
    given = Wanted(text=asked, **more)  # type: ignore[arg-type]
    return {one.finding.at.rsplit("/", 1)[1] for one in issue_lists.page(connection, WHOLE, given).issues}


def walked(connection: Connection, asked: str) -> set[str]:
    """By the database alone, without an index."""
    some = " or ".join(f"lower({name}) like lower(:asked) escape '!'" for name in ("text", "url", "found_on"))
    escaped = "".join(f"!{sign}" if sign in "%_!" else sign for sign in asked)
    rows = connection.execute(text(f"select url from issues where {some}"), {"asked": f"%{escaped}%"})
    return {row.url.rsplit("/", 1)[1] for row in rows}


def offered(connection: Connection, asked: str) -> list[int]:
    found = word_index.seldom(connection, asked, 1_000)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("handful", [0, 2, word_index.HANDFUL])
def test_a_list_holds_what_looking_at_every_issue_finds(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, handful: int
) -> None:
    monkeypatch.setattr(word_index, "HANDFUL", handful)
    with ledger.begin() as connection:
        furnished(connection)
        met = set()
        for asked in ASKED:
            expected = walked(connection, asked)
            for order in Order:
                assert listed(connection, asked, order=order) == expected, asked
            met.add(bool(expected))
        assert met == {True, False}


def test_the_index_leaves_out_what_lacks_a_word(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        assert offered(connection, "防汛") == [1]
        assert offered(connection, "防") == [1]
        assert offered(connection, "没有") == []
        assert offered(connection, "/5") == [6]
        assert word_index.seldom(connection, "gov", 3) is None  # all have it: more than are looked up
        assert word_index.seldom(connection, "g", 1_000) is None  # a letter says nothing


def test_what_an_issue_says_now_is_found_and_what_it_said_is_not(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        said = furnished(connection)
        night(connection, {**said, "0": "关于抗旱的公示"}, 1)
        assert offered(connection, "防汛") == []
        assert offered(connection, "抗旱") == [1]
        assert offered(connection, "关于") == [1]
        assert (listed(connection, "抗旱"), listed(connection, "防汛")) == ({"0"}, set())


def test_what_is_undone_is_not_in_the_index(ledger: Ledger) -> None:
    def dies_in_the_middle() -> None:
        with ledger.begin() as connection:
            furnished(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dies_in_the_middle()
    with ledger.begin() as connection:
        assert offered(connection, "防汛") == []


def test_a_scope_and_a_state_hold_for_what_the_index_offers(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        for scope, count in ((Scope(units=("没有",)), 0), (Scope(), 0), (WHOLE, 1)):
            assert len(issue_lists.page(connection, scope, Wanted(text="防汛")).issues) == count
        assert listed(connection, "防汛", states=("new",)) == {"0"}
        assert listed(connection, "防汛", states=("fixed",)) == set()
        assert listed(connection, "防汛", checks=("another",)) == set()


def test_an_old_ledger_is_entered_when_it_is_upgraded(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        furnished(connection)
        before = {asked: offered(connection, asked) for asked in ASKED if word_index.asked(asked) is not None}
        config = Config()
        config.set_main_option("script_location", "results.ledger:migrations")
        config.attributes["connection"] = connection
        command.downgrade(config, "0016_tallies")
        command.upgrade(config, "head")
        for asked, numbers in before.items():
            assert sorted(offered(connection, asked)) == sorted(numbers), asked


def test_terms_are_what_stands_side_by_side() -> None:
    told = Told("防汛", "http://a", "")
    assert word_index.asked("a") is None
    for part in ("防汛", "汛", "://", "ttp", "HTTP://A", ":"):
        assert set(word_index.asked(part) or ()) <= word_index.terms(told), part
    for part in ("汛h", "汛防", "htp", "ptt"):
        assert not set(word_index.asked(part) or ()) <= word_index.terms(told), part
