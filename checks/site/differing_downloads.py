"""Documents that offer their own text as a file whose text is another one.

How judged: a file that the page offers as the document itself (by the same title, or as 文字版, PDF版, 下载) is
compared with the page, blanks, page numbers and broken lines left out. `text`: neither covers `params.alike` of the
other. `number`: the file gives itself another 文号. Where one covers `params.same` of the other: `date`: another day of
signing; `figures`: each has amounts, shares or days that the other lacks. Always suspected.
Not counted: annexes (附件1 …), explanations, forms. A file that was not opened, could not be read to its end, or has
no text: could not look.
Source: GF-09 的推论（下载的与网页是同一文本）。
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.policy import document_of, title_of
from checks.facts.same_text import LEAST, difference, joined, own_files
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

_MOST = 5_000
"""So many files of a site are compared."""
NOT_OPENED, NO_TEXT = "下载文件没有打开", "下载文件里没有文字"


@site_check("differing-downloads")
def differing_downloads(site: SiteView, rule: Rule) -> Iterator[Said]:
    wanted = _wanted(site)
    for file in site.files() if wanted else ():
        page = site.page(wanted.pop(address)) if (address := _address(file, wanted)) else None
        if page is not None:
            yield from _compared(page, file, rule)
    for page_url in wanted.values():
        yield Gap(NOT_OPENED, page_url)


def _wanted(site: SiteView) -> dict[str, str]:
    """Address of a file → that of the page whose text it offers; files that several pages offer are left out."""
    wanted: dict[str, str] = {}
    several: set[str] = set()
    for page in site.pages():
        document = document_of(page)
        if document is None or not document.attachments or len(wanted) >= _MOST:
            continue
        for url in own_files(page.facts, document):
            if wanted.setdefault(url, page.url) != page.url:
                several.add(url)
    return {url: page for url, page in wanted.items() if url not in several}


def _address(file: PageView, wanted: dict[str, str]) -> str:
    return next((url for url in (file.url, file.page.final_url) if url in wanted), "")


def _compared(page: PageView, file: PageView, rule: Rule) -> Iterator[Said]:
    document = document_of(page)
    if document is None:
        return
    if file.facts.unread:
        yield Gap(file.facts.unread, page.url)
        return
    if min(len(joined(file.facts.text)), len(joined(page.facts.text))) < LEAST:
        yield Gap(NO_TEXT, page.url)
        return
    yield Looked()
    found = difference(page.facts, document, file.facts.text, rule.param("alike"), rule.param("same"))
    if found is None:
        return
    data: dict[str, Value] = {"title": quoted(title_of(page, document), 100), "target": file.url}
    data |= {"shown": quoted(found.shown, 60), "expected": quoted(found.expected, 60)}
    key = (found.code, page_key(page.url), file.url)
    yield Finding(found.code, page.url, key, data, certainty=Certainty.SUSPECTED, places=(file.url,))
