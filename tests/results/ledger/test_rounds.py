"""The series of availability in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config

from checks.model.captures import Failure, HttpProbe, Phases
from checks.model.rounds import Doubt, Heard, Round
from results.ledger import rounds
from results.ledger.engine import Ledger, open_ledger
from tests.results.making import HOME
from tests.results.weeks import FIRST, failed, good, round_at

HOUR = timedelta(hours=1)
ONE = round_at(FIRST)
FULL = HttpProbe(
    HOME,
    FIRST + timedelta(seconds=7),
    family=6,
    status=502,
    final_url=HOME + "error",
    phases=Phases(0.001, 0.02, None, 1.5, 14.999),
    size=123_456,
    marks=("guard:x", "maintenance"),
)


def heard(ledger: Ledger, site: str = "a", home: str = HOME, family: int = 0) -> list[Heard]:
    with ledger.connect() as connection:
        return list(rounds.series(connection, site, home, FIRST - 24 * HOUR, FIRST + 24 * HOUR, family))


def add(ledger: Ledger, round_: Round, *answers: HttpProbe, site: str = "a") -> bool:
    with ledger.begin() as connection:
        return rounds.add(connection, round_, {(site, probe.subject, probe.family): probe for probe in answers})


def test_what_is_kept_comes_back(ledger: Ledger) -> None:
    assert add(ledger, ONE, FULL)
    assert heard(ledger, family=6) == [Heard(ONE, FULL)]
    late = replace(ONE, began=FIRST + HOUR, ended=FIRST + 2 * HOUR, doubt=Doubt.CLOCK, witnessed=False)
    assert add(ledger, late, failed(FIRST + HOUR, Failure.NXDOMAIN, 0.25))
    assert heard(ledger)[0] == Heard(late, failed(FIRST + HOUR, Failure.NXDOMAIN, 0.25))


def test_every_failure_and_mark_can_be_kept(ledger: Ledger) -> None:
    for number, failure in enumerate(Failure):
        add(ledger, round_at(FIRST + number * timedelta(minutes=15)), failed(FIRST, failure))
    assert [one.probe.failure for one in heard(ledger)] == list(Failure)


def test_a_round_is_kept_once(ledger: Ledger) -> None:
    assert add(ledger, ONE, good(FIRST))
    assert not add(ledger, ONE, failed(FIRST))
    assert [one.probe.status for one in heard(ledger)] == [200]


def test_rounds_of_two_places_stand_beside_each_other_in_the_order_of_time(ledger: Ledger) -> None:
    places = [round_at(FIRST + HOUR), round_at(FIRST, vantage="二号"), round_at(FIRST)]
    for place in places:
        assert add(ledger, place, good(place.began))
    assert {(one.round.vantage, one.round.began) for one in heard(ledger)} == {(p.vantage, p.began) for p in places}
    assert [one.round.began for one in heard(ledger)] == [FIRST, FIRST, FIRST + HOUR]


def test_sites_do_not_mix_and_a_new_address_is_a_new_series(ledger: Ledger) -> None:
    moved = "http://new.gov.cn/"
    with ledger.begin() as connection:
        rounds.add(connection, ONE, {("a", HOME, 0): good(FIRST), ("b", HOME, 0): failed(FIRST)})
        rounds.add(connection, round_at(FIRST + HOUR), {("a", moved, 0): good(FIRST + HOUR, home=moved)})
    assert [one.probe.failure for one in heard(ledger, "a")] == [None]
    assert [one.probe.failure for one in heard(ledger, "b")] == [Failure.TIMEOUT]
    assert [one.probe.subject for one in heard(ledger, "a", moved)] == [moved]
    assert heard(ledger, "c") == []


def test_a_family_is_a_series_of_its_own(ledger: Ledger) -> None:
    over = replace(failed(FIRST), family=6)
    add(ledger, ONE, good(FIRST), over)
    assert [one.probe.failure for one in heard(ledger)] == [None]
    assert [one.probe for one in heard(ledger, family=6)] == [over]
    assert heard(ledger, family=4) == []
    with ledger.connect() as connection:
        ((_, answers),) = rounds.stored(connection)
        assert answers == {("a", HOME, 0): good(FIRST), ("a", HOME, 6): over}
        assert rounds.asked_over(connection, ONE.vantage, 6, FIRST)
        assert not rounds.asked_over(connection, ONE.vantage, 6, FIRST + HOUR)
        assert not rounds.asked_over(connection, "二号", 6, FIRST)


def test_what_came_over_one_family_is_forgotten_earlier(ledger: Ledger) -> None:
    for hours in range(3):
        at = FIRST + hours * HOUR
        add(ledger, round_at(at), good(at), replace(good(at), family=6))
    with ledger.begin() as connection:
        assert rounds.forget(connection, 6, FIRST + 2 * HOUR) == 2
        assert rounds.forget(connection, 6, FIRST + 2 * HOUR) == 0
    assert len(heard(ledger)) == 3
    assert [one.round.began for one in heard(ledger, family=6)] == [FIRST + 2 * HOUR]


def test_what_was_kept_before_families_is_of_any_family(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    with open_ledger(url) as ledger:
        add(ledger, ONE, good(FIRST))
        config = Config()
        config.set_main_option("script_location", "results.ledger:migrations")
        with ledger.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0002_rounds")
            columns = {row[1] for row in connection.exec_driver_sql("pragma table_info(homes)")}
            assert columns == {"id", "site", "home"}
    with open_ledger(url) as ledger:
        assert [one.probe for one in heard(ledger)] == [good(FIRST)]


def test_the_window_begins_with_its_first_moment_and_ends_before_its_last(ledger: Ledger) -> None:
    for hours in range(4):
        add(ledger, round_at(FIRST + hours * HOUR), good(FIRST + hours * HOUR))
    with ledger.connect() as connection:
        found = rounds.series(connection, "a", HOME, FIRST + HOUR, FIRST + 3 * HOUR)
        assert [one.round.began for one in found] == [FIRST + HOUR, FIRST + 2 * HOUR]


def test_overlaps_are_of_one_place(ledger: Ledger) -> None:
    add(ledger, ONE, good(FIRST))
    with ledger.connect() as connection:
        assert not rounds.overlapping(connection, ONE)
        inside = round_at(FIRST + timedelta(minutes=5))
        assert rounds.overlapping(connection, inside)
        assert not rounds.overlapping(connection, replace(inside, vantage="二号"))
        assert not rounds.overlapping(connection, round_at(ONE.ended))


def test_what_is_old_is_forgotten_with_its_answers(ledger: Ledger) -> None:
    for hours in range(4):
        add(ledger, round_at(FIRST + hours * HOUR), good(FIRST + hours * HOUR))
    with ledger.begin() as connection:
        assert rounds.prune(connection, FIRST + 2 * HOUR) == 2
        assert rounds.prune(connection, FIRST + 2 * HOUR) == 0
    assert [one.round.began for one in heard(ledger)] == [FIRST + 2 * HOUR, FIRST + 3 * HOUR]
    with ledger.connect() as connection:
        kept = list(rounds.stored(connection))
        assert [(round_.began, len(answers)) for round_, answers in kept] == [
            (FIRST + 2 * HOUR, 1),
            (FIRST + 3 * HOUR, 1),
        ]
        assert connection.exec_driver_sql("select count(*) from answers").scalar() == 2
