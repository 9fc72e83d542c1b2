"""How a page is laid out and signed, as far as its own markup tells: colours, floats, what moves, who is named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Floating:
    """A thing with a picture that lies over the page (飘窗).

    `name` is its id or class, `how` fixed (by its style) or named (by its id or class). `closes`: something in it or
    beside it may close it. `scripted`: a script in a file of its own moves it, which may give it what closes it.
    """

    name: str
    how: str
    closes: bool = False
    scripted: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What only home pages are asked. Styles and scripts in files are not read: `sheets` counts the former.

    `tones` are hue families and how often a style of the page itself names a colour of them, most often first. `moving`
    are the ways in which words move and cannot be halted: marquee, blink. `leaving` are the addresses on other hosts
    (at most 50) to which a plain link leads, with nothing in it that a script may act upon; `warns` says that the page
    holds words or names of a notice to those who leave.
    """

    tones: tuple[tuple[str, int], ...] = ()
    sheets: int = 0
    floats: tuple[Floating, ...] = ()
    moving: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Byline:
    """What an article says of where it comes from (来源).

    `label`: the word stands there; `source`: what follows it, "" for nothing. `written`: a script of the page writes
    into it, so what is not there may be shown all the same.
    """

    label: bool = False
    source: str = ""
    written: bool = False
