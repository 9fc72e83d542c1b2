"""Forms as a page shows them: where they send what, and which of them search the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field that is sent: its name, its kind (text, hidden, select …) and the value it has before anybody typed."""

    name: str
    kind: str = "text"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A search box of a page: a form, or a field that only a script reads.

    `action` is absolute, "" where only a script knows it. `method` is get or post, `charset` that in which the words
    are sent. `words` is the name of the field that takes the words. `hint` is what the box says of itself.
    `scripted`: it is not sent as it stands; `handled`: a script sees it first; `asks_code`: it wants a code.
    `longest`: so many characters can be typed, 0 where that is not said.
    """

    action: str
    method: str = "get"
    charset: str = "utf-8"
    fields: tuple[Field, ...] = ()
    words: str = ""
    hint: str = ""
    scripted: bool = False
    handled: bool = False
    asks_code: bool = False
    longest: int = 0
