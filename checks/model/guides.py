"""A guide to a service (办事指南): which of the elements that such a guide owes its page shows, and how.

The names of the elements are those of `checks.facts.guide_words`; which of them are owed stands in the edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Told(StrEnum):
    """What stands behind the label of an element."""

    PRESENT = "present"
    EMPTY = "empty"  # the label is there, and nothing where its value should stand
    UNREAD = "unread"  # nothing stands there, but a script may write it


class Phone(StrEnum):
    """What the guide gives as its telephone number."""

    NONE = "none"  # no label
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"  # 0000-0000000, xxxx, 待补充
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Element:
    """One element with its label. `boxed`: the label has a cell of its own in a table of which other cells are filled,
    so that an empty one beside it is surely empty. `value` is at most 300 characters of what stands there."""

    name: str
    told: Told
    boxed: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as its page shows it. Lists are bounded; addresses are absolute.

    `elements` are those that it has a label for, or that its text tells without one; what is not among them is absent.
    `named` are the forms that it asks the reader to hand in, `forms` the files and entrances that may be these,
    `papers` the files, frames and pictures in which the guide itself may stand, `elsewhere` what leads to it on
    another host. `phone_words` is what stands in the place of the number. `basis` are document numbers in the legal
    basis, brackets 〔〕. `ends` is the last day of the time in which it says that one may apply (aware, 00:00 +08:00),
    `ends_words` what it says.
    """

    title: str
    by_title: bool = False  # its title calls it a guide; else the column does in which it stands
    elements: tuple[Element, ...] = ()
    phone: Phone = Phone.NONE
    phone_words: str = ""
    named: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    ends: datetime | None = None
    ends_words: str = ""

    def element(self, name: str) -> Element | None:
        """The element of that name, None where the page has neither label nor words for it."""
        return next((element for element in self.elements if element.name == name), None)
