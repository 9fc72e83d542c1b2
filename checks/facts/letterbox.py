"""All letters (留言, 来信) that a visit read: what lists and the letters' own pages say of each, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256

from checks.facts.columns import ColumnSeen, columns_seen
from checks.facts.folding import fold
from checks.facts.letter_words import is_of_letters, is_of_others
from checks.facts.shown_links import links_of
from checks.facts.spans import add_months
from checks.facts.topics import topics_seen
from checks.lexicon.columns import category_of, topics_of
from checks.model.letters import Answered, Letter, LetterKind
from checks.model.pages import PageKind
from checks.model.registry import BEIJING
from checks.model.urls import host_of, page_key
from checks.model.views import PageView, SiteView

MOST = 5_000
"""Letters that are kept of one site."""
LIBRARY = "answer-library"
"""The topic of columns that hold answers to common questions (checks/lexicon/columns.toml)."""
_SURE = (Answered.SHOWN, Answered.CLAIMED, Answered.EXCUSED)
_FIGURES = re.compile(
    r"(?:答复|回复|办结|办理|满意)率|(?:来信|留言|信件|咨询|诉求|受理|答复|回复|办结)(?:总数|总量|数量|数|件数)"
    r"|(?:收到|受理|共有|累计)[^\n\d]{0,12}\d{1,7}\s?[件条封]|(?:统计|排行|通报)[^\n]{0,8}$",
    re.MULTILINE,
)
_CLAIM = re.compile(
    r"(?:收到|受理|来信|留言|信件)[^\n\d，。；;,]{0,12}(\d{1,7})\s?[件条封个][，,；;\s]{0,3}"
    r"[^\n\d，。；;,]{0,8}(答复|回复|办结)[^\n\d，。；;,%率]{0,8}(\d{1,7})\s?[件条封个][，,；;\s]{0,3}"
    r"([^\n\d，。；;,]{0,6})(答复率|回复率|办结率)[^\n\d，。；;,]{0,6}(\d{1,3}(?:\.\d{1,2})?)\s?[%％]"
)
_IN_TIME = re.compile(r"按期|按时|及时|限时|期限|时限")
"""A rate of these is one of the letters that were due, not of those that came."""
_CLAIMS = 50
_TEXT = 20_000  # characters in which figures are looked for


@dataclass(frozen=True, slots=True)
class Received:
    """A letter. `at` is its own page, or the list where it has none; `found_on` the list that shows it, "" where none
    was read. `read`: its own page was read and is understood. `key` names it over runs, within its site."""

    letter: Letter
    at: str
    found_on: str = ""
    read: bool = False

    @property
    def key(self) -> str:
        if self.letter.url:
            return page_key(self.letter.url)
        came = self.letter.submitted.date().isoformat() if self.letter.submitted else ""
        return f"{page_key(self.at)}#{sha256(f'{came} {fold(self.letter.title)}'.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a page says of its letters: so many came, so many were answered, that is so many per cent."""

    url: str
    received: int
    answered: int
    rate: float


@dataclass(frozen=True, slots=True)
class Letterbox:
    """The letters of a site in the order of its pages; petitions (信访, 举报) are none.

    `columns` are those of letters, `cut` lists that were not read or not to the end, `outside` entrances that lead to
    letters on other hosts, `figures` where the site says how many letters came and were answered, "" when that was not
    seen; `library` a page that shows, or has a link to, answers to common questions (常见问题), likewise. `claims`
    are the figures themselves where one line has them all, the first of each page; `more` letters are beyond `MOST`.
    """

    letters: tuple[Received, ...] = ()
    columns: tuple[ColumnSeen, ...] = ()
    cut: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    figures: str = ""
    library: str = ""
    claims: tuple[Claim, ...] = ()
    more: int = 0


def letters_seen(site: SiteView) -> Letterbox:
    """To be used through `site.derived(letters_seen)`."""
    own: dict[str, Letter] = {}
    listed: list[tuple[str, Letter]] = []
    figures, library, more = "", "", 0
    claims: list[Claim] = []
    for page in site.pages():
        shown = _figures(page)
        figures, library = figures or shown, library or _library(page)
        if shown and len(claims) < _CLAIMS:
            claims += _claims(page)
        for letter in page.facts.letters:
            if len(own) + len(listed) >= MOST:
                more += 1
            elif letter.alone:
                own[page_key(page.page.final_url or page.url)] = replace(letter, url=page.url)
            else:
                listed.append((page.url, letter))
    topics = site.derived(topics_seen)
    columns = tuple(column for column in topics.columns.get("letters", ()) if not is_of_others(column.name))
    lists = [c for c in site.derived(columns_seen) if c.category == "interaction" and not is_of_others(c.name)]
    met = [*columns, *(column for column in lists if column not in columns)]
    doors = topics.entrances.get("letters", ())
    outside = (door.url for door in doors if host_of(door.url) not in site.site.all_hosts)
    told = [column.url for column in topics.columns.get("letter-figures", ())]
    told += [entrance.url for entrance in topics.entrances.get("letter-figures", ())]
    return Letterbox(
        tuple(_together(own, listed)),
        columns,
        tuple(column.url for column in met if column.cut or column.scripted or not column.pages),
        tuple(dict.fromkeys(outside)),
        figures or next(iter(told), ""),
        library,
        tuple(claims),
        more,
    )


def months_later(day: date, months: int) -> date:
    """The same day `months` calendar months later, earlier where negative; the day after a month that has no such."""
    return add_months(datetime(day.year, day.month, day.day, tzinfo=BEIJING), months).date()


def day_of(letter: Letter) -> date | None:
    """The day on which a letter came, as written in China."""
    return letter.submitted.astimezone(BEIJING).date() if letter.submitted else None


def day_answered(letter: Letter) -> date | None:
    """The day on which a letter was answered, as written in China."""
    return letter.answered.astimezone(BEIJING).date() if letter.answered else None


def _together(own: dict[str, Letter], listed: list[tuple[str, Letter]]) -> Iterator[Received]:
    """Each letter once: those of lists with what their own pages say, then those that no list shows."""
    seen: set[str] = set()
    for shown_on, letter in listed:
        page = own.get(page_key(letter.url)) if letter.url else None
        both = _merged(letter, page) if page else letter
        received = Received(both, both.url or shown_on, shown_on, page is not None)
        if received.key not in seen and both.kind is not LetterKind.PETITION:
            yield received
        seen.add(received.key)
    for key, letter in own.items():
        if key not in seen and letter.kind is not LetterKind.PETITION:
            yield Received(letter, letter.url, "", True)


def _merged(listed: Letter, own: Letter) -> Letter:
    """What a list and a letter's own page say of it. An answer that one of them shows is one."""
    sure = min((one.answer for one in (own, listed) if one.answer in _SURE), key=_SURE.index, default=None)
    told = own.answer if own.answer is not Answered.UNTOLD else listed.answer
    return replace(
        own,
        title=own.title or listed.title,
        kind=own.kind if own.kind is not LetterKind.OTHER else listed.kind,
        submitted=own.submitted or listed.submitted,
        answered=own.answered or listed.answered,
        answered_by=own.answered_by or listed.answered_by,
        answer=sure or told,
        status=own.status or listed.status,
    )


def _library(page: PageView) -> str:
    """The address of a page that is called a library of answers, or has a short line or a link that is, else ""."""
    facts = page.facts
    shown = facts.text.split("\n") if facts.kind is PageKind.HOME else ()
    links = page.derived(links_of)
    told = links.texts if "问" in links.words or "知识" in links.words else ()
    named = [text for text in (facts.heading, *told, *shown) if "问" in text or "知识" in text]
    return page.url if any(LIBRARY in topics_of(text) for text in named) else ""


@lru_cache(maxsize=4_096)  # most stand in the breadcrumbs of many pages
def _speaks(name: str) -> tuple[bool, bool, bool]:
    """Does a name speak of letters, of interaction, of the figures of letters?"""
    return is_of_letters(name), category_of(name) == "interaction", "letter-figures" in topics_of(name)


def _figures(page: PageView) -> str:
    """The address of a page about letters that says how many came or were answered, else ""."""
    facts = page.facts
    names = [*[crumb[1] for crumb in facts.crumbs], facts.title, facts.heading]
    letters, interaction, figures = map(any, zip(*map(_speaks, names), strict=True))
    if figures:
        return page.url
    about = letters or (interaction and not any(map(is_of_others, names)))
    return page.url if about and _FIGURES.search(facts.text[:_TEXT]) else ""


def _claims(page: PageView) -> Iterator[Claim]:
    """The first line of a page that has all three figures."""
    for found in _CLAIM.finditer(page.facts.text[:_TEXT]):
        came, done, answered, before, rate, share = found.groups()
        if (done == "办结") == (rate == "办结率") and not _IN_TIME.search(before):
            yield Claim(page.url, int(came), int(answered), float(share))
            return
