"""What a page does for readers who see, hear or move badly, as far as its markup tells without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Pale(NamedTuple):
    """A text whose own style gives it too little contrast to tell by its colours; `ratio` is 1.0 … 21.0."""

    text: str
    colour: str
    background: str
    ratio: float
    large: bool


@dataclass(frozen=True, slots=True)
class Aids:
    """Counts are of what a reader may meet: what is hidden by its own style, and comments, do not count. Samples are
    bounded. `entrances` are (words, address or "") that lead to a version for the old or the disabled; `toolbars` the
    addresses of scripts that draw one. `tools` are the words by which buttons name what they do."""

    entrances: tuple[tuple[str, str], ...] = ()
    toolbars: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    lang: str = ""
    images: int = 0
    unnamed_images: int = 0
    unnamed_image: str = ""  # the first of them
    fields: int = 0
    unnamed_fields: tuple[str, ...] = ()
    links: int = 0
    wordless_links: int = 0
    wordless_link: str = ""
    unnamed_frames: tuple[str, ...] = ()
    repeated_ids: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()  # their levels in the order of the page
    autoplay: tuple[str, ...] = ()
    pale: tuple[Pale, ...] = ()
    captcha: str = ""
    captcha_heard: bool = False
    popups: tuple[str, ...] = ()
    lures: tuple[str, ...] = ()
    floats: tuple[str, ...] = ()
