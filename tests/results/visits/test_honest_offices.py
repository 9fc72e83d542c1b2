"""What honest offices do over some nights gives nobody a reason to doubt their days; what is put up late does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks import catalog
from checks.model.captures import Coverage, Ended
from checks.model.findings import Outcome
from checks.model.pages import Capture, DateSeen, DateSource, Item, PageKind, Paging
from checks.model.registry import BEIJING
from checks.runner import run
from results.visits.closing import finish
from results.visits.reader import StoredSite
from tests.results.visits.making import HOME, NOW, SITE, capture, writer
from tests.test_cases import rule_for

NEWS = "xw/"
TODAY = NOW.astimezone(BEIJING).date()


@dataclass(frozen=True)
class Paper:
    """An article `age` days old; `label` is another day in its label, `listed` the age that its list shows."""

    name: str
    age: int
    title: str = ""
    label: int | None = None
    listed: int | None = None

    @property
    def shown(self) -> str:
        return self.title or f"第{self.name}号稿件"


def _day(age: int) -> datetime:
    day = TODAY - timedelta(days=age)
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def article(paper: Paper, home: str = HOME) -> Capture:
    made = capture(NEWS + paper.name)
    dates = (DateSeen(_day(paper.age), DateSource.LABEL, "发布时间"),)
    if paper.label is not None:
        dates += (DateSeen(_day(paper.label), DateSource.META, "PubDate"),)
    facts = replace(made.facts, kind=PageKind.ARTICLE, heading=paper.shown, text=paper.shown, dates=dates)
    return _at(replace(made, facts=replace(facts, published=dates[0])), home)


def column(papers: Sequence[Paper], home: str = HOME, path: str = NEWS, **more: object) -> Capture:
    made = capture(path)
    items = tuple(
        Item(HOME + NEWS + one.name, one.shown, _day(one.age if one.listed is None else one.listed)) for one in papers
    )
    return _at(replace(made, facts=replace(made.facts, kind=PageKind.LIST, items=items, **more)), home)  # type: ignore[arg-type]


def _at(made: Capture, home: str) -> Capture:
    """The same page at another home."""
    url = made.page.url.replace(HOME, home)
    items = tuple(item._replace(url=item.url.replace(HOME, home)) for item in made.facts.items)
    facts = replace(made.facts, url=url, items=items)
    return replace(made, page=replace(made.page, url=url), facts=facts, probe=replace(made.probe, subject=url))


def site(papers: Sequence[Paper], home: str = HOME) -> list[Capture]:
    return [column(papers, home), *(article(one, home) for one in papers)]


def told(folder: Path, *nights: Sequence[Capture] | tuple[Coverage, Sequence[Capture]]) -> Outcome:
    """What is told of the last of these nights, which all began today: a day is as long as the papers say."""
    last = None
    hosts = replace(SITE, hosts=("linjiang.gov.cn", "linjiang.platform.gov.cn"))
    for number, seen in enumerate(nights):
        coverage, captures = seen if isinstance(seen, tuple) else (Coverage(), seen)
        path = folder / f"{number:06}" / "a.visit"
        made = writer(path, moment=NOW + timedelta(minutes=number), site=hosts)
        for one in captures:
            made.keep(one)
        made.seal_crawl(coverage)
        finish(path, (), last)
        last = path
    assert last is not None
    with StoredSite(last) as view:
        check = "backdated-articles"
        return run(catalog.load()[check], view, rule_for(check, {}))


OLD = [Paper(f"{age}", age) for age in range(1, 200, 9)]
LATE = [Paper(f"late{age}", age) for age in (30, 41, 55, 61, 77, 90)]
ALL = sorted([*OLD, *LATE], key=lambda one: one.age)


def test_what_is_put_up_late_is_told(tmp_path: Path) -> None:
    outcome = told(tmp_path, site(OLD), site(ALL))
    assert [(one.code, one.data["count"]) for one in outcome.findings] == [("burst", 6)]
    outcome = told(tmp_path / "few", site(OLD), site(sorted([*OLD, *LATE[:2]], key=lambda one: one.age)))
    assert [one.code for one in outcome.findings] == ["first-seen"] * 2


def renamed(papers: Sequence[Paper], cut: int = 0) -> list[Paper]:
    """The same under other addresses, as a new system gives them; `cut` the length of titles."""
    return [replace(one, name=f"n{one.name}", title=one.shown[: cut or None]) for one in papers]


def nights_of_a_relaunch() -> list[object]:
    gone = (Coverage(ended=Ended.HOME_FAILED), [capture("", status=500)])
    return [site(OLD), gone, gone, site(renamed(OLD))]


def nights_of_a_move_in_parts() -> list[object]:
    """A third of the articles each night."""
    third = len(OLD) // 3
    parts = [[*renamed(OLD[:n]), *OLD[n:]] for n in (0, third, 2 * third, len(OLD))]
    return [site(part) for part in parts]


HONEST: dict[str, Callable[[], list[object]]] = {
    "the first night after the installation": lambda: [site(ALL)],
    "nothing changes": lambda: [site(ALL), site(ALL)],
    "built anew after some nights without anything": nights_of_a_relaunch,
    "moved in parts over some nights": nights_of_a_move_in_parts,
    "moved to a shared platform": lambda: [site(OLD), site(OLD, "http://linjiang.platform.gov.cn/")],
    "moved there together with what had been kept back": lambda: [
        site(OLD),
        site(ALL, "http://linjiang.platform.gov.cn/"),
    ],
    "without www from now on": lambda: [
        site(OLD),
        site(OLD, "http://linjiang.gov.cn/"),
        site(OLD, "http://linjiang.gov.cn/"),
    ],
    "encrypted from now on": lambda: [site(OLD), site(OLD, HOME.replace("http:", "https:"))],
    "the first visit was cut short": lambda: [(Coverage(ended=Ended.PAGES), site(OLD)), site(ALL)],
    "the list was not read to its end": lambda: [
        [column(OLD, paging=Paging("trs", next=(HOME + "xw/index_1.html",))), *map(article, OLD)],
        site(ALL),
    ],
    "the list of the first night was behind an interface that failed": lambda: [
        [column((), interface=True), *map(article, OLD)],
        site(ALL),
    ],
    "the list goes deeper than before": lambda: [site(OLD[:4]), site(ALL)],
    "the list was empty for a night": lambda: [[column(())], site(ALL)],
    "the column was away for some nights": lambda: [site(ALL), [capture("")], [capture("")], site(ALL)],
    "articles did not answer when they were read": lambda: [[column(ALL), *map(article, OLD)], site(ALL)],
    "papers bear their day of writing, and their label says when they came": lambda: [
        site(OLD),
        site(sorted([*OLD, *(replace(one, label=0) for one in LATE)], key=lambda one: one.age)),
    ],
    "the list says when they came": lambda: [
        site(OLD),
        site([*(replace(one, listed=0) for one in LATE), *OLD]),
    ],
    "a long holiday, and three readers before an article goes out": lambda: [
        site(OLD),
        site(sorted([*OLD, *(Paper(f"h{age}", age) for age in range(2, 11))], key=lambda one: one.age)),
    ],
    "an archive of years before": lambda: [
        site(OLD),
        site([*OLD, *(Paper(f"y{age}", age) for age in range(400, 460))]),
    ],
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_offices_are_left_in_peace(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, *HONEST[name]()).findings == ()  # type: ignore[arg-type]  # nights, some with their coverage
