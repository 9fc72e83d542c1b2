"""Columns with nothing in them.

How judged: the page of a column was read, its list has no entry, no column stands below it, and there is nothing else
to read or see. `placeholder` when words such as 建设中 or 暂无数据 stand there, `empty` when not even these do.
Suspected only: its page has links to columns below it, of which none was read; some text stands there, perhaps a
reason or lists of the template; the column is one that needs no list (a form, a portrait, a chart); it is known only
because its page looks like a list; or more columns are empty than filled, which rather tells of lists that this
program cannot read.
Not counted: lists filled by a script; pages of one picture or of a player; columns with columns below them.
Source: 国办秘函〔2019〕19号; 国办发〔2017〕47号.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView

WORDLESS = 12
"""Characters that may remain on a page that says nothing: a counter, a stray word of the template."""
LISTLESS = frozenset(("interaction", "services", "leaders", "functions", "overview"))
"""Categories whose pages need no list: a form, a portrait, a chart, a name."""


@site_check("blank-columns")
def blank_columns(site: SiteView, rule: Rule) -> Iterator[Said]:
    columns = site.derived(columns_seen)
    unlikely = sum(map(_is_blank, columns)) > sum(bool(column.items) for column in columns)
    for column in columns:
        if not column.pages:
            yield Gap("栏目页没有读到", column.url)
        elif column.scripted:
            yield Gap("列表由脚本生成，没有读到", column.url)
        else:
            yield Looked()
            if _is_blank(column):
                yield _finding(column, unlikely)


def _is_blank(column: ColumnSeen) -> bool:
    read = bool(column.pages) and not column.scripted
    return read and not (column.items or column.children or column.has_text)


def _finding(column: ColumnSeen, unlikely: bool) -> Finding:
    code = "placeholder" if column.empty_notice else "empty"
    form = code == "empty" and (column.category in LISTLESS or unlikely)
    doubtful = form or column.by_look or column.bare > WORDLESS or column.tabs > 0
    return Finding(
        code,
        at=column.url,
        key=(page_key(column.url),),
        data={"column": column.name, "text": column.empty_notice},
        excerpt=column.empty_notice[:200],
        certainty=Certainty.SUSPECTED if doubtful else Certainty.CERTAIN,
    )
