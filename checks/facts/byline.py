"""Where an article says it comes from: the words behind 来源, and whether a script may write them."""

from __future__ import annotations

import re

from checks.facts.markup import Markup
from checks.facts.outline import Outline
from checks.facts.present import WORDS, WRITING
from checks.model.layout import Byline

LONGEST = 60
"""Characters of a source that are kept."""
_LABEL = re.compile(r"来\s{0,4}源\s{0,4}[:：]")
_NEXT = re.compile(
    r"\s(?=\S{2,8}[:：])|[|｜【】]|(?:发布|发表|更新|录入|访问|浏览|点击|阅读|字体|字号|作者|编辑|时间|日期)\S{0,4}[:：]"
)
"""Where a source ends and the next thing of the line begins."""


def read_byline(markup: Markup, outline: Outline, lines: list[str]) -> Byline:
    """The byline of an article, the first one that says something. Pure; never raises."""
    written = not markup.present(WORDS).isdisjoint(WRITING)
    label = False
    for number, line in enumerate(lines):
        if "源" in line and (found := _LABEL.search(line)):
            label = True
            if source := _behind(line[found.end() :], lines[number + 1 : number + 2]):
                return Byline(label, source, written)
    return Byline(label, "", written)


def _behind(rest: str, after: list[str]) -> str:
    """What a label says: the rest of its line, else the next one where that is short and no label itself."""
    said = _NEXT.split(rest.strip(), maxsplit=1)[0].strip()
    if not said and not rest.strip() and after and len(after[0]) <= LONGEST and not re.search(r"[:：]", after[0]):
        said = after[0].strip()
    return said[:LONGEST]
