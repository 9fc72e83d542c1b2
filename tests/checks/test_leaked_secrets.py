"""Files are judged like pages; one that could not be read is no pass."""

from __future__ import annotations

from datetime import datetime

from checks import catalog
from checks.indicators import edition
from checks.model.findings import Outcome, Status
from checks.model.pages import Page, PageFacts, PageKind
from checks.model.registry import BEIJING, Site
from checks.model.views import GatheredSite, PageView
from checks.runner import run

SITE = Site("临江县人民政府", "http://www.linjiang.gov.cn/", "临江县人民政府办公室", code="3399990001")
MOMENT = datetime(2026, 11, 20, tzinfo=BEIJING)
ID = "leaked-secrets"


def judged(*facts: PageFacts) -> Outcome:
    views = tuple(PageView(Page(one.url, 200, MOMENT), one) for one in facts)
    return run(catalog.load()[ID], GatheredSite(SITE, MOMENT, views), edition.load().rules[ID])


def file(name: str, text: str = "", unread: str = "") -> PageFacts:
    return PageFacts(SITE.home + name, kind=PageKind.FILE, text=text, text_length=len(text), unread=unread)


def test_a_mark_on_the_cover_of_a_file() -> None:
    outcome = judged(file("a.pdf", "机密★5年\n关于防汛抗旱的方案\n正文"))
    assert [(one.code, one.at) for one in outcome.findings] == [("mark", SITE.home + "a.pdf")]
    assert outcome.findings[0].excerpt == "【机密★5年】 关于防汛抗旱的方案"
    assert outcome.status is Status.REVIEW


def test_a_sample_in_a_file_is_told_by_its_first_lines() -> None:
    assert judged(file("a.docx", "公文格式示例\n机密★5年\n正文")).status is Status.PASS


def test_a_file_that_could_not_be_read_is_a_gap_and_what_was_read_of_it_is_judged() -> None:
    unread = judged(file("a.pdf", unread="文件加了密码"))
    assert (unread.status, unread.unseen) == (Status.UNKNOWN, (SITE.home + "a.pdf",))
    half = judged(file("a.pdf", "秘密★1年\n通知", "只读了前 100 页"))
    assert (half.status, half.judged, half.of) == (Status.REVIEW, 1, 2)


def test_every_marked_document_is_told_by_itself() -> None:
    outcome = judged(*(file(f"{n}.pdf", "秘密★1年\n通知") for n in range(8)))
    assert len(outcome.findings) == 8
