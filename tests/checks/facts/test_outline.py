"""The outline of a page against what it is meant to say, element by element and run by run."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from checks.facts.outline import DEEPEST, Outline
from checks.facts.tags import KNOWN, TEXT, traits_of


def outline(body: str) -> Outline:
    return Outline(LexborHTMLParser(f"<html><head></head><body>{body}</body></html>"))


def shown(page: Outline) -> list[tuple[str, str, int]]:
    elements = [page.tags[element] for element in page.run_elements]
    return list(zip(elements, page.runs, page.run_lines, strict=True))


def test_runs_elements_and_lines() -> None:
    page = outline("<div>甲<b>乙</b> 丙<br>丁</div><span>戊</span>\n<i> 己 </i><p></p>庚<li>辛<li>壬")
    assert shown(page) == [
        ("div", "甲", 0),
        ("b", "乙", 0),
        ("div", " 丙", 0),
        ("div", "丁", 1),
        ("span", "戊 ", 2),
        ("i", " 己 ", 2),
        ("body", "庚", 3),
        ("li", "辛", 4),
        ("li", "壬", 5),
    ]
    assert page.lines() == ["甲乙 丙", "丁", "戊  己", "庚", "辛", "壬"]


def test_where_elements_end() -> None:
    page = outline("<ul><li><a href=1>甲</a></li><li>乙</li></ul><p>丙</p>")
    named = {f"{tag}{n}": (n, page.ends[n], page.parents[n]) for n, tag in enumerate(page.tags)}
    assert named == {
        "#0": (0, 9, 0),
        "html1": (1, 9, 0),
        "head2": (2, 3, 1),
        "body3": (3, 9, 1),
        "ul4": (4, 8, 3),
        "li5": (5, 7, 4),
        "a6": (6, 7, 5),
        "li7": (7, 8, 4),
        "p8": (8, 9, 3),
    }


def test_a_link_knows_its_runs() -> None:
    page = outline("<a href=1>甲</a><a href=2><b>乙</b>丙</a><a href=3> </a><img src=4>")
    assert [(tag, first, closing[0]) for _, tag, _, first, closing in page.addressed] == [
        ("a", 0, 1),
        ("a", 1, 3),
        ("a", 3, 3),
        ("img", 3, 3),
    ]


def test_what_is_not_read() -> None:
    page = outline("<!-- 甲 --><style>乙</style><template><a href=1>丙</a></template><svg><text>丁</text></svg>戊")
    assert shown(page) == [("body", "戊", 0)]
    assert page.addressed == []


def test_what_stands_deeper_than_any_page_counts_for_the_deepest_element() -> None:
    page = outline("<div>" * (DEEPEST + 20) + "<a href=1>甲</a>")
    assert page.runs == ["甲"]
    assert page.run_elements[0] == page.parents[-1] == DEEPEST
    assert page.addressed[0][4] == [1]


def test_a_tag_is_the_same_by_number_and_by_name() -> None:
    body = "<p><b>甲</b><table><tr><td><h1><a href=1>乙</a></h1><footer><custom-tag>丙</custom-tag><iframe></iframe>"
    nodes = [node for node in LexborHTMLParser(body).css("*") if node.tag_id in KNOWN]
    assert len(nodes) > 10
    assert [KNOWN[node.tag_id] for node in nodes] == [traits_of(node) for node in nodes]
    assert sum(traits == TEXT for _, traits in KNOWN.values()) == 1
