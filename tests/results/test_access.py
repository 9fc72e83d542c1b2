"""Signing in and out, locks, passwords, and what administrators do to users: each is told, some is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import Connection, select

from checks.model.registry import Registry, Unit
from results import access, passwords
from results.access import Given, Limits
from results.errors import NoSuchUser, NotAllowed, PersonError
from results.ledger import audit, registry, users
from results.ledger.audit import Doer
from results.ledger.console_tables import sessions
from results.ledger.engine import Ledger
from results.ledger.users import Role, User
from tests.results.making import NOW

PASSWORD = "correct-horse-7"
MINUTE = timedelta(minutes=1)
LIMITS = Limits(failures=3, lock=10 * MINUTE, session=timedelta(hours=8))
BOSS = Doer("boss", "10.0.0.9")


@pytest.fixture
def office(ledger: Ledger) -> Ledger:
    """A registry, an administrator `boss` and an inspector `wang` of 甲市."""
    with ledger.begin() as connection:
        registry.save(connection, Registry((Unit("甲市"), Unit("乙市"))))
        for name, given in (
            ("boss", Given("主管", Role.ADMINISTRATOR)),
            ("wang", Given("王", Role.INSPECTOR, units=("甲市",))),
        ):
            access.add(connection, BOSS, name, given, PASSWORD, moment=NOW, temporary=False)
    return ledger


def enter(ledger: Ledger, name: str = "wang", password: str = PASSWORD, after: timedelta = MINUTE) -> str | None:
    entered = access.enter(ledger, name, password, address="10.0.0.1", moment=NOW + after, limits=LIMITS)
    return entered.token if entered else None


def holds(ledger: Ledger, token: str | None, after: timedelta = MINUTE) -> bool:
    with ledger.connect() as connection:
        return users.session(connection, token or "", moment=NOW + after, lasts=LIMITS.session) is not None


def user(ledger: Ledger, name: str = "wang") -> User:
    with ledger.connect() as connection:
        found = users.named(connection, name)
    assert found
    return found


def told(ledger: Ledger) -> list[tuple[str, str, str]]:
    """(who, act, why), oldest first, without how the office was furnished."""
    with ledger.connect() as connection:
        return [(e.who, e.act, e.after.get("why", "")) for e in reversed(audit.query(connection))][2:]


def test_a_session_begins_lasts_and_ends(office: Ledger) -> None:
    token = enter(office, " WANG ")
    assert holds(office, token)
    assert holds(office, token, LIMITS.session)
    assert not holds(office, token, LIMITS.session + 2 * MINUTE)
    with office.begin() as connection:
        kept = connection.execute(select(sessions.c.id)).scalars().all()
        access.leave(connection, token or "", Doer("wang"), user(office), NOW)
    assert token not in kept
    assert not holds(office, token)
    assert told(office) == [("wang", "entered", ""), ("wang", "left", "")]


def test_old_sessions_are_forgotten(office: Ledger) -> None:
    for days in range(5):
        enter(office, after=timedelta(days=days))
    with office.connect() as connection:
        assert len(connection.execute(select(sessions.c.id)).all()) == 1


def test_what_is_wrong_is_refused_and_told_without_the_name_nobody_has(office: Ledger) -> None:
    assert enter(office, "wang", "wrong") is None
    assert enter(office, "my-secret-password", PASSWORD) is None
    assert told(office) == [("wang", "refused", "password"), ("", "refused", "unknown")]
    with office.connect() as connection:
        entries = audit.query(connection)
    assert not [e for e in entries if "my-secret" in repr(e) or PASSWORD in repr(e) or "argon2" in repr(e)]


def test_failures_in_a_row_lock_for_a_while(office: Ledger) -> None:
    for _ in range(LIMITS.failures):
        assert enter(office, password="wrong") is None
    assert enter(office) is None  # the right one, too
    assert enter(office, "boss")
    assert told(office)[2:5] == [("wang", "refused", "password"), ("wang", "locked", ""), ("wang", "refused", "locked")]
    assert enter(office, after=MINUTE + LIMITS.lock)


def test_failures_are_forgotten_by_success_and_by_time(office: Ledger) -> None:
    for after in (MINUTE, 2 * MINUTE, 13 * MINUTE, 14 * MINUTE):
        enter(office, password="wrong", after=after)
    assert enter(office, after=15 * MINUTE)
    enter(office, password="wrong", after=16 * MINUTE)
    enter(office, password="wrong", after=17 * MINUTE)
    assert enter(office, after=18 * MINUTE)


def test_a_lock_is_undone_by_hand(office: Ledger) -> None:
    for _ in range(LIMITS.failures):
        enter(office, password="wrong")
    with office.begin() as connection:
        assert not access.unlock(connection, BOSS, user(office).id, moment=NOW).locked(NOW + 2 * MINUTE)
    assert enter(office)
    assert ("boss", "user-unlocked", "") in told(office)


def test_a_changed_password_ends_the_other_sessions(office: Ledger) -> None:
    one, other = enter(office), enter(office)
    given = (PASSWORD, "another-horse-8")
    entered = access.change_password(office, user(office), *given, address="10.0.0.1", moment=NOW + MINUTE)
    with office.connect() as connection:
        assert len(connection.execute(select(sessions.c.id)).all()) == 1
    assert [holds(office, token) for token in (entered.token, one, other)] == [True, False, False]
    assert enter(office) is None
    assert enter(office, password="another-horse-8")
    assert told(office)[2] == ("wang", "password-changed", "")


@pytest.mark.parametrize("changed", [{"version": 9}, {"active": False}])
def test_a_session_is_of_one_password_and_of_who_may_enter(office: Ledger, changed: dict[str, object]) -> None:
    token = enter(office)
    with office.begin() as connection:
        users.change(connection, user(office).id, **changed)
    assert not holds(office, token)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("wrong", "another-horse-8", "原口令不对"),
        (PASSWORD, PASSWORD, "相同"),
        (PASSWORD, "short-1", "10 到 128"),
        (PASSWORD, "x" * 129, "10 到 128"),
        (PASSWORD, "20261121123456", "数字"),
        (PASSWORD, "onlyletters", "字母"),
        (PASSWORD, "1a1a1a1a1a1a", "不同的字符"),
        (PASSWORD, "i-am-WANG-2026", "用户名"),
    ],
)
def test_a_bad_new_password_is_refused(office: Ledger, old: str, new: str, says: str) -> None:
    token = enter(office)
    with pytest.raises(NotAllowed, match=says):
        access.change_password(office, user(office), old, new, address="", moment=NOW)
    assert holds(office, token)


def test_generated_passwords_are_strong_and_differ() -> None:
    made = {passwords.generated() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        passwords.require_strong(one, "wang")


def test_a_digest_with_weaker_parameters_is_made_anew(office: Ledger) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with office.begin() as connection:
        users.change(connection, user(office).id, password=weak)
    assert enter(office)
    assert not passwords.outdated(user(office).password)
    assert passwords.fits(user(office).password, PASSWORD)


def test_who_is_out_stays_out(office: Ledger) -> None:
    token = enter(office)
    with office.begin() as connection:
        access.set_active(connection, BOSS, user(office).id, False, moment=NOW)
    assert not holds(office, token)
    assert enter(office) is None
    with office.begin() as connection:
        access.set_active(connection, BOSS, user(office).id, True, moment=NOW)
    assert not holds(office, token)
    assert enter(office)
    assert [act for _, act, _ in told(office)] == ["entered", "user-disabled", "refused", "user-enabled", "entered"]


def test_a_password_given_by_another_is_temporary_and_ends_sessions(office: Ledger) -> None:
    token = enter(office)
    for _ in range(LIMITS.failures):
        enter(office, password="wrong")
    with office.begin() as connection:
        access.set_password(connection, BOSS, user(office).id, "given-by-boss-1", moment=NOW)
    assert not holds(office, token)
    assert enter(office, password="given-by-boss-1")
    assert user(office).temporary


def test_a_change_is_told_with_before_and_after(office: Ledger) -> None:
    number = user(office).id
    with office.begin() as connection:
        access.alter(connection, BOSS, number, Given("王五", Role.CONTACT, units=("乙市",)), moment=NOW)
        access.alter(connection, BOSS, number, Given(" 王五 ", Role.CONTACT, units=("乙市", "乙市")), moment=NOW)
        (entry,) = audit.query(connection, act="user-changed")
    assert entry.before == {"person": "王", "role": "inspector", "whole": False, "units": ["甲市"]}
    assert entry.after == {"person": "王五", "role": "contact", "whole": False, "units": ["乙市"]}
    assert user(office).scope == replace(user(office).scope, units=("乙市",), below=False, whole=False)


OK = Given("李", Role.READER, units=("甲市",))
REFUSED: list[tuple[Callable[[Connection], object], type[PersonError], str]] = [
    (lambda c: access.add(c, BOSS, "Wang", OK, PASSWORD, moment=NOW), NotAllowed, "已有用户"),
    (lambda c: access.add(c, BOSS, "w", OK, PASSWORD, moment=NOW), NotAllowed, "用户名"),
    (lambda c: access.add(c, BOSS, "a b", OK, PASSWORD, moment=NOW), NotAllowed, "用户名"),
    (lambda c: access.add(c, BOSS, "li", OK, "12345", moment=NOW), NotAllowed, "口令"),
    (lambda c: access.add(c, BOSS, "li", replace(OK, person=" "), PASSWORD, moment=NOW), NotAllowed, "姓名"),
    (lambda c: access.add(c, BOSS, "li", replace(OK, units=()), PASSWORD, moment=NOW), NotAllowed, "哪些单位"),
    (lambda c: access.add(c, BOSS, "li", replace(OK, units=("丙市",)), PASSWORD, moment=NOW), NotAllowed, "丙市"),
    (
        lambda c: access.add(c, BOSS, "li", Given("李", Role.CONTACT, whole=True), PASSWORD, moment=NOW),
        NotAllowed,
        "联系人",
    ),
    (lambda c: access.alter(c, BOSS, 1, OK, moment=NOW), NotAllowed, "自己"),
    (lambda c: access.alter(c, Doer("other"), 1, OK, moment=NOW), NotAllowed, "唯一"),
    (lambda c: access.set_active(c, BOSS, 1, False, moment=NOW), NotAllowed, "自己"),
    (lambda c: access.set_active(c, Doer("other"), 1, False, moment=NOW), NotAllowed, "唯一"),
    (lambda c: access.unlock(c, BOSS, 99, moment=NOW), NoSuchUser, "99"),
]


@pytest.mark.parametrize(("act", "error", "says"), REFUSED)
def test_what_is_refused_changes_nothing(
    office: Ledger, act: Callable[[Connection], object], error: type[PersonError], says: str
) -> None:
    with office.connect() as connection:
        before, entries = users.query(connection), audit.query(connection)
    with pytest.raises(error, match=says), office.begin() as connection:
        act(connection)
    with office.connect() as connection:
        assert (users.query(connection), audit.query(connection)) == (before, entries)


def test_two_administrators_do_not_keep_each_other_out_at_once(office: Ledger) -> None:
    with office.begin() as connection:
        access.add(connection, BOSS, "vice", Given("副", Role.ADMINISTRATOR), PASSWORD, moment=NOW)
    boss, vice = user(office, "boss").id, user(office, "vice").id
    refused: list[NotAllowed] = []

    def second() -> None:
        try:
            with office.begin() as connection:
                access.set_active(connection, Doer("vice"), boss, False, moment=NOW)
        except NotAllowed as error:
            refused.append(error)

    other = Thread(target=second)
    with office.begin() as connection:
        access.set_active(connection, BOSS, vice, False, moment=NOW)
        other.start()
        other.join(1)
    other.join()
    assert len(refused) == 1
    assert user(office, "boss").active


def test_two_who_add_the_same_user_at_once_are_told_apart(office: Ledger) -> None:
    given, refused = Given("李", Role.READER, units=("甲市",)), []

    def second() -> None:
        try:
            with office.begin() as connection:
                access.add(connection, BOSS, "li", given, PASSWORD, moment=NOW)
        except NotAllowed as error:
            refused.append(error.message)

    other = Thread(target=second)
    with office.begin() as connection:
        access.add(connection, BOSS, "li", given, PASSWORD, moment=NOW)
        other.start()
        other.join(1)
    other.join()
    assert len(refused) == 1
    assert "请换一个用户名" in refused[0]
    with office.connect() as connection:
        assert [one.name for one in users.query(connection)].count("li") == 1
