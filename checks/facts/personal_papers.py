"""Numbers of passports, permits and officers' papers, and addresses down to the door: only where words say so."""

from __future__ import annotations

import re

from checks.facts import personal_words as words
from checks.facts.personal_context import Sheet
from checks.facts.personal_owners import Hit
from checks.model.personal import PersonalKind

_PASSPORT = re.compile("(?<![0-9A-Za-z])(?:[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|1[45][0-9]{7})(?![0-9A-Za-z*])")
_PERMIT = re.compile(
    "(?<![0-9A-Za-z])(?:[HMhm][0-9]{10}|[HMhm][0-9]{8}|C[A-Z0-9][0-9]{7}|[0-9]{8}|[\u4e00-\u9fff]字第?[0-9]{6,8}号?)(?![0-9A-Za-z*])"
)
_DOOR = re.compile(
    "[0-9０-９一二三四五六七八九十]{1,4}(?:号楼|栋|幢|座)[^，。；;、\\s]{0,8}?[0-9０-９]{2,4}(?:室|号|户|房)?|"
    "[0-9０-９一二三四五六七八九十]{1,3}单元[^，。；;、\\s]{0,4}?[0-9０-９]{2,4}(?:室|号|户|房)?|"
    "(?:[路街巷弄村组屯寨湾庄]|小区|社区)[0-9０-９]{1,5}号(?:附?[0-9０-９]{1,4}[号室户])?|"
    "[0-9０-９]{1,3}组[0-9０-９]{1,5}号|门牌号?[0-9０-９]{1,5}号?"
)
_PARTS = re.compile("[\\s，,、：:；;。（）()|]+")
_REST = re.compile("[^，。；;、,\\s|（）()]{0,20}")
_DOOR_END = re.compile("[0-9０-９室号户房]")
_LONGEST = 60


def papers(sheet: Sheet, *, passports: bool, permits: bool, addresses: bool) -> list[Hit]:
    """Papers and addresses of citizens in a text; only the kinds whose words stand in it are looked for."""
    found: list[Hit] = []
    if passports:
        found += _labelled(sheet, PersonalKind.PASSPORT, _PASSPORT, words.PASSPORT_LABEL, words.HEAD_PASSPORT)
    if permits:
        found += _labelled(sheet, PersonalKind.PERMIT, _PERMIT, words.PERMIT_LABEL, words.HEAD_PERMIT)
    if addresses:
        found += _addresses(sheet)
    return found


def _labelled(
    sheet: Sheet, kind: PersonalKind, form: re.Pattern[str], label: re.Pattern[str], column: re.Pattern[str]
) -> list[Hit]:
    found = []
    for match in form.finditer(sheet.text):
        start, end = match.span()
        named = label.search(sheet.before(start)) is not None
        head = None if named else sheet.head(start)
        listed = head is not None and column.search(head.text) is not None and not match.group().isdigit()
        if (named or listed) and not sheet.is_sample(start, end):
            found.append(Hit(start, end, kind, match.group().upper(), listed))
    return found


def _addresses(sheet: Sheet) -> list[Hit]:
    found: list[Hit] = []
    for match in _DOOR.finditer(sheet.text):
        start = _begin(sheet, match.start())
        before = sheet.before(start)
        label = words.ADDRESS_LABEL.search(before)
        head = None if label else sheet.head(start)
        listed = head is not None and head.of_citizens and words.HEAD_ADDRESS.search(head.text) is not None
        if found and start < found[-1].end:
            continue
        if listed or (label and _of_citizen(sheet, start, before[: label.start()])):
            end = _end(sheet.text, match.end())
            found.append(Hit(start, end, PersonalKind.ADDRESS, sheet.text[start:end], listed))
    return found


def _begin(sheet: Sheet, door: int) -> int:
    """Where the address begins that ends at a door: at most `_LONGEST` characters before it, in one cell."""
    at = door
    text = sheet.text
    while at > max(0, door - _LONGEST) and (text[at - 1].isalnum() or text[at - 1] in "-—（）()"):
        at -= 1
    cell = text[at:door]
    label = re.search("(?:地址|住址|家住|现住|居住地|户籍地|所在地)(?:[于在为]?)", cell)
    return at + label.end() if label else at


def _end(text: str, at: int) -> int:
    """Where the address ends whose door begins before `at`: behind the last figure or 室 of its cell."""
    rest = _REST.match(text, at)
    more = [part.end() for part in _DOOR_END.finditer(rest.group())] if rest else []
    return at + more[-1] if more else at


def _of_citizen(sheet: Sheet, start: int, before: str) -> bool:
    """Is it a citizen who lives there: named in the same line, in a list or beside an identity number?"""
    if words.OFFICE_PLACE.search(before):
        return False
    named = any(words.is_name(words.ROLE.sub("", part)) for part in _PARTS.split(before))
    return named and (sheet.of_citizens or words.IDENTITY_LABEL.search(before) is not None)
