"""Which long numbers of a text are a citizen's: identity numbers, mobile numbers, bank cards.

Identity numbers by themselves, unless a label says that they are something else; mobile numbers and cards only where a
list, a row or a label gives them to a citizen, and nothing says that somebody is meant to call or to pay.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from checks.facts import personal_words as words
from checks.facts.personal_context import Sheet
from checks.facts.personal_valid import CHILDREN, born, card, identity, of_disabled, old_identity
from checks.model.long_numbers import Figures, figures
from checks.model.personal import PersonalKind

_NEAR, _CELL = 24, 10
_COUNTRY = re.compile("[+＋]?(?:00)?(?:86)?[- ]?$")


class Hit(NamedTuple):
    """`text[start:end]` is the number of a citizen; `listed`: in a row of a list of citizens."""

    start: int
    end: int
    kind: PersonalKind
    number: str
    listed: bool = False


def numbers(sheet: Sheet) -> list[Hit]:
    """The numbers of citizens in a text, in its order."""
    found: list[Hit] = []
    for one in figures(sheet.text):
        kind = _kind(sheet, one, found)
        if kind is not None and not sheet.is_sample(one.start, one.end):
            found.append(Hit(one.start, one.end, kind, one.number, _listed(sheet, one, kind)))
    return found


def _kind(sheet: Sheet, one: Figures, found: list[Hit]) -> PersonalKind | None:
    length = len(one.number)
    if length == 11:
        mobile = one.number[0] == "1" and one.number[1] in "3456789"
        return PersonalKind.MOBILE if mobile and not one.broken and _is_mobile(sheet, one, found) else None
    if length == 18 and (sure := identity(one.number)):
        return PersonalKind.IDENTITY if _is_identity(sheet, one, sure) else None
    if one.broken:
        return None
    if length == 20:
        return PersonalKind.IDENTITY if of_disabled(one.number) and "残疾" in _around(sheet, one) else None
    if length == 15:
        return PersonalKind.OLD_IDENTITY if old_identity(one.number) and _says_identity(sheet, one) else None
    return PersonalKind.CARD if card(one.number) and _is_card(sheet, one) else None


def _listed(sheet: Sheet, one: Figures, kind: PersonalKind) -> bool:
    """Is it surely the number of one of the citizens of a list, and of no other column of it?"""
    if not _in_list(sheet, one.start):
        return False
    head = sheet.head(one.start)
    if kind is PersonalKind.IDENTITY and not (head is not None and words.HEAD_IDENTITY.search(head.text)):
        return born(one.number) < CHILDREN and not (head is not None and head.of_codes)
    return kind is not PersonalKind.CARD or not (head is not None and head.of_codes)


def _in_list(sheet: Sheet, at: int) -> bool:
    head = sheet.head(at)
    return (head is not None and head.of_citizens) or (sheet.of_citizens and sheet.names_somebody(at))


def _around(sheet: Sheet, one: Figures) -> str:
    head = sheet.head(one.start)
    return f"{sheet.lead} {head.text if head else ''} {sheet.before(one.start)}"


def _says_identity(sheet: Sheet, one: Figures) -> bool:
    """Does the label before the number, or the head of its table, say that it is one of identity?"""
    head = sheet.head(one.start)
    return _labelled(sheet.before(one.start, _NEAR)) or (
        head is not None and words.HEAD_IDENTITY.search(head.text) is not None
    )


def _is_identity(sheet: Sheet, one: Figures, sure: int) -> bool:
    before = sheet.before(one.start, _NEAR)
    if "信用代码" in before:
        return False
    if _labelled(before):
        return True
    head = sheet.head(one.start)
    if head is not None and words.HEAD_IDENTITY.search(head.text):
        return not (head.of_codes and sheet.shows_masked(one.start))
    if words.CODE_LABEL.search(before.rpartition("，")[2]):
        return False
    child = born(one.number) >= CHILDREN
    if head is not None and head.of_codes and (child or not head.of_citizens):
        return False
    if _in_list(sheet, one.start):
        return True
    return not child and (sure == 2 or sheet.names_somebody(one.start))


def _labelled(before: str) -> bool:
    """Does what stands before a number end with a label of identity, and not with one of something else behind it?"""
    ends = [label.end() for label in words.IDENTITY_LABEL.finditer(before)]
    return bool(ends) and words.CODE_LABEL.search(before, ends[-1]) is None


def _is_mobile(sheet: Sheet, one: Figures, found: list[Hit]) -> bool:
    if sheet.is_amount(one.end):
        return False
    clause = _COUNTRY.sub("", sheet.before(one.start))
    for mark in "。；;！!":
        clause = clause.rpartition(mark)[2]
    label = words.PERSON_LABEL.search(clause)
    if label and not words.OFFICE.search(clause[: label.start()][-_NEAR:]):
        return True
    head = sheet.head(one.start)
    if head is not None and words.PHONE_LABEL.search(clause) is None:
        if (head.of_citizens or (head.plain and sheet.of_citizens)) and not sheet.of_contacts:
            return _in_row(sheet, one)
        if head.of_office:
            return False
    if words.OFFICE.search(clause):
        return False
    if (told := words.PERSON_BEFORE.search(clause)) and words.is_name(told[1]):
        return True
    if _beside_identity(sheet, one, clause, found):
        return True
    labelled = words.PHONE_LABEL.search(clause) is not None
    if sheet.of_citizens and not labelled and head is None and sheet.names_somebody(one.start):
        return not any(words.OFFICE.search(cell) for cell in sheet.row(one.start))
    return False


def _in_row(sheet: Sheet, one: Figures) -> bool:
    """Is the number one of a row, and not of a note under the list or of an official who cares for the row?"""
    beside = [cell for cell in sheet.row(one.start, 2) if len(cell) <= _CELL]
    return not any(words.CELL_OFFICE.search(cell) or words.OFFICE_CELL.search(cell) for cell in beside)


def _beside_identity(sheet: Sheet, one: Figures, clause: str, found: list[Hit]) -> bool:
    """An identity number, whole or masked, stands close before it in the same line."""
    if words.IDENTITY_LABEL.search(clause):
        return True
    last = found[-1] if found else None
    if last is None or last.kind not in (PersonalKind.IDENTITY, PersonalKind.OLD_IDENTITY):
        return False
    return one.start - last.end <= _NEAR and sheet.line_of(one.start) - sheet.line_of(last.start) <= 3


def _is_card(sheet: Sheet, one: Figures) -> bool:
    head = sheet.head(one.start)
    if head is not None and words.HEAD_CARD.search(head.text) and not words.HEAD_OFFICE.search(head.text):
        own = words.ANCHOR.search(head.text) is not None or head.of_citizens
        return own and (head.of_citizens or sheet.of_citizens or not words.HEAD_POST.search(head.text))
    before, after = sheet.before(one.start), sheet.after(one.end)
    if words.ACCOUNT_OFFICE.search(before) or words.ACCOUNT_OFFICE.search(after) or _paid_into(sheet, one):
        return False
    return words.CARD_LABEL.search(before[-_NEAR:]) is not None


def _paid_into(sheet: Sheet, one: Figures) -> bool:
    """Do the lines beside it speak of an office's account?"""
    line = sheet.line_of(one.start)
    beside = [*sheet.lines[max(0, line - 2) : line], *sheet.lines[line + 1 : line + 2]]
    return any(words.ACCOUNT_OFFICE.search(text[:80]) for text in beside)
