"""Who asks which address of a run, and whose answer of it serves a visit: each is asked once, whoever links there."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from checks.model.captures import Failure, LinkProbe
from checks.model.urls import host_of
from results.visits.answers import answers_for
from results.visits.closing import external_links, shown_links
from results.visits.posted import posted_links
from results.visits.reader import StoredSite


def to_ask(
    visits: Iterable[Path],
    known: Iterable[Path],
    owners: Mapping[str, Path],
    share: int,
    shares: int,
    posted: Iterable[Path] = (),
) -> Iterator[str]:
    """The addresses of this share, each once: hosts are told apart by a checksum, so no two shares ask one host.

    What a registered site was asked in its own visit of this run is not asked again, nor what an earlier attempt asked
    (`known`), but for what our own network cut off. `posted` are files of readings, whose posts link somewhere too.
    """
    seen: set[str] = set()
    for urls in (*map(external_links, visits), *map(posted_links, posted)):
        seen.update(url for url in urls if zlib.crc32(host_of(url).encode()) % shares == share)
    by_owner: dict[Path, list[str]] = {}
    for url in seen:
        if owner := owners.get(host_of(url)):
            by_owner.setdefault(owner, []).append(url)
    for owner, urls in by_owner.items():
        seen.difference_update(answer.subject for answer in _own_answers(owner, urls))
    earlier = answers_for(known, tuple(seen))
    seen.difference_update({answer.subject for answer in earlier if answer.failure is not Failure.OUR_NETWORK})
    yield from sorted(seen)


def share_of(host: str, owners: Mapping[str, Path], shares: int) -> int:
    """The share that looks at `host` again: all hosts of one registered site fall to one, and no host to two."""
    owner = owners.get(host)
    return zlib.crc32((owner.name if owner else host).encode()) % shares


def answers_of(
    path: Path, answers: Iterable[Path], again: tuple[Path, ...], owners: Mapping[str, Path]
) -> Iterator[LinkProbe]:
    """For the sealed visit `path`: what other hosts showed at the first look (a registered site to its own visit), then
    what both looks together say, of its own addresses too."""
    yield from _first_answers(external_links(path), tuple(answers), owners)
    if again:
        yield from answers_for(again, shown_links(path))


def answers_of_posts(
    path: Path, answers: Iterable[Path], again: tuple[Path, ...], owners: Mapping[str, Path]
) -> Iterator[LinkProbe]:
    """For the file of readings `path`: what the addresses that its posts link to showed, in the same order."""
    urls = posted_links(path)
    yield from _first_answers(urls, tuple(answers), owners)
    if again:
        yield from answers_for(again, urls)


def _first_answers(urls: Iterable[str], files: tuple[Path, ...], owners: Mapping[str, Path]) -> Iterator[LinkProbe]:
    by_owner: dict[Path | None, list[str]] = {}
    for url in urls:
        by_owner.setdefault(owners.get(host_of(url)), []).append(url)
    for owner, group in by_owner.items():
        if owner is not None:
            yield from _own_answers(owner, group)
        yield from answers_for(files, group)


def _own_answers(path: Path, urls: list[str]) -> Iterator[LinkProbe]:
    """What the visit of the site that owns `urls` was answered there."""
    with StoredSite(path) as owner:
        yield from owner.link_probes(urls)
