"""清理整合: which accounts of a unit stand together, and what a person might do with each. Never a verdict.

Put together unit by unit: several accounts on one platform; those of a near function (platforms that show alike, names
that are one) where one of them is weak; single ones that are. The one that stays is the main account, else one that
lives and is used, then the one that most follow, else as duplicate-accounts has it. Main accounts are never merged into
others. What could not be read is listed and nothing is suggested of it. Programs (`apart` of idle-accounts) have rules
of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checks.indicators.edition import Edition
from checks.model.activity import kindred
from checks.model.registry import Account, SubjectState
from results.advice import IDLE, WEAK, Figures, Group, Reason, Row, Says, Suggestion, gone, idles, sentence, weaknesses

TWICE = "duplicate-accounts"
_FAMILIES = ("videos", "blogs", "articles")
_MOST_NAMES = 300
"""Of more names than these in one unit only equal ones are put together: pairs grow with the square."""

Stem = Callable[[str], str]
"""What a name says of its owner, without what only says that it is an account."""
Near = Callable[[str, str], bool]
"""May two stems be one name?"""


def advise(
    accounts: Iterable[Account], known: Mapping[str, Figures], edition: Edition, stem: Stem, near: Near
) -> Iterator[Row]:
    """Rows by unit and group, of accounts in use. `known` are figures by the key of the account, where it was read."""
    number = 0
    for accounts_of_unit in _units(one for one in accounts if one.state is SubjectState.NORMAL):
        for rows in _Unit(accounts_of_unit, known, edition, stem, near).groups():
            number += 1
            yield from (replace(row, number=number) for row in rows)


def _units(accounts: Iterable[Account]) -> Iterator[list[Account]]:
    """Accounts by unit. Offices of one name under different units or in different regions are different offices."""
    named: dict[str, list[Account]] = {}
    for account in sorted(accounts, key=lambda one: (one.unit, one.key)):
        named.setdefault(account.unit, []).append(account)
    for together in named.values():
        parents, regions = {one.parent_unit for one in together}, {one.region for one in together}
        if len(parents - {""}) <= 1 and len(regions - {""}) <= 1:
            yield together
            continue
        apart: dict[tuple[str, str], list[Account]] = {}
        for account in together:
            apart.setdefault((account.parent_unit, account.region), []).append(account)
        yield from apart.values()


class _Unit:
    """The accounts of one unit and what is known of them."""

    def __init__(
        self, accounts: Sequence[Account], known: Mapping[str, Figures], edition: Edition, stem: Stem, near: Near
    ) -> None:
        self._edition, self._known = edition, known
        self._idle, self._twice = edition.rules[IDLE], edition.rules[TWICE]
        self._accounts = [one for one in accounts if one.platform not in self._idle.param("apart")]
        self._weak: dict[str, Says] = {one.key: weaknesses(known.get(one.key), edition) for one in self._accounts}
        self._stems = {one.key: stem(one.name) for one in self._accounts}
        few = len(set(self._stems.values())) <= _MOST_NAMES
        self._near: Near = near if few else str.__eq__
        self._families = [self._idle.param(name) for name in _FAMILIES]

    def groups(self) -> Iterator[list[Row]]:
        """Those on one platform, those of a near function, single ones, and what could not be read."""
        crowded = self._crowded()
        for together in crowded:
            yield self._on_one_platform(together)
        told = {one.key for together in crowded for one in together}
        rows = {one.key: self._row(one, self._better(one)) for one in self._accounts if one.key not in told}
        for near in self._kindred(rows):
            if any(not WEAK.isdisjoint(row.says) for row in near):
                group = Group.KINDRED if len(near) > 1 else Group.SINGLE
                yield [replace(row, group=group) for row in near]
            else:
                yield from ([row] for row in near if row.figures is None or not row.figures.read)

    def _crowded(self) -> list[list[Account]]:
        """Accounts on platforms where the unit has more than it may, the one that stays first."""
        on: dict[str, list[Account]] = {}
        for one in sorted(self._accounts, key=self._rank):
            if one.platform and one.platform not in self._twice.param("apart"):
                on.setdefault(one.platform, []).append(one)
        return [together for _, together in sorted(on.items()) if len(together) > self._twice.param("per_platform")]

    def _on_one_platform(self, together: Sequence[Account]) -> list[Row]:
        most = self._twice.param("per_platform")
        kept, extra = together[:most], together[most:]
        # Nobody knows whether what could not be read is the one to stay, unless the office said so.
        sure = all(one.main or self._read(one) for one in kept)
        rows = [self._row(one, None) for one in kept]
        rows += [self._row(one, kept[0] if sure else None, extra=True) for one in extra]
        several = {Reason.SEVERAL: sentence(Reason.SEVERAL, count=len(together), platform=together[0].platform)}
        return [replace(row, group=Group.PLATFORM, says={**several, **row.says}) for row in rows]

    def _row(self, one: Account, other: Account | None, *, extra: bool = False) -> Row:
        """`other` is the account that this one might be merged into; an `extra` one is so for no other reason."""
        told, says = self._known.get(one.key), dict(self._weak[one.key])
        suggestion = Suggestion.KEEP
        if told is None or not told.read:
            suggestion = Suggestion.NONE
        elif gone(told, self._edition):
            suggestion = Suggestion.VERIFY
        elif one.main:
            says[Reason.MAIN] = sentence(Reason.MAIN)
        elif other is not None and (extra or idles(says)):
            suggestion = Suggestion.MERGE
        elif extra:
            suggestion = Suggestion.NONE
            says[Reason.UNSURE] = sentence(Reason.UNSURE)
        if suggestion is Suggestion.MERGE and other is not None and not extra:
            says[Reason.NEAR] = sentence(Reason.NEAR, other=other.name, platform=other.platform)
        return Row(0, Group.UNREAD, one, told, suggestion, says, other if suggestion is Suggestion.MERGE else None)

    def _kindred(self, rows: Mapping[str, Row]) -> Iterator[list[Row]]:
        """`rows` in sets, each in one, those that stay first: what shows alike, and what might be merged into what. One
        name on platforms of all kinds is as it should be: that alone puts nothing together."""
        left = sorted((row.account for row in rows.values()), key=self._rank)
        while left:
            waiting = [left.pop(0)]
            together = list(waiting)
            while waiting:
                one = waiting.pop()
                near = [other for other in left if self._beside(rows[one.key], rows[other.key])]
                left = [other for other in left if other not in near]
                together += near
                waiting += near
            yield [rows[one.key] for one in sorted(together, key=self._rank)]

    def _beside(self, one: Row, other: Row) -> bool:
        merged = other.account == one.into or one.account == other.into
        return merged or other.account.platform in self._family(one.account)

    def _better(self, one: Account) -> Account | None:
        """The account of a near function that would take this one in, None where none is better used."""
        near = (other for other in self._accounts if other.key != one.key and self._alike(one, other))
        alive = (other for other in near if other.main or self._read(other))
        best = min(alive, key=self._rank, default=None)
        return best if best is not None and self._rank(best) < self._rank(one) else None

    def _alike(self, one: Account, other: Account) -> bool:
        if other.platform in self._family(one):
            return True
        mine, its = self._stems[one.key], self._stems[other.key]
        return bool(mine and its) and self._near(mine, its)

    def _family(self, one: Account) -> set[str]:
        return kindred(one.platform, self._families)

    def _rank(self, one: Account) -> tuple[bool, bool, bool, bool, bool, int, str]:
        """Who stays comes first."""
        told, says = self._known.get(one.key), self._weak[one.key]
        weak = (gone(told, self._edition), idles(says), not WEAK.isdisjoint(says))
        followers = told.followers.value if told is not None and told.followers is not None else 0
        return (not one.main, *weak, one.weak_key, -followers, one.key)

    def _read(self, one: Account) -> bool:
        told = self._known.get(one.key)
        return told is not None and told.read
