"""Posts that carry marks of secrecy: 国家秘密标志, 内部资料, 不予公开 and 依申请公开 with the whole text.

How judged: as on pages, by lines of their own at the head or under the text (checks/facts/secrecy.py), in what the post
says and in what it passes on. One finding for each code and post. Always suspected: a person looks, and then it is a
veto; nobody is told in public before.
Not counted: what sentences say of marks; laws, training, samples and tests about secrecy; pictures and films.
Could not look: posts of which only the title or a part of the text was seen.
Source: 国办秘函〔2019〕19号 (NV-1).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import account_check
from checks.facts.excerpts import quoted
from checks.facts.post_texts import Shown, looked_at, shown_texts
from checks.facts.secrecy import Mark, secrecy_marks
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Said
from checks.model.pages import PageFacts, PageKind
from checks.model.views import AccountView


@account_check("leaked-secrets")
def leaked_secrets(view: AccountView, rule: Rule) -> Iterator[Said]:
    yield from looked_at(view)
    whole = rule.param("whole_text")
    for shown in shown_texts(view):
        facts = PageFacts(shown.at, shown.title, shown.title, PageKind.ARTICLE, text=shown.text)
        yield from (_finding(mark, shown) for mark in secrecy_marks(facts, whole))


def _finding(mark: Mark, shown: Shown) -> Finding:
    told = {"what": "发布内容", "mark": quoted(mark.word, 40), "title": quoted(shown.title, 100), "shown": mark.code}
    excerpt, key = quoted(mark.around), (mark.code, shown.key)
    return Finding(mark.code, shown.at, key, {**told, **shown.data}, excerpt=excerpt, certainty=Certainty.SUSPECTED)
