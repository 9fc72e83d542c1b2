"""What small pages cannot bring about: facts at the edge of what the readers find."""

from dataclasses import replace
from typing import Any

import pytest

from checks import catalog
from checks.indicators import edition
from checks.model.captures import DnsProbe
from checks.model.findings import Certainty, Outcome, Status
from checks.model.pages import DateSeen, DateSource, Document, Footer, Item, Link, Meta, PageKind, Place, Validity
from checks.model.registry import Column
from checks.model.views import GatheredSite, PageView
from checks.runner import run
from tests.checks.shown import HOME, MOMENT, day, page, site

TITLE = "临江县水库安全管理办法"
TEXT = f"{TITLE}\n索引号：1\n第一条 本县水库由县水利局统一管理，各乡镇人民政府配合做好巡查。"
FULL = Document(TITLE, "临政办〔2026〕18号", written=day(2026, 3, 2), published=day(2026, 3, 5), labels=("索引号",))


def judged(check: str, *pages: PageView) -> Outcome:
    return run(catalog.load()[check], site(*pages), edition.load().rules[check])


def codes(outcome: Outcome) -> list[tuple[str, Certainty]]:
    assert not outcome.problem
    return [(finding.code, finding.certainty) for finding in outcome.findings]


def paper(document: Document = FULL, **facts: Any) -> PageView:
    return page(**{"kind": PageKind.ARTICLE, "heading": TITLE, "text": TEXT, "document": document, **facts})


@pytest.mark.parametrize(("letters", "found"), [(19, [("text", Certainty.CERTAIN)]), (20, [])])
def test_a_text_is_twenty_letters(letters: int, found: list[Any]) -> None:
    assert codes(judged("document-elements", paper(text=f"{TITLE}\n索引号：1\n" + "字" * letters))) == found


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (Link(HOME + "v", tag="iframe", place=Place.BODY), []),
        (Link(HOME + "v", tag="iframe", place=Place.HEAD), [("text", Certainty.CERTAIN)]),
        (Link(HOME + "v", tag="a", place=Place.BODY), [("text", Certainty.CERTAIN)]),
    ],
)
def test_a_frame_in_the_text_may_be_the_text(link: Link, found: list[Any]) -> None:
    assert codes(judged("document-elements", paper(text=f"{TITLE}\n索引号：1", links=(link,)))) == found


def test_what_no_edition_names_is_not_missed() -> None:
    rule = edition.load().rules["document-elements"]
    rule = replace(rule, params={"elements": replace(rule.params["elements"], value=["seal"])})
    assert run(catalog.load()["document-elements"], site(paper()), rule).status is Status.PASS


def test_a_number_stated_as_none_is_not_an_index_stated_as_none() -> None:
    bare = replace(FULL, number="")
    assert codes(judged("document-elements", paper(replace(bare, stated_none=("文号",))))) == []
    assert codes(judged("document-elements", paper(replace(bare, stated_none=("索引号",))))) == [
        ("number", Certainty.CERTAIN)
    ]


def test_a_validity_that_speaks_of_prolonging_is_doubtful() -> None:
    over = replace(FULL, valid_until=day(2026, 1, 1), validity=Validity.VALID, validity_text="有效")
    assert codes(judged("expired-but-valid", paper(over))) == [("expired", Certainty.CERTAIN)]
    prolonged = replace(over, validity_text="有效（有效期延长）")
    assert codes(judged("expired-but-valid", paper(prolonged))) == [("expired", Certainty.SUSPECTED)]


def test_a_document_without_dates_is_looked_at_and_silent() -> None:
    undated = Document(TITLE, "临政办〔2026〕18号")
    assert judged("date-logic", paper(undated)).status is Status.PASS
    assert judged("date-logic", paper(Document(TITLE))).status is Status.NOT_APPLICABLE


def test_of_two_with_one_number_the_one_without_any_day_comes_last() -> None:
    one, other = Document(TITLE, FULL.number), replace(FULL, title="关于成立防汛指挥部的通知", published=None)
    undated = page("a.html", kind=PageKind.ARTICLE, heading=TITLE, document=one)
    dated = page("z.html", kind=PageKind.ARTICLE, heading=other.title, document=other)
    assert [f.at for f in judged("date-logic", undated, dated).findings] == [HOME + "a.html"]


SOURCED = (Meta("ContentSource", "县水利局"), Meta("ArticleTitle", TITLE))


def article(pubdate: str, seen: DateSeen, text: str, **facts: Any) -> PageView:
    metas = (*SOURCED, Meta("PubDate", pubdate))
    return page(kind=PageKind.ARTICLE, heading=TITLE, metas=metas, dates=(seen,), text=text, **facts)


BARE = DateSeen(day(2026, 3, 2), DateSource.BARE, "2026年3月2日")
URL = DateSeen(day(2026, 3, 2), DateSource.URL, "20260302")


@pytest.mark.parametrize(
    ("seen", "text", "facts", "differs"),
    [
        (BARE, "2026年3月2日", {}, True),
        (BARE, "字" * 192 + "2026年3月2日", {}, False),  # the day under a letter
        (BARE, "2026年3月2日", {"document": Document(TITLE, written=day(2026, 3, 2))}, False),
        (BARE, "2026年3月2日", {"document": Document(TITLE, written=day(2026, 3, 1))}, True),
        (URL, "20260302", {}, False),
    ],
)
def test_a_date_without_a_label_counts_only_near_the_top(
    seen: DateSeen, text: str, facts: dict[str, Any], differs: bool
) -> None:
    outcome = judged("article-labels", article("2026-03-09 09:00", seen, text, **facts))
    assert codes(outcome) == ([("date-differs", Certainty.SUSPECTED)] if differs else [])


@pytest.mark.parametrize(
    ("label", "heading", "text", "found"),
    [
        ("防汛会商", "水利专题", "水利专题\n防汛会商", True),  # four letters stand on a page by chance
        ("县里防汛会商", "水利专题", "水利专题\n县里防汛会商", False),
        ("县里防汛会商", "水利专题", "字" * 300 + "\n县里防汛会商", True),
        ("县里防汛会商", "", "正文", False),
    ],
)
def test_the_heading_may_be_that_of_a_topic(label: str, heading: str, text: str, found: bool) -> None:
    metas = (Meta("ArticleTitle", label), Meta("ContentSource", "水利局"), Meta("PubDate", "2026-03-09 09:00"))
    shown = page(kind=PageKind.ARTICLE, title=heading or "x", heading=heading, text=text, metas=metas)
    assert bool(codes(judged("article-labels", shown))) is found


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"links": (Link(HOME + "j.js", tag="script"),)}, Status.UNKNOWN),
        ({"scripted": True}, Status.UNKNOWN),
        ({}, Status.FAIL),
        ({"scripted": True, "footer": Footer(icp="临ICP备12345678号")}, Status.FAIL),
        ({"scripted": True, "footer": Footer(contact="0999-1234567")}, Status.UNKNOWN),  # may stand in the text
    ],
)
def test_a_foot_that_a_script_may_write(facts: dict[str, Any], status: Status) -> None:
    assert judged("footer-identity", page(**facts)).status is status


def test_the_report_may_carry_no_code() -> None:
    foot = Footer("3399990001", "临ICP备12345678号", "1", "x", "x", "", "办公室", "0999-1234567", "x")
    assert judged("footer-identity", page(footer=foot)).status is Status.PASS
    report = replace(foot, find_error="", find_error_code="3399990001")
    assert judged("footer-identity", page(footer=report)).status is Status.PASS


def test_an_ipv6_answer_for_another_name_is_no_answer() -> None:
    view = GatheredSite(
        site().site, MOMENT, answers={DnsProbe: [DnsProbe("WWW.linjiang.gov.cn.", MOMENT, a=("192.0.2.7",), zone="x")]}
    )
    outcome = run(catalog.load()["ipv6-address"], view, edition.load().rules["ipv6-address"])
    assert codes(outcome) == [("none", Certainty.CERTAIN)]
    assert (outcome.judged, outcome.of, outcome.reason) == (1, 2, "本机的域名服务器没有应答（1）")


def test_the_report_alone_may_carry_another_code() -> None:
    foot = Footer("", "临ICP备12345678号", "1", "x", "x", "3399990009", "办公室", "0999-1234567", "x")
    assert ("site-code-differs", Certainty.CERTAIN) in codes(judged("footer-identity", page(footer=foot)))


FOOT = Footer("3399990001", "临ICP备12345678号", "1", "x", "x", "", "办公室", "0999-1234567", "x")
GOOD = tuple(Meta(name, "通知公告") for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"))


def test_three_pages_of_four_are_the_site() -> None:
    faulty = [page(f"{n}.html", footer=replace(FOOT, icp="")) for n in range(3)]
    [finding] = judged("footer-identity", *faulty, page("z.html", footer=FOOT)).findings
    assert finding.key == ("icp", "*")


def column(path: str, **facts: Any) -> PageView:
    items = tuple(Item(f"{HOME}{path}t{n}.html", f"关于第{n}件事的通知", day(2026, 11, n + 1)) for n in range(5))
    return page(path, **{"kind": PageKind.LIST, "items": items, "metas": GOOD, "heading": "通知公告", **facts})


def test_three_columns_of_four_are_the_site() -> None:
    faulty = [column(f"l{n}/", metas=GOOD[:3]) for n in range(3)]
    [finding] = judged("column-labels", page(kind=PageKind.HOME), *faulty, column("z/")).findings
    assert finding.key == ("ColumnType", "missing", "*")


def test_a_registered_column_that_is_an_article_owes_no_labels_of_columns() -> None:
    view = site(page("about.html", kind=PageKind.ARTICLE), columns=(Column("x", "概况", HOME + "about.html"),))
    outcome = run(catalog.load()["column-labels"], view, edition.load().rules["column-labels"])
    assert outcome.status is Status.NOT_APPLICABLE


def test_a_registered_further_page_owes_no_labels_of_columns() -> None:
    further = column("l/index_1.html", fetched={"paged_from": HOME + "l/"}, metas=())
    view = site(column("l/"), further, columns=(Column("x", "概况", further.url),))
    outcome = run(catalog.load()["column-labels"], view, edition.load().rules["column-labels"])
    assert (outcome.status, outcome.judged) == (Status.PASS, 1)


@pytest.mark.parametrize(
    ("check", "shown", "excerpt"),
    [
        ("site-labels", page(metas=(Meta("SiteName", "网站名称"),)), "SiteName=网站名称"),
        ("column-labels", column("l/", metas=(Meta("ColumnName", "栏目名称"),)), "ColumnName=栏目名称"),
        (
            "article-labels",
            article("2026-03-02 09:00:00 13800001234", BARE, ""),
            "PubDate=2026-03-02 09:00:00 138****1234",
        ),
    ],
)
def test_an_excerpt_quotes_what_stands_there_and_nothing_where_nothing_stands(
    check: str, shown: PageView, excerpt: str
) -> None:
    said = {finding.code: finding.excerpt for finding in judged(check, shown).findings}
    assert excerpt in said.values()
    assert said.get("missing", "") == ""


@pytest.mark.parametrize("check", ["expired-but-valid", "validity-label"])
def test_a_field_of_numbers_that_holds_a_telephone_is_quoted_masked(check: str) -> None:
    over = replace(FULL, number="联系电话13812345678", valid_until=day(2026, 1, 1), normative=True)
    over = replace(over, validity=Validity.VALID if check == "expired-but-valid" else None)
    (finding,) = judged(check, paper(over)).findings
    assert "13812345678" not in str(dict(finding.data))
