"""Pages of the leaders of an office that lack the photo, the résumé or the duties.

How judged: the columns of leaders with those below them, and the pages of single persons that they list. What the page
of the column itself shows (a wall of photos, one division of duties for all) holds for everyone. An element that no
page shows, or fewer than half of the persons, is one finding at the column; one that most persons have is a finding at
each page that lacks it. The name is the title: whether names and duties are right is for a person.
Suspected only: all; photos may be backgrounds, tabs may be filled by a script.
Not counted: speeches, activities, letterboxes and news of leaders; columns that are empty (blank-columns tells them).
Gap: the column was not read or a script fills it, or half of the persons' pages were not read.
Source: 国办发〔2017〕47号 (GL-42); 国办秘函〔2019〕19号.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.portraits import ELEMENTS, Gallery, Portrait, galleries
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView

SAMPLE = 20


@site_check("incomplete-leaders", absence=True)
def incomplete_leaders(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER:
        return
    for gallery in site.derived(galleries):
        column = gallery.column
        if gallery.blind or gallery.unread * 2 > len(gallery.persons) + gallery.unread:
            yield Gap("领导信息栏目没有读完", column.url)
        elif gallery.persons or column.has_text:
            yield Looked(max(1, len(gallery.persons)))
            for element in ELEMENTS:
                yield from _lacking(gallery, element)


def _lacking(gallery: Gallery, element: str) -> Iterator[Finding]:
    if element in gallery.shows:
        return
    column, persons = gallery.column, gallery.persons
    without = [person for person in persons if element not in person.shows]
    if len(without) * 2 < len(persons):
        yield from (_finding(element, gallery, person) for person in without)
    else:
        yield Finding(
            element,
            at=column.url,
            key=(element, page_key(column.url)),
            data={"column": column.name, "persons": len(without)} if without else {"column": column.name},
            places=tuple(person.url for person in without[:SAMPLE]),
        )


def _finding(element: str, gallery: Gallery, person: Portrait) -> Finding:
    return Finding(
        element,
        at=person.url,
        key=(element, page_key(person.url)),
        data={"column": gallery.column.name},
        found_on=gallery.column.url,
    )
