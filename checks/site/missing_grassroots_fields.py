"""Fields of grass-roots disclosure (基层政务公开试点领域) for which the site of a county has nothing.

How judged: for each field of `fields`, whether any column, any link or tab of the site is called by one of its names
(the lexicon of columns), however deep; an integrated page that lists all fields counts for all. `missing`: nothing is
called so. `empty`: all columns that are called so were read and have nothing in them. Where at least `together` fields
are missing it is one finding (`most`): then the whole catalogue is, and no field by itself.
Suspected only: all; the list of fields is unverified and names differ.
Not counted: sites that are not of the government of a county.
Gap: a visit cut short; a platform elsewhere or written by a script; an entrance to an integrated page that was not
read.
Source: 国办发〔2019〕54号 (the list is unverified).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.catalog import site_check
from checks.facts.columns import is_hollow
from checks.facts.named import cannot_tell, is_foreign, named_topics
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Finding, Gap, Looked, Said, Value
from checks.model.registry import Level, SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("missing-grassroots-fields", absence=True)
def missing_grassroots_fields(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL or site.site.level is not Level.COUNTY:
        return
    fields: Sequence[str] = rule.param("fields")
    why, where = cannot_tell(site) if not (door := _door(site)) else ("基层政务公开专栏没有读到", door)
    if why:
        yield Gap(why, where, len(fields))
        return
    named, columns = site.derived(named_topics).topics, site.derived(topics_seen).columns
    missing = [field for field in fields if field not in named]
    yield Looked(len(fields))
    home = site.site.home
    if len(missing) >= rule.param("together"):
        data: dict[str, Value] = {"fields": "、".join(missing), "count": len(missing)}
        yield Finding("most", at=home, key=("most", page_key(home)), data=data)
    else:
        yield from (Finding("missing", at=home, key=("missing", field), data={"label": field}) for field in missing)
    for field in fields:
        below = columns.get(field, ())
        if below and all(map(is_hollow, below)):
            yield Finding("empty", at=below[0].url, key=("empty", field), data={"label": field})


def _door(site: SiteView) -> str:
    """An entrance to the fields whose page was not read (on another site, or filled by a script), "" without one."""
    topics = site.derived(topics_seen)
    if any(column.pages and not column.scripted for column in topics.columns.get("grassroots", ())):
        return ""
    unread = (column.url for column in topics.columns.get("grassroots", ()))
    doors = topics.entrances.get("grassroots", ())
    away = (door.url for door in doors if is_foreign(door.url, site.site))
    seen = any((page := site.page(door.url)) is not None and not page.facts.scripted for door in doors)
    dark = () if seen else (door.url or door.shown_on for door in doors)
    return next(unread, "") or next(away, "") or next(iter(dark), "")
