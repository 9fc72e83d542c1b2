"""Pages that answer 200 and say that there is nothing: their words, and what a made-up address beside them tells.

A page is under suspicion when its text as a whole says that it is not there, when it shows next to nothing, or when it
shows what the home page shows. Only then is it held beside the made-up address: what a host does with addresses that
do not exist says nothing of a page with a text, a date or entries of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from checks.facts.not_found import is_advice, is_hint, is_message, names_error, sentences
from checks.model import marks
from checks.model.captures import SiblingProbe
from checks.model.pages import DateSource, Link, PageFacts, PageKind, Place
from checks.model.urls import page_key
from checks.model.verdicts import GONE

SHORT = 400
"""Characters: only so short a text is an error message as a whole (ours)."""
UNEXPLAINED = 30
"""Characters that may stand beside message and advice where the title does not say it too: a site's name (ours)."""
BARE = 60
"""Characters of text of its own below which a page shows next to nothing (ours)."""
LEADS = 4
"""Links in its main part from which on a page, however short, shows something (ours)."""
COMPARED = 2_000
"""Characters of a text that are compared; what is kept of a made-up address."""
ALIKE = 95.0
"""From this likeness on (rapidfuzz ratio, 0 to 100; ours) two texts are one, addresses and numbers left aside."""
OWN_TEXT = 100
"""Characters a home page must show, before a page like it can be said to show the home page (ours)."""
SAME, LEADS_HERE, SAME_TITLE, SHELL, HONEST = (
    marks.SIBLING + detail for detail in ("same", "leads-here", "same-title", "shell", "honest")
)
_DATE = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_TALK = re.compile(r"回复|答复|留言|来信|咨询|网友|投诉|信访|处理结果|整治|整改|专项|排查|通报|印发|贯彻")
"""Words of letters and their answers, and of campaigns: these quote what error pages say."""
_ADDRESS = re.compile(r"(?:https?:/)?/[\w\-./%?=&;~+]{1,300}", re.ASCII)
_PLAIN = re.compile(rf"{_ADDRESS.pattern}|\d{{1,40}}|\s{{1,40}}", re.ASCII)
_MARKS = re.compile(r"[\d\s]{1,40}", re.ASCII)
"""What `_PLAIN` finds in a text without a slash."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page shows at a glance. `asked` is the address that links show, `ended` where redirects led (the same
    where they did not). `hollow`: it shows next to nothing, or scripts fill it; `says`: that it is not there."""

    asked: str
    ended: str
    title: str = ""
    text: str = ""
    hollow: bool = False
    says: bool = False


def says_not_found(title: str, text: str) -> bool:
    """True when a page says as a whole that it is not there.

    Title and text both say it, or the text is nothing but the message and advice. Silent where the text is long,
    carries a date, or speaks of letters and campaigns.
    """
    if len(text) <= SHORT and text[:1] == "{" and (message := _message(text)):
        return is_message(tuple(next(sentences(message), ((),))[0]))
    if len(text) > SHORT or not text or _TALK.search(title) or _TALK.search(text):
        return False
    if _DATE.search(_ADDRESS.sub("", text)):
        return False
    said = hinted = False
    unexplained = 0
    for clauses, asks in sentences(text):
        if not asks and is_message(clauses):
            said = True
            clauses = tuple(clause for clause in clauses[1:] if not is_message((clause,)))
        elif not asks and is_hint(clauses):
            hinted = True
            continue
        unexplained += sum(len(clause) for clause in clauses if not is_advice(clause))
    if names_error(title):
        return said or (hinted and unexplained <= UNEXPLAINED)
    return said and unexplained <= UNEXPLAINED


def _message(text: str) -> str:
    """What an interface says of its error, where its answer stands on the page in place of one."""
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    told = (said.get(key) for key in ("msg", "message", "error", "info")) if isinstance(said, dict) else ()
    return next((one for one in told if isinstance(one, str) and one), "")


def glance(asked: str, ended: str, facts: PageFacts) -> Glance:
    """`facts` of the page that was asked for at `asked` and answered at `ended` ("" where that is the same)."""
    return Glance(
        asked, ended or asked, facts.title, facts.text[:COMPARED], is_hollow(facts), page_says_not_found(facts)
    )


def page_says_not_found(facts: PageFacts) -> bool:
    """`says_not_found` of a page that was read: one with a list, a document or a date of its own never does.

    Nor does one that a script fills: its template may hold such a sentence for the day it is needed."""
    if facts.text_length > SHORT or facts.scripted or _has_substance(facts):
        return False
    return says_not_found(facts.title, facts.text)


def is_hollow(facts: PageFacts) -> bool:
    """True for a page that shows next to nothing, or that a script fills."""
    if facts.scripted:
        return not facts.items
    if facts.text_length >= BARE or facts.images or facts.refresh or facts.empty_notice or _has_substance(facts):
        return False
    embeds = any(link.tag in ("iframe", "embed", "object", "frame") for link in facts.links)
    return not embeds and sum(map(_leads, facts.links)) < LEADS


def _leads(link: Link) -> bool:
    return link.tag == "a" and link.place in (Place.OTHER, Place.BODY, Place.LIST)


def _has_substance(facts: PageFacts) -> bool:
    dated = any(date.source is not DateSource.URL for date in facts.dates)
    return bool(dated or facts.items or facts.document or facts.data or facts.paging)


def shows_home(page: Glance, home: Glance | None) -> bool:
    """True when a page shows what the home page shows: the same title, and nearly the same text. Never told of sites
    whose home page shows next to nothing: there every page looks so."""
    if home is None or home.hollow or len(home.text) < OWN_TEXT or page.hollow:
        return False
    # The title to the letter: numbered titles of articles are one to `plain`, and their texts were all compared.
    return page.title == home.title and alike(page.text, home.text)


def sent_home(facts: PageFacts, homes: Set[str]) -> bool:
    """True for a page that shows nothing and sends the reader to one of `homes` (keys of home pages)."""
    return facts.kind is PageKind.STUB and bool(facts.refresh) and page_key(facts.refresh) in homes


def sibling_mark(page: Glance, sibling: SiblingProbe, *, at_home: bool = False) -> str:
    """What `sibling`, a made-up address, says of a `page` under suspicion: a mark, "" when it tells nothing.

    `at_home`: the page is, or shows, the home page. It is pure, and gives the same for the same two every night.
    """
    if sibling.failure is not None or marks.of(sibling.marks, marks.WALL) or marks.LOGIN in sibling.marks:
        return ""
    if sibling.status in GONE:
        return HONEST
    if sibling.status is None or not 200 <= sibling.status < 300:
        return ""
    if sibling.final_url:
        ended = page_key(sibling.final_url)
        if ended == page_key(page.asked):
            return LEADS_HERE
        if ended == page_key(page.ended):
            return SAME
    title = plain(page.title, page) == plain(sibling.title, sibling)
    if not title:
        return ""
    near = alike(_unnamed(page.text, page.asked), _unnamed(sibling.text, sibling.subject))
    if near and (page.says or at_home) and not (page.hollow and sibling.scripted):
        return SAME
    if near:
        return SHELL if page.hollow else ""
    return SAME_TITLE if page.says and page.title and marks.WORDS not in sibling.marks else ""


def alike(one: str, other: str) -> bool:
    """True when two texts are one, their addresses, numbers and blanks left aside."""
    if one == other:
        return True
    left, right = _bare(one[:COMPARED]), _bare(other[:COMPARED])
    return fuzz.ratio(left, right, score_cutoff=ALIKE) > 0 or left == right


@lru_cache(maxsize=32)  # the home page is compared with many
def _bare(text: str) -> str:
    return (_PLAIN if "/" in text else _MARKS).sub("", text)


def plain(title: str, shown: Glance | SiblingProbe) -> str:
    """A title without blanks, numbers and the address that it may repeat."""
    return _PLAIN.sub("", _unnamed(title, shown.asked if isinstance(shown, Glance) else shown.subject))


def _unnamed(text: str, url: str) -> str:
    """`text` without the last part of its own address: error pages like to repeat it."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return text.replace(name, "") if len(name) > 3 else text
