"""Letters (留言, 来信) on lists and on pages of their own, with the days they came and were answered.

A page is read when its title, breadcrumbs or label name a column of letters, or when its own labels can be of nothing
else; never when they name 信访, 举报, 访谈, 征集, 依申请公开 and the like. Read are tables with heads, entries with
labels or a state each, and pages of one letter with labels and values. What fits none of these is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from itertools import islice

from checks.facts.excerpts import quoted
from checks.facts.fillable import Places
from checks.facts.folding import fold
from checks.facts.letter_lists import entries
from checks.facts.letter_marks import LetterPage, Mark, moment
from checks.facts.letter_tables import rows
from checks.facts.letter_words import all_said_of, is_of_letters, is_of_others, kind_of, state_of
from checks.facts.links import Found
from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.present import LETTERS, WORDS
from checks.facts.text import is_scripted
from checks.model.letters import SHOWS, Answered, Letter
from checks.model.pages import PageFacts, PageKind

MOST = 200
"""Letters that are read of one page."""
_NEVER = (PageKind.HOME, PageKind.STUB)
_OWN_WORDS = ("留言", "来信", "写信", "信件", "咨询", "提问", "诉求")
_ANSWERS = frozenset(("answered", "answered_by", "answer"))
_NUMBERS = re.compile(r"\d{7,}|\d{3,4}[- ]\d{7,8}|[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}", re.ASCII)
_GREETING = re.compile(r"^.{0,30}?[您你]好")
_SIGNED = 60  # characters at the end of an answer in which its signature stands
_OFFICE = re.compile(r"(?:[局委办厅处所站院]|政府|中心|公司|大队|支队|办公室)(?:\s|[（(]|20\d\d|$)")
_MOST_EMPTY = 20  # labels of one field
_PRINTED = 2_000  # letters of an answer that are compared


def read_letters(
    markup: Markup, outline: Outline, lines: list[str], links: list[Found], facts: PageFacts, what: PageKind
) -> tuple[Letter, ...]:
    """The letters that a page of kind `what` shows; `facts` hold all the rest that was read."""
    if what in _NEVER or markup.present(WORDS).isdisjoint(LETTERS):
        return ()
    named, other = _named(facts, what)
    if other or not (named or any(word.startswith(_OWN_WORDS) for word in LETTERS & markup.present(WORDS))):
        return ()
    page = LetterPage(outline, lines, links, is_scripted(outline, "", 0), Places(markup, outline))
    fields = {mark.field for mark in page.marks}
    fields |= {"submitted"} if "accepted" in fields else set()
    if not named and not _unmistakable(page.marks, fields):
        return ()
    writers = {value for mark in page.marks if mark.field == "writer" and len(value := page.value(mark)) > 1}
    found = list(islice(rows(page), MOST)) or list(entries(page, named=named)) or _alone(page, fields, facts)
    return tuple(replace(letter, title=_masked(letter.title, writers)) for letter in _beside(found[:MOST]))


def _named(facts: PageFacts, what: PageKind) -> tuple[bool, bool]:
    """(whether the page names itself one of letters, whether it names a column of something else)."""
    column = [crumb.text for crumb in facts.crumbs]
    column += [meta.content[:60] for meta in facts.metas if meta.name.lower() in ("columnname", "columntype")]
    own = [facts.title, facts.heading]  # on the page of a letter: its own title, which may speak of anything
    told = column if what is PageKind.ARTICLE else [*column, *own]
    return any(map(is_of_letters, told)), any(map(is_of_others, column or own))


def _unmistakable(marks: list[Mark], fields: set[str]) -> bool:
    """True for labels that are of letters and of nothing else: one of a letter's day, and one of an answer."""
    of_letters = any(mark.field == "submitted" and mark.word.startswith(_OWN_WORDS) for mark in marks)
    return of_letters and not fields.isdisjoint(_ANSWERS)


def _alone(page: LetterPage, fields: set[str], facts: PageFacts) -> list[Letter]:
    """The letter of a page of its own; none where the labels do not make one."""
    asked = not fields.isdisjoint(("submitted", "question", "title"))
    if not asked or fields.isdisjoint(("submitted", *_ANSWERS)) or fields.isdisjoint(("question", "answer")):
        return []
    first = _first(page)
    answers = [page.answer(mark) for mark in page.marks if mark.field == "answer"]
    text = max((text for text, _ in answers), key=len, default="")
    letters = _letters(text)
    answered = moment(first.get("answered", ""))
    status = first.get("status", "")[:20]
    answer = _answer(text, letters, status or _whether(first.get("whether", "")), answered)
    several = len(_days(page)) > 1  # letters that are not understood one by one, or that quote each other
    if answer is Answered.UNTOLD and _is_blank(fields, answers):
        answer = Answered.EMPTY if answers and not _may_hide(page, "answer") else Answered.BLANK
    if several and answer in (Answered.DENIED, Answered.EMPTY):
        answer = Answered.BLANK
    shown = answer is Answered.SHOWN and bool(letters)
    return [
        Letter(
            title=first.get("title") or facts.heading,
            kind=kind_of(first.get("kind", "")),
            submitted=moment(first.get("submitted", "")) or moment(first.get("accepted", "")),
            answered=answered,
            answered_by=first.get("answered_by", "")[:60],
            answer=answer,
            status=status,
            url=facts.url,
            alone=True,
            shows=tuple(name for name in SHOWS if name in fields),
            empty=() if several else _empty(page, first, answers, text),
            answer_print=sha256(letters.encode()).hexdigest()[:16] if shown else "",
            answer_length=len(letters) if shown else 0,
        )
    ]


def _letters(text: str) -> str:
    """The letters of an answer that are compared: without greeting, figures and marks."""
    words = fold(_GREETING.sub("", " ".join(text[: 2 * _PRINTED].split())))
    return "".join(c for c in words if not c.isdigit())[:_PRINTED]


def _days(page: LetterPage) -> set[date]:
    """The days on which the letters of a page came."""
    marks = [mark for mark in page.marks if mark.field == "submitted"][:MOST]
    return {found.date() for mark in marks if (found := moment(page.value(mark)))}


def _first(page: LetterPage) -> dict[str, str]:
    """What stands behind the first label of each field that has something behind it; answers are read otherwise."""
    values: dict[str, str] = {}
    for mark in page.marks:
        if mark.field != "answer" and not values.get(mark.field):
            values[mark.field] = page.value(mark)
    return values


def _answer(text: str, letters: str, status: str, answered: datetime | None) -> Answered:
    """What a page of its own says of its answer; the text of one is believed before a state, and a day before both."""
    told = all_said_of(text)
    if answered is not None or (len(letters) > 1 and told is Answered.UNTOLD):
        return Answered.SHOWN
    return told if told is not Answered.UNTOLD else state_of(status)


def _is_blank(fields: set[str], answers: list[tuple[str, bool]]) -> bool:
    """True when the place of the answer is there, and nothing in it."""
    if answers:
        return not any(text or otherwise for text, otherwise in answers)
    return "answered" in fields


def _empty(page: LetterPage, values: dict[str, str], answers: list[tuple[str, bool]], text: str) -> tuple[str, ...]:
    """The fields that have a label and surely nothing behind it, anywhere on the page; below its `text` an answer may
    be signed and dated."""
    blank = {name for name in SHOWS if values.get(name, "-") == ""}
    if values.get("accepted"):
        blank.discard("submitted")
    blank |= {"answer"} if answers and not any(text or otherwise for text, otherwise in answers) else set()
    if moment(text[-_SIGNED:]):
        blank.discard("answered")
    if _OFFICE.search(text[-_SIGNED:]):
        blank.discard("answered_by")
    return tuple(name for name in SHOWS if name in blank and not _may_hide(page, name))


def _may_hide(page: LetterPage, name: str) -> bool:
    """True when what is missing behind all labels of a field may be there; a page of too many is not looked at."""
    marks = [mark for mark in page.marks if mark.field == name]
    return len(marks) > _MOST_EMPTY or any(map(page.may_hide, marks))


def _whether(value: str) -> str:
    return {"是": "已回复", "否": "未回复"}.get(value.strip(), value)


def _beside(found: list[Letter]) -> Iterable[Letter]:
    """The letters of one page, those without an answer told by the others that show theirs."""
    if len(found) > 1 and any(letter.answered or letter.answered_by for letter in found):
        for letter in found:
            silent = letter.answer is Answered.UNTOLD and not letter.answered_by
            yield replace(letter, answer=Answered.BLANK) if silent else letter
    else:
        yield from found


def _masked(title: str, writers: set[str]) -> str:
    title = quoted(_NUMBERS.sub("***", title[:1_200]), 300)
    for writer in sorted(writers, key=len, reverse=True)[:20]:
        title = title.replace(writer, "***")
    return title[:100]
