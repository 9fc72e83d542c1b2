"""Names of officials beside their titles: a name that is not quite the holder's, and a holder whose term is over.

The register comes from a list that the office keeps itself; no name stands in this program. A title is read only where
a name stands directly before or behind it, and only as that of the registered unit: what stands before it is the unit
(临江县财政局局长), or nothing (，县长). Pure; never raises on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

SERVING, LEFT, REMOVED = "serving", "left", "removed"
_TAIL = 2  # titles are looked for by so many characters at their end: few differ (县长, 书记, 主任)
_LEAD, _WINDOW, _SENTENCE = 24, 14, 60
_SPLIT = re.compile(r"[、，,；;|/\s]+")
_PLACE = re.compile(r"(?:中共|中国共产党)?(.{1,8}?(?:省|自治区|市|县|区|州|旗|镇|乡|街道))(.{0,40})")
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_BEFORE = frozenset(" \n\t\u3000，。、；：:,.;！？!?（(“”\"'《》<>—-·|/和与及由请随向经为对任兼是、】【)）")
_FOLLOWS = frozenset(
    "在出主参带率一到赴深作对为听致发代就表介传强指要与和及等并同会陪调检走说讲谈看宣签接来前向从以进实部安分督"
    "组召给的是也将已还先正亲又曾于现专了有再汇述称座慰视察兼任总围提明"
    "，。、；：:,.;！？!?（）()“”\"'《》<>—-|/ \n\t\u3000【】"
)
_FORMER = re.compile(
    r"(?:(?<![太中平开三固])原|(?<![目当之日以提])前|时任|老|免去|不再担任|辞去)[^，。、；：\s]{0,12}$"
    r"|(?:曾任|历任|先后任|曾担任|先后担任)[^。；\n]{0,40}$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-./]\d)")
_OTHER = ("副", "助理", "名誉")
_LONGER = frozenset("助办室级会员制")  # 县长助理, 县长办公会, 书记员
_CLEAR = re.compile(
    r"(?:常务)?副?[省市县区州旗]长|[省市县区州旗](?:委|政府|人大|政协|纪委|政法委).{1,20}|[^镇乡党支副主].{4,30}"
)
"""Titles that name their place or organ. Of all others every second unit has one (局长, 书记): they are read only
behind the name of the unit, or on its own site."""
_LEVELS = frozenset("省市县区州旗镇乡局委院厅")


@dataclass(frozen=True, slots=True)
class Official:
    """A line of the register. `since` and `until` are the first and the last day of the term, None where not told."""

    name: str
    title: str
    unit: str = ""
    since: date | None = None
    until: date | None = None
    state: str = SERVING

    def serves(self, day: date, grace: int = 0) -> bool:
        """Was the post held on `day`, or within `grace` days after it was given up?"""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until + timedelta(days=grace))

    def over(self, day: date, grace: int) -> bool:
        """Had the term ended more than `grace` days before `day`?"""
        return self.until is not None and day > self.until + timedelta(days=grace)


class Hit(NamedTuple):
    """A wrong name, or a person shown in a post that was given up. `code` is name, left or removed; `shown` the name as
    it stands, `official` whom it is about, `around` the words around it, the name in 【】."""

    code: str
    title: str
    shown: str
    official: Official
    around: str


@dataclass(frozen=True, slots=True)
class Register:
    """The officials by title, and the titles by their last characters."""

    by_title: Mapping[str, tuple[Official, ...]]
    by_tail: Mapping[str, tuple[int, ...]]
    names: frozenset[str]
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_register(entries: Iterable[Mapping[str, Any]]) -> Register:
    """The register of the entries of an overlay: name, title (several with 、), unit, from, to (ISO), state, off."""
    by_title: dict[str, list[Official]] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.get("off"):
            continue
        name, unit = str(entry["name"]), str(entry.get("unit", ""))
        since, until = _day(entry.get("from")), _day(entry.get("to"))
        state = str(entry.get("state") or SERVING)
        forms.setdefault(unit, unit_forms(unit))
        for title in filter(None, _SPLIT.split(str(entry["title"]))):
            by_title.setdefault(title, []).append(Official(name, title, unit, since, until, state))
    tails: dict[str, set[int]] = {}
    for title in by_title:
        tails.setdefault(title[-_TAIL:], set()).add(len(title))
    names = frozenset(official.name for group in by_title.values() for official in group)
    longest_first = {tail: tuple(sorted(lengths, reverse=True)) for tail, lengths in tails.items()}
    return Register({title: tuple(group) for title, group in by_title.items()}, longest_first, names, forms)


def unit_forms(unit: str) -> tuple[str, ...]:
    """How a unit is called before a title: 临江县财政局, 县财政局, 临江财政局, 财政局; a government 临江县, 县政府 …"""
    found = _PLACE.fullmatch(unit)
    if found is None:
        return (unit,) if unit else ()
    place, rest = found[1], found[2]
    rests = {"人民政府": ("人民政府", "政府", ""), "委员会": ("委员会", "委", "")}.get(rest, (rest,))
    forms = {form for own in rests for form in (place + own, place[:-1] + own, place[-1] + own, own)}
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda form: (-len(form), form)))


def hits(text: str, day: date, register: Register, *, own: str = "", grace: int = 0) -> Iterator[Hit]:
    """Every wrong name and every post given up that `text` of the day `day` shows, each once. `own` is the unit whose
    text it is: its titles need no unit before them."""
    seen: set[tuple[str, str, str]] = set()
    for title, start, end in _titles(text, register):
        group = _meant(text, start, register.by_title[title], register, own)
        if not group or text[end : end + 1] in _LONGER or _FORMER.search(text[max(0, start - 3 * _WINDOW) : start]):
            continue
        for said, at in ((_behind(text, end), end), (_ahead(text, start), start)):
            hit = _judge(said, title, group, register, day, grace)
            if hit is not None:
                code, shown, official = hit
                if code != "name" and _recalls(text, start, official):
                    break
                if (code, title, shown) not in seen:
                    seen.add((code, title, shown))
                    yield Hit(code, title, shown, official, _around(text, start, end, at, shown))
                break


def _titles(text: str, register: Register) -> Iterator[tuple[str, int, int]]:
    """(title, start, end) of every registered title in the text, the longest that ends at a place."""
    for tail, lengths in register.by_tail.items():
        at = text.find(tail)
        while at >= 0:
            end = at + len(tail)
            for length in lengths:
                start = end - length
                if start >= 0 and text[start:end] in register.by_title:
                    if not text[max(0, start - 3) : start].endswith(_OTHER):
                        yield text[start:end], start, end
                    break
            at = text.find(tail, end)


def _meant(text: str, start: int, group: Sequence[Official], register: Register, own: str) -> list[Official]:
    """Those of `group` whose unit is meant by what stands before the title."""
    lead = text[max(0, start - _LEAD) : start]
    alone = _alone(lead)
    return [
        official
        for official in group
        if _named(lead, official.unit, register.forms.get(official.unit, ()))
        or (alone and (_CLEAR.fullmatch(official.title) or _is_own(official.unit, own)))
    ]


def _alone(lead: str) -> bool:
    """Does the title stand without a unit: at the beginning of a phrase, or behind what may be a name?"""
    if not lead or lead[-1] in _BEFORE:
        return True
    length = next((n for n in range(1, len(lead) + 1) if lead[-n] in _BEFORE), len(lead) + 1) - 1
    return 2 <= length <= 4 and lead[-1] not in _LEVELS


def _named(lead: str, unit: str, forms: Sequence[str]) -> bool:
    """Does `lead` end with a name of the unit, and not with that of its namesake elsewhere (邻水县财政局)?"""
    for form in forms:
        if lead.endswith(form):
            rest = lead[: len(lead) - len(form)]
            return form[:2] == unit.removeprefix("中共")[:2] or not rest or rest[-1] in _BEFORE
    return False


def _is_own(unit: str, own: str) -> bool:
    return bool(unit and own) and (own.startswith(unit) or unit.startswith(own))


class _Said(NamedTuple):
    """What stands beside a title without blanks. `turned` when it stands before it: then its end is nearest."""

    words: str
    turned: bool


def _behind(text: str, end: int) -> _Said:
    words = text[end : end + _WINDOW].lstrip(" \u3000\t\n：:（(")
    return _Said("".join(words[:8].split()) if _blank_inside(words) else words[:8], turned=False)


def _ahead(text: str, start: int) -> _Said:
    words = text[max(0, start - _WINDOW) : start].rstrip(" \u3000\t\n（(")
    return _Said("".join(words[-8:].split()) if _blank_inside(words[::-1]) else words[-8:], turned=True)


def _blank_inside(words: str) -> bool:
    """张　明: a name of two characters is often spread over three places."""
    return len(words) > 2 and words[1] in " \u3000" and words[0] not in _BEFORE and words[2] not in _BEFORE


def _judge(
    said: _Said, title: str, group: Sequence[Official], register: Register, day: date, grace: int
) -> tuple[str, str, Official] | None:
    whole = max((o for o in group if _stands(said, o.name)), key=lambda o: len(o.name), default=None)
    if whole is not None:
        same = [official for official in group if official.name == whole.name]
        if _free(said, len(whole.name)) and all(official.over(day, grace) for official in same):
            last = max(same, key=lambda official: official.until or date.min)
            return (REMOVED if last.state == REMOVED else LEFT), last.name, last
        return None
    if any(piece in register.names for piece in _pieces(said)):
        return None  # a colleague
    for official in group:
        if official.serves(day, grace) and (shown := _nearly(said, official.name)) and shown not in register.names:
            return "name", shown, official
    return None


def _stands(said: _Said, name: str) -> bool:
    return said.words.endswith(name) if said.turned else said.words.startswith(name)


def _pieces(said: _Said) -> Iterator[str]:
    return (said.words[-n:] if said.turned else said.words[:n] for n in range(2, 7))


def _free(said: _Said, length: int) -> bool:
    """Does the name end after `length` characters, as far as what comes next tells?"""
    if said.turned:
        rest = said.words[: len(said.words) - length]
        return not rest or rest[-1] in _BEFORE
    return len(said.words) <= length or said.words[length] in _FOLLOWS


def _nearly(said: _Said, name: str) -> str:
    """What stands there when it is `name` with one character wrong, two changed about, or one left out; else ""."""
    for length in (len(name), len(name) - 1):
        shown = said.words[-length:] if said.turned else said.words[:length]
        if length < 2 or len(shown) < length or not _HAN.fullmatch(shown) or not _free(said, length):
            continue
        if length < len(name):
            if any(shown == name[:n] + name[n + 1 :] for n in range(1, len(name))):
                return shown
        elif not said.turned and length > 2 and shown[-1] in _FOLLOWS and shown[:-1] == name[:-1]:
            continue  # 张明在: the name has ended before
        elif _one_wrong(shown, name):
            return shown
    return ""


def _one_wrong(shown: str, name: str) -> bool:
    wrong = [n for n, (one, other) in enumerate(zip(shown, name, strict=True)) if one != other]
    if len(wrong) == 1:
        return len(name) > 2  # 张明 and 张民 are two people as likely as one
    return len(wrong) == 2 and len(name) > 2 and sorted(shown) == sorted(name) and wrong[0] > 0


def _around(text: str, start: int, end: int, at: int, shown: str) -> str:
    """The words around title and name; the name in 【】 where it stands whole."""
    first, last = max(0, start - _SENTENCE // 2), end + _SENTENCE
    place = text.find(shown, end, end + _WINDOW) if at == end else text.rfind(shown, max(0, start - _WINDOW), start)
    if place < 0:
        return text[first:last]
    return f"{text[first:place]}【{shown}】{text[place + len(shown) : last]}"


def _recalls(text: str, start: int, official: Official) -> bool:
    """Does the sentence begin with a year in which the post was held: 2019年，县长…? A birth year stands behind."""
    said = re.split(r"[。；\n]", text[max(0, start - _SENTENCE) : start])[-1]
    return official.until is not None and any(int(year) <= official.until.year for year in _YEAR.findall(said))


def _day(told: Any) -> date | None:
    if isinstance(told, date):
        return told
    return date.fromisoformat(told) if told else None
