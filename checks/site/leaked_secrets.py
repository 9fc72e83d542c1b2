"""Pages and files that carry marks of secrecy: 国家秘密标志, 内部资料, 不予公开 and 依申请公开 with the whole text.

How judged: by lines of their own at the head, in the table of fields or under the text (checks/facts/secrecy.py).
`mark`: 绝密★, 机密★, 秘密★ with or without a term, 密级：机密, （秘密） in the title, a bare level above a document's
number; `internal`: 内部资料 注意保存, 仅供内部使用, 不得外传; `not-public`: 此件不予公开, 公开属性：不予公开;
`on-request`: 依申请公开 as a note or field. The last two only where the text itself stands there
(`params.whole_text` letters). One finding for each code and page. Always suspected: a person looks, and then it is a
veto; nobody is told in public before.
Not counted: what sentences say of marks; laws, training, samples and tests about secrecy; 内部资料性出版物 with their
licence; exam papers that were used; catalogues; lists and home pages; a document that stands only in an attachment.
Gap: a file that could not be read, a page that a script fills.
Source: 国办秘函〔2019〕19号 (WV-1).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.secrecy import secrecy_marks
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView


@site_check("leaked-secrets")
def leaked_secrets(site: SiteView, rule: Rule) -> Iterator[Said]:
    whole = rule.param("whole_text")
    hits: list[Finding] = []
    judged = met = 0
    for page in site.pages():
        met += 1
        if page.facts.scripted and not page.facts.text_length:
            yield Gap("正文由脚本生成", page.url)
            continue
        judged += 1
        hits += _hits(page, whole)
    for page in site.files():
        met += 1
        if page.facts.text:
            judged += 1
            hits += _hits(page, whole)
        if page.facts.unread:
            yield Gap(page.facts.unread, page.url)
    if not met:
        yield Gap("没有读到任何页面", site.site.home)
    yield Looked(judged)
    yield from (hit for hit in hits if hit.code == "mark")  # each is told by itself: no template writes them
    rest = [hit for hit in hits if hit.code != "mark"]
    yield from spread(rest, judged, rule.param("sitewide_share"), rule.param("sitewide_pages"), site.site.home)


def _hits(page: PageView, whole: int) -> Iterator[Finding]:
    for mark in secrecy_marks(page.facts, whole):
        title = quoted(page.facts.heading or page.facts.title, 100)
        data: dict[str, Value] = {
            "mark": quoted(mark.word, 40),
            "title": title,
            "shown": mark.code,
            "what": "页面或附件",
        }
        key = (mark.code, page_key(page.url))
        excerpt = quoted(mark.around)
        yield Finding(mark.code, page.url, key, data, excerpt=excerpt, certainty=Certainty.SUSPECTED)
