"""Wrong expressions: how a lexicon is read, what is found in a text, and what becomes of it over a site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from checks.facts import expressions
from checks.facts.expressions import Finder, finder, keyed
from checks.facts.misprints import Seen, faults, gather, holds, walk
from checks.facts.told_expressions import FINDINGS, told
from checks.indicators import edition
from checks.lexicon.expressions import KINDS, Level, Lexicon, LexiconError, lexicon, shipped
from checks.lexicon.variants import variants
from checks.model.findings import Certainty, Finding, Gap, Looked
from checks.model.letters import Letter
from checks.model.pages import DateSeen, DateSource, Document, Footer, Item, Link, Page, PageFacts, PageKind
from checks.model.registry import BEIJING, Site, SiteKind
from checks.model.urls import normalise
from checks.model.views import GatheredSite, PageView

NOW = datetime(2026, 11, 20, 2, tzinfo=BEIJING)
HOST = "http://www.linjiang.gov.cn"
Table = Mapping[str, Any]


def words(*tables: Table) -> Lexicon:
    return lexicon(tables)


def forms(text: str, *tables: Table) -> list[str]:
    return [hit.expression.wrong for hit in Finder(words(*tables))(text)]


def page(path: str, text: str, kind: PageKind = PageKind.ARTICLE, **facts: Any) -> PageView:
    url = HOST + path
    seen = DateSeen(datetime(2026, 5, 1, tzinfo=BEIJING), DateSource.LABEL, "2026-05-01")
    shown = PageFacts(url, kind=kind, text=text, **{"published": seen, **facts})
    return PageView(Page(url, 200, NOW, depth=0 if kind is PageKind.HOME else 1), shown)


def site(*pages: PageView) -> GatheredSite:
    made = Site("临江", f"{HOST}/", "临江县人民政府", code="3399990001", kind=SiteKind.PORTAL)
    return GatheredSite(made, NOW, pages)


TYPO = {"wrong": "布署", "right": "部署", "level": "L3", "unless": ["公布署名"], "sure": True}
OLD = {"wrong": "国土资源局", "right": "自然资源局", "level": "L2", "kind": "outdated", "since": date(2018, 12, 31)}


def found(*pages: PageView, terms: list[Table] | None = None, level: Level = Level.TYPO) -> list[Finding]:
    said = told(site(*pages), level, terms or [], 3)
    return [one for one in said if isinstance(one, Finding)]


def test_what_begins_within_a_character_is_no_form_and_hides_none() -> None:
    two, hidden = TYPO | {"wrong": "丁一", "unless": []}, TYPO | {"wrong": "Ŏé", "unless": []}
    assert forms("丁一", two, hidden) == ["丁一"]
    assert forms("乎Ŏé。乎Ŏé。丁一", two, hidden) == ["Ŏé", "Ŏé", "丁一"]  # 4E[4E 01 4E 00]E9: spelt as 丁一 is
    (hit,) = Finder(words(two))("𠮷乎Ŏé𠮷丁一")
    assert hit.start == 5


def test_a_text_is_not_looked_through_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "AGAIN", 2)
    two, hidden = TYPO | {"wrong": "丁一", "unless": []}, TYPO | {"wrong": "Ŏé", "unless": []}
    assert forms("乎Ŏé。" * 4 + "丁一", two, hidden) == ["Ŏé", "Ŏé", "丁一"]


def test_the_lexicon_is_large_and_every_entry_says_what_is_right() -> None:
    known = shipped()
    assert len(known.expressions) > 20_000
    assert len({one.wrong for one in known.expressions}) == len(known.expressions)
    assert [one for one in known.expressions if not (one.right and one.source) or one.wrong == one.right] == []
    assert [one for one in known.expressions if one.kind not in KINDS[one.level] or one.wrong in known.guards] == []
    assert {one.level for one in known.expressions} == set(Level)
    assert not any(one.sure for one in known.expressions if one.kind == "outdated")
    assert all(one.since for one in known.expressions if one.kind == "outdated")


def test_no_right_form_of_the_lexicon_is_called_wrong() -> None:
    find = finder()
    rights = {one.right for one in shipped().expressions}
    assert [(right, hit.expression.wrong) for right in sorted(rights) for hit in find(right)] == []


def test_every_sentence_of_the_edition_is_clean() -> None:
    find = finder()
    for rule in edition.load().rules.values():
        for text in (rule.title, rule.text, *rule.says.values(), *rule.fix.values()):
            assert [hit.excerpt for hit in find(text)] == [], rule.id


@pytest.mark.parametrize(
    ("wrong", "how"),
    [
        ("社会主议核心价值观", "形近字误写"),
        ("社会主易核心价值观", "音近字误写"),
        ("社会主义心核价值观", "字序颠倒"),
        ("社会主义核心价值贯", "音近字误写"),
    ],
)
def test_a_protected_phrase_has_misprints(wrong: str, how: str) -> None:
    assert dict(variants("社会主义核心价值观"))[wrong] == how


def test_signs_are_lost_and_doubled_inside_only() -> None:
    made = dict(variants("乡村振兴战略"))
    assert made["乡村振战略"] == "漏字"
    assert made["乡村振振兴战略"] == "多字"
    assert "村振兴战略" not in made
    assert "住房城乡建设部" not in dict(variants("住房和城乡建设部"))
    assert not any(len(wrong) < 4 for wrong in dict(variants("扫黑除恶")))
    assert dict(variants("国务院")) == {}


def test_the_edge_of_a_phrase_is_no_word_of_grammar() -> None:
    made = dict(variants("依法治县"))
    assert "依法治具" not in made
    assert "依法冶县" in made


@pytest.mark.parametrize(
    ("phrase", "prose"),
    [
        ("生态环境局", "生态环境举"),  # 生态环境举报热线
        ("人力资源和社会保障局", "人力资源和社会保障举"),
        ("农业农村部", "农业农村布"),  # 农业农村布局
        ("中级人民法院", "中人民法院"),  # 诉讼中人民法院
        ("全国人大代表", "全国人大表"),  # 全国人大表决
        ("牢记使命", "记牢使命"),
        ("统一战线", "统战一线"),
    ],
)
def test_nothing_is_made_where_the_words_beside_a_phrase_make_it(phrase: str, prose: str) -> None:
    assert prose not in dict(variants(phrase))


REFUSED = [
    ({"wrong": "布署"}, "level"),
    ({"wrong": "布署", "level": "L9"}, "L1、L2、L3"),
    ({"right": "部署", "level": "L3"}, "没有写 wrong"),
    ({"wrong": "布署", "right": "布署", "level": "L3"}, "相同"),
    ({"wrong": "布", "right": "部", "level": "L3"}, "至少要两个字"),
    ({"wrong": "布署", "level": "L3", "kind": "organ"}, "kind 只能是 word、place"),
    ({"wrong": "布署", "level": "L3", "since": "2018年"}, "2018-03-17"),
    ({"wrong": "布署", "level": "L3", "needs": ["moon"]}, "needs 不认识：moon"),
    ({"wrong": "布署", "level": "L3", "exempt": ["moon"]}, "exempt 不认识：moon"),
    ({"wrong": "布署", "level": "L3", "colour": 1}, "不认识的键：colour"),
    ({"wrong": ["布署"] * 201, "level": "L3"}, "最多 200 个"),
    ({"wrong": "布" * 61, "level": "L3"}, "60 字以内"),
    ({"wrong": "布署", "level": "L3", "why": 3}, "why 应是"),
]


@pytest.mark.parametrize(("table", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_an_entry_that_cannot_be_used_is_named(table: Table, says: str) -> None:
    with pytest.raises(LexiconError, match="词库第 2 条") as refused:
        lexicon([TYPO, table])
    assert says in str(refused.value)


def test_entries_of_an_office_are_of_the_level_of_their_rule() -> None:
    assert lexicon([{"wrong": "布署", "right": "部署"}], Level.TYPO).expressions[0].kind == "word"
    with pytest.raises(LexiconError, match="不符"):
        lexicon([TYPO], Level.GRAVE)


def test_an_office_overrules_what_is_shipped() -> None:
    own = [{"wrong": "布署", "right": "部置", "why": "自定"}, {"wrong": "按装", "off": True}]
    find = finder(keyed(own), "L3")
    assert [(h.expression.wrong, h.expression.right) for h in find("布署按装座落")] == [
        *[("布署", "部置"), ("座落", "坐落")],
    ]
    switched = finder(keyed([{"protect": "扫黑除恶", "off": True}]), "L1")
    assert list(switched("开展扫黑出恶行动")) == []
    assert [h.expression.right for h in finder()("开展扫黑出恶行动")] == ["扫黑除恶"]
    assert finder(keyed(own), "L3") is find  # one automaton for one set of entries


def test_the_longest_form_decides() -> None:
    grave = {"wrong": "人民攻府", "right": "人民政府", "level": "L1"}
    assert forms("县人民攻府、攻府", grave, {"wrong": "攻府", "right": "政府", "level": "L1"}) == ["人民攻府", "攻府"]
    assert forms("公布署名文章", TYPO) == []
    assert forms("公布署名文章，安排布署", TYPO) == ["布署"]


def test_the_sentence_is_shown_with_the_form_marked_and_numbers_masked() -> None:
    text = f"前一句。电话13812345678的同志{'部' * 100}安排布署完毕{'县' * 100}。后一句。"
    (hit,) = Finder(words(TYPO))(text)
    assert "【布署】" in hit.excerpt
    assert len(hit.excerpt) <= 200
    assert "前一句" not in hit.excerpt
    (hit,) = Finder(words(TYPO))("联系13812345678商布署事宜")
    assert hit.excerpt == "联系138****5678商【布署】事宜"


CONTEXTS: list[tuple[str, Table, str, bool]] = [
    ("before", {"before": ["内部"]}, "内部布署", False),
    ("before, elsewhere", {"before": ["内部"]}, "内部的布署", True),
    ("after", {"after": ["名"]}, "布署名", False),
    ("near", {"near": ["署名"]}, "文章署名，布署", False),
    ("near, another sentence", {"near": ["署名"]}, "文章署名。布署", True),
    ("title", {"exempt": ["title"]}, "《论布署》", False),
    ("title closed before", {"exempt": ["title"]}, "《论》布署《文》", True),
    ("quotation", {"exempt": ["quotation"]}, "他说“布署”", False),
    ("quotation not exempt", {}, "他说“布署”", True),
    ("clause start", {"needs": ["clause-start"]}, "会上，布署", True),
    ("no clause start", {"needs": ["clause-start"]}, "会上布署", False),
    ("sentence end", {"needs": ["sentence-end"]}, "会上布署。", True),
    ("no sentence end", {"needs": ["sentence-end"]}, "布署会", False),
    ("date", {"needs": ["date"]}, "布署2026年6月底，全县", True),
    ("no date", {"needs": ["date"]}, "布署会，全县", False),
    ("about the word", {}, "不要把部署误写为布署", False),
    ("history", {"exempt": ["history"], "since": date(2018, 3, 1)}, "2016年，布署在县里", False),
    ("history, by a word", {"exempt": ["history"]}, "原布署撤销", False),
    ("history, later year", {"exempt": ["history"], "since": date(2018, 3, 1)}, "2020年，布署在县里", True),
    ("principle is no history", {"exempt": ["history"]}, "原则上布署在县里", True),
]


@pytest.mark.parametrize(("more", "text", "wrong"), [c[1:] for c in CONTEXTS], ids=[c[0] for c in CONTEXTS])
def test_contexts(more: Table, text: str, wrong: bool) -> None:
    assert forms(text, {"wrong": "布署", "right": "部署", "level": "L3", **more}) == ["布署"] * wrong


def test_places_are_told_in_characters_of_the_text() -> None:
    text = "𠮷林é布署，\ud83d 又布署在县里。"
    hits = list(Finder(words({"wrong": "布署", "right": "部署", "level": "L3"}))(text))
    assert [text[hit.start :][:3] for hit in hits] == ["布署，", "布署在"]
    assert all("【布署】" in hit.excerpt for hit in hits)


def test_what_is_wrong_holds_between_its_days() -> None:
    (one,) = words({**OLD, "until": date(2020, 1, 1)}).expressions
    days = [date(2018, 12, 30), date(2018, 12, 31), date(2019, 12, 31), date(2020, 1, 1), None]
    assert [holds(one, day) for day in days] == [False, True, True, False, False]
    assert holds(words(TYPO).expressions[0], None)


def test_a_page_speaks_from_the_earliest_day_that_it_names() -> None:
    text = "请到县国土资源局窗口办理手续。"
    written = Document(written=datetime(2016, 3, 1, tzinfo=BEIJING))
    pages = [
        page("/a/1.html", text),
        page("/a/2.html", text + "二", document=written),
        page("/a/3.html", text + "三", heading="2016年工作总结"),
        page("/a/4.html", text + "四", published=None),
    ]
    assert [one.at for one in found(*pages, level=Level.NAME)] == [f"{HOST}/a/1.html"]


def test_one_finding_for_a_page_and_a_form() -> None:
    (one,) = found(page("/a/1.html", "安排布署一。\n安排布署二。"), level=Level.TYPO)
    assert (one.key, one.data["wrong"], one.data["pages"]) == (("布署", "www.linjiang.gov.cn/a/1.html"), "布署", 1)
    assert one.certainty is Certainty.CERTAIN


def test_a_sentence_of_the_template_is_one_finding_wherever_it_comes_first() -> None:
    pages = [page(f"/a/{n}.html", f"各单位安排布署。\n第{n}篇。") for n in range(1, 4)]
    (one,) = found(*pages)
    assert one.key[:2] == ("布署", "sentence")
    assert (one.data["pages"], len(one.places)) == (3, 2)
    (again,) = found(*reversed(pages))
    assert (again.key, again.at) == (one.key, one.at)
    assert len(found(*pages[:2])) == 1  # two pages with one sentence: one of them owns it
    apart = [page(f"/a/{n}.html", f"第{n}次安排布署。") for n in range(1, 4)]
    assert len(found(*apart)) == 3


def test_a_list_that_shows_the_title_of_an_article_is_a_place_of_it() -> None:
    article = page("/a/1.html", "布署会召开。", heading="布署会召开")
    url = normalise(f"{HOST}/a/1.html") or ""
    listed = page("/a/", "2026-05-01 布署会召开…", PageKind.LIST, items=(Item(url, "布署会召开"),))
    linked = page("/", "要闻 布署会召开…", PageKind.HOME, links=(Link(url, "布署会召开"),))
    (one,) = found(linked, listed, article)
    assert (one.at, one.data["pages"]) == (f"{HOST}/a/1.html", 3)
    unread = found(linked, listed)
    assert len(unread) == 2
    mended = found(page("/a/1.html", "部署会召开。"), listed)
    assert [each.at for each in mended] == [f"{HOST}/a/"]


def test_a_file_is_read_and_only_suspected() -> None:
    file = page("/f/1.docx", "安排布署。", PageKind.FILE, published=None)
    broken = page("/f/2.docx", "", PageKind.FILE, unread="文件已加密")
    said = list(told(site(file, broken), Level.TYPO, [], 3))
    (one,) = (each for each in said if isinstance(each, Finding))
    assert (one.at, one.certainty) == (f"{HOST}/f/1.docx", Certainty.SUSPECTED)
    assert Gap("文件已加密", f"{HOST}/f/2.docx") in said
    assert Looked(1) in said
    both = found(file, page("/a/1.html", "安排布署。"))
    assert [each.at for each in both] == [f"{HOST}/a/1.html"]  # the page owns the sentence


def test_what_a_script_fills_was_not_looked_at() -> None:
    said = list(told(site(page("/a/1.html", "", scripted=True)), Level.TYPO, [], 3))
    assert [type(each) for each in said] == [Looked, Gap]
    assert said[0] == Looked(0)


def test_the_sponsor_in_the_foot_and_the_title_are_read_too() -> None:
    wrong = page("/a/1.html", "正文。", footer=Footer(sponsor="临江县人民攻府"), title="布署会")
    assert [one.data["wrong"] for one in found(wrong, level=Level.GRAVE)] == ["人民攻府"]
    assert [one.data["wrong"] for one in found(wrong)] == ["布署"]


def test_what_citizens_wrote_is_theirs_unless_it_is_grave() -> None:
    text = "什么时候布署？请转县人民攻府"
    pages = [
        page("/a/1.html", text, letters=(Letter("来信", alone=True),)),
        page("/a/2.html", text + "二", crumbs=(Link(HOST), Link(f"{HOST}/x/", "领导信箱"))),
        page("/a/", text + "三", PageKind.LIST, letters=(Letter("来信"),)),
        page("/", text + "四", PageKind.HOME, letters=(Letter("什么时候布署"),)),
    ]
    assert found(*pages) == []
    assert len(found(*pages, level=Level.GRAVE)) == 4
    home = page("/", "会议布署工作。", PageKind.HOME, letters=(Letter("咨询"),))
    assert len(found(home)) == 1


def test_ten_thousand_hits_are_bounded_and_named() -> None:
    pages = [page(f"/a/{n}.html", f"第{n}次布署。") for n in range(FINDINGS + 5)]
    said = list(told(site(*pages), Level.TYPO, [], 3))
    assert sum(isinstance(each, Finding) for each in said) == FINDINGS
    assert said[-1] == Gap(f"命中过多，只列出前 {FINDINGS} 条", count=5)
    seen, text = Seen(most=20), "一布署。二布署。三布署。四布署。"
    for view in pages[:10]:
        gather(seen, view, finder()(text))
    assert (seen.kept, seen.beyond) == (18, 12)  # three sentences of a page are kept, and six pages have room


def test_levels_are_told_apart() -> None:
    pages = page("/a/1.html", "人民攻府布署国家审计总署工作。")
    shown = walk()(site(pages))
    assert {level: [f.first.expression.wrong for f in faults(shown, level, 3)] for level in Level} == {
        Level.GRAVE: ["人民攻府"],
        Level.NAME: ["国家审计总署"],
        Level.TYPO: ["布署"],
    }
