"""Which papers of a visit are laid beside the accounts of its unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.layout import Byline
from checks.model.pages import Capture, DateSeen, DateSource, Document, PageFacts, PageKind, Validity
from checks.model.posts import Post, Reading, ReadingState
from checks.model.published import PAPERS_KEPT, Paper, SitePapers
from checks.model.registry import BEIJING, Account, Registry, SubjectState, Unit
from clock.beside import UnitSite, hand_share, papers_since, sites_of
from results.visits.reader import StoredSite
from results.visits.reading_views import views_of
from results.visits.readings import ReadingFile
from tests.results.visits.making import HOME, NOW, SITE, capture, visit

UNIT = SITE.unit
SINCE = date(2026, 11, 6)
TEXT = "第一条 为了规范管理，根据有关法律法规，结合本县实际，制定本办法。\n" * 20


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, tzinfo=BEIJING)


def article(path: str, title: str, day: datetime, document: Document | None = None, source: str = "") -> Capture:
    made = capture(path)
    facts = PageFacts(
        made.facts.url,
        title=f"{title}_临江县人民政府",
        heading=title,
        kind=PageKind.ARTICLE,
        text=TEXT,
        text_length=len(TEXT),
        published=(seen := DateSeen(day, DateSource.LABEL, f"{day:%Y-%m-%d}")),
        dates=(seen,),
        document=document,
        byline=Byline(True, source) if source else None,
    )
    return replace(made, facts=facts)


def policy(path: str, name: str, day: datetime, issuer: str = "临江县人民政府", **more: object) -> Capture:
    title, paged_from = f"{issuer}关于印发{name}的通知", str(more.pop("paged_from", ""))
    known = {
        "title": title,
        "number": "临政发〔2026〕8号",
        "issuer": issuer,
        "published": day,
        "body_length": 900,
        **more,
    }
    made = article(path, title, day, Document(**known))  # type: ignore[arg-type]  # the test chooses
    return replace(made, page=replace(made.page, paged_from=paged_from))


def papers(tmp_path: Path, *captures: Capture) -> list[str]:
    with StoredSite(visit(tmp_path / "a.visit", *captures)) as view:
        return [one.url.removeprefix(HOME) for one in papers_since(view, SINCE)]


def test_documents_of_its_own_of_these_days_newest_first(tmp_path: Path) -> None:
    given = (
        policy("p1.html", "养老服务办法", at(10)),
        policy("p2.html", "道路养护办法", at(12)),
        policy("old.html", "粮食收购办法", at(5)),
        policy("province.html", "乡村振兴办法", at(11), "富省财政厅"),
        policy("repealed.html", "秸秆禁烧办法", at(11), validity=Validity.REPEALED),
        policy("draft.html", "河道管理办法", at(11), draft=True),
        policy("p1_2.html", "养老服务办法第二页", at(11), paged_from=HOME + "p1.html"),
        article("news.html", "县政府召开养老服务工作会议", at(11)),
        article("ahead.html", "解读：明天的办法", at(28), source="临江县人民政府办公室"),
    )
    assert papers(tmp_path, *given) == ["p2.html", "p1.html"]


def test_the_first_day_counts(tmp_path: Path) -> None:
    assert papers(tmp_path, policy("p1.html", "养老服务办法", at(6))) == ["p1.html"]


def test_an_interpretation_goes_with_its_document_and_counts_alone_only_with_its_source(tmp_path: Path) -> None:
    given = (
        policy("p1.html", "临江县养老服务办法", at(10)),
        article("j1.html", "《临江县养老服务办法》政策解读", at(11), source="临江县人民政府办公室"),
        article("j2.html", "《临江县道路养护办法》政策解读", at(11), source="临江县人民政府办公室"),
        article("j3.html", "《国有林场条例》政策解读", at(11), source="新华社"),
        article("j4.html", "《快递市场管理办法》政策解读", at(11)),
    )
    assert papers(tmp_path, *given) == ["j2.html", "p1.html"]


def test_so_many_are_kept(tmp_path: Path) -> None:
    given = [policy(f"p{n}.html", f"第{n}号养老服务管理办法", at(10)) for n in range(PAPERS_KEPT + 3)]
    assert len(papers(tmp_path, *given)) == PAPERS_KEPT


def test_only_sites_in_use_of_these_units() -> None:
    closed = replace(SITE, code="3399990002", state=SubjectState.CLOSED)
    other = replace(SITE, code="3399990003", unit="临江县财政局")
    known = Registry(sites=(SITE, closed, other))
    path = Path("x.visit")
    assert sites_of(known, frozenset({UNIT}), {SITE.key: path}) == (UnitSite(UNIT, SITE, path),)
    assert sites_of(known, frozenset({UNIT}), {}) == (UnitSite(UNIT, SITE, None),)


@pytest.mark.parametrize("damaged", [False, True])
def test_a_share_is_handed_what_its_sites_published(tmp_path: Path, damaged: bool) -> None:
    account = Account("新浪微博", "临江发布", UNIT, "1")
    readings = ReadingFile(tmp_path / "accounts-00.visit", NOW, "1", (account,), (Unit(UNIT),))
    posts = (Post("1", moment=NOW - timedelta(days=1)),)
    readings.keep(Reading(account.key, "weibo", NOW, ReadingState.NEW, posts=posts))
    readings.close()
    path = visit(tmp_path / "a.visit", policy("p1.html", "养老服务办法", at(10)))
    if damaged:
        path.write_bytes(b"SQLite format 3\0" + b"\xff" * 500)
    hand_share(readings.path, [UnitSite(UNIT, SITE, path)], (), load(), NOW)
    (view,) = views_of(readings.path)
    title = "临江县人民政府关于印发养老服务办法的通知"
    shown = (Paper(title, HOME + "p1.html", date(2026, 11, 10)),)
    assert list(view.sites()) == [SitePapers(HOME) if damaged else SitePapers(HOME, "", True, shown)]
