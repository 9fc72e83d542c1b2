"""Faults that a template repeats on every page are one fault of the site, not a thousand.

A check says its faults page by page, with `page_key` as the last part of the key; `spread` joins those that most of
the judged pages share, and those that many pages of one folder share, for a folder often has a template of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checks.model.findings import Certainty, Finding

EVERYWHERE = "*"
FOLDER = 10
"""So many pages below one first folder with one fault: the fault of that folder's template."""
SAMPLE = 20
"""How many pages a joined finding names as its places."""

Group = tuple[str, tuple[str, ...]]


def spread(
    hits: Iterable[Finding], judged: Mapping[str, int] | int, share: float, pages: int, home: str
) -> Iterator[Finding]:
    """`hits` with those of one kind joined where they are site-wide, the others as they are.

    Of one kind are findings with the same code and the same key but for its last part (the page). They are site-wide
    when at least `pages` pages, and at least `share` (0…1) of the judged ones, show them: then one finding stands at
    `home` with "*" for the page, `data["pages"]` and a sample of `places`. `judged` is the number of judged pages, or
    by the first part of the key where not every page is judged on everything. Where a kind is not site-wide, the
    pages below one first folder (`FOLDER` or more) are joined likewise: the finding stands at the first of them, with
    the folder and "*" for the page.
    """
    groups: dict[Group, list[Finding]] = {}
    for hit in hits:
        groups.setdefault((hit.code, hit.key[:-1]), []).append(hit)
    for (_, kind), group in groups.items():
        of = judged if isinstance(judged, int) else judged[kind[0]]
        if len(group) >= pages and len(group) >= share * of:
            yield _joined(group, (*kind, EVERYWHERE), home)
            continue
        folders: dict[str, list[Finding]] = {}
        for hit in group:
            folders.setdefault(_folder(hit.key[-1]), []).append(hit)
        for folder, hits_there in folders.items():
            if folder and len(hits_there) >= FOLDER:
                yield _joined(hits_there, (*kind, folder + EVERYWHERE), hits_there[0].at)
            else:
                yield from hits_there


def _folder(page: str) -> str:
    """host/first-folder/ of a page key, "" for what lies at the root."""
    host, _, path = page.partition("/")
    first, slash, _ = path.partition("/")
    return f"{host}/{first}/" if slash and "?" not in first else ""


def _joined(group: list[Finding], key: tuple[str, ...], at: str) -> Finding:
    """One finding for a group, at `at`; what most of its pages show speaks for it. Certain where at least half of
    them are: one page read for certain among many suspected ones proves nothing of the template."""
    most, _ = Counter(str(hit.data.get("shown", "")) for hit in group).most_common(1)[0]
    speaker = next(hit for hit in group if str(hit.data.get("shown", "")) == most)
    certain = 2 * sum(hit.certainty is Certainty.CERTAIN for hit in group) >= len(group)
    return replace(
        speaker,
        at=at,
        key=key,
        data={**speaker.data, "pages": len(group)},
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
        places=tuple(hit.at for hit in group[:SAMPLE]),
        found_on=speaker.at,
    )
