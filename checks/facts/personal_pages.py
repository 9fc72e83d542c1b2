"""Takes personal numbers out of everything that was read from a page, before anybody stores or quotes it.

What counts is decided on the text, the titles and the metas; what was found there is then masked wherever it stands:
in entries, letters, documents, links. Addresses of pages stay as they are: a masked one leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from checks.facts.personal import LONG, MOST, hits_in, masked_at, told
from checks.facts.personal_owners import Hit
from checks.model.long_numbers import figures, starred
from checks.model.pages import PageFacts
from checks.model.personal import PersonalKind

_LITERALS = 400
"""So many of one page are looked for in its other strings as they are written."""
_SHORTEST = 7
_ADDRESSES = ("http://", "https://")


def without_personal(facts: PageFacts, salt: bytes, *, named: bool = True) -> PageFacts:
    """`facts` with every personal number masked, and what was found in `personal`. `named`: the source has words by
    which papers, addresses and numbers in groups are known; without them only long rows of figures are looked for."""
    beside = _beside(facts)
    if not (named or LONG.search(facts.text) or LONG.search(beside)):
        return facts
    title = f"{facts.title} {facts.heading}"
    in_text, in_rest = hits_in(facts.text, title), hits_in(beside, title)
    if not in_text and not in_rest:
        return facts
    known = {hit.number: hit.kind for hit in (*in_rest, *in_text)}
    mask = _masker(known, _literals(facts.text, in_text) | _literals(beside, in_rest))
    shown = {hit.number for hit in in_text}
    here = told(facts.text, in_text, salt)
    more = told(beside, [hit for hit in in_rest if hit.number not in shown], salt)
    clean: PageFacts = _cleaned(replace(facts, text=""), mask)
    return replace(
        clean,
        text=mask(here.text),
        personal=(*here.found, *more.found)[:MOST],
        personal_count=here.count + more.count,
    )


def _beside(facts: PageFacts) -> str:
    """What readers and programs see of a page besides its text."""
    metas = [meta.content for meta in facts.metas]
    return "\n".join([facts.title, facts.heading, *metas, *[item.title for item in facts.items]])


def _literals(text: str, hits: list[Hit]) -> dict[str, str]:
    """As written → masked: papers, addresses, and numbers that elsewhere run into other figures (title and day)."""
    written = {text[hit.start : hit.end]: hit.kind for hit in hits[:_LITERALS]}
    return {raw: starred(raw, kind) for raw, kind in written.items()}


def _masker(known: dict[str, PersonalKind], literals: dict[str, str]) -> Callable[[str], str]:
    def mask(text: str) -> str:
        if len(text) < _SHORTEST or text.startswith(_ADDRESSES):
            return text
        same = [Hit(one.start, one.end, known[one.number], one.number) for one in figures(text) if one.number in known]
        clean = masked_at(text, same) if same else text
        for written, stars in literals.items():
            if written in clean:
                clean = clean.replace(written, stars)
        return clean

    return mask


def _cleaned(value: Any, mask: Callable[[str], str]) -> Any:
    """`value` with every string in it masked: facts are frozen nouns, tuples and plain values."""
    if isinstance(value, str):
        return mask(value) if type(value) is str else value
    if isinstance(value, tuple):
        made = [_cleaned(one, mask) for one in value]
        if all(one is old for one, old in zip(made, value, strict=True)):
            return value
        return type(value)._make(made) if hasattr(value, "_make") else tuple(made)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        changed = {name: made for name, old in parts.items() if (made := _cleaned(old, mask)) is not old}
        return replace(value, **changed) if changed else value
    return value
