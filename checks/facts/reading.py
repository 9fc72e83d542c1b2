"""Reads one parsed page into `PageFacts`: the one place where the readers of this room are put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

from checks.facts import dates, kind
from checks.facts.anchors import broken_anchors
from checks.facts.crumbs import read_crumbs
from checks.facts.footer import read_footer
from checks.facts.hidden import far_links, read_hidden
from checks.facts.hints import read_hints
from checks.facts.items import read_items, with_given
from checks.facts.labels import read_metas, refreshes
from checks.facts.links import IN_HEAD, PLACES, Found, read_links, refresh_target
from checks.facts.markup import Markup
from checks.facts.outline import HIDDEN, MAIN, Outline
from checks.facts.personal_pages import without_personal
from checks.facts.present import PERSONAL, WORDS
from checks.facts.purposes import Source, read_purposes
from checks.facts.spots import find_spots
from checks.facts.tampering import signs_of_page
from checks.facts.templates import remembered
from checks.facts.text import empty_notice, is_scripted, main_text
from checks.model.pages import DateSeen, Item, Link, Meta, PageFacts, PageKind, Paging, Place

_NO_TITLE = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章节条编]|(?:来源|时间|日期|发布[日时][期间])\s?[:：]")
_SENT_ON = re.compile(
    r"""location(?:\.href)?\s{0,3}=\s{0,3}["']([^"'\s<>]{1,500})["']\s{0,3}(?![\s+])|location\.(?:replace|assign)\(\s{0,3}["']([^"'\s<>]{1,500})["']\s{0,3}\)"""
)
_FEW_LINKS = 10  # a page with more is a page, whatever its scripts do for phones or searches
_GENERATORS = (
    ("TRS", ("TRS_Editor", "_trs_", "trs_web", "TRS_AUTOADD", "trt_ui")),
    ("Ucap", ("ucap", "kaipuyun.cn/site", "页面生成时间")),
    ("NFCMS", ("NFCMS_", "/content/post_")),
    ("gkmlpt", ("/gkmlpt/",)),
    ("Hanweb", ("/col/col", "jpage", "hanweb", "jpaas")),
    ("VSB", ("_sitegray", "vsbscreen", "Visual SiteBuilder")),
    ("SiteServer", ("sitefiles/assets", "publishmentSystemID", "stlDynamic")),
    ("EmpireCMS", ("/e/public/", "/d/file/", "/e/action/")),
    ("JEECMS", ("/r/cms/", ".jhtml")),
    ("Epoint", ("ewb-", "webBuilderCommon", "EpointWebBuilder")),
)
_NONE = len(_GENERATORS)


def read(
    markup: Markup,
    *,
    home: bool = False,
    items: tuple[Item, ...] = (),
    paging: Paging | None = None,
    salt: bytes = b"",
) -> PageFacts:
    """All facts of a page, personal numbers masked in all of them; `items` are what a dialect read from scripts, `salt`
    ties numbers over pages. Pure; never raises on any markup."""
    facts = _facts(markup, home, items, paging)
    return without_personal(facts, salt, named=not markup.present(WORDS).isdisjoint(PERSONAL))


def _facts(markup: Markup, home: bool, items: tuple[Item, ...], paging: Paging | None) -> PageFacts:
    lines = (outline := Outline(markup.tree)).lines()
    links, odd = read_links(outline, markup.base)
    far = far_links(links, markup.url)
    metas = read_metas(outline)
    shown, elements = read_items(outline, links)
    shown = with_given(shown, items)
    foot, foot_line = read_footer(outline, lines, links, markup.present(WORDS))
    text = main_text(outline, lines)
    published, seen = _published(outline, lines[:foot_line], metas, elements, markup.url)
    told: dict[str, Any] = dict(
        url=markup.url,
        title=outline.title[:300],
        heading=_heading(outline, metas),
        charset=markup.charset,
        text=text,
        text_length=len(text),
        items=shown,
        crumbs=read_crumbs(outline, lines, links),
        published=published,
        dates=seen,
        metas=metas,
        footer=foot,
        paging=paging,
        refresh=_refresh(outline, markup, text, links),
        empty_notice=empty_notice(text, len(shown)),
        scripted=is_scripted(outline, text, len(shown)),
        images=_images(outline, links),
        odd_links=odd,
        generator=_generator(outline, links),
        hidden_links=read_hidden(markup, outline, far),
        signs=signs_of_page(markup, outline, far, text),
        broken_anchors=broken_anchors(markup, outline, links),
    )
    facts = PageFacts(**told)
    placed = _placed(outline, markup, links, elements, foot_line, what := kind.read_kind(facts, home))
    source = Source(markup, outline, lines, links, placed)
    return PageFacts(**(told | {"kind": what, "links": placed} | read_purposes(source, facts, what)))


def _images(outline: Outline, links: list[Found]) -> int:
    """Pictures in the main part."""
    roles = outline.roles
    return [roles[found[4]] for found in links if found[3] == "img"].count(MAIN)


def is_stub(facts: PageFacts) -> bool:
    """True for a page that only sends the reader on, or an empty shell."""
    return facts.kind is PageKind.STUB


def _published(
    outline: Outline, lines: list[str], metas: tuple[Meta, ...], shown: dict[int, Item], url: str
) -> tuple[DateSeen | None, tuple[DateSeen, ...]]:
    """(the date of publication, every one found, best first)."""
    dated = Counter([item[3] for item in shown.values() if item[2]])
    listed = {outline.entries[element] for element, item in shown.items() if dated[item.block] > 1} - {0}
    labelled, bare = dates.from_lines(_own(outline, lines, listed))
    found = (labelled, dates.from_metas(metas), dates.from_scripts(outline.scripts), dates.from_url(url), bare)
    seen = tuple(date for date in found if date is not None)
    best = labelled or found[1] or found[2] or bare or found[3]
    return best, seen


def _own(outline: Outline, lines: list[str], listed: set[int]) -> Iterable[str]:
    """The lines in turn, blank those that a reader does not see or that belong to the `listed` entries."""
    return _without(outline, lines, listed) if listed or HIDDEN in outline.roles else lines


def _without(outline: Outline, lines: list[str], listed: set[int]) -> Iterator[str]:
    entries, roles, parents = outline.entries, outline.roles, outline.parents
    read = iter(zip(outline.run_lines, outline.run_elements, strict=True))
    at, element = next(read, (len(lines), 0))
    for number, line in enumerate(lines):
        shown = line
        while at == number:
            entry = entries[element]
            while entry and entry not in listed:
                entry = entries[parents[entry]]
            if entry or roles[element] == HIDDEN:
                shown = ""
            at, element = next(read, (len(lines), 0))
        yield shown


def _heading(outline: Outline, metas: tuple[Meta, ...]) -> str:
    """The title on the page: its first h1 or h2 in the main part, else what its label says, else its <title>."""
    shown = [
        (outline.tags[element], outline.text_of(first, closing[0]))
        for element, first, closing in outline.headings[:40]
        if outline.roles[element] == MAIN and closing[0] > first
    ]
    for level in ("h1", "h2", "h3"):
        for tag, text in shown:
            if tag == level and 4 <= len(text) <= 200 and not _NO_TITLE.match(text):
                return text
    label = next(
        (meta.content.strip() for meta in metas if meta.name.lower() == "articletitle" and meta.content.strip()), ""
    )
    return (label or outline.title)[:300]


def _refresh(outline: Outline, markup: Markup, text: str, links: list[Found]) -> str:
    """Where a meta refresh, or the script of a page that shows next to nothing, sends the reader."""
    for content in refreshes(outline):
        target = refresh_target(content, markup.base)
        if target and target != markup.url:
            return target
    if len(text) < 300 and sum(found.tag == "a" for found in links) <= _FEW_LINKS:
        for script in outline.scripts:
            if len(script) < 3_000 and "location" in script and (found := _SENT_ON.search(script)):
                target = refresh_target(f"0;url={found.group(1) or found.group(2)}", markup.base)
                if target and target != markup.url:
                    return target
    return ""


def _placed(
    outline: Outline, markup: Markup, links: list[Found], items: dict[int, Item], foot_line: int, what: PageKind
) -> tuple[Link, ...]:
    """The links that lead somewhere, each with its place on the page and in its source; hints come last."""
    placed = []
    shown = [found for found in links if found[0]]
    hints = read_hints(markup, outline, links)
    spots = find_spots(markup.text, [found[7] for found in shown])
    if hints:
        shown += hints
        spots += find_spots(markup.text, [found[7] for found in hints])
    roles = outline.roles
    foot_run = bisect_left(outline.run_lines, foot_line)
    other, listed, foot = Place.OTHER, Place.LIST, Place.FOOTER
    body = Place.BODY if what is PageKind.ARTICLE else other
    for (url, text, _, tag, element, first, _, raw), (line, column) in zip(shown, spots, strict=True):
        role = roles[element]
        place = PLACES[role] if role else Place.HEAD if tag in IN_HEAD else other
        if place is other:
            place = listed if element in items else foot if first >= foot_run else body
        fragment = raw.partition("#")[2][:200] if "#" in raw and tag == "a" else ""
        placed.append((url, text, "a" if tag == "option" else tag, place, line, column, fragment))
    return tuple(map(tuple.__new__, repeat(Link), placed))  # what calling it does, without the call


def _generator(outline: Outline, links: list[Found]) -> str:
    """The CMS family, from what its scripts and the addresses of its templates tell."""
    first = min([_sign_in(script[:2_000]) for script in outline.scripts], default=_NONE)
    if urls := " ".join([found[0] for found in links if found[3] in ("script", "link")]):
        first = min(first, _sign_in(urls))
    return _GENERATORS[first][0] if first < _NONE else ""


def _sign_of(told: str) -> int:
    """Which of `_GENERATORS` has a sign in `told`, the first of them; `_NONE` for none."""
    return next((n for n, (_, signs) in enumerate(_GENERATORS) if any(sign in told for sign in signs)), _NONE)


_sign_in = remembered(_sign_of)
