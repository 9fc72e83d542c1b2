"""What a page or a file shows of one kind of personal number: how many, where, and a sample that may be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.model.long_numbers import between
from checks.model.personal import Personal, PersonalKind

_TIES = 200
"""So many numbers of one page are tied to other places."""
_LABEL = re.compile("身份证|证件号|公民身份|居住证|残疾人?证")
_FIRST = 3  # figures of a mobile number before those that are masked
_MOBILE = 11
_LOOKED_AT, _BEFORE = 20, 100
_PROVABLE = (PersonalKind.IDENTITY, PersonalKind.CARD)


@dataclass(frozen=True, slots=True)
class Shown:
    """The numbers of one kind in one place. `sure`: one stands in a list of citizens, or behind its own label."""

    kind: PersonalKind
    found: tuple[Personal, ...]

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def sure(self) -> bool:
        labelled = self.kind is PersonalKind.IDENTITY
        return any(
            one.listed or (labelled and _LABEL.search(one.context.partition(one.masked)[0])) for one in self.found
        )

    @property
    def provable(self) -> bool:
        """Can a machine say by itself that it is a citizen's?"""
        return self.kind in _PROVABLE and self.sure

    @property
    def context(self) -> str:
        return self.found[0].context

    @property
    def digests(self) -> frozenset[str]:
        return frozenset(one.digest for one in self.found[:_TIES] if one.digest)

    def sample(self, identity: Sequence[int], mobile: int, card: int) -> str:
        """The first of them with no more figures than a rule lets stand; what is stored may already show less."""
        masked = self.found[0].masked
        match self.kind:
            case PersonalKind.IDENTITY | PersonalKind.OLD_IDENTITY:
                return between(masked, identity[0], identity[1])
            case PersonalKind.MOBILE:
                return between(masked, _FIRST, max(0, _MOBILE - _FIRST - mobile))
            case PersonalKind.CARD:
                return between(masked, 0, card)
        return masked

    def under(self, exempt: Sequence[str], above: str) -> bool:
        """Does it stand under one of the words `exempt`, in what is said `above` it or around it?"""
        told = f"{above} {self.context}"
        return any(word in told for word in exempt)

    def where(self, most: int) -> str:
        """The places in a file, each once and at most `most` of them, in Chinese; "" where they have none."""
        places = list(dict.fromkeys(one.place for one in self.found if one.place))
        told = "、".join(places[:most])
        return f"{told}等 {len(places)} 处" if len(places) > most else told


def told_before(text: str, shown: Shown) -> str:
    """What stands before the first numbers of a kind: more than an excerpt may quote."""
    places = (text.find(one.masked) for one in shown.found[:_LOOKED_AT])
    return " ".join(text[max(at - _BEFORE, 0) : at] for at in places if at >= 0)


def by_kind(found: Sequence[Personal]) -> Iterator[Shown]:
    """What was found, a kind at a time."""
    for kind in PersonalKind:
        if own := tuple(one for one in found if one.kind is kind):
            yield Shown(kind, own)
