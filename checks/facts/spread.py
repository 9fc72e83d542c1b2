"""Faults that a template repeats on every page are one fault of the site, not a thousand.

A check says its faults page by page, with `page_key` as the last part of the key; `spread` joins those that most of
the judged pages share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checks.model.findings import Certainty, Finding

EVERYWHERE = "*"
SAMPLE = 20
"""How many pages a site-wide finding names as its places."""

Group = tuple[str, tuple[str, ...]]


def spread(
    hits: Iterable[Finding], judged: Mapping[str, int] | int, share: float, pages: int, home: str
) -> Iterator[Finding]:
    """`hits` with those of one kind joined where they are site-wide, the others as they are.

    Of one kind are findings with the same code and the same key but for its last part (the page). They are site-wide
    when at least `pages` pages, and at least `share` (0…1) of the judged ones, show them: then one finding stands at
    `home` with "*" for the page, `data["pages"]` and a sample of `places`. `judged` is the number of judged pages, or
    by the first part of the key where not every page is judged on everything.
    """
    groups: dict[Group, list[Finding]] = {}
    for hit in hits:
        groups.setdefault((hit.code, hit.key[:-1]), []).append(hit)
    for (_, kind), group in groups.items():
        of = judged if isinstance(judged, int) else judged[kind[0]]
        if len(group) >= pages and len(group) >= share * of:
            yield _joined(group, kind, home)
        else:
            yield from group


def _joined(group: list[Finding], kind: tuple[str, ...], home: str) -> Finding:
    """One finding for a group; what most of its pages show speaks for it."""
    most, _ = Counter(str(hit.data.get("shown", "")) for hit in group).most_common(1)[0]
    speaker = next(hit for hit in group if str(hit.data.get("shown", "")) == most)
    certain = any(hit.certainty is Certainty.CERTAIN for hit in group)
    return replace(
        speaker,
        at=home,
        key=(*kind, EVERYWHERE),
        data={**speaker.data, "pages": len(group)},
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
        places=tuple(hit.at for hit in group[:SAMPLE]),
        found_on=speaker.at,
    )
