"""Sentences that end, prolong or amend another document: 《…》（…号）同时废止 · 决定废止《…》 · 《…》有效期延长至….

What is ended stands right before its verb, or right behind 废止, 宣布失效. A sentence that only ends some articles, or
what contradicts the new text, ends no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from checks.facts import dates
from checks.facts.documents import normalised
from checks.facts.policy import day
from checks.model.repeals import RelationKind, Told

WORDS = (
    *("废止", "失效", "停止执行", "停止施行", "停止实施", "不再执行", "不再施行"),
    *("继续有效", "继续执行", "继续施行", "继续实施", "延长", "延续至", "延期至", "顺延至", "修改"),
)
"""Without one of these a text says nothing of the kind."""
NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,20}\s{0,2}[〔\[(（【〈《﹝‘〚［]\s{0,2}(?:19|20)\d\d\s{0,2}年?[〕\])）】〉》﹞’〛］]\s{0,2}第?\s{0,2}\d{1,5}\s{0,2}号"
    r"|(?![年月日])[\u4e00-\u9fff]{2,20}令\s{0,2}(?:[(（〔]?(?:19|20)\d\d年?[)）〕]?)?\s{0,2}第?\s{0,2}\d{1,4}\s{0,2}号"
)
DAY = r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
_FORMER = re.compile(r"^原(?![阳平州政府])(?=[\u4e00-\u9fff]{2})")
"""原 as in 原临政发〔2015〕3号, not the first letter of 原平."""
_SENTENCE = re.compile(r"[^。；;\n]{6,1500}")
_ENDS_BEFORE = re.compile(
    r"(?:(?:同时|同步|一并|即行|相应|自行|自动|均)?(?:予以)?(?:废止|失效)|停止(?:执行|施行|实施)|不再(?:执行|施行))"
    r"(?!后|前|的|之|与|事|问题|日|时|期间|情况|工作|程序|手续|申请|建议|依据|是否|吗)"
)
_BEHIND = re.compile(
    r"(?:决定|现|予以|宣布|研究|同意|即日起|现将|兹)\s{0,2}(?:废止|失效|停止执行)(?:以下|下列)?|^\s{0,2}(?:一并|同时)?废止(?=[《〈\"“])"
)
_CONTINUES = re.compile(
    r"(?:有效期|施行期限|执行期限?|试行期)?限?\s{0,2}(?:自动)?(?:延长|延续|延期|顺延)(?:执行|施行|实施)?\s{0,2}(?:至|到|为?[一二三四五六七八九十两\d]{1,3}\s?(?:年|个月))|继续(?:有效|执行|施行|实施)"
)
_AMENDS = re.compile(r"(?:作|作出|做|做出|进行)(?:如下|以下|下列|部分)修改|作了?修改")
_PART = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,6}[条款项章节]|附件|部分|与本|不一致|相抵触|有关(?:规定|内容|条款|要求)|相关(?:规定|内容|条款|要求)|中的?(?:有关|相关|关于)"
)
_FILLER = re.compile(
    r"[\s、,，]|和|及|以及|与|或|等|共?\d{1,4}[件份个部项]|(?:行政)?规范性|政策|文件|规章|原|同时|同步|均|一并|即行|相应|自行|自动|予以|也|随之|已|亦|现|"
    r"[自从].{2,24}?[起后]|于(?:19|20)\d\d年\d{1,2}月\d{1,2}日|即日起|起|到期|期满|届满|后|的?(?:通知|规定|决定|意见|办法)|[()（）]"
)
"""What may stand between the last document and the verb."""
_HELD_ON = re.compile(rf"{_FILLER.pattern}|有效期|即将|经|评估|研究|同意|决定|县|市|区|政府|将|其|现|已")
"""What more may stand between a document and the words that it holds on."""
_CITED = re.compile(
    r"(?:根据|依据|按照?|依照|参照|遵照|对照|贯彻|落实|执行|凡?与|对|建议|拟|如果?|若|待|是否|提请|申请)[将对把]?(?:原|了)?\s{0,2}$"
)
"""Ahead of a document that is leant on, compared with, or of which nothing is decided yet."""
_UNDECIDED = re.compile(r"(?:拟|建议|不|未|是否|提请|申请)[^，,。]{0,4}$")
_SINCE = re.compile(rf"[自从]\s?({DAY})\s?(?:之日)?起[，,]")
_COMES = re.compile(rf"^[，,]?\s?[自从于]\s?({DAY})\s?(?:之日)?起?(?:正式)?(?:废止|失效|生效|执行|施行|停止|不再)")
_JOINT = re.compile(
    r"[\s、,，：:]|和|及|以及|与|或|原|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|发布的?|印发的?|公布的?|颁布的?|实施的?|施行的?|下发的?|制定的?|出台的?|"
    r"关于|转发|的?(?:通知|规定|决定|意见|办法)|[\u4e00-\u9fff]{0,10}(?:市|县|区|省|局|厅|委|部|国务院|政府|办公室)|"
    r"[一二三四五六七八九十\d]{1,3}[.、．）)]|[(（]|等?\d{0,4}[件份个部]"
)
"""What may stand between two documents of one row."""
_LONGEST_GAP = 80
_HYPOTHETICAL = re.compile(
    r"可以|应当|应予|视为|有权|不得|若|如果|届时|将(?:自动)?|拟|建议|有下列情形|情形之一|未经|逾期|依法"
)
_VERBS: tuple[tuple[re.Pattern[str], RelationKind | None], ...] = (
    (_ENDS_BEFORE, None),
    (_CONTINUES, RelationKind.CONTINUED),
    (_AMENDS, RelationKind.AMENDED),
)
_MOST_SENTENCES, _MOST_TITLE, _MOST_CITED = 200, 200, 60


def clauses(text: str) -> Iterator[Told]:
    """Every document that a sentence of `text` ends, prolongs or amends, in order."""
    if not any(map(text.__contains__, WORDS)):
        return
    seen = 0
    for found in _SENTENCE.finditer(text):
        sentence = found.group()
        if not any(map(sentence.__contains__, WORDS)) or not ("《" in sentence or "号" in sentence):
            continue
        yield from _of_sentence(sentence)
        seen += 1
        if seen >= _MOST_SENTENCES:
            return


def titled(sentence: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """(where it begins, where it ends, the title) of what stands in 《》, one inside the other taken as one."""
    depth = begun = 0
    for at in range(start, len(sentence)):
        letter = sentence[at]
        if letter == "《":
            begun = at if not depth else begun
            depth += 1
        elif letter == "》" and depth:
            depth -= 1
            if not depth:
                yield begun, at + 1, sentence[begun + 1 : at][:_MOST_TITLE]


def _of_sentence(sentence: str) -> Iterator[Told]:
    cited = _cited(sentence)
    if not cited:
        return
    behind = _BEHIND.search(sentence)
    if (
        behind
        and not _UNDECIDED.search(sentence[: behind.start()])
        and not _PART.search(sentence[behind.start() : cited[0][0]])
    ):
        run = _run(sentence, [one for one in cited if one[0] >= behind.end()], behind.end())
        if run and not _starts_part(rest := sentence[run[-1][1] :]):
            kind = RelationKind.EXPIRED if "失效" in behind.group() else RelationKind.REPEALED
            comes = _COMES.match(rest)
            on = day_in(comes.group(1) if comes else sentence[: behind.start()])
            yield from (Told(kind, number, title, on, clause=True) for _, _, title, number in run)
            return
    for verb, what in _VERBS:
        for found in verb.finditer(sentence):
            yield from _before(sentence, cited, found, what)


def _before(
    sentence: str, cited: list[tuple[int, int, str, str]], verb: re.Match[str], kind: RelationKind | None
) -> Iterator[Told]:
    """What stands in a row right before the verb."""
    ahead = [one for one in cited if one[1] <= verb.start()]
    run: list[tuple[int, int, str, str]] = []
    until = verb.start()
    gap = _HELD_ON if kind is RelationKind.CONTINUED else _FILLER
    for one in reversed(ahead):
        between = sentence[one[1] : until]
        if not _only(_JOINT if run else gap, between):
            break
        run.insert(0, one)
        until = one[0]
    head = sentence[: (run or ahead[-1:] or ((until,),))[0][0]]
    if kind is not RelationKind.AMENDED and _CITED.search(head):
        return
    if not run:
        part = ahead and kind is None and _PART.search(sentence[ahead[-1][1] : verb.start()])
        if part and len(sentence[ahead[-1][1] : verb.start()]) <= 60:
            yield Told(RelationKind.PARTLY, ahead[-1][3], ahead[-1][2], clause=True)
        return
    if kind is None and _HYPOTHETICAL.search(sentence[run[-1][1] : verb.start()]):
        return
    ended = RelationKind.EXPIRED if "失效" in verb.group() else RelationKind.REPLACED
    since = [found.group(1) for found in _SINCE.finditer(head)]
    on = day_in(sentence[run[-1][1] : verb.start()]) or day_in(since[-1] if since else "")
    for _, _, title, number in run:
        yield Told(kind or ended, number, title, on, clause=True)


def _only(words: re.Pattern[str], between: str) -> bool:
    """True when `between` is made of `words` and of nothing else."""
    return len(between) <= _LONGEST_GAP and not words.sub("", between)


def _starts_part(rest: str) -> bool:
    return bool(_PART.match(rest.lstrip("的中之 ")))


def _run(sentence: str, cited: list[tuple[int, int, str, str]], start: int) -> list[tuple[int, int, str, str]]:
    """Those of `cited` that follow `start` one behind the other."""
    run: list[tuple[int, int, str, str]] = []
    for one in cited:
        if not _only(_JOINT, sentence[start : one[0]]):
            break
        run.append(one)
        start = one[1]
    return run


def _cited(sentence: str) -> list[tuple[int, int, str, str]]:
    """(begins, ends, title, number) of every document that the sentence names by title, its number behind it."""
    found: list[tuple[int, int, str, str]] = []
    for begins, ends, title in islice(titled(sentence), _MOST_CITED):
        number = ""
        if sentence[ends : ends + 1] in ("(", "（", "〔", "["):
            close = _closing(sentence, ends)
            if told := NUMBER.search(sentence[ends + 1 : close]):
                number = normalised(told.group())
            ends = close + 1 if close > ends else ends
        found.append((begins, ends, title, number))
    alone = [
        (one.start(), one.end(), "", normalised(_FORMER.sub("", one.group())))
        for one in NUMBER.finditer(sentence)
        if not any(begins <= one.start() < ends for begins, ends, _, _ in found)
    ]  # cited by number alone: 原临政发〔2015〕3号文件同时废止
    return sorted(found + alone[:_MOST_CITED])


def _closing(sentence: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; `start` when it does not within a line's length."""
    depth = 0
    for at in range(start, min(len(sentence), start + 120)):
        depth += (sentence[at] in "（(〔[﹝［") - (sentence[at] in "）)〕]﹞］")
        if not depth:
            return at
    return start


def day_in(words: str) -> date | None:
    """自2020年1月1日起: the day that a clause names itself."""
    found = dates.DAY.search(words)
    moment = dates.first_day(found.group()) if found else None
    return day(moment) if moment else None
