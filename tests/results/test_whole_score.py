"""The whole score of a site: what it is made of, what is not known and why, what changed."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection

from checks.indicators.edition import AskedOf, Edition, Grade, Judged, Kind, Param
from checks.model.findings import Outcome, fingerprint
from checks.model.registry import Registry, Site, SiteKind
from results import by_hand
from results.answering import Given, record
from results.errors import NoSuchRun, NoSuchSite, PersonError
from results.ledger import outcomes, registry, runs, tasks
from results.ledger.engine import Ledger
from results.ledger.tasks import Answer, Verdict
from results.score import keep
from results.scoring import score
from results.whole_score import whole_score
from tests.results.making import DAY, HOME, NOW, SITE, SUSPECTED, edition, finding, outcome, rule, veto

ASKED = {"judged": Judged.BY_HAND, "asked_of": (AskedOf.PORTAL,)}
HAND = rule("broken-forms", **ASKED)  # type: ignore[arg-type]
BONUS = replace(HAND, id="bonus-services", kind=Kind.BONUS, deduct={}, cap=None, says={}, title="加分：办事服务")
LINKS = replace(rule(), vetoes=(veto(2, "home"),))


def text(**numbers: Any) -> Edition:
    made = edition(LINKS, HAND, BONUS, rule("evasive-replies", judged=Judged.LATER))
    told = {"pass": 60, "bonus_gate": 80, "bonus_total": 30, **numbers}
    return replace(made, scoring={**made.scoring, **{name: Param(value, Grade.B) for name, value in told.items()}})


TEXT = text()
FIRST = outcome(
    finding("a", code="home"), finding("b", sure=SUSPECTED), finding("c", code="odd"), judged=9, of=10, reason="timeout"
)


def night(
    connection: Connection, *said: Outcome, days: int = 0, used: Edition = TEXT, sure: tuple[str, ...] = ()
) -> int:
    registry.save(connection, Registry(sites=(SITE,)))
    run = runs.start(connection, kind="nightly", edition=used.version, code="1", moment=NOW + days * DAY)
    outcomes.save(connection, run, said)
    keep(connection, run, SITE.key, score(said, used, SITE, confirmed=sure))
    return run


def card(ledger: Ledger, run: int | None = None, used: Edition = TEXT) -> dict[str, Any]:
    with ledger.connect() as connection:
        told = whole_score(connection, SITE, used, run)
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


def test_a_veto_that_is_near_is_said(ledger: Ledger) -> None:
    near = replace(TEXT, rules={LINKS.id: replace(LINKS, vetoes=(veto(5, "home", warn=2),))})
    with ledger.begin() as connection:
        night(connection, outcome(finding("a", code="home"), finding("b", code="home")), used=near)
    assert "有单项否决项接近规定个数，预警" in card(ledger, used=near)["says"]


def test_what_a_score_is_made_of(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        night(connection, FIRST)
        ((_, due),) = by_hand.due(connection, [SITE], TEXT, NOW)
        tasks.ask(connection, due, edition="test", moment=NOW)
    told = card(ledger)
    assert (told["low"], told["high"], told["base"], told["scale"]) == ("92.90", "99.00", "100", "100")
    links, forms = told["lines"]
    assert links["counted"] == [
        {"code": "home", "found": 1, "suspected": 0, "price": "1.0"},
        {"code": "inner", "found": 0, "suspected": 1, "price": "0.1"},
        {"code": "odd", "found": 1, "suspected": 0, "price": "0"},
    ]
    assert (links["lost"], links["may_lose"], links["cap"], links["unseen"]) == ("1.0", "2.1", "5", 1)
    assert (forms["judged"], forms["lost"], forms["may_lose"], forms["status"]) == ("by hand", "0", "5", "UNKNOWN")
    (line,) = told["vetoes"]
    assert (line["code"], line["state"], line["found"], line["unseen"], line["at_least"]) == (
        "WV-4",
        "unknown",
        1,
        1,
        2,
    )
    assert told["unknown"] == [
        {"rule": "dead-links", "title": "链接可用性", "status": "FAIL", "judged": 9, "of": 10, "reason": "超时"}
    ]
    assert (told["by_hand"], told["unserved"]) == (["broken-forms"], ["evasive-replies"])
    assert [one["rule"] for one in told["tasks"]] == ["bonus-services", "broken-forms"]
    assert told["numbers"]["pass"] == {"value": 60, "verified": "B"}
    assert (told["before"], told["changes"]) == (None, [])
    assert told["says"] == [
        "有单项否决项没有查全，不能排除",
        "得分不低于合格线 60 分（两处以上互证）",
        "有 1 项扣分指标本期尚未人工检查，得分区间因此变宽",
        "有 1 项扣分指标的机器检查尚未实现，没有计入",
    ]


def test_what_changed_since_the_score_before(ledger: Ledger) -> None:
    more = outcome(*(finding(name, code="home") for name in "abc"))
    with ledger.begin() as connection:
        first = night(connection, FIRST)
        second = night(connection, more, days=1)
        ((_, due),) = by_hand.due(connection, [SITE], TEXT, NOW)
        tasks.ask(connection, due, edition="test", moment=NOW)
        answers = {"broken-forms": Answer(Verdict.MET), "bonus-services": Answer(Verdict.MET, points=Decimal(4))}
        given = [Given(one, answers[one.rule], "王") for one in tasks.query(connection)]
        record(connection, given, TEXT, moment=NOW + 2 * DAY, code="1")
    told = card(ledger, second)
    assert told["before"] == {"run": first, "low": "92.90", "high": "99.00", "edition": "test"}
    assert [(one["title"], one["before"], one["after"]) for one in told["changes"]] == [
        ("链接可用性（WV-4）", "未测，不能排除（1/2 处）", "候选，待人工确认（3/2 处）"),
        ("链接可用性", "有问题，扣 1.0—2.1", "有问题，扣 3.0"),
    ]
    newest = card(ledger)
    assert (newest["run"], newest["run_kind"], newest["low"], newest["high"]) == (
        second + 1,
        "by-hand",
        "101.00",
        "101.00",
    )
    assert newest["unknown"] == []
    assert newest["tasks"] == []
    assert [(one["rule"], one["before"], one["after"]) for one in newest["changes"]] == [
        ("broken-forms", "未测，扣 0—5", "通过，扣 0"),
        ("", "没有加分", "计入 4 分"),
    ]
    assert (newest["bonuses"], newest["bonus"]) == (
        [{"rule": "bonus-services", "title": "加分：办事服务", "points": "4"}],
        "4",
    )


def test_the_reasons_of_the_night_before_still_hold_after_an_answer(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        night(connection, FIRST)
        ((_, due),) = by_hand.due(connection, [SITE], TEXT, NOW)
        tasks.ask(connection, due, edition="test", moment=NOW)
        (form,) = tasks.query(connection, rules=["broken-forms"])
        given = [Given(form, Answer(Verdict.UNCLEAR, remark="没有账号"), "王")]
        record(connection, given, TEXT, moment=NOW + DAY, code="1")
    assert [(one["rule"], one["reason"]) for one in card(ledger)["unknown"]] == [
        ("broken-forms", "人工检查无法判断：没有账号"),
        ("dead-links", "超时"),
    ]


SAYS = [
    ("a confirmed veto", {}, SITE, 2, "经人工确认触发单项否决，不合格；以下得分只供参考"),
    ("candidates", {}, SITE, 0, "可能触发单项否决，须经人工确认"),
    ("below the mark", {"pass": 99}, SITE, 0, "最高得分也低于合格线 99 分（两处以上互证），待人工复核"),
    ("over the mark", {"pass": 96}, SITE, 0, "得分区间跨过合格线 96 分（两处以上互证），尚有项目未查，不能下结论"),
    ("no portal", {}, replace(SITE, kind=SiteKind.DEPARTMENT), 0, "国家指标只给门户网站计分，以下得分只供参考"),
]


@pytest.mark.parametrize(("what", "numbers", "site", "sure", "says"), SAYS, ids=[one[0] for one in SAYS])
def test_what_may_be_said_of_it(
    ledger: Ledger, what: str, numbers: dict[str, Any], site: Site, sure: int, says: str
) -> None:
    used, found = text(**numbers), [finding("a", code="home"), finding("b", code="home")]
    names = tuple(fingerprint("dead-links", SITE.key, one.key) for one in found[:sure])
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW)
        keep(connection, run, site.key, score([outcome(*found)], used, site, confirmed=names))
        told = whole_score(connection, site, used)
    assert says in told["says"]


def test_a_site_that_was_never_scored_and_a_run_that_did_not_score_it(ledger: Ledger) -> None:
    with pytest.raises(PersonError, match=r"还没有评分；请先运行 python schedule\.py nightly --site 3399990001"):
        card(ledger)
    with ledger.begin() as connection:
        first = night(connection, outcome())
        other = runs.start(connection, kind="nightly", edition="test", code="1", moment=NOW + DAY)
    assert card(ledger, first)["run"] == first
    with pytest.raises(PersonError, match=f"在第 {other} 次巡查中没有评分；最近一次评分在第 {first} 次"):
        card(ledger, other)
    with pytest.raises(NoSuchRun):
        card(ledger, 99)


TWO = Site("临江县教育局", "http://jyj.linjiang.gov.cn/", "教育局", code="3399990002")
KNOWN = Registry(
    sites=(
        SITE,
        TWO,
        Site("县水务局", "http://swj.linjiang.gov.cn/", "水务局"),
        replace(TWO, code="3399990003", home="http://j2.linjiang.gov.cn/"),
    )
)


@pytest.mark.parametrize(
    ("text_", "key"),
    [
        ("3399990001", SITE.key),
        (" 3399990002 ", TWO.key),
        (HOME, SITE.key),
        (HOME.rstrip("/"), SITE.key),
        ("临江县人民政府", SITE.key),
        ("县水务局", "http://swj.linjiang.gov.cn/"),
    ],
)
def test_a_site_is_named_by_code_home_page_or_name(text_: str, key: str) -> None:
    assert registry.site_named(KNOWN, text_).key == key


@pytest.mark.parametrize(
    ("text_", "says"),
    [
        ("3399990009", "没有网站“3399990009”；相近的有 .*3399990001"),
        ("临江县教育局", "对应几个网站：.*3399990002.*3399990003"),
        ("完全不同的名字", "请写网站标识码、首页网址或网站名称"),
    ],
)
def test_an_unknown_site_is_told(text_: str, says: str) -> None:
    with pytest.raises(NoSuchSite, match=says):
        registry.site_named(KNOWN, text_)
