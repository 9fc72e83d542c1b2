"""What may stand in a place that looks empty."""

from __future__ import annotations

import pytest

from checks.facts.fillable import Places
from checks.facts.markup import parse
from checks.facts.outline import Outline


def places(body: str) -> tuple[Places, Outline]:
    markup = parse("http://www.a.gov.cn/1.html", f"<html><body>{body}</body></html>".encode(), "text/html")
    outline = Outline(markup.tree)
    return Places(markup, outline), outline


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("<td></td>", False),
        ("<td class='a'><span style='color:red'></span></td>", False),
        ("<td class='told'></td>", True),
        ("<td id='a'></td>", True),
        ("<td><p><span v-text='a'></span></p></td>", True),
        ("<td><svg></svg></td>", True),
        ("<td></td></tr></table><noscript><table><tr><td>a</td></tr></table></noscript>", True),  # a cell nobody sees
    ],
)
def test_fillable(cell: str, told: bool) -> None:
    found, outline = places(f"<script>show('.told')</script><table><tr>{cell}</tr></table>")
    assert found.fillable(outline.tags.index("td")) is told


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("<textarea>已经修好。</textarea>", True),
        ("<textarea> </textarea>", False),
        ("<textarea>请输入评价内容</textarea>", False),
        ("<input value='县水利局'>", True),
        ("<input type='TEXT' value='县水利局'>", True),
        ("<input type='button' value='评价一下'>", False),
        ("<input value='请输入关键字'>", False),
        ("<xmp>已经修好。</xmp>", True),
    ],
)
def test_values_shown(field: str, told: bool) -> None:
    assert places(f"<div>{field}</div>")[0].values_shown() is told
