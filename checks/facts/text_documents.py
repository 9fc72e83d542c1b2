"""A document read from text alone (an attachment, a file): the same readers as those of pages, from its lines.

Its title may stand in several lines, under the red head of the office (…文件) and the number.
"""

from __future__ import annotations

import re
from dataclasses import replace

from checks.facts import numbers, terms
from checks.facts.particulars import (
    addressees_of,
    duties_of,
    kind_of,
    organ_of,
    publicity_of,
    signed_on,
)
from checks.model.documents import Particulars
from checks.model.pages import Document

_MARKS = re.compile(r"^[#>\s]{1,8}|\*{2}|^[-—_=]{3,80}$")
_HEAD = 16
"""Lines among which a title is looked for."""
_TITLE_LINES, _TITLE_LENGTH = 5, 200
_RED_HEAD = re.compile(r"文件$")
_BEGINS = re.compile(r"关于|(?:印发|转发|批转)《")
_NO_TITLE = re.compile(r"[。；;]|[:：]$|^(?:索引号|发文|成文|发布|公开|文号|标题)")
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff《》（）〔〕“”、\d])\s{1,9}(?=[\u4e00-\u9fff《》（）〔〕“”、\d])")
_DRAFT = re.compile(r"征求意见稿|送审稿|征求.{0,12}意见|[(（]草案")
_MOST = 400_000


def read_text_document(text: str) -> Document | None:
    """The document that a text is, None where it begins with no title of one."""
    lines = [line for raw in text[:_MOST].splitlines() if (line := _MARKS.sub("", raw).strip())]
    title = title_in(lines)
    if not title:
        return None
    body = "\n".join(lines)
    shown = numbers.own_number_shown("", body)
    signed = signed_on(body)
    publicity, words = publicity_of(body, "")
    term = terms.read_term(body, signed, None)
    organ = organ_of(title, body)
    particulars = Particulars(
        kind=kind_of(title),
        organ=organ,
        addressees=addressees_of(body),
        number_shown=shown,
        signed=signed,
        publicity=publicity,
        publicity_text=words,
        duties=duties_of(body),
        latest=term.latest,
        two_terms=term.doubtful,
        uncomputed=term.uncomputed,
    )
    document = Document(title=title, number=numbers.normalised(shown), issuer=organ, written=signed, term=term.words)
    return replace(
        document,
        effective=term.effective,
        valid_until=term.last_day,
        draft=bool(_DRAFT.search(title)),
        body_length=len("".join(body.split())),
        particulars=particulars,
    )


def title_in(lines: list[str]) -> str:
    """The title among the first lines: from the name of the office or 关于 on, until a line ends as titles do."""
    head = [line for line in lines[:_HEAD] if not _RED_HEAD.search(line) and not numbers.parse(line)]
    for at, line in enumerate(head):
        joined = ""
        for part, follower in zip(head[at : at + _TITLE_LINES], [*head[at + 1 :], ""], strict=False):
            if _NO_TITLE.search(part) or len(joined) + len(part) > _TITLE_LENGTH:
                break
            joined += f" {part}"
            ended = kind_of(joined) and not (follower.startswith("的") and kind_of(follower))
            if ended and _BEGINS.search(joined) and joined.count("《") == joined.count("》"):
                return _CJK_GAP.sub("", joined.strip())
        if _NO_TITLE.search(line):
            break
    return ""
