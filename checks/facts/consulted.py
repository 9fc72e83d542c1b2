"""What a site asked the public within its pages, and what it told them afterwards: notices with their results.

Notice and result belong together when one leads to the other, or when both name the same draft in 《》.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.facts.folding import fold
from checks.facts.policy import day
from checks.model.consultations import Consultation, Part
from checks.model.pages import Place
from checks.model.urls import page_key
from checks.model.views import PageView

LINKS = 100
"""So many links of a page are kept."""
FEW = 3
"""A page that leads to more of the others shows what is new, not what belongs to it."""
_OWN = (Place.BODY, Place.OTHER, Place.LIST)


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of a consultation. `subject` is the folded title of the draft, "" where none is named; `links` are
    hashes of the page keys to which its main part leads."""

    url: str
    key: str
    says: Consultation
    subject: str
    published: date | None
    links: array[int]

    def leads_to(self, other: Asked) -> bool:
        return hash(other.key) in self.links

    @property
    def begins(self) -> date | None:
        """The day from which opinions are taken: as stated, else that of publication."""
        return day(self.says.opened) if self.says.opened else self.published

    @property
    def earliest(self) -> date | None:
        """The earliest day that page and text tell: sites were moved, and then old notices have a new day."""
        return min((told for told in (self.published, self.begins, self.ends) if told), default=None)

    @property
    def ends(self) -> date | None:
        """The last day, where it is stated."""
        return day(self.says.closes) if self.says.closes else None


@dataclass(frozen=True)
class Consulted:
    """All pages of consultations, in the order of the visit (`checks.facts.open_policy`)."""

    pages: tuple[Asked, ...]

    @cached_property
    def notices(self) -> tuple[Asked, ...]:
        return self._of(Part.NOTICE)

    @cached_property
    def results(self) -> tuple[Asked, ...]:
        return self._of(Part.RESULT)

    @cached_property
    def explanations(self) -> tuple[Asked, ...]:
        return self._of(Part.EXPLANATION)

    def of(self, notice: Asked, others: tuple[Asked, ...]) -> tuple[Asked, ...]:
        """Those of `others` that belong to `notice`."""
        return tuple(
            other
            for other in others
            if (notice.subject and other.subject == notice.subject) or other.key in self._linked[notice.key]
        )

    @cached_property
    def _linked(self) -> Mapping[str, set[str]]:
        """Key of a page → those to which it leads, or which lead to it, unless they lead to too many."""
        keys = {hash(page.key): page.key for page in self.pages}
        found: dict[str, set[str]] = {page.key: set() for page in self.pages}
        for page in self.pages:
            there = {keys[link] for link in page.links if link in keys}
            for key in there if len(there) <= FEW else ():
                found[page.key].add(key)
                found[key].add(page.key)
        return found

    def _of(self, part: Part) -> tuple[Asked, ...]:
        return tuple(page for page in self.pages if page.says.part is part)


def asked_of(page: PageView) -> Asked | None:
    """What a page asks or answers, None where it does neither."""
    says = page.facts.consultation
    if says is None:
        return None
    links = [link.url for link in page.facts.links if link.tag == "a" and link.place in _OWN]
    published = page.facts.published
    return Asked(
        page.url,
        page_key(page.url),
        says,
        fold(says.about),
        day(published.value) if published else None,
        array("q", (hash(page_key(url)) for url in links[:LINKS])),
    )
