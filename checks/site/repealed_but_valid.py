"""Documents that a list or a new document repeals, and whose own page still calls them valid; and the reverse.

How judged: lists (清理结果, 废止和失效目录, 继续有效目录; on pages and in files) and sentences (《…》同时废止,
有效期延长至, 作如下修改) are read, and matched to the documents of the site. `repealed`, `expired`: the page shows
有效, and `params.days` have passed. `amended`: the page shows 有效 and speaks of no amendment. `unmarked`: a normative
document shows no validity and no mark. `continued`: the page shows 已废止 or 已失效, a list of the last
`params.recent` days says that it holds. Certain are only `repealed` and `expired`, where number and title
(`params.likeness`) are the same, the list is dated and both are of an office of this place. What an older list says,
a later one overrules. `listed`: the interface that fills a list of the site says that the document was repealed or has
expired, its page shows 有效, and no paper was found that says anything else of it.
Not counted: documents of which only some articles are repealed; proposals and drafts; what has no number and another
title, or another number; the list itself. A list whose annex was not read: could not look.
Source: 国办发〔2017〕47号；广元市 2022 年政务公开安排 (GF-07, GL-43).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.facts.listed import listed_over
from checks.facts.policy import day
from checks.facts.relations import Named, last_word, relations_of, same_title
from checks.indicators.edition import Rule
from checks.model.documents import Listed
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import Validity
from checks.model.repeals import Relation, RelationKind
from checks.model.urls import page_key
from checks.model.views import SiteView

_OVER: Mapping[str, str] = {Validity.REPEALED: "已废止", Validity.EXPIRED: "已失效"}
_PREFIX = 3  # letters before the year that tell an office from those of other places: 临政发, and not 政发


@site_check("repealed-but-valid")
def repealed_but_valid(site: SiteView, rule: Rule) -> Iterator[Said]:
    told = site.derived(relations_of)
    for url, reason in told.unread.items():
        yield Gap(reason, url)
    listed = site.derived(listed_over)
    for paper in told.papers if told.relations or listed else ():
        yield Looked()
        said = tuple(last_word(told.of(paper, rule.param("likeness"))))
        finding = _judged(site, rule, paper, said) if said else _listed(paper, listed)
        if finding:
            yield finding


def _judged(site: SiteView, rule: Rule, paper: Named, said: tuple[Relation, ...]) -> Finding | None:
    """What is wrong between the validity that a page shows and the last that was said of its document."""
    kinds = {one.kind for one in said}
    if paper.validity in _OVER:
        only = kinds == {RelationKind.CONTINUED}
        return _still_valid(site, rule, paper, said[0]) if only and _by_number(said[0], paper) else None
    if kinds & {RelationKind.CONTINUED, RelationKind.PARTLY}:
        return None
    ended = next((one for one in said if one.kind.ends), None)
    one = ended or said[0]
    if not _due(site, rule, one, paper):
        return None
    if paper.validity is None:
        silent = paper.marked or paper.validity_text or not (paper.normative and ended)
        return None if silent else _finding("unmarked", paper, one)
    if paper.validity is not Validity.VALID:
        return None
    if ended is None:
        return None if paper.revised or not _by_number(one, paper) else _finding("amended", paper, one)
    code = "expired" if one.kind is RelationKind.EXPIRED else "repealed"
    return _finding(code, paper, one, sure=_sure(rule, paper, one))


def _listed(paper: Named, listed: Mapping[str, tuple[Listed, str]]) -> Finding | None:
    """What the list's interface and the page say differently."""
    entry, where = listed.get(page_key(paper.url), (None, ""))
    if entry is None or paper.validity is not Validity.VALID:
        return None
    data: dict[str, Value] = {"title": paper.title, "number": quoted(paper.number, 60), "shown": paper.validity_text}
    data |= {"state": _OVER.get(entry.state, entry.state), "target": where}
    return Finding("listed", paper.url, (page_key(paper.url),), data, certainty=Certainty.SUSPECTED, places=(where,))


def _due(site: SiteView, rule: Rule, one: Relation, paper: Named) -> bool:
    """False for what was said of the future, a short while ago, or before the document was written."""
    if one.on is None:
        return True
    before = paper.written is not None and one.on < paper.written
    return not before and one.on + timedelta(days=rule.param("days")) <= day(site.moment)


def _sure(rule: Rule, paper: Named, one: Relation) -> bool:
    if one.on is None or paper.marked or not (one.own and paper.own and _by_number(one, paper)):
        return False
    if paper.published is not None and paper.published > one.on:
        return False  # put up after it had ended: as a new edition, perhaps
    if one.title:
        return same_title(one, paper, rule.param("likeness"))
    return len(one.number.partition("〔")[0]) >= _PREFIX


def _by_number(one: Relation, paper: Named) -> bool:
    return bool(one.number) and fold(one.number) == fold(paper.number)


def _still_valid(site: SiteView, rule: Rule, paper: Named, one: Relation) -> Finding | None:
    today = day(site.moment)
    if one.on is None or today - one.on > timedelta(days=rule.param("recent")) or (paper.until and paper.until < today):
        return None
    return _finding("continued", paper, one)


def _finding(code: str, paper: Named, one: Relation, *, sure: bool = False) -> Finding:
    data: dict[str, Value] = {"title": paper.title, "number": quoted(paper.number, 60), "shown": paper.validity_text}
    data |= {"source": one.source, "target": one.by, "on": f"{one.on:%Y-%m-%d}" if one.on else ""}
    excerpt = quoted(f"{one.title[:100]} {one.number}".strip())
    certainty = Certainty.CERTAIN if sure else Certainty.SUSPECTED
    return Finding(code, paper.url, (page_key(paper.url),), data, "", excerpt, certainty, (one.by,))
